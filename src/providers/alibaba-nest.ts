import type { NodeKind } from '../trace/model.ts';
import type { StepDraft } from './provider.ts';

/** A flow that runs, and the step that called it. */
interface Frame {
  readonly caller: number | undefined;
  readonly flowId: string | undefined;
  /** The last step of this flow; a sub-flow is entered from it. */
  last: number;
}

/** The stack of flows of one leg of the call. */
interface Leg {
  readonly frames: Frame[];
  /** How many frames run each flow. */
  readonly running: Map<string, number>;
}

/** How many rows of one moment are searched for the sub-flow node of a start node. */
const simultaneous = 8;

/**
 * For every step the step that called the sub-flow in which it ran.
 *
 * A flow is entered from a sub-flow node, and left by its end node or when the call is back in a flow that waits. A
 * change of flow without a sub-flow node is a call only if the first flow goes on afterwards; otherwise the second
 * one follows the first, as the satisfaction survey follows the main flow. Legs of a call run side by side.
 */
export function nestSteps(
  steps: readonly StepDraft[],
  kindOf: (step: StepDraft) => NodeKind | undefined,
): readonly (number | undefined)[] {
  const kinds = steps.map(kindOf);
  const lastOfFlow = lastIndices(steps);
  const closed = closedCalls(steps, kinds);
  const marksStarts = kinds.includes('sub-flow-start');
  const legs = new Map<string, Leg>();
  const called = new Set<number>();

  return steps.map((step, index) => {
    const leg = legs.get(step.channelId ?? '') ?? { frames: [], running: new Map() };
    legs.set(step.channelId ?? '', leg);
    let top = leg.frames.at(-1);
    if (top === undefined) {
      push(leg, undefined, step.flowId, index);
      return undefined;
    }
    if (called.has(index)) return parentOfFlow(leg, step.flowId);

    const flowId = step.flowId ?? top.flowId;
    const start = kinds[index] === 'sub-flow-start';
    const caller = callerAt(index, top, start);
    const entered =
      caller !== undefined && (start || flowId !== top.flowId || (closed.has(caller) && !marksStarts));
    if (entered) {
      called.add(caller);
      top = push(leg, caller, flowId, index);
    } else if (flowId !== top.flowId) {
      top = changeFlow(leg, top, flowId, index);
    }
    top.last = index;
    if (kinds[index] === 'sub-flow-end' && leg.frames.length > 1) {
      pop(leg);
      return top.caller;
    }
    return top.caller;
  });

  /**
   * The sub-flow node from which the step is entered: the step before it in the flow. A row that was written when the
   * sub-flow ended may stand after the start node of the same moment.
   */
  function callerAt(index: number, top: Frame, start: boolean): number | undefined {
    if (kinds[top.last] === 'sub-flow' && !called.has(top.last)) return top.last;
    if (!start) return undefined;
    const step = steps[index];
    for (let next = index + 1; next <= index + simultaneous; next += 1) {
      const other = steps[next];
      if (other === undefined || other.enteredAt !== step?.enteredAt) return undefined;
      const same = other.channelId === step.channelId && other.flowId === top.flowId;
      if (same && kinds[next] === 'sub-flow' && !called.has(next)) return next;
    }
    return undefined;
  }

  function changeFlow(leg: Leg, top: Frame, flowId: string | undefined, index: number): Frame {
    if (flowId !== undefined && (leg.running.get(flowId) ?? 0) > 0) {
      let frame: Frame | undefined = top;
      while (frame !== undefined && frame.flowId !== flowId) {
        pop(leg);
        frame = leg.frames.at(-1);
      }
      if (frame !== undefined) return frame;
    }
    while (leg.frames.length > 0 && lastIndex(steps[index], leg.frames.at(-1)?.flowId) < index) pop(leg);
    return push(leg, leg.frames.at(-1)?.last, flowId, index);
  }

  function lastIndex(step: StepDraft | undefined, flowId: string | undefined): number {
    return lastOfFlow.get(step?.channelId ?? '')?.get(flowId) ?? -1;
  }
}

function push(leg: Leg, caller: number | undefined, flowId: string | undefined, last: number): Frame {
  const frame: Frame = { caller, flowId, last };
  leg.frames.push(frame);
  if (flowId !== undefined) leg.running.set(flowId, (leg.running.get(flowId) ?? 0) + 1);
  return frame;
}

function pop(leg: Leg): void {
  const flowId = leg.frames.pop()?.flowId;
  if (flowId !== undefined) leg.running.set(flowId, (leg.running.get(flowId) ?? 0) - 1);
}

function parentOfFlow(leg: Leg, flowId: string | undefined): number | undefined {
  return leg.frames.findLast((frame) => frame.flowId === flowId)?.caller;
}

/** By channel and flow the index of the last step. */
function lastIndices(
  steps: readonly StepDraft[],
): ReadonlyMap<string, ReadonlyMap<string | undefined, number>> {
  const channels = new Map<string, Map<string | undefined, number>>();
  steps.forEach(({ channelId = '', flowId }, index) => {
    const flows = channels.get(channelId) ?? new Map<string | undefined, number>();
    channels.set(channelId, flows.set(flowId, index));
  });
  return channels;
}

/** The sub-flow nodes for which an end node follows: how a sub-flow is told where the flow has the same id or none. */
function closedCalls(
  steps: readonly StepDraft[],
  kinds: readonly (NodeKind | undefined)[],
): ReadonlySet<number> {
  const open = new Map<string, number[]>();
  const closed = new Set<number>();
  kinds.forEach((kind, index) => {
    const channel = steps[index]?.channelId ?? '';
    const calls = open.get(channel) ?? [];
    open.set(channel, calls);
    if (kind === 'sub-flow') calls.push(index);
    if (kind === 'sub-flow-end') {
      const call = calls.pop();
      if (call !== undefined) closed.add(call);
    }
  });
  return closed;
}
