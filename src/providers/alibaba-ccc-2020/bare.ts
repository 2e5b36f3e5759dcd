import type { JsonObject, JsonValue } from '../../trace/model.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';
import { has, someRow } from '../alibaba-envelope.ts';
import { rowsAmong } from '../framed.ts';
import type { FramedRows } from '../provider.ts';
import { callList, provider, version } from './detect.ts';
import { isMessage, messages } from './pushed.ts';

/** Rows of version 2020-07-01 that were taken out of their answer, and messages of events, which never had one. */
export function frameRows(items: readonly JsonValue[]): FramedRows | undefined {
  if (rowsAmong(items, isMessage) !== undefined) {
    const value: JsonObject = { [messages]: items };
    return { detection: detectionOf('EventNotification'), value, list: `/${messages}` };
  }
  if (rowsAmong(items, isStep) !== undefined) return framed('ListIvrTrackingDetails', items);
  const records = rowsAmong(items, isRecord);
  if (records !== undefined && !are2017(records)) return framed(callList(records, undefined), items);
  if (rowsAmong(items, isFlow) !== undefined) return framed('ListContactFlows', items);
  return undefined;
}

const detectionOf = (operation: string) => ({ provider, operation, version }) as const;

const framed = (operation: string, items: readonly JsonValue[]): FramedRows => ({
  detection: detectionOf(operation),
  value: { Code: 'OK', Data: { List: items } },
  list: '/Data/List',
  gap: 'gap.frame-missing',
});

const isStep = (row: RawRecord) => has(row, 'EnterTime') && has(row, 'NodeId', 'NodeType');

/** A row of a list of calls, of either version. */
export const isRecord = (row: RawRecord): boolean =>
  has(row, 'ContactId') &&
  has(row, 'ContactType', 'ContactDisposition') &&
  has(row, 'CallingNumber', 'CalledNumber', 'StartTime');

const isFlow = (row: RawRecord) => has(row, 'ContactFlowId') && has(row, 'Definition');

/** Contact IDs of version 2017-07-05 are plain numbers; some of its fields have names that the later version gave up. */
export function are2017(records: readonly RawRecord[]): boolean {
  return (
    someRow(records, 'SatisfactionDesc', 'SkillGroupIdList', 'Recordings') ||
    records.every((row) => /^\d+$/.test(textOf(row, 'ContactId') ?? ''))
  );
}
