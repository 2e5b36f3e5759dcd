import { recordOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import {
  errorAnswer,
  frameOf,
  has,
  isContainer,
  operations2017,
  someRow,
  type ResponseFrame,
} from '../alibaba-envelope.ts';
import { rowsOf } from '../alibaba-fields.ts';
import type { DetectionResult } from '../provider.ts';
import { agentFields, recordRows } from './records.ts';

export const provider = 'alibaba-ccc-2017';
export const version = '2017-07-05';

export type Operation =
  | 'ListIvrTrackingDetail'
  | 'ListCallEventDetailByContactId'
  | 'ListCallDetailRecords'
  | 'ListRecentCallRecords';

/** Says which operation of version 2017-07-05 answered. Its lists have names of their own. */
export function detect(response: ParsedResponse): DetectionResult {
  const frame = frameOf(response);
  if (frame === undefined) return { kind: 'none' };
  if (frame.framed && frame.failed) {
    const own = operations2017.some((operation) => operation === frame.named) || has2017Content(frame.body);
    return own ? errorAnswer(provider, response, frame) : { kind: 'none' };
  }
  const operation = operationOf(frame);
  return operation === undefined
    ? { kind: 'none' }
    : { kind: 'response', detection: { provider, operation, version } };
}

const has2017Content = (body: RawRecord) => has(body, 'IvrTrackingDetails') || has(body, 'CallDetailRecords');

function operationOf({ body, data, named }: ResponseFrame): Operation | undefined {
  if (isContainer(body, 'IvrTrackingDetails')) return 'ListIvrTrackingDetail';
  if (isContainer(body, 'CallDetailRecords')) return recordList(body, named);
  const events = recordOf(data, 'Events');
  const eventDetail =
    isContainer(data, 'Events') &&
    (has(data, 'CallType', 'ReleaseAgent') || (events !== undefined && has(events, 'CallEventDetail')));
  return eventDetail ? 'ListCallEventDetailByContactId' : undefined;
}

/** Two lists of one form: that of recent calls repeats `List` and has times per agent. */
function recordList(body: RawRecord, named: string | undefined): Operation {
  if (named === 'ListCallDetailRecords' || named === 'ListRecentCallRecords') return named;
  const page = recordOf(body, 'CallDetailRecords');
  const list = page === undefined ? undefined : recordOf(page, 'List');
  if (list?.keys.has('calldetailrecord') !== true) return 'ListRecentCallRecords';
  const agents = recordRows(body).rows.flatMap((row) => rowsOf(row, 'Agents', agentFields).rows);
  return someRow(agents, 'TalkTime', 'WorkTime', 'HoldTime')
    ? 'ListRecentCallRecords'
    : 'ListCallDetailRecords';
}
