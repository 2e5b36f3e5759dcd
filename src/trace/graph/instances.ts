import { shortId } from '../short-id.ts';
import { boxKey, nodeKey, stepKey, type StepContext } from './steps.ts';
import { nodeKindOf } from '../label.ts';
import type { DesignedFlow, DesignedNode } from '../model.ts';

/** A designed flow as the call came to it: at the top, or in the box of the step that called it. */
export interface Instance {
  readonly flow: DesignedFlow;
  /** The box that its nodes have in their ids: that of the step that called it. */
  readonly box: string | undefined;
  /** The box in which it is drawn. */
  readonly drawnIn: string | undefined;
}

/** Start and end of a called flow are not drawn: its box is entered and left. */
export function isPassage(node: DesignedNode, box: string | undefined): boolean {
  const kind = nodeKindOf(node.kind);
  return box !== undefined && (kind === 'sub-flow-start' || kind === 'sub-flow-end');
}

/** The ids of the boxes in which steps ran, by the place of the step; undefined at the top. */
export function boxesAround({ trace, nesting }: StepContext): readonly (string | undefined)[] {
  const around: (string | undefined)[] = [];
  trace.steps.forEach((_, index) => {
    const parent = nesting.parents[index];
    const caller = parent === undefined ? undefined : trace.steps[parent];
    const outer = parent === undefined || caller === undefined ? undefined : stepKey(caller, around[parent]);
    around.push(outer === undefined ? undefined : boxKey(outer));
  });
  return around;
}

/** The designed flows that steps ran in, in the order of the call. */
export function instancesOf(context: StepContext): readonly Instance[] {
  const { trace } = context;
  const flows = new Map(trace.flows.map((flow) => [flow.id, flow]));
  const around = boxesAround(context);
  const instances = new Map<string, Instance>();
  let main: string | undefined;
  trace.steps.forEach((step, index) => {
    const flow = step.flowId === undefined ? undefined : flows.get(step.flowId);
    if (flow === undefined) return;
    const box = around[index];
    if (box === undefined) main ??= flow.id;
    const key = nodeKey(box, flow.id, '');
    if (instances.has(key)) return;
    const drawnIn = box === undefined && flow.id !== main ? `flow:${shortId(flow.id)}` : box;
    instances.set(key, { flow, box, drawnIn });
  });
  return [...instances.values()];
}
