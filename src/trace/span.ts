import { insideOf } from './inside.ts';
import type { CallTrace } from './model.ts';

/*
 * When a call was: of what lies within it (`inside.ts`), whatever else is told.
 */

/** As far from 1970 as a date can be, ms. */
const farthest = 8.64e15;

/** The first and last moment known of a call, epoch ms; undefined where no time is known at all. */
export function spanOf(given: CallTrace): { readonly from: number; readonly to: number } | undefined {
  const { trace } = insideOf(given);
  let from = Infinity;
  let to = -Infinity;
  const see = (at: number | undefined) => {
    if (at === undefined || !(Math.abs(at) <= farthest)) return;
    if (at < from) from = at;
    if (at > to) to = at;
  };
  see(trace.summary.startedAt);
  see(trace.summary.establishedAt);
  see(trace.summary.endedAt);
  for (const step of trace.steps) {
    see(step.enteredAt);
    see(step.leftAt);
  }
  for (const event of trace.events) {
    see(event.at);
    if (event.durationMs !== undefined) see(event.at + event.durationMs);
  }
  return from > to ? undefined : { from, to };
}

/** When the call began, epoch ms: as the summary says, else the first moment known. */
export function startOf(trace: CallTrace): number | undefined {
  return insideOf(trace).trace.summary.startedAt ?? spanOf(trace)?.from;
}

/** Whether the call is over; one that goes on has open ends. */
export function isOver(trace: CallTrace): boolean {
  return trace.summary.outcome !== 'in-progress';
}

/** When a call that is over ended, epoch ms: as the summary says, else the last moment known. */
export function endOf(trace: CallTrace): number | undefined {
  return isOver(trace) ? (insideOf(trace).trace.summary.endedAt ?? spanOf(trace)?.to) : undefined;
}

/** How long the call took in ms: as the times say, else as the provider states it. */
export function durationOf(trace: CallTrace): number | undefined {
  const { startedAt, endedAt, durationMs } = insideOf(trace).trace.summary;
  return startedAt !== undefined && endedAt !== undefined && endedAt >= startedAt
    ? endedAt - startedAt
    : durationMs;
}
