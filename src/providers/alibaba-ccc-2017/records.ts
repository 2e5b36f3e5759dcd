import type { JsonObject, Party } from '../../trace/model.ts';
import { recordOf, textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { has } from '../alibaba-envelope.ts';
import { defined, partiesOf, rowsOf, textsOf, unreadableRows, type Rows } from '../alibaba-fields.ts';
import { groupByContact } from '../alibaba-group.ts';
import { durationsOf, outcomeWithoutWord, summaryOf, unreadableFields } from '../alibaba-summary.ts';
import type { CallFragment } from '../provider.ts';

/**
 * The calls of ListCallDetailRecords and ListRecentCallRecords, one fragment per record. Start times are epoch ms,
 * durations (of recordings too) seconds.
 */
export function readRecords(response: ParsedResponse, body: RawRecord): readonly CallFragment[] {
  const { rows, unreadable } = recordRows(body);
  const { groups, gaps } = groupByContact(response, rows, unreadable);
  return groups.flatMap(({ contactId, rows: own }) =>
    own.map((row): CallFragment => {
      const agents = rowsOf(row, 'Agents', agentFields);
      const recordings = rowsOf(row, 'Recordings', ['FileName', 'AgentId', 'Duration']);
      return {
        kind: 'call',
        contactId,
        own: [row.pointer],
        ...defined({ instance: textOf(row, 'InstanceId') }),
        summary: summaryOf(row, {
          agents: agentsOf(row, agents.rows, recordings.rows),
          queues: [],
          outcome: outcomeWithoutWord(row),
          // A list asked for without recordings has none, whether or not there are any.
          ...defined({ durations: durationsOf(agents.rows) }),
          recorded: recordings.rows.length > 0 ? true : undefined,
          lists: { ...listOf('Agents', agents), ...listOf('Recordings', recordings) },
        }),
        steps: [],
        events: [],
        gaps: [
          ...gaps,
          ...unreadableFields(row, response.id),
          ...unreadableRows(response, 'alibaba.gap.row', [...agents.unreadable, ...recordings.unreadable]),
        ],
      };
    }),
  );
}

/** What tells an agent of a record, and a record, from an object around one. */
export const agentFields = [
  'AgentId',
  'TalkTime',
  'WorkTime',
  'HoldTime',
  'RingTime',
  'Feedback',
  'Satisfaction',
];
const recordKeys = ['ContactId', 'ContactType', 'ContactDisposition', 'CallingNumber'];

/** `CallDetailRecords` is a page around the list; the list is an object around its records, or the records themselves. */
export function recordRows(body: RawRecord): Rows {
  const page = recordOf(body, 'CallDetailRecords');
  if (page === undefined) return rowsOf(body, 'CallDetailRecords', recordKeys);
  return rowsOf(page, has(page, 'List') ? 'List' : 'CallDetailRecord', recordKeys);
}

/** Ids of agents: recordings give them with the name; the list of agents gives them alone. */
function agentsOf(
  row: RawRecord,
  agents: readonly RawRecord[],
  recordings: readonly RawRecord[],
): readonly Party[] {
  const recorded = recordings.flatMap((recording): readonly Party[] => {
    const id = textOf(recording, 'AgentId');
    return id === undefined ? [] : [defined({ id, name: textOf(recording, 'AgentName') })];
  });
  const ids = agents.flatMap((agent) => textOf(agent, 'AgentId') ?? []);
  const names = textsOf(row, 'AgentNames');
  // Two lists of several agents need not be in the same order.
  const listed = partiesOf(ids, ids.length === 1 && names.length === 1 ? names : []);
  return [...recorded, ...listed.parties];
}

const listOf = (name: string, { rows }: Rows): JsonObject =>
  rows.length === 0 ? {} : { [name]: rows.map((row) => row.object) };
