import { isolated } from '../direction.ts';
import {
  emptyDraft,
  newNode,
  nodeOf,
  passage,
  plainWay,
  restId,
  type EdgeDraft,
  type GraphDraft,
  type NodeDraft,
  type Way,
} from './builder.ts';
import { designOf } from './design.ts';
import { showsCustomer, transferEvents, wayBetween, wayOut } from './legs.ts';
import { legNode } from './leg-nodes.ts';
import { pathOf, type Stop } from './path.ts';
import { leaveWaysOut, mostNodes, noteOf, tooMany } from './limits.ts';
import {
  addItems,
  addToBox,
  addToFold,
  addToNode,
  arrivalKey,
  drawingsOf,
  stepWay,
  timeText,
  type StepContext,
} from './steps.ts';
import { compareSeverity, worse } from '../findings/status.ts';
import { phraseText } from '../format.ts';
import { eventMeaningOf, exitOf, nodeKindOf, wordOf } from '../label.ts';
import type { CallEvent, Gap, IvrStep } from '../model.ts';
import { isOver } from '../span.ts';
import { directionIcon } from '../step.ts';
import { cutText } from '../text/cut.ts';
import { lastStay } from '../timeline/stays.ts';
import type { Track } from '../timeline/tracks.ts';
import type { GraphBoxView, GraphEdgeView, GraphNodeView, GraphView } from '../view/graph-types.ts';
import type { Severity } from '../view/names.ts';

export interface GraphContext extends StepContext {
  readonly tracks: readonly Track[];
  /** By time. */
  readonly events: readonly CallEvent[];
  readonly gapTitle: (gap: Gap) => string;
  readonly gapText: (gap: Gap) => string;
}

/**
 * The path of the call: nodes merged over loops with the order of their visits, sub-flows as boxes, then the parties
 * that it passed, to where it ended. Nodes and edges are in the order in which the call first came to them.
 */
export function graphOf(context: GraphContext): GraphView {
  const fine = emptyDraft();
  const path = followPath(context, fine, false);
  const draft = path.complete ? fine : emptyDraft(mostNodes);
  const { last } = path.complete ? path : followPath(context, draft, true);
  finish(context, draft, last);
  const design = path.complete ? designOf(context, draft) : undefined;
  const left = tooMany(draft) ? leaveWaysOut(draft) : 0;
  const rest = draft.nodes.get(restId);
  if (rest !== undefined)
    rest.detail = context.render({ key: 'graph.rest-count', args: { count: draft.rest.size } });
  const note = noteOf(context, {
    coarse: !path.complete && context.trace.steps.length > 0,
    nested: context.nesting.cut,
    design: design === 'too-large',
    rest: draft.rest.size,
    left,
  });
  return {
    kind: context.trace.steps.length > 0 ? 'flow' : 'legs',
    nodes: [...draft.nodes.values()].map((node) => nodeView(context, draft, node)),
    edges: [...draft.edges.values()].map((edge) => edgeView(context, draft, edge)),
    boxes: [...draft.boxes.values()].map((box): GraphBoxView => {
      const { orders, ...rest } = box;
      return { ...rest, order: orderText(orders), time: timeText(context, box.durationMs) };
    }),
    passages: Int32Array.from(left === 0 ? draft.passages : []),
    ...(note === '' ? {} : { note }),
    ...(design === undefined || design === 'too-large' ? {} : { design }),
  };
}

/** Gaps are told in sentences, which have lines of their own. */
const mostInGap = 600;

/** Where the path stands: the node, and the way by which it is left for whatever comes next. */
interface Position {
  readonly node: string;
  readonly wayTo: (next: Stop | undefined) => Way;
}

/** The graph ends where the path did; not complete: it was given up because of too many nodes. */
interface FollowedPath {
  readonly complete: boolean;
  readonly last: Position | undefined;
}

