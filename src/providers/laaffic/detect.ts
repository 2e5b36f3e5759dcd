import type { JsonValue } from '../../trace/model.ts';
import { isArray, isObject } from '../../trace/pointer.ts';
import {
  keyOf,
  pointerOf,
  record,
  recordOf,
  textOf,
  valueOf,
  type RawRecord,
} from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { rowsAmong } from '../framed.ts';
import type { Detection, DetectionResult, FramedRows } from '../provider.ts';
import { failures } from './codes.ts';
import { isRow } from './row.ts';

const none: DetectionResult = { kind: 'none' };

/**
 * Whose a response is: LAAFFIC answers `status` and `reason` (newer endpoints `code` and `msg`) around `data`, which
 * holds `records`. All documented failures have negative numbers; other services that answer `code` and `msg` use
 * positive ones.
 */
export function detectLaaffic(response: ParsedResponse): DetectionResult {
  if (!isObject(response.value)) return none;
  const root = record(response.value, '');
  const envelope = envelopeOf(root);
  if (envelope === undefined) return none;
  if (envelope.status === '0' && holdsCallRecords(root)) return callRecords(root);
  if (!/^-\d{1,3}$/.test(envelope.status))
    return envelope.field === 'status' ? lookalike(envelope, response) : none;
  const failure = Object.hasOwn(failures, envelope.status) ? failures[envelope.status] : undefined;
  return {
    kind: 'error-answer',
    provider: 'laaffic',
    problem: {
      message: {
        key: `laaffic.error.${failure ?? 'other'}`,
        args: { name: response.name, status: envelope.status, said: envelope.said },
      },
      pointer: pointerOf(root, envelope.field),
    },
  };
}

/** `status` and `reason` are what only this family answers; `code` and `msg` are everybody's. */
function lookalike({ status, said, field }: Envelope, { name }: ParsedResponse): DetectionResult {
  if (!/^\d{1,6}$/.test(status)) return none;
  const message =
    status === '0'
      ? { key: 'laaffic.refused.other', args: { name } }
      : { key: 'laaffic.refused.unknown-status', args: { name, status, said } };
  return { kind: 'error-answer', provider: 'laaffic', problem: { message, pointer: `/${field}` } };
}

interface Envelope {
  readonly status: string;
  /** The provider's own text as part of a sentence. */
  readonly said: string;
  readonly field: 'status' | 'code';
}

function envelopeOf(root: RawRecord): Envelope | undefined {
  for (const [field, text] of [
    ['status', 'reason'],
    ['code', 'msg'],
  ] as const) {
    const status = textOf(root, field);
    if (status === undefined || keyOf(root, text) === undefined) continue;
    const said = textOf(root, text)?.replaceAll(/\s+/g, ' ').slice(0, 200);
    return { status, said: said ?? '—', field };
  }
  return undefined;
}

/** Whether `data.records` is a list of call records; an empty one cannot be told from another query's. */
function holdsCallRecords(root: RawRecord): boolean {
  const data = recordOf(root, 'data');
  const records = data && valueOf(data, 'records');
  if (!isArray(records)) return false;
  const objects = records.filter(isObject).map((item) => record(item, ''));
  return (
    objects.length === 0 ||
    objects.some((item) => ['callSessionId', 'callStartTime'].some((name) => keyOf(item, name) !== undefined))
  );
}

/** The newer twin of the query adds a key and the masked number to each record; the rest is the same. */
function callRecords(root: RawRecord): DetectionResult {
  const data = recordOf(root, 'data');
  const records = data && valueOf(data, 'records');
  return { kind: 'response', detection: detectionOf(isArray(records) ? records : []) };
}

function detectionOf(records: readonly JsonValue[]): Detection {
  const first = records.find(isObject);
  const newer = first !== undefined && keyOf(record(first, ''), 'encryptCalled') !== undefined;
  return { provider: 'laaffic', operation: newer ? 'cc/record/query' : 'ccRecordQuery', version: 'v3' };
}

/** Records that were taken out of their answer: one, as live calls are kept, or several. */
export function frameLaafficRows(items: readonly JsonValue[]): FramedRows | undefined {
  if (rowsAmong(items, isRow) === undefined) return undefined;
  return {
    detection: detectionOf(items),
    value: { status: '0', reason: '', data: { records: items } },
    list: '/data/records',
    gap: items.length === 1 ? 'laaffic.gap.row-alone' : 'gap.frame-missing',
  };
}
