import type { JsonObject, JsonValue } from '../../trace/model.ts';
import { isArray, isObject } from '../../trace/pointer.ts';
import { keyOf, pointerOf, record, textOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { rowsAmong } from '../framed.ts';
import type { Detection, DetectionResult, FramedRows } from '../provider.ts';
import { listEntries } from './calls.ts';

export const traceOperation = 'querycalltracedetail';
export const listOperation = 'querycalls';

const success = '0100000';
const none: DetectionResult = { kind: 'none' };

/**
 * Whose a response is: CMS answers `resultCode` and `resultDesc`, on failure with a text in `resultDesc`; a request
 * that did not pass the authentication is answered in the shape of Spring's error page.
 */
export function detectHuawei(response: ParsedResponse): DetectionResult {
  if (!isObject(response.value)) return none;
  const root = record(response.value, '');
  const resultCode = resultCodeOf(root);
  if (resultCode === undefined) return httpError(root, response);
  if (resultCode !== success) return errorAnswer(root, response, resultCode);
  const answered = answer(root, response);
  if (answered.kind !== 'none') return answered;
  const message = { key: 'huawei.refused.other', args: { name: response.name } };
  return { kind: 'error-answer', provider: 'huawei-aicc', problem: { message } };
}

/** Result codes have seven digits; one that came as a number has lost its leading zero. */
function resultCodeOf(root: RawRecord): string | undefined {
  const code = textOf(root, 'resultCode');
  return code !== undefined && /^(0\d{6}|[1-9]\d{5})$/.test(code) ? code.padStart(7, '0') : undefined;
}

function answer(root: RawRecord, response: ParsedResponse): DetectionResult {
  if (listEntries(root) !== undefined) return listed;
  for (const name of ['resultDesc', 'resultDatas']) {
    const value = valueOf(root, name);
    if (isObject(value)) return isTraceRow(value) ? traced : none;
    if (isArray(value) && value.length > 0) return ofRows(value);
  }
  // An empty result looks the same for every query; that for one call is the one that is asked without knowing.
  return response.operation?.includes(listOperation) === true ? listed : traced;
}

const traceDetection: Detection = { provider: 'huawei-aicc', operation: traceOperation, version: 'v1' };
const traced: DetectionResult = { kind: 'response', detection: traceDetection };

/** The rows of v1 and v2 look alike (v1 lists inbound calls only). */
const listDetection: Detection = { provider: 'huawei-aicc', operation: listOperation, version: 'v1, v2' };
const listed: DetectionResult = { kind: 'response', detection: listDetection };

function ofRows(rows: readonly JsonValue[]): DetectionResult {
  if (rows.some(isTraceRow)) return traced;
  // Rows that are no objects are reported when they are read; objects without a known field are another query's.
  return rows.some(isObject) ? none : traced;
}

function isTraceRow(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const row = record(value, '');
  return ['callIdNum', 'deviceType', 'EnterReason', 'LeaveReason', 'waitBegin', 'callBegin'].some(
    (name) => keyOf(row, name) !== undefined,
  );
}

/** Rows that were taken out of their answer. */
export function frameHuaweiRows(items: readonly JsonValue[]): FramedRows | undefined {
  const gap = 'gap.frame-missing';
  if (rowsAmong(items, (row) => keyOf(row, 'callId') !== undefined && isTraceRow(row.object)) !== undefined) {
    const value: JsonObject = { resultCode: success, resultDesc: items };
    return { detection: traceDetection, value, list: '/resultDesc', gap };
  }
  if (rowsAmong(items, isListedRow) === undefined) return undefined;
  const value: JsonObject = { resultCode: success, resultDesc: { data: items } };
  return { detection: listDetection, value, list: '/resultDesc/data', gap };
}

const isListedRow = (row: RawRecord) =>
  keyOf(row, 'callId') !== undefined &&
  keyOf(row, 'callerNo') !== undefined &&
  keyOf(row, 'calleeNo') !== undefined;

const knownErrors: ReadonlySet<string> = new Set([
  '0100001',
  '0100002',
  '0100003',
  '0100999',
  '0101001',
  '0101002',
  '0101003',
]);

function errorAnswer(root: RawRecord, response: ParsedResponse, code: string): DetectionResult {
  const key = knownErrors.has(code) ? `huawei.error.${code}` : 'huawei.error.other';
  return {
    kind: 'error-answer',
    provider: 'huawei-aicc',
    problem: {
      message: { key, args: { name: response.name, code, said: said(textOf(root, 'resultDesc')) } },
      pointer: pointerOf(root, 'resultCode'),
    },
  };
}

/** The first part of the paths of the services of this family. */
const servicePath = /^\/(CCFS|rest|cmsapp|cmsgateway|apiaccess|apigovernance|oifde)\//i;

function httpError(root: RawRecord, response: ParsedResponse): DetectionResult {
  const status = textOf(root, 'status');
  const path = textOf(root, 'path');
  const shaped = keyOf(root, 'timestamp') !== undefined && keyOf(root, 'error') !== undefined;
  if (!shaped || status === undefined || !/^[45]\d\d$/.test(status)) return none;
  // Any Spring service answers so: the path tells whose it is.
  if (path === undefined || !servicePath.test(path)) return none;
  const key = status === '401' || status === '403' ? `huawei.http.${status}` : 'huawei.http.other';
  const args = { name: response.name, status, said: said(textOf(root, 'error')) };
  return {
    kind: 'error-answer',
    provider: 'huawei-aicc',
    problem: { message: { key, args }, pointer: pointerOf(root, 'status') },
  };
}

/** A provider's own text as part of a sentence. */
function said(text: string | undefined): string {
  return text === undefined ? '—' : text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
