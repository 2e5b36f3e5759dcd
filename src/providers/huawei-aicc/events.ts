import type { CallSummary, EventMeaning, JsonObject, Lane, Party } from '../../trace/model.ts';
import { keyOf, otherFields, pointerOf, textOf } from '../../trace/source/record.ts';
import type { EventDraft } from '../provider.ts';
import { codedOf, reasons, type DeviceKind } from './codes.ts';
import { isUserRelease } from './outcome.ts';
import { timeFields, type Row, type TimeField } from './row.ts';

/** The codes of the events are the names of the provider's fields in which their times stand. */
interface Stage {
  readonly field: TimeField;
  readonly meaning: EventMeaning;
}

/** The events of one stay of the call on a device. */
export function eventsOf(row: Row, source: string, summary: Partial<CallSummary>): readonly EventDraft[] {
  const lane = laneOf(row.kind);
  const party = partyOf(row);
  const flowId = row.kind === 'ivr' ? textOf(row.raw, 'deviceNo') : undefined;
  const enterReason = codedOf(row.raw, reasons, 'EnterReason');
  const leaveReason = codedOf(row.raw, reasons, 'LeaveReason');
  const begins = beginsOf(row, enterReason?.code, summary);
  const stages = [...begins, ...endOf(row, leaveReason?.code, summary)];
  const details = detailsOf(row, stages, summary);
  return stages.flatMap(({ field, meaning }, index) => {
    const at = row.times[field];
    if (at === undefined) return [];
    const reason = field === 'callEnd' ? leaveReason : index === 0 ? enterReason : undefined;
    return {
      lane,
      at,
      name: { code: field, meaning },
      ...(party === undefined ? {} : { party }),
      ...(flowId === undefined ? {} : { flowId }),
      ...(reason === undefined ? {} : { reason }),
      ...(index > 0 || details === undefined ? {} : { details }),
      source: { source, pointer: pointerOf(row.raw, field) },
    };
  });
}

/** The customer's end of the call, where the last record says that it was the customer who hung up. */
export function customerEvents(last: Row | undefined, source: string): readonly EventDraft[] {
  const reason = last && codedOf(last.raw, reasons, 'LeaveReason');
  const at = last?.times.callEnd;
  if (last === undefined || at === undefined || !isUserRelease(reason?.code)) return [];
  return [
    {
      lane: 'customer',
      at,
      name: { code: 'LeaveReason', meaning: 'released' satisfies EventMeaning },
      ...(reason === undefined ? {} : { reason }),
      source: { source, pointer: pointerOf(last.raw, 'LeaveReason') },
    },
  ];
}

function laneOf(kind: DeviceKind): Lane {
  switch (kind) {
    case 'queue':
      return 'queue';
    case 'agent':
      return 'agent';
    case 'ivr':
      return 'ivr';
    case 'call':
    case 'conference':
    case 'device':
      return 'system';
  }
}

/** The device as a party: its number, and its description where that says more than the number. */
export function partyOf(row: Row): Party | undefined {
  const id = textOf(row.raw, 'deviceNo');
  const name = textOf(row.raw, 'deviceIn');
  const named = name === id ? undefined : name;
  if (id === undefined && named === undefined) return undefined;
  return { ...(id === undefined ? {} : { id }), ...(named === undefined ? {} : { name: named }) };
}

/**
 * The events of the beginning of a stay. waitBegin, ackBegin and callBegin are the beginnings of waiting, alerting and
 * talking (by the order and names of the fields; no page defines them). One of no duration is left out.
 */
