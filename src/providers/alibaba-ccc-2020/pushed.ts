import type { CallSummary, JsonObject, Lane, Party } from '../../trace/model.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { coded, contactType, directionOf, disposition, outcomeOf, release } from '../alibaba-codes.ts';
import { has } from '../alibaba-envelope.ts';
import {
  defined,
  detailsOf,
  fieldNames,
  momentOf,
  rowsOf,
  sourceOf,
  textsOf,
  unreadableRows,
} from '../alibaba-fields.ts';
import { groupByContact } from '../alibaba-group.ts';
import type { CallFragment, EventDraft } from '../provider.ts';
import { eventCodes, eventMeanings } from './labels.ts';
import { trackedSteps } from './pushed-steps.ts';

/** The member under which messages are read. */
export const messages = 'Messages';

/** A message of an event that the contact centre pushes (to RocketMQ or an address): one flat object. */
export const isMessage = (row: RawRecord): boolean =>
  has(row, 'eventType') &&
  has(row, 'eventTime') &&
  has(row, 'contactId', 'instanceId', 'agentId', 'channelId');

/** Messages about agents and campaigns are of no call. */
const ofNoCall = /^(?:Agent(?:CheckIn|Ready|Break|CheckOut)|Campaign\w+)$/i;

const fields = fieldNames(
  [
    'eventTime',
    'eventType',
    'instanceId',
    'contactId',
    'contactFlowId',
    'caller',
    'callee',
    'callType',
    'agentId',
  ],
  [],
);

/**
 * The calls of pushed messages, one fragment a call. Times are UTC in ISO 8601. Messages come at least once, so equal
 * ones are the same. The messages of agents' states repeat those of their channels and count only where those are missing.
 */
export function readMessages(response: ParsedResponse, root: RawRecord): readonly CallFragment[] {
  const { rows, unreadable } = rowsOf(root, messages, ['eventType']);
  const about = rows.filter((row) => has(row, 'contactId') || !ofNoCall.test(textOf(row, 'eventType') ?? ''));
  const { groups, gaps } = groupByContact(response, about, unreadable);
  return groups.map(({ contactId, rows: all }): CallFragment => {
    const own = [...new Map(all.map((row) => [JSON.stringify(row.object), row])).values()];
    const timeless = own.filter((row) => momentOf(row, 'eventTime') === undefined);
    const tracked = own.filter(isTracking);
    const ofChannels = new Set(
      own.flatMap((row) => (isOfChannel(row) ? (textOf(row, 'agentId') ?? []) : [])),
    );
    const events = own.flatMap((row) =>
      isTracking(row) ? [] : eventOf(response, row, ofChannels.has(textOf(row, 'agentId') ?? '')),
    );
    return {
      kind: 'call',
      contactId,
      ...defined({ instance: first(own, 'instanceId') }),
      summary: summaryOf(own, events),
      steps: trackedSteps(response, tracked),
      events,
      gaps: [
        ...gaps,
        ...unreadableRows(
          response,
          'alibaba.gap.row-time',
          timeless.map((row) => row.pointer),
        ),
      ],
    };
  });
}

const isTracking = (row: RawRecord) => /^IvrTracking$/i.test(textOf(row, 'eventType') ?? '');

const isOfChannel = (row: RawRecord) =>
  /^(?:Dialing|Ringing|Established|Released)$/i.test(textOf(row, 'eventType') ?? '');

const first = (rows: readonly RawRecord[], ...names: readonly string[]) =>
  rows.map((row) => textOf(row, ...names)).find((text) => text !== undefined);

function eventOf(response: ParsedResponse, row: RawRecord, ofChannels: boolean): readonly EventDraft[] {
  const at = momentOf(row, 'eventTime');
  const name = textOf(row, 'eventType');
  if (at === undefined || name === undefined) return [];
  const lane = laneOf(row, name);
  const meaning = meaningOf(row, name, lane, ofChannels);
  return [
    {
      lane,
      at,
      name: meaning === undefined ? { code: name } : { code: name, meaning },
      ...defined({
        party: partyOf(row, lane),
        flowId: textOf(row, 'contactFlowId'),
        reason: coded(textOf(row, 'releaseReason'), release),
        details: detailsOf(row, fields),
      }),
      source: sourceOf(response, row.pointer),
    },
  ];
}

