import type { CallSummary, EventMeaning, Gap, Lane, Party } from '../../trace/model.ts';
import { keyOf, otherFields, pointerOf, textOf, timeOf, type RawRecord } from '../../trace/source/record.ts';
import type { Zone } from '../../trace/time.ts';
import { secondsOf, unreadableSeconds } from '../durations.ts';
import type { CallFragment, EventDraft } from '../provider.ts';
import {
  callTypes,
  codedOf,
  directionOfCallType,
  hangingDirections,
  hangupReasons,
  sipCodes,
} from './codes.ts';
import { outcomeOf } from './outcome.ts';

const timeFields = ['callStartTime', 'answerTime', 'callEndTime'] as const;
type TimeField = (typeof timeFields)[number];
type Times = Readonly<Partial<Record<TimeField, number>>>;

/** What one record says about its call. `zone` is that of its plain times, `source` the id of the response. */
export function callOf(raw: RawRecord, contactId: string, zone: Zone, source: string): CallFragment {
  const { times, gaps: unread } = timesOf(raw, zone, source);
  const gaps = [...unread, ...unreadableSeconds(raw, source, 'callDuration')];
  const summary = summaryOf(raw, times);
  return {
    kind: 'call',
    contactId,
    own: [raw.pointer],
    summary,
    steps: [],
    events: eventsOf(raw, times, summary, source),
    gaps: [...gaps, ...missing(raw, times, source)],
  };
}

function timesOf(raw: RawRecord, zone: Zone, source: string): { times: Times; gaps: readonly Gap[] } {
  const times: Partial<Record<TimeField, number>> = {};
  const gaps: Gap[] = [];
  for (const field of timeFields) {
    const value = textOf(raw, field);
    if (value === undefined || /^-?\d$/.test(value)) continue;
    const at = timeOf(raw, zone, field);
    if (at !== undefined) times[field] = at;
    else {
      gaps.push({
        kind: 'incomplete',
        message: 'laaffic.gap.time-unreadable',
        args: { field, value: value.slice(0, 40) },
        source: { source, pointer: pointerOf(raw, field) },
      });
    }
  }
  return { times, gaps };
}

/** Fields that the summary and the events hold; all others are kept as details. */
const consumed: ReadonlySet<string> = new Set([
  ...timeFields,
  'callSessionId',
  'called',
  'caller',
  'agentName',
  'agentAccount',
  'callType',
  'callDuration',
  'hangupReason',
  'hangingDirection',
  'hangupCode',
]);

function summaryOf(raw: RawRecord, times: Times): Partial<CallSummary> {
  const contactType = codedOf(raw, callTypes, 'callType');
  const direction =
    contactType !== undefined && Object.hasOwn(directionOfCallType, contactType.code)
      ? directionOfCallType[contactType.code]
      : undefined;
  const caller = textOf(raw, 'caller');
  const callee = textOf(raw, 'called');
  const durationMs = secondsOf(raw, 'callDuration');
  const disposition = codedOf(raw, hangupReasons, 'hangupReason');
  const hungUpBy = codedOf(raw, hangingDirections, 'hangingDirection');
  const releaseReason = codedOf(raw, sipCodes, 'hangupCode');
  const taken = times.answerTime !== undefined || (durationMs !== undefined && durationMs > 0);
  const outcome = outcomeOf(disposition?.code, hungUpBy?.code, taken);
  const agent = agentOf(raw);
  const details = otherFields(raw, consumed);
  return {
    ...(direction === undefined ? {} : { direction }),
    ...(contactType === undefined ? {} : { contactType }),
    ...(caller === undefined ? {} : { caller }),
    ...(callee === undefined ? {} : { callee }),
    ...(times.callStartTime === undefined ? {} : { startedAt: times.callStartTime }),
    ...(times.answerTime === undefined ? {} : { establishedAt: times.answerTime }),
    ...(times.callEndTime === undefined ? {} : { endedAt: times.callEndTime }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(hungUpBy === undefined ? {} : { hungUpBy }),
    ...(releaseReason === undefined ? {} : { releaseReason }),
    agents: agent === undefined ? [] : [agent],
    // The group is that of the agent; that the call waited in it is not said.
    queues: [],
    // The link itself leads to personal data: it stays among the details.
    ...(keyOf(raw, 'voiceUrl') === undefined ? {} : { recorded: textOf(raw, 'voiceUrl') !== undefined }),
    ...(details === undefined ? {} : { details }),
  };
}

function agentOf(raw: RawRecord): Party | undefined {
  const id = textOf(raw, 'agentAccount');
  const name = textOf(raw, 'agentName');
  if (id === undefined && name === undefined) return undefined;
  return { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
}

/**
 * The three moments of a record. The start stands in the lane of who dials: the customer, the agent, or for a group
 * call the platform; answer and end stand with the agent, an end without an answer and without an agent with the start.
 */
function eventsOf(
  raw: RawRecord,
  times: Times,
  summary: Partial<CallSummary>,
  source: string,
): readonly EventDraft[] {
  const agent = agentOf(raw);
  const startLane = dialer(summary.contactType?.code);
  const endLane = times.answerTime === undefined && agent === undefined ? startLane : 'agent';
  const parties: Readonly<Partial<Record<Lane, Party>>> = {
    ...(agent === undefined ? {} : { agent }),
    ...(summary.caller === undefined ? {} : { customer: { id: summary.caller } }),
  };
  const reason = summary.disposition;
  const draft = (field: TimeField, lane: Lane, meaning: EventMeaning): readonly EventDraft[] => {
    const at = times[field];
    const party = parties[lane];
    if (at === undefined) return [];
    return [
      {
        lane,
        at,
        name: { code: field, meaning },
        ...(party === undefined ? {} : { party }),
        ...(field === 'callEndTime' && reason !== undefined ? { reason } : {}),
        source: { source, pointer: pointerOf(raw, field) },
      },
    ];
  };
  return [
    ...draft('callStartTime', startLane, 'dialing'),
    ...draft('answerTime', 'agent', 'established'),
    ...draft('callEndTime', endLane, reason?.code === '2' ? 'gave-up-while-ringing' : 'released'),
  ];
}

function dialer(callType: string | undefined): Lane {
  if (callType === '2') return 'customer';
  return callType === '3' ? 'agent' : 'system';
}

function missing(raw: RawRecord, times: Times, source: string): readonly Gap[] {
  const place = { source: { source, pointer: raw.pointer } };
  return [
    ...(Object.keys(times).length > 0
      ? []
      : [{ kind: 'incomplete' as const, message: 'laaffic.gap.no-times', ...place }]),
    ...(textOf(raw, 'hangupCode') !== undefined
      ? []
      : [{ kind: 'not-given' as const, message: 'laaffic.gap.no-hangup-code', ...place }]),
  ];
}