function beginsOf(row: Row, reason: string | undefined, summary: Partial<CallSummary>): readonly Stage[] {
  const first = timeFields.find((field) => field !== 'callEnd' && row.times[field] !== undefined);
  if (first === undefined) return [];
  switch (row.kind) {
    case 'queue':
      return [{ field: first, meaning: 'enqueued' }];
    case 'ivr':
      return [{ field: first, meaning: 'entered-ivr' }];
    case 'device':
      return [{ field: first, meaning: 'entered-device' }];
    case 'conference':
      return [{ field: first, meaning: 'conference-started' }];
    case 'agent':
    case 'call': {
      const outbound = summary.direction === 'outbound' || row.kind === 'call';
      const rings = row.times.ackBegin !== undefined;
      // Without ackBegin the agent's phone is taken to ring from waitBegin on.
      const waiting: EventMeaning = outbound ? 'dialing' : rings ? 'agent-assigned' : 'ringing';
      const stages: readonly Stage[] = [
        { field: 'waitBegin', meaning: waiting },
        { field: 'ackBegin', meaning: 'ringing' },
        { field: 'callBegin', meaning: isRetrieval(reason) ? 'retrieved' : 'established' },
      ];
      const present = stages.filter(({ field }) => row.times[field] !== undefined);
      return present.filter(({ field }, index) => {
        const next = present[index + 1];
        return next === undefined || row.times[next.field] !== row.times[field];
      });
    }
  }
}

/** Enter reasons 6 (suspended call resumed), 7 (held call connected) and 9 (held call retrieved). */
const isRetrieval = (reason: string | undefined) => reason === '6' || reason === '7' || reason === '9';

function endOf(row: Row, reason: string | undefined, summary: Partial<CallSummary>): readonly Stage[] {
  const end = (meaning: EventMeaning): readonly Stage[] => [{ field: 'callEnd', meaning }];
  if (row.times.callEnd === undefined) return [];
  switch (row.kind) {
    case 'queue':
      return end(queueEnd(reason));
    case 'ivr':
      return end('left-ivr');
    case 'device':
    case 'conference':
      return end('left-device');
    case 'agent':
    case 'call':
      if (reason === '18') return end('held');
      if (row.times.callBegin === undefined && isUserRelease(reason)) {
        return end(summary.direction === 'outbound' ? 'gave-up' : 'gave-up-while-ringing');
      }
      return end('released');
  }
}

function queueEnd(reason: string | undefined): EventMeaning {
  if (isUserRelease(reason)) return 'abandoned-in-queue';
  // 2: timeout transfer; 30 and 31: a transfer to the queue timed out.
  if (reason === '2' || reason === '30' || reason === '31') return 'queue-timeout';
  return reason === '1' ? 'queue-overflow' : 'left-queue';
}

/** Fields that stand elsewhere in the trace, or (releaseCause before the last record) mean nothing. */
const consumed = ['callId', 'deviceNo', 'deviceIn', 'EnterReason', 'LeaveReason', 'releaseCause'] as const;
/** Fields that repeat what the summary says, unless they differ. */
const repeated = {
  callerNo: (summary: Partial<CallSummary>) => summary.caller,
  calleeNo: (summary: Partial<CallSummary>) => summary.callee,
  callType: (summary: Partial<CallSummary>) => summary.contactType?.code,
  mediaType: (summary: Partial<CallSummary>) => summary.mediaType?.code,
} as const;
/** Fields in which 0 says "none". */
const zeroIsNone = ['subCcNo', 'CurrentSkillID', 'subMediaType'] as const;

/** What is left of a row, by the provider's names, also fields that no page describes. */
function detailsOf(
  row: Row,
  stages: readonly Stage[],
  summary: Partial<CallSummary>,
): JsonObject | undefined {
  const names = new Set<string>(consumed);
  const shown = new Set(stages.map(({ field }) => row.times[field]));
  for (const field of timeFields) {
    const at = row.times[field];
    if (at === undefined ? keyOf(row.raw, field) !== undefined : shown.has(at)) names.add(field);
  }
  for (const [field, inSummary] of Object.entries(repeated)) {
    if (textOf(row.raw, field) === inSummary(summary)) names.add(field);
  }
  for (const field of zeroIsNone) {
    if (textOf(row.raw, field) === '0') names.add(field);
  }
  return otherFields(row.raw, names);
}
