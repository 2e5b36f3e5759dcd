import { shortId } from '../short-id.ts';
import { cutText } from '../text/cut.ts';
import {
  newNode,
  nodeOf,
  restNode,
  type BoxDraft,
  type GraphDraft,
  type NodeDraft,
  type Way,
} from './builder.ts';
import { responseCodeOf, stepSeverity } from '../findings/status.ts';
import { asksCaller, exitOf, nodeKindOf, wordOf } from '../label.ts';
import { durationText } from '../format.ts';
import type { Render } from '../message.ts';
import type { CallTrace, IvrStep, NodeKind } from '../model.ts';
import type { Nesting } from '../nesting.ts';
import { isOver } from '../span.ts';
import { stepDuration } from '../step.ts';
import type { GraphNodeShape } from '../view/graph-types.ts';
import type { Severity } from '../view/names.ts';

export interface StepContext {
  readonly trace: CallTrace;
  readonly nesting: Nesting;
  /** Epoch ms at which each step ended, by its place; undefined while it goes on. */
  readonly ends: readonly (number | undefined)[];
  readonly render: Render;
  readonly severity: (item: string) => Severity;
  readonly stepName: (step: IvrStep) => string;
}

/**
 * How each step is drawn: as a node, as the box around what ran in the sub-flow that it called, or by what is drawn of
 * the step that called it (start and end of a sub-flow).
 */
export type Drawing = 'node' | 'box' | 'by-caller';

/** A call of a sub-flow in which nothing but its start and end was met is a node: a box would be around nothing. */
export function drawingsOf({ trace, nesting }: StepContext): readonly Drawing[] {
  const drawings: Drawing[] = trace.steps.map(() => 'node');
  const around = new Set<number>();
  // A step comes before those in what it called: walking back, what is in a box is known before the box.
  for (let index = trace.steps.length - 1; index >= 0; index -= 1) {
    const parent = nesting.parents[index];
    const meaning = nodeKindOf(trace.steps[index]?.kind ?? { code: '' });
    const passed = parent !== undefined && (meaning === 'sub-flow-start' || meaning === 'sub-flow-end');
    if (passed) drawings[index] = 'by-caller';
    else if (around.has(index)) drawings[index] = 'box';
    if (parent !== undefined && (!passed || around.has(index))) around.add(parent);
  }
  return drawings;
}

/** What makes visits be visits of the same node: the flow and the node in it, within the same sub-flow box. */
export function stepKey(step: IvrStep, box: string | undefined): string {
  const flow = step.flowId ?? step.flowName ?? '';
  return step.nodeId === undefined
    ? shortId(box ?? '', flow, step.nodeName ?? '', step.kind.code)
    : nodeKey(box, flow, step.nodeId);
}

/** The id of the node of a flow within a sub-flow box, for steps and for what is only designed. */
export function nodeKey(box: string | undefined, flow: string, node: string): string {
  return shortId(box ?? '', flow, node);
}

/**
 * The id of the box around what a node called. It is another than that of the node: one visit may have run through the
 * sub-flow, and another one ended as it began.
 */
export const boxKey = (node: string): string => `${boxMark}${node}`;

/** The id of the node that called what is in a box. */
export const callerKey = (box: string): string => box.slice(boxMark.length);

const boxMark = 'box:';

/** Adds a step that called a sub-flow to the box around what ran in it, which is called by the name of that flow. */
export function addToBox(
  context: StepContext,
  draft: GraphDraft,
  index: number,
  parent: string | undefined,
): string {
  const step = stepAt(context, index);
  const id = boxKey(stepKey(step, parent));
  const known = draft.boxes.get(id);
  const inner = context.trace.steps[index + 1];
  const flow = inner?.parent === step.id ? inner.flowName : undefined;
  const base = {
    id,
    name: cutText(flow ?? context.stepName(step)),
    stepCount: 0,
    durationMs: 0,
    severity: 'none' as const,
  };
  const box: BoxDraft = known ?? {
    ...base,
    ...(parent === undefined ? {} : { parent }),
    orders: [],
    items: [],
  };
  draft.boxes.set(id, box);
  const end = context.ends[index];
  if (end !== undefined) box.durationMs += end - step.enteredAt;
  box.orders.push(index + 1);
  box.items.push(step.id);
  return id;
}

/** Adds what has no drawing of its own to what it is told by, a box or node: start and end of a sub-flow, and events. */
export function addItems(draft: GraphDraft, id: string | undefined, items: readonly string[]): void {
  if (id === undefined) return;
  const drawn = draft.boxes.get(id) ?? draft.nodes.get(id);
  for (const item of items) drawn?.items.push(item);
}

/**
 * Adds a step to the node that stands for a whole sub-flow.
 * @param called place of the step that called it
 * @param index place of the step, which is the same or ran in it
 */