/** What a state of an agent means where no message of the channel says it. */
const ofStates: Readonly<Record<string, string>> = {
  'agent-dialing': 'dialing',
  'agent-ringing': 'ringing',
  'agent-talking': 'established',
  'agent-released': 'released',
};

function meaningOf(row: RawRecord, name: string, lane: Lane, ofChannels: boolean): string | undefined {
  if (lane === 'queue' && phaseOf(row) === 'ringing') return 'gave-up-while-ringing';
  const meaning = eventMeanings[lane](name);
  return meaning === undefined || ofChannels ? meaning : (ofStates[meaning] ?? meaning);
}

const phaseOf = (row: RawRecord) => textOf(row, 'abandonPhase')?.toLowerCase();

const names = (lane: keyof typeof eventCodes) =>
  new Set(Object.keys(eventCodes[lane]).map((name) => name.toLowerCase()));
const ofLanes = { queue: names('queue'), system: names('system') };

/** A channel is the agent's where an agent is named, otherwise the customer's. */
function laneOf(row: RawRecord, name: string): Lane {
  const plain = name.toLowerCase();
  if (plain === 'route2ivr') return 'ivr';
  if (plain === 'abandoned') return phaseOf(row) === 'ivr' || phaseOf(row) === undefined ? 'ivr' : 'queue';
  if (plain === 'ringingtimeout') return has(row, 'agentId') ? 'agent' : 'queue';
  if (ofLanes.queue.has(plain)) return 'queue';
  if (ofLanes.system.has(plain)) return 'system';
  if (plain.startsWith('agent') || has(row, 'agentId')) return 'agent';
  return eventMeanings.customer(name) === undefined ? 'system' : 'customer';
}

function partyOf(row: RawRecord, lane: Lane): Party | undefined {
  const agent = textOf(row, 'agentId');
  const group = textOf(row, 'skillGroupId');
  const ofAgent = textOf(row, 'queueType')?.toLowerCase() === 'agent';
  switch (lane) {
    case 'agent':
      return agent === undefined ? undefined : { id: agent };
    case 'queue': {
      const id = ofAgent ? (agent ?? group) : (group ?? agent);
      return id === undefined ? undefined : { id };
    }
    case 'customer':
    case 'ivr':
    case 'system':
      return undefined;
  }
}

/** What the messages say of the whole call; `CDRReady` comes when it is over and says how it ended. */
function summaryOf(rows: readonly RawRecord[], events: readonly EventDraft[]): Partial<CallSummary> {
  const record = rows.find((row) => /^CDRReady$/i.test(textOf(row, 'eventType') ?? ''));
  const type = first(rows, 'callType');
  const ended = record === undefined ? undefined : textOf(record, 'dispositionCode');
  const times = rows.flatMap((row) => momentOf(row, 'eventTime') ?? []);
  const began = record === undefined ? undefined : momentOf(record, 'startTime');
  const parties = (lane: Lane, listed: readonly string[]): readonly Party[] =>
    [
      ...new Set([
        ...listed,
        ...events.flatMap((event) => (event.lane === lane ? (event.party?.id ?? []) : [])),
      ]),
    ].map((id) => ({ id }));
  const list = (name: string) => (record === undefined ? [] : textsOf(record, name));
  const details: JsonObject | undefined = record === undefined ? undefined : detailsOf(record, recordFields);
  return defined({
    direction: directionOf(type) ?? 'unknown',
    contactType: coded(type, contactType),
    caller: first(rows, 'caller'),
    callee: first(rows, 'callee'),
    startedAt: began ?? (times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b))),
    establishedAt: record === undefined ? undefined : momentOf(record, 'establishedTime'),
    endedAt: record === undefined ? undefined : momentOf(record, 'endTime'),
    outcome: ended === undefined ? ('unknown' as const) : outcomeOf(ended),
    disposition: coded(ended, disposition),
    releaseReason: coded(first(rows, 'releaseReason'), release),
    agents: parties('agent', list('agentIds')),
    queues: parties('queue', list('skillGroupIds')),
    details,
  });
}

const recordFields = fieldNames(
  [
    ...[
      'eventTime',
      'eventType',
      'instanceId',
      'contactId',
      'contactFlowId',
      'channelId',
      'caller',
      'callee',
      'callType',
    ],
    ...[
      'startTime',
      'establishedTime',
      'endTime',
      'dispositionCode',
      'agentIds',
      'skillGroupIds',
      'releaseReason',
    ],
  ],
  [],
);
