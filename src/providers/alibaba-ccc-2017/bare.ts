import type { JsonObject, JsonValue } from '../../trace/model.ts';
import type { RawRecord } from '../../trace/source/record.ts';
import { are2017, isRecord } from '../alibaba-ccc-2020/bare.ts';
import { has } from '../alibaba-envelope.ts';
import { rowsAmong } from '../framed.ts';
import type { FramedRows } from '../provider.ts';
import { provider, version, type Operation } from './detect.ts';

/** Rows of version 2017-07-05 that were taken out of their answer. */
export function frameRows(items: readonly JsonValue[]): FramedRows | undefined {
  if (rowsAmong(items, isStep) !== undefined) {
    const value = { IvrTrackingDetails: { List: { IvrTrackingDetail: items } } };
    return framed('ListIvrTrackingDetail', value, '/IvrTrackingDetails/List/IvrTrackingDetail');
  }
  if (rowsAmong(items, isEvent) !== undefined) {
    const value = { Data: { Events: { CallEventDetail: items } } };
    return framed('ListCallEventDetailByContactId', value, '/Data/Events/CallEventDetail');
  }
  const records = rowsAmong(items, isRecord);
  if (records === undefined || !are2017(records)) return undefined;
  const value = { CallDetailRecords: { List: { CallDetailRecord: items } } };
  return framed('ListCallDetailRecords', value, '/CallDetailRecords/List/CallDetailRecord');
}

const framed = (operation: Operation, value: JsonObject, list: string): FramedRows => ({
  detection: { provider, operation, version },
  value,
  list,
  gap: 'gap.frame-missing',
});

const isStep = (row: RawRecord) =>
  has(row, 'acid', 'ContactId') && has(row, 'NodeName', 'NodeType') && has(row, 'StartTime');

const isEvent = (row: RawRecord) => has(row, 'TimeStamp') && has(row, 'Event') && has(row, 'DetailData');
