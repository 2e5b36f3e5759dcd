import type { Direction, Outcome } from '../../trace/model.ts';
import { textOf } from '../../trace/source/record.ts';
import type { Row } from './row.ts';

/** Outcomes of leave reasons that are the same wherever the call was, unless somebody had talked already. */
const outcomeOfReason: Readonly<Record<string, Outcome>> = {
  5: 'not-answered',
  14: 'failed',
  19: 'failed',
  20: 'not-answered',
  22: 'not-answered',
  23: 'not-answered',
  24: 'failed',
  25: 'failed',
  26: 'not-answered',
  27: 'rejected',
  49: 'rejected',
  50: 'rejected',
};

/** Outcomes of release causes; absent ones (0, 256, 359 and unknown ones) say nothing about it. */
const outcomeOfCause: Readonly<Record<string, Outcome>> = {
  8: 'not-answered',
  9: 'rejected',
  10: 'not-answered',
  11: 'not-answered',
  47: 'not-answered',
  48: 'not-answered',
  49: 'not-answered',
  80: 'abandoned',
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 50, 59, 60, 61, 62, 63, 251, 252, 253, 254, 257, 258, 263, 338, 339]
      .concat([340, 342, 343, 344, 345, 346, 347, 348, 349, 350, 351, 352, 353, 354, 356, 357])
      .map((cause) => [cause, 'failed' as const]),
  ),
};

/** The leave reasons by which the user ended the call; 88: after, 89: before an agent's answer, 15: not said. */
const byUser: ReadonlySet<string> = new Set(['15', '88', '89']);
const byAgent = '16';
const transferredOut = '17';

/** Whether a leave reason says that the user, not the centre, ended the call. */
export const isUserRelease = (reason: string | undefined): boolean =>
  reason !== undefined && byUser.has(reason);

/** Whether somebody talked on a row: an agent, a conference or another user, not the IVR. */
export const isTalk = (row: Row): boolean =>
  (row.kind === 'agent' || row.kind === 'call' || row.kind === 'conference') &&
  row.times.callBegin !== undefined;

/**
 * How a call ended, from its rows in order and the one with callIdNum -1. Undefined where the rows do not tell.
 *
 * A user who hangs up while he is on his way to an agent (queue, routing, ringing, or in the IVR again after one of
 * these) has abandoned the call. A user who hangs up in the IVR without ever having been on his way to an agent counts
 * as `completed`: callers normally end a self-service by hanging up when they have heard enough, and CC-CMS gives no
 * node or key by which an early end could be told from that. Only when not even the IVR answered is it abandoned.
 * An outbound call that nobody answered is not answered, whoever gave up. An inbound call that was on its way to an
 * agent and was ended by the centre before one took it (queue time-out, overflow, nobody on duty) has failed.
 */
export function outcomeOf(
  rows: readonly Row[],
  last: Row | undefined,
  direction: Direction,
): Outcome | undefined {
  if (last === undefined) return rows.at(-1)?.times.callEnd === undefined ? 'in-progress' : undefined;
  const reason = textOf(last.raw, 'LeaveReason') ?? '';
  const talked = rows.some(isTalk);
  if (reason === transferredOut) return 'transferred';
  if (last.kind === 'call' && rows.some((row) => textOf(row.raw, 'LeaveReason') === transferredOut)) {
    return 'transferred';
  }
  if (byUser.has(reason)) return endedByUser(rows, last, direction, reason, talked);
  if (reason === byAgent) return talked ? 'completed' : 'not-answered';

  const cause = textOf(last.raw, 'releaseCause') ?? '';
  const told = known(outcomeOfReason, reason) ?? known(outcomeOfCause, cause);
  if (told === 'failed') return told;
  if (talked) return 'completed';
  if (told !== undefined) return told;
  if (rows.some((row) => row.kind !== 'ivr')) return direction === 'outbound' ? 'not-answered' : 'failed';
  return last.times.callBegin === undefined ? undefined : 'completed';
}

function endedByUser(
  rows: readonly Row[],
  last: Row,
  direction: Direction,
  reason: string,
  talked: boolean,
): Outcome {
  const gaveUp = direction === 'outbound' ? 'not-answered' : 'abandoned';
  if (reason === '88') return 'completed';
  if (talked) return last.kind === 'ivr' || isTalk(last) ? 'completed' : 'abandoned';
  if (reason === '89' || rows.some((row) => row.kind !== 'ivr')) return gaveUp;
  return rows.some((row) => row.times.callBegin !== undefined) ? 'completed' : gaveUp;
}

/**
 * How a call of a list ended; a list tells no device. callBegin stands only in the record of a call that somebody
 * or the IVR took.
 */
export function outcomeOfListed(row: Row, direction: Direction | undefined): Outcome | undefined {
  const reason = textOf(row.raw, 'leaveReason') ?? '';
  const gaveUp = direction === 'outbound' ? 'not-answered' : 'abandoned';
  const taken = row.times.callBegin !== undefined;
  if (reason === '' && row.times.callEnd === undefined && row.from !== undefined) return 'in-progress';
  if (reason === transferredOut) return 'transferred';
  if (reason === '88') return 'completed';
  if (reason === '89') return gaveUp;
  if (reason === '15') return taken ? 'completed' : gaveUp;
  if (reason === byAgent) return taken ? 'completed' : 'not-answered';
  return known(outcomeOfReason, reason);
}

function known(table: Readonly<Record<string, Outcome>>, code: string): Outcome | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