/** @param coarse whether each sub-flow is one node, with everything that ran in it */
function followPath(context: GraphContext, draft: GraphDraft, coarse: boolean): FollowedPath {
  const { trace, nesting } = context;
  const drawings = drawingsOf(context);
  /** The box or node by which each step is told, for what ran in what it called. */
  const boxes: (string | undefined)[] = [];
  const outer = coarse ? outerSteps(nesting.parents) : [];
  const handovers = transferEvents(context.events);
  let position: Position | undefined;
  const moveTo = (next: Position, stop: Stop) => {
    if (position !== undefined) {
      // A leg that goes on is no new visit; a step that comes again is a loop.
      if (position.node === next.node && (stop.kind !== 'step' || next.node === restId)) return;
      passage(draft, position.node, next.node, position.wayTo(stop));
    }
    position = next;
  };
  const begins = trace.steps[0];
  if (begins === undefined || nodeKindOf(begins.kind) !== 'start' || showsCustomer(trace)) {
    position = { node: arrival(context, draft), wayTo: () => plainWay };
    position = gapPosition(context, draft, position) ?? position;
  }
  for (const stop of pathOf(trace, context.tracks, context.ends)) {
    if (!coarse && draft.nodes.size + draft.boxes.size > mostNodes)
      return { complete: false, last: position };
    if (stop.kind === 'step') {
      const called = outer[stop.index] ?? stop.index;
      if (coarse && (called !== stop.index || drawings[called] === 'box')) {
        const node = addToFold(context, draft, called, stop.index);
        for (const { id } of stop.events) node.items.push(id);
        if (called === stop.index)
          moveTo({ node: node.id, wayTo: (next) => leaveStep(context, stop, next) }, stop);
        continue;
      }
      const parent = nesting.parents[stop.index];
      const box = parent === undefined ? undefined : boxes[parent];
      const drawing = drawings[stop.index] ?? 'node';
      const events = stop.events.map(({ id }) => id);
      if (drawing !== 'node') {
        const around = drawing === 'box' ? addToBox(context, draft, stop.index, box) : box;
        boxes[stop.index] = around;
        addItems(draft, around, drawing === 'box' ? events : [stop.step.id, ...events]);
        continue;
      }
      const node = addToNode(context, draft, stop.index, box);
      boxes[stop.index] = node.id;
      countSteps(draft, box);
      for (const event of events) node.items.push(event);
      moveTo({ node: node.id, wayTo: (next) => leaveStep(context, stop, next) }, stop);
    } else {
      const { leg } = stop;
      const node = legNode(context, draft, leg.track);
      if (stop.kind === 'side' && position !== undefined) {
        passage(draft, position.node, node.id, wayOut(leg));
        continue;
      }
      const wayTo = (next: Stop | undefined) =>
        next === undefined || next.kind === 'step'
          ? wayOut(leg, next === undefined)
          : wayBetween(leg, next.leg, handovers);
      moveTo({ node: node.id, wayTo }, stop);
    }
  }
  return { complete: true, last: position };
}

/** For each step in a sub-flow the outermost step that called one around it, by its place. */
function outerSteps(parents: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const outer: (number | undefined)[] = [];
  parents.forEach((parent, index) => {
    outer[index] = parent === undefined ? undefined : (outer[parent] ?? parent);
  });
  return outer;
}

/** By which exit a step was left. Where the caller hung up later, at another party, that is no way to that party. */
function leaveStep(
  context: GraphContext,
  { step, index }: Stop & { kind: 'step' },
  next: Stop | undefined,
): Way {
  if (exitOf(step) === 'hang-up' && next !== undefined && next.kind !== 'step') return plainWay;
  return stepWay(step, callersLeft(context, index, next));
}

/** The steps whose sub-flow the call leaves on its way from a step to the next stop, innermost first. */
function callersLeft(
  { trace, nesting }: GraphContext,
  index: number,
  next: Stop | undefined,
): readonly IvrStep[] {
  const parent = nesting.parents[index];
  // Mostly nothing is left.
  if (parent === undefined || (next?.kind === 'step' && nesting.parents[next.index] === parent)) return [];
  const around = new Set<number>();
  if (next?.kind === 'step') {
    for (let at = nesting.parents[next.index]; at !== undefined; at = nesting.parents[at]) around.add(at);
  }
  const left: IvrStep[] = [];
  for (let at: number | undefined = parent; at !== undefined && !around.has(at); at = nesting.parents[at]) {
    const caller = trace.steps[at];
    if (caller !== undefined) left.push(caller);
  }
  return left;
}

function countSteps(draft: GraphDraft, box: string | undefined): void {
  for (let at = box; at !== undefined; at = draft.boxes.get(at)?.parent) {
    const around = draft.boxes.get(at);
    if (around !== undefined) around.stepCount += 1;
  }
}

function arrival({ trace, render, events }: GraphContext, draft: GraphDraft): string {
  const node = nodeOf(draft, 'call', () =>
    newNode({
      id: 'call',
      shape: 'pill',
      icon: directionIcon(trace.summary.direction),
      name: render({ key: arrivalKey(trace) }),
    }),
  );
  const first = events[0];
  if (first !== undefined && trace.steps.length === 0) node.items.push(first.id);
  return node.id;
}

/** Stands where the IVR steps would stand, if the provider gave them. */
function gapPosition(context: GraphContext, draft: GraphDraft, before: Position): Position | undefined {
  const { trace, tracks, gapTitle, gapText } = context;
  if (trace.steps.length > 0 || tracks.some(({ lane }) => lane === 'ivr')) return undefined;
  const gap = trace.gaps.find(({ lane }) => lane === 'ivr');
  if (gap === undefined) return undefined;
  const node = nodeOf(draft, 'gap', () =>
    newNode({
      id: 'gap',
      shape: 'gap',
      icon: 'gap',
      name: cutText(gapTitle(gap)),
      detail: cutText(gapText(gap), mostInGap),
    }),
  );
  passage(draft, before.node, node.id, plainWay);
  return { node: node.id, wayTo: () => plainWay };
}

