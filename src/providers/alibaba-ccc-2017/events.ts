import type { CallSummary, Coded, EventMeaning, JsonObject, Outcome, Party } from '../../trace/model.ts';
import { record, recordOf, textOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { coded, contactType, directionOf, hungUpBy, release, type CodeTable } from '../alibaba-codes.ts';
import {
  defined,
  detailsOf,
  fieldNames,
  jsonMapOf,
  momentIn,
  rowsOf,
  sourceOf,
  uniteParties,
  unreadableRows,
} from '../alibaba-fields.ts';
import { secondsOf, unreadableSeconds, unreadableTimes } from '../durations.ts';
import type { CallFragment, EventDraft } from '../provider.ts';
import type { Zone } from '../../trace/time.ts';
import { eventMeaning, laneOf } from './labels.ts';

const callFields = fieldNames(
  [
    'ContactId',
    'acid',
    'InstanceId',
    'Caller',
    'Callee',
    'CallType',
    'StartTime',
    'ReleaseAgent',
    'ReleaseReason',
    'Events',
  ],
  ['PrivacyNumber'],
);
const eventFields = fieldNames(
  ['TimeStamp', 'Event', 'AgentName', 'Duration', 'DetailData'],
  ['Status', 'CallMode'],
);
const detailFields = fieldNames(
  ['EventType', 'SkillGroup', 'HangUper'],
  ['Helper', 'SatisfactionalResearch'],
);

/**
 * The call of ListCallEventDetailByContactId. The answer does not repeat the contact id that was asked for, so the
 * fragment has none and belongs to the call that is read with it.
 */
export function readEvents(response: ParsedResponse, data: RawRecord, zone: Zone): readonly CallFragment[] {
  const list = rowsOf(data, 'Events', ['Event', 'TimeStamp', 'DetailData']);
  const events: EventDraft[] = [];
  const timeless: string[] = [];
  const nameless: string[] = [];
  for (const row of list.rows) {
    const at = momentIn(row, zone, 'TimeStamp');
    const name = textOf(row, 'Event');
    if (at === undefined) timeless.push(row.pointer);
    else if (name === undefined) nameless.push(row.pointer);
    else events.push(eventOf(response, row, at, name));
  }
  return [
    {
      kind: 'call',
      contactId: textOf(data, 'ContactId', 'acid') ?? '',
      ...defined({ instance: textOf(data, 'InstanceId') }),
      summary: summaryOf(data, list.rows, events, zone),
      steps: [],
      events,
      gaps: [
        ...unreadableRows(response, 'alibaba.gap.row', list.unreadable),
        ...unreadableRows(response, 'alibaba.gap.row-time', timeless),
        ...unreadableRows(response, 'alibaba.gap.row-name', nameless),
        ...unreadableTimes(data, zone, response.id, 'StartTime'),
        ...list.rows.flatMap((row) => unreadableSeconds(row, response.id, 'Duration')),
      ],
    },
  ];
}

/** The data of an event: an object, or one in JSON text. */
function detailData(row: RawRecord): RawRecord | undefined {
  const map = recordOf(row, 'DetailData');
  if (map !== undefined) return map;
  const parsed = jsonMapOf(row, 'DetailData');
  return parsed === undefined ? undefined : record(parsed, row.pointer);
}

function eventOf(response: ParsedResponse, row: RawRecord, at: number, name: string): EventDraft {
  const data = detailData(row);
  const lane = laneOf(data === undefined ? undefined : textOf(data, 'EventType'), name);
  const unread = data === undefined && valueOf(row, 'DetailData') !== undefined ? ['DetailData'] : [];
  const details: JsonObject = {
    ...detailsOf(row, eventFields, unread),
    ...(data === undefined ? {} : detailsOf(data, detailFields)),
    ...defined({
      // A field of the event that the model gives to another lane's party stays visible.
      AgentName: lane === 'agent' ? undefined : textOf(row, 'AgentName'),
      SkillGroup: lane === 'queue' || data === undefined ? undefined : textOf(data, 'SkillGroup'),
    }),
  };
  return {
    lane,
    at,
    name: coded(name, eventMeaning(lane)),
    ...defined({
      party: partyOf(lane, row, data),
      durationMs: secondsOf(row, 'Duration'),
      reason: data === undefined ? undefined : hangUp(data),
      details: Object.keys(details).length === 0 ? undefined : details,
    }),
    source: sourceOf(response, row.pointer),
  };
}

/** `HangUper` names who hung up (`byeSystem`), whatever its description in the documentation says. */
function hangUp(data: RawRecord): Coded | undefined {
  const code = textOf(data, 'HangUper');
  const meaning: CodeTable = (value) => {
    const by = hungUpBy(value);
    return by === undefined ? undefined : `hung-up-by-${by}`;
  };
  return coded(code, meaning);
}

function partyOf(lane: EventDraft['lane'], row: RawRecord, data: RawRecord | undefined): Party | undefined {
  const queue = lane === 'queue' && data !== undefined ? textOf(data, 'SkillGroup') : undefined;
  const name = lane === 'agent' ? textOf(row, 'AgentName') : queue;
  return name === undefined ? undefined : { name };
}

function summaryOf(
  data: RawRecord,
  rows: readonly RawRecord[],
  events: readonly EventDraft[],
  zone: Zone,
): Partial<CallSummary> {
  const type = textOf(data, 'CallType');
  const direction = directionOf(type) ?? 'unknown';
  const releaseReason = coded(textOf(data, 'ReleaseReason'), release);
  const releasedBy = textOf(data, 'ReleaseAgent');
  const running = releaseReason === undefined && releasedBy === undefined && goesOn(events);
  const queues = rows.map((row) => {
    const own = detailData(row);
    return own === undefined ? undefined : textOf(own, 'SkillGroup');
  });
  return defined({
    direction,
    contactType: coded(type, contactType),
    caller: textOf(data, 'Caller'),
    callee: textOf(data, 'Callee'),
    startedAt: momentIn(data, zone, 'StartTime'),
    establishedAt: events.find((event) => event.name.meaning === 'established')?.at,
    endedAt: running ? undefined : events.findLast((event) => event.name.meaning === 'released')?.at,
    outcome: running ? 'in-progress' : outcomeOf(events, direction, releaseReason),
    hungUpBy: coded(releasedBy, hungUpBy),
    releaseReason,
    agents: uniteParties(names(rows.map((row) => textOf(row, 'AgentName')))),
    queues: uniteParties(names(queues)),
    details: detailsOf(data, callFields),
  });
}

const names = (texts: readonly (string | undefined)[]): readonly Party[] =>
  texts.flatMap((name) => (name === undefined ? [] : [{ name }]));

/** What ends a call for the caller, whatever else is written down after it. */
const endings: ReadonlySet<string | undefined> = new Set([
  'abandoned-in-queue',
  'gave-up-while-ringing',
  'gave-up',
]);

/** What a caller meets who is still there. */
const continuations: readonly EventMeaning[] = [
  'entered-ivr',
  'enqueued',
  'waiting',
  'left-queue',
  'dialing',
  'ringing',
  'established',
  'transfer-started',
];

/**
 * Whether the events leave the call open: nobody gave up, and no agent has left, or the last one to leave handed the
 * caller on to somebody who has not answered yet.
 */
function goesOn(events: readonly EventDraft[]): boolean {
  if (events.length === 0 || events.some(({ name }) => endings.has(name.meaning))) return false;
  const last = (...meanings: readonly EventMeaning[]) =>
    events.reduce(
      (latest, { at, name }) =>
        meanings.some((one) => one === name.meaning) ? Math.max(latest, at) : latest,
      Number.NEGATIVE_INFINITY,
    );
  const left = last('released');
  return last(...continuations) > left || last('transfer-started') > last('established');
}

/** The answer has no disposition; its events tell only the plain cases. */
function outcomeOf(
  events: readonly EventDraft[],
  direction: CallSummary['direction'],
  releaseReason: Coded | undefined,
): Outcome {
  const happened = new Set(events.map((event) => event.name.meaning));
  if (happened.has('established')) return happened.has('released') ? 'completed' : 'unknown';
  if (happened.has('abandoned-in-queue') || happened.has('gave-up-while-ringing')) return 'abandoned';
  if (direction !== 'outbound' || !happened.has('released')) return 'unknown';
  return releaseReason?.meaning === 'declined' ? 'rejected' : 'not-answered';
}
