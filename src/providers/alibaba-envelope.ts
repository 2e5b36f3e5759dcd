import type { ProviderId } from '../trace/model.ts';
import { isArray, isObject } from '../trace/pointer.ts';
import type { Problem } from '../trace/problem.ts';
import {
  flagOf,
  numberOf,
  pointerOf,
  record,
  recordOf,
  textOf,
  valueOf,
  type RawRecord,
} from '../trace/source/record.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import { meaningOfError, type ErrorMeaning } from './alibaba-error-codes.ts';
import type { DetectionResult } from './provider.ts';

/** The frame around an answer that stands in a file: `{ RequestId, Code, HttpStatusCode, Message, Data }`. */
export interface ResponseFrame {
  readonly body: RawRecord;
  /** The `Data` object; the body itself where only the content of `Data` was saved. */
  readonly data: RawRecord;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
  /** Whether it is Alibaba's frame, with a request id and a code, and not just any object. */
  readonly framed: boolean;
  readonly failed: boolean;
  /** The operation, as the caller, the XML root element or the file name tells it; not what the content is. */
  readonly named: string | undefined;
}

/** Operations whose name alone tells the version. */
export const operations2017 = [
  'ListIvrTrackingDetail',
  'ListCallEventDetailByContactId',
  'ListRecentCallRecords',
] as const;
export const operations2020 = [
  'GetCallDetailRecord',
  'ListIvrTrackingDetails',
  'ListCallDetailRecordsV2',
  'ListRecentCallDetailRecords',
  'GetContactFlow',
] as const;
const allOperations: readonly string[] = [
  ...operations2017,
  ...operations2020,
  'ListCallDetailRecords',
  'ListContactFlows',
];

const goodCodes: ReadonlySet<string> = new Set(['ok', 'success', '200']);

/** Reads the frame; undefined where the response is not an object at all. */
export function frameOf(response: ParsedResponse): ResponseFrame | undefined {
  if (!isObject(response.value)) return undefined;
  const { body, root } = unwrap(record(response.value, ''));
  const code = textOf(body, 'Code');
  const requestId = textOf(body, 'RequestId');
  const status = numberOf(body, 'HttpStatusCode');
  const error = root === 'error';
  return {
    body,
    data: recordOf(body, 'Data') ?? body,
    code,
    message: textOf(body, 'Message'),
    requestId,
    framed:
      code !== undefined &&
      isHost(body) !== false &&
      (requestId !== undefined || status !== undefined || isHost(body) === true || error),
    failed:
      (code !== undefined && !goodCodes.has(code.toLowerCase())) ||
      flagOf(body, 'Success') === false ||
      (status !== undefined && status >= 400),
    named: operationNamed(response, root),
  };
}

/** The body inside an XML root element (`<ListIvrTrackingDetailResponse>`, `<Error>`). */
function unwrap(outer: RawRecord): { readonly body: RawRecord; readonly root: string | undefined } {
  const [first, ...others] = outer.keys.keys();
  if (first !== undefined && others.length === 0 && /(response|^error)$/.test(first)) {
    const inner = recordOf(outer, first);
    if (inner !== undefined) return { body: inner, root: first };
  }
  return { body: outer, root: undefined };
}

/** Errors of other clouds' storage look alike, but their `HostId` is no host name. Undefined where there is none. */
function isHost(body: RawRecord): boolean | undefined {
  const host = textOf(body, 'HostId');
  return host === undefined ? undefined : /^[\w-]+(\.[\w-]+)*(:\d+)?$/.test(host);
}

function operationNamed(response: ParsedResponse, root: string | undefined): string | undefined {
  const exact = [response.operation, root?.replace(/response$/, '')].map((name) => name?.toLowerCase());
  const known = allOperations.find((operation) => exact.includes(operation.toLowerCase()));
  const file = response.name.replace(/^.*[\\/]/, '');
  return known ?? allOperations.find((name) => new RegExp(`(?<![a-z])${name}(?![a-z0-9])`, 'i').test(file));
}

/** Whether something stands under one of the names. */
export function has(raw: RawRecord, ...names: readonly string[]): boolean {
  return valueOf(raw, ...names) !== undefined;
}

/** A refusal of an answer that is Alibaba's but holds no call. */
export function refusal(
  provider: ProviderId,
  response: ParsedResponse,
  key: `alibaba.refused.${string}`,
): DetectionResult {
  return { kind: 'error-answer', provider, problem: { message: { key, args: { name: response.name } } } };
}

/** A refused signature is answered with the text that was signed, and what is said of keys and tokens repeats them. */
const saysSecrets: ReadonlySet<ErrorMeaning> = new Set<ErrorMeaning>([
  'signature',
  'inactive-key',
  'unknown-key',
  'token',
]);

/** The problem that an error answer is: of the gateway or of the contact centre, whatever the HTTP status was. */
export function errorAnswer(
  provider: ProviderId,
  response: ParsedResponse,
  frame: ResponseFrame,
): DetectionResult {
  const code = frame.code ?? '';
  const meaning = meaningOfError(code);
  const problem: Problem = {
    message: {
      // The meanings are those by which live requests are told from each other.
      key: `alibaba.error.${meaning}`,
      args: {
        name: response.name,
        code: oneLine(code, 80) ?? '–',
        text: saysSecrets.has(meaning)
          ? '–'
          : (oneLine(frame.message ?? '', 300)?.replace(/[.。]$/, '') ?? '–'),
        requestId: oneLine(frame.requestId ?? response.requestId ?? '', 80) ?? '–',
      },
    },
    pointer: pointerOf(frame.body, 'Code'),
  };
  return { kind: 'error-answer', provider, problem };
}

function oneLine(text: string, length: number): string | undefined {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (line === '') return undefined;
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** Whether an entry of the list has one of the fields; the list may hold entries that are no objects. */
export function someRow(rows: readonly RawRecord[], ...names: readonly string[]): boolean {
  return rows.some((row) => has(row, ...names));
}

/** Whether a value is a list or an object, and not missing or plain text. */
export function isContainer(raw: RawRecord, name: string): boolean {
  const value = valueOf(raw, name);
  return isObject(value) || isArray(value);
}
