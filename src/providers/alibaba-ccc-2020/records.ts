import type { Gap } from '../../trace/model.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { defined, momentOf, rowsOf } from '../alibaba-fields.ts';
import { groupByContact } from '../alibaba-group.ts';
import { outcomeWithoutWord, summaryOf, unreadableFields } from '../alibaba-summary.ts';
import type { CallFragment } from '../provider.ts';
import { rowFields } from './detect.ts';
import { readEvents } from './events.ts';

/** The call of GetCallDetailRecord: its record and the events of every party. */
export function readCallDetail(
  response: ParsedResponse,
  data: RawRecord,
  generation: 'A' | 'B' | 'C' | 'D',
): readonly CallFragment[] {
  const { events, agents, queues, gaps } = readEvents(response, data);
  const instance = textOf(data, 'InstanceId', 'Instance');
  // A record is written when the call is over; before that it has neither an end nor a word for it.
  const left = events.some((event) => event.lane === 'customer' && event.name.meaning === 'released');
  const running = momentOf(data, 'ReleaseTime') === undefined && !left;
  return [
    {
      kind: 'call',
      contactId: textOf(data, 'ContactId') ?? '',
      ...defined({ instance }),
      summary: summaryOf(data, { agents, queues, outcome: running ? 'in-progress' : 'unknown' }),
      steps: [],
      events,
      gaps: [...gaps, ...noCustomerEvents(generation), ...unreadableFields(data, response.id)],
    },
  ];
}

/** The two earliest forms of the answer had no events of the customer. */
function noCustomerEvents(generation: 'A' | 'B' | 'C' | 'D'): readonly Gap[] {
  const early = generation === 'A' || generation === 'B';
  return early ? [{ kind: 'not-offered', lane: 'customer', message: 'alibaba.gap.no-customer-events' }] : [];
}

/** The calls of ListCallDetailRecords, its V2 and ListRecentCallDetailRecords: one fragment per record. */
export function readCallList(response: ParsedResponse, data: RawRecord): readonly CallFragment[] {
  const { rows, unreadable } = rowsOf(data, 'List', rowFields);
  const { groups, gaps } = groupByContact(response, rows, unreadable);
  return groups.flatMap(({ contactId, rows: own }) =>
    own.map((row): CallFragment => ({
      kind: 'call',
      contactId,
      own: [row.pointer],
      ...defined({ instance: textOf(row, 'InstanceId', 'Instance') }),
      summary: summaryOf(row, { agents: [], queues: [], outcome: outcomeWithoutWord(row) }),
      steps: [],
      events: [],
      gaps: [...gaps, ...unreadableFields(row, response.id)],
    })),
  );
}