export function addToFold(context: StepContext, draft: GraphDraft, called: number, index: number): NodeDraft {
  const caller = stepAt(context, called);
  const step = stepAt(context, index);
  const id = stepKey(caller, undefined);
  const rest = restNode(draft, id, context.render);
  if (rest !== undefined) return withItem(rest, step.id);
  const node = nodeOf(draft, id, () =>
    newNode({ id, shape: 'rectangle', icon: 'sub-flow', name: cutText(context.stepName(caller)) }),
  );
  node.items.push(step.id);
  if (called !== index) {
    node.inner += 1;
    return node;
  }
  node.orders.push(index + 1);
  const end = context.ends[index];
  if (end !== undefined) node.durationMs += end - step.enteredAt;
  node.unfinished = step.leftAt === undefined && !isOver(context.trace);
  return node;
}

function withItem(node: NodeDraft, item: string): NodeDraft {
  node.items.push(item);
  return node;
}

/** Adds a visit to its node. */
export function addToNode(
  context: StepContext,
  draft: GraphDraft,
  index: number,
  box: string | undefined,
): NodeDraft {
  const step = stepAt(context, index);
  const kind = nodeKindOf(step.kind);
  const id = stepKey(step, box);
  const rest = restNode(draft, id, context.render);
  if (rest !== undefined) return withItem(rest, step.id);
  const node = nodeOf(draft, id, () =>
    newNode({
      id,
      shape: shapeOf(kind),
      icon: kind ?? 'unknown',
      name: cutText(nameOf(context, step, index)),
      kind: cutText(wordOf(context.render, 'kind', step.kind)),
      recovers: asksCaller(kind),
      ...(box === undefined ? {} : { box }),
    }),
  );
  const exit = exitOf(step);
  node.orders.push(index + 1);
  node.items.push(step.id);
  const durationMs = stepDuration(step) ?? 0;
  const code = responseCodeOf(step);
  const special = code !== undefined && code >= 400 ? String(code) : '';
  const detail = special === '' || node.kind === '' ? node.kind + special : `${node.kind} · ${special}`;
  const visit = {
    item: step.id,
    severity: stepSeverity(step),
    order: index + 1,
    durationMs,
    time: timeText(context, durationMs),
    detail,
  };
  node.visits.push(exit === undefined ? visit : { ...visit, exit });
  node.durationMs += durationMs;
  node.unfinished = step.leftAt === undefined && !isOver(context.trace);
  if (special !== '') node.special = special;
  return node;
}

/** Less than a tenth of a second tells nothing in a picture. */
export function timeText({ render }: StepContext, ms: number): string {
  return ms < 100 ? '' : durationText(ms, render);
}

function stepAt({ trace }: StepContext, index: number): IvrStep {
  const step = trace.steps[index];
  if (step === undefined) throw new RangeError(`No step ${index}`);
  return step;
}

/** The first node of the call is where it arrives, whatever the designer called it. */
function nameOf({ trace, render, stepName }: StepContext, step: IvrStep, index: number): string {
  if (index !== 0 || nodeKindOf(step.kind) !== 'start') return stepName(step);
  return render({ key: arrivalKey(trace) });
}

/** How the call began, in the words of the first node. */
export function arrivalKey({ summary }: CallTrace): string {
  switch (summary.direction) {
    case 'inbound':
      return 'graph.arrives';
    case 'outbound':
      return 'graph.placed';
    case 'internal':
    case 'unknown':
      return 'graph.begins';
  }
}

/** The shape of a node by what it does. */
export function shapeOf(kind: NodeKind | undefined): GraphNodeShape {
  switch (kind) {
    case 'start':
    case 'hang-up':
      return 'pill';
    case 'branch':
      return 'branch';
    case 'transfer-to-agent':
    case 'blind-transfer':
    case 'outside-number':
      return 'queue';
    default:
      return 'rectangle';
  }
}

/**
 * The way out of a step. The exit of the last step in a sub-flow may tell nothing while the sub-flow itself left by
 * an exit that does; then that one counts.
 */
export function stepWay(step: IvrStep, callers: readonly IvrStep[]): Way {
  const own = wayOf(step);
  return own.normal ? (callers.map(wayOf).find(({ normal }) => !normal) ?? own) : own;
}

function wayOf(step: IvrStep): Way {
  if (step.exit === undefined) return { code: '', severity: 'none', normal: true };
  const exit = exitOf(step);
  const label =
    exit === 'invalid'
      ? { key: 'exit.invalid' }
      : { key: 'graph.event', args: { event: { space: 'exit', coded: step.exit } } };
  return { code: step.exit.code, label, severity: stepSeverity(step), normal: exit === 'success' };
}
