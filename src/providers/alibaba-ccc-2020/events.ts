import type { Gap, Party } from '../../trace/model.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { coded } from '../alibaba-codes.ts';
import {
  defined,
  detailsOf,
  fieldNames,
  momentOf,
  rowsOf,
  sourceOf,
  unreadableRows,
  type Rows,
} from '../alibaba-fields.ts';
import { secondsOf, unreadableSeconds } from '../durations.ts';
import type { EventDraft } from '../provider.ts';
import { eventGroups } from './detect.ts';
import { eventMeanings, type EventLane } from './labels.ts';

export interface RecordEvents {
  readonly events: readonly EventDraft[];
  readonly agents: readonly Party[];
  readonly queues: readonly Party[];
  readonly gaps: readonly Gap[];
}

/** The ids of a group, whose names come from what the group is of. */
const partyNames: Readonly<Record<EventLane, { readonly id: string; readonly name: string } | undefined>> = {
  customer: { id: 'CustomerId', name: 'CustomerName' },
  ivr: undefined,
  queue: { id: 'QueueId', name: 'QueueName' },
  agent: { id: 'AgentId', name: 'AgentName' },
};

const groupFields = fieldNames(
  ['AgentId', 'AgentName', 'QueueId', 'QueueName', 'CustomerId', 'CustomerName', 'FlowId', 'EventSequence'],
  ['SkillGroupId', 'QueueType', 'FlowType'],
);
/** What tells a group from an object around one. */
const groupKeys = ['EventSequence', 'AgentId', 'QueueId', 'CustomerId', 'FlowId'];
const eventFields = fieldNames(['Event', 'EventTime', 'Duration'], []);

/** The lanes in the order in which simultaneous events stand: no event says which came first. */
const lanes = ['customer', 'ivr', 'queue', 'agent'] as const;

/**
 * The events of GetCallDetailRecord. Times are epoch ms; the duration of an agent's state is in seconds. Every entry of
 * every `EventSequence` is an event or a gap.
 */
export function readEvents(response: ParsedResponse, data: RawRecord): RecordEvents {
  const events: EventDraft[] = [];
  const unreadable: string[] = [];
  const timeless: string[] = [];
  const nameless: string[] = [];
  const unreadDurations: Gap[] = [];
  const parties: Record<EventLane, Party[]> = { customer: [], ivr: [], queue: [], agent: [] };

  const taken = (rows: Rows) => {
    for (const one of rows.unreadable) unreadable.push(one);
    return rows.rows;
  };
  for (const lane of lanes) {
    for (const group of eventGroups[lane].flatMap((name) => taken(rowsOf(data, name, groupKeys)))) {
      const party = partyOf(group, lane);
      if (party !== undefined) parties[lane].push(party);
      for (const row of taken(rowsOf(group, 'EventSequence', ['Event', 'EventTime']))) {
        const at = momentOf(row, 'EventTime');
        unreadDurations.push(...unreadableSeconds(row, response.id, 'Duration'));
        const name = textOf(row, 'Event');
        if (at === undefined) timeless.push(row.pointer);
        else if (name === undefined) nameless.push(row.pointer);
        else events.push(eventOf(response, lane, group, row, party, at, name));
      }
    }
  }
  return {
    events,
    agents: parties.agent,
    queues: parties.queue,
    gaps: [
      ...unreadableRows(response, 'alibaba.gap.row', unreadable),
      ...unreadableRows(response, 'alibaba.gap.row-time', timeless),
      ...unreadableRows(response, 'alibaba.gap.row-name', nameless),
      ...unreadDurations,
    ],
  };
}

function eventOf(
  response: ParsedResponse,
  lane: EventLane,
  group: RawRecord,
  row: RawRecord,
  party: Party | undefined,
  at: number,
  name: string,
): EventDraft {
  const details = { ...detailsOf(group, groupFields), ...detailsOf(row, eventFields) };
  return {
    lane,
    at,
    name: coded(name, eventMeanings[lane]),
    ...defined({
      party,
      flowId: textOf(group, 'FlowId'),
      durationMs: secondsOf(row, 'Duration'),
      details: Object.keys(details).length === 0 ? undefined : details,
    }),
    source: sourceOf(response, row.pointer),
  };
}

function partyOf(group: RawRecord, lane: EventLane): Party | undefined {
  const names = partyNames[lane];
  if (names === undefined) return undefined;
  const party = defined({ id: textOf(group, names.id), name: textOf(group, names.name) });
  return party.id === undefined && party.name === undefined ? undefined : party;
}
