import { numberOf, pointerOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import {
  errorAnswer,
  frameOf,
  has,
  isContainer,
  operations2017,
  refusal,
  someRow,
  type ResponseFrame,
} from '../alibaba-envelope.ts';
import { shapeOf } from '../shape.ts';
import { rowsIn, rowsOf } from '../alibaba-fields.ts';
import type { DetectionResult } from '../provider.ts';

export const provider = 'alibaba-ccc-2020';
export const version = '2020-07-01';

/** Groups of events; the earliest documentation puts `Cdr` before them. */
export const eventGroups = {
  customer: ['CustomerEvents'],
  ivr: ['IvrEvents', 'CdrIvrEvents'],
  queue: ['QueueEvents', 'CdrQueueEvents'],
  agent: ['AgentEvents', 'CdrAgentEvents'],
} as const;
const groupNames = Object.values(eventGroups).flat();

/** Says which operation of version 2020-07-01 answered, by the content first and by its name where that is not enough. */
export function detect(response: ParsedResponse): DetectionResult {
  const frame = frameOf(response);
  if (frame === undefined) return { kind: 'none' };
  const of2017 = operations2017.some((operation) => operation === frame.named);
  if (frame.framed && frame.failed) {
    return of2017 ? { kind: 'none' } : errorAnswer(provider, response, frame);
  }
  if (has(frame.body, 'IvrTrackingDetails') || has(frame.body, 'CallDetailRecords')) return { kind: 'none' };
  if (has(frame.data, 'Events')) return { kind: 'none' };
  const operation = listOf(frame) ?? single(frame);
  if (operation !== undefined && operation in readable) {
    const generation = operation === 'GetCallDetailRecord' ? ` ${generationOf(response, frame.data)}` : '';
    return {
      kind: 'response',
      detection: { provider, operation, version: `${version}${generation}` },
    };
  }
  if (operation !== undefined) return refusal(provider, response, `alibaba.refused.${operation}`);
  if (of2017) return { kind: 'none' };
  if (!frame.framed) return isSibling(frame) ? sibling(response) : { kind: 'none' };
  return refusal(
    provider,
    response,
    frame.data === frame.body ? 'alibaba.refused.no-data' : 'alibaba.refused.other',
  );
}

/** Other products of the cloud answer with a request id alone, and no code when all went well. */
const isSibling = ({ code, requestId }: ResponseFrame) =>
  code === undefined && /^[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(requestId ?? '');

function sibling(response: ParsedResponse): DetectionResult {
  const args = { name: response.name, shape: shapeOf(response) };
  return { kind: 'error-answer', provider, problem: { message: { key: 'alibaba.refused.sibling', args } } };
}

/** The operations that can be read. */
export const readable = {
  GetCallDetailRecord: true,
  ListIvrTrackingDetails: true,
  ListCallDetailRecords: true,
  ListCallDetailRecordsV2: true,
  ListRecentCallDetailRecords: true,
  GetContactFlow: true,
  ListContactFlows: true,
} as const;

/** Fields of the rows of the lists: what tells a row from an object around one. */
export const rowFields = [
  ...['ContactId', 'NodeId', 'NodeType', 'EnterTime', 'ContactDisposition', 'CallingNumber'],
  ...['ContactFlowId', 'Definition', 'FileUrl', 'DomainName', 'ConsoleUrl', 'StateCode', 'State'],
];

/** The list operation, or a word for a list that holds no calls; undefined where there is no list. */
function listOf({ data, named, framed }: ResponseFrame): string | undefined {
  // A list of recordings is an array without paging.
  const bare = rowsIn(valueOf(data, 'Data'), pointerOf(data, 'Data'), ['FileUrl']).rows;
  if (framed && someRow(bare, 'FileUrl')) return 'recording';
  if (!has(data, 'List') || !(framed || isContainer(data, 'List'))) {
    const paged = framed && numberOf(data, 'TotalCount') !== undefined;
    return paged ? (readableName(named) ?? 'empty-list') : undefined;
  }
  const { rows, unreadable } = rowsOf(data, 'List', rowFields);
  if (someRow(rows, 'NodeId', 'NodeType', 'NodeExitCode', 'EnterTime')) return 'ListIvrTrackingDetails';
  if (someRow(rows, 'ContactFlowId', 'Definition')) return 'ListContactFlows';
  if (someRow(rows, 'FileUrl')) return 'recording';
  if (someRow(rows, 'DomainName', 'ConsoleUrl')) return 'instances';
  if (someRow(rows, 'StateCode', 'State')) return 'agent-states';
  if (someRow(rows, 'ContactId', 'ContactDisposition', 'CallingNumber')) return callList(rows, named);
  if (rows.length > 0) return framed ? 'other' : undefined;
  return readableName(named) ?? (unreadable.length > 0 ? 'other' : 'empty-list');
}

const readableName = (named: string | undefined) =>
  named !== undefined && named in readable ? named : undefined;

/** Fields that ListCallDetailRecordsV2 has and the older list does not. */
const fieldsOfV2 = [
  'MediaType',
  'CallIds',
  'TransferCount',
  'EarlyMediaText',
  'SummaryIndex',
  'AnalyticsReportReady',
  'OutsideNumberDestinationNumber',
  'VoicebotOriginatorNumber',
] as const;

export function callList(rows: readonly RawRecord[], named: string | undefined): string {
  const lists = ['ListCallDetailRecords', 'ListCallDetailRecordsV2', 'ListRecentCallDetailRecords'];
  if (named !== undefined && lists.includes(named)) return named;
  if (someRow(rows, ...fieldsOfV2)) return 'ListCallDetailRecordsV2';
  const recent = someRow(rows, 'Duration') && !someRow(rows, 'ReleaseTime', 'ReleaseInitiator');
  return recent ? 'ListRecentCallDetailRecords' : 'ListCallDetailRecords';
}

function single({ body, data, named, framed }: ResponseFrame): string | undefined {
  if (isContainer(body, 'Phrases')) return 'transcript';
  if (has(data, 'ContactFlowId') && has(data, 'Definition', 'Type', 'Name')) return 'GetContactFlow';
  if (framed && has(data, 'FileUrl')) return 'recording';
  if (groupNames.some((name) => isContainer(data, name))) return 'GetCallDetailRecord';
  if (has(data, 'ContactId') && has(data, 'ContactType', 'ContactDisposition', 'CallingNumber')) {
    return 'GetCallDetailRecord';
  }
  if (framed && named === 'GetCallDetailRecord' && data !== body) return named;
  return framed && typeof valueOf(body, 'Data') === 'string' && valueOf(body, 'Data') !== ''
    ? 'other'
    : undefined;
}

/** Keys that came with the third and the fourth form of the answer. */
const laterFields = [
  'CustomerEvents',
  'CallerLocation',
  'CalleeLocation',
  'EarlyMediaState',
  'ReleaseReason',
];
const latestFields = ['AnalyticsReport', 'AnalyticsReportReady', 'OutsideNumberReleaseReason'];

/**
 * The form of a GetCallDetailRecord answer: A has `Cdr` before its groups, B has every number as text, C has the
 * customer's events and real numbers, D has the report of the conversation.
 */
export function generationOf(response: ParsedResponse, data: RawRecord): 'A' | 'B' | 'C' | 'D' {
  if (has(data, ...latestFields)) return 'D';
  if (has(data, 'CdrAgentEvents', 'CdrIvrEvents', 'CdrQueueEvents')) return 'A';
  if (has(data, ...laterFields)) return 'C';
  const asText = response.format === 'xml' || typeof valueOf(data, 'StartTime') !== 'number';
  return asText ? 'B' : 'C';
}