/** The end of the path: who hung up; a call that goes on stays open. */
function finish(context: GraphContext, draft: GraphDraft, last: Position | undefined): void {
  const { trace } = context;
  const node = last === undefined ? undefined : draft.nodes.get(last.node);
  if (!isOver(trace)) {
    if (node !== undefined) node.unfinished = true;
    return;
  }
  if (last === undefined || (node?.shape === 'pill' && node.icon === 'hang-up')) return;
  const end = nodeOf(draft, 'end', () =>
    newNode({ id: 'end', shape: 'pill', icon: 'hang-up', name: cutText(endName(context)) }),
  );
  const released =
    lastStay(context.tracks.find(({ lane }) => lane === 'customer')?.stays ?? [])?.closed ??
    context.events.findLast((event) => eventMeaningOf(event) === 'released');
  if (released !== undefined) end.items.push(released.id);
  const way = last.wayTo(undefined);
  const step = trace.steps.at(-1);
  const told = step !== undefined && exitOf(step) === 'hang-up' && way.code === step.exit?.code;
  passage(draft, last.node, end.id, told ? { ...plainWay, severity: way.severity } : way);
}

function endName({ trace, render }: GraphContext): string {
  const { hungUpBy, outcome } = trace.summary;
  if (outcome === 'not-answered' || outcome === 'rejected') return render({ key: `outcome.${outcome}` });
  if (hungUpBy !== undefined) {
    const label = wordOf(render, 'hung-up-by', hungUpBy);
    return render({ key: 'graph.ended', args: { who: hungUpBy.meaning ?? '', label } });
  }
  return render({ key: outcome === 'transferred' ? 'graph.left-centre' : 'graph.ended-unknown' });
}

function nodeView(context: GraphContext, draft: GraphDraft, node: NodeDraft): GraphNodeView {
  const { render, severity } = context;
  const recovered = node.recovers ? node.visits.at(-1)?.severity : undefined;
  const worst = recovered ?? node.items.reduce<Severity>((all, item) => worse(all, severity(item)), 'none');
  for (let at = node.box; at !== undefined; at = draft.boxes.get(at)?.parent) {
    const box = draft.boxes.get(at);
    if (box !== undefined && compareSeverity(worst, box.severity) < 0) box.severity = worst;
  }
  const kind =
    node.visits.length > 1
      ? render({ key: 'graph.visits', args: { kind: node.kind, count: node.visits.length } })
      : node.kind;
  return {
    id: node.id,
    shape: node.shape,
    icon: node.icon,
    name: node.name,
    detail:
      node.detail ??
      (node.inner > 0
        ? render({ key: 'graph.sub-flow-steps', args: { count: node.inner } })
        : [kind, node.special]
            .filter((part) => part !== '')
            .map(isolated)
            .join(' · ')),
    order: orderText(node.orders),
    time: timeText(context, node.durationMs),
    durationMs: node.durationMs,
    severity: worst,
    unfinished: node.unfinished,
    items: node.items,
    visits: node.visits.length > 1 ? node.visits : [],
    ...(node.box === undefined ? {} : { box: node.box }),
  };
}

function edgeView({ render }: GraphContext, draft: GraphDraft, edge: EdgeDraft): GraphEdgeView {
  const { way, count, id, from, to, back } = edge;
  const visits = draft.nodes.get(from)?.visits ?? [];
  const mixed = visits.some(({ exit }) => exit !== undefined && exit !== 'success');
  const exit = way.label === undefined ? '' : phraseText(way.label, render);
  const said = way.normal && !mixed ? '' : exit;
  const label =
    said !== '' && (count > 1 || back)
      ? render({ key: 'graph.exit-times', args: { exit: said, count } })
      : said;
  return { id, from, to, label: cutText(label), exit: cutText(exit), severity: way.severity, count, back };
}

/** More runs of visits than that are not told one by one. */
const mostRuns = 4;

/** Visit numbers with their runs joined: `4–7`, `3, 9`; of very many, the first ones and the last: `3, 9, 14, … 96`. */
export function orderText(orders: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const order of orders) {
    const run = runs.at(-1);
    if (run !== undefined && order === run.to + 1) run.to = order;
    else runs.push({ from: order, to: order });
  }
  const texts = runs.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  if (texts.length <= mostRuns) return texts.join(', ');
  return `${texts.slice(0, mostRuns - 1).join(', ')}, … ${texts.at(-1) ?? ''}`;
}
