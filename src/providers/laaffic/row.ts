import { isArray, isObject, pointerTo } from '../../trace/pointer.ts';
import { decodeText } from '../../trace/source/decode.ts';
import {
  keyOf,
  pointerOf,
  record,
  recordOf,
  textOf,
  valueOf,
  type RawRecord,
} from '../../trace/source/record.ts';
import { defaultReadLimits } from '../../trace/source/response.ts';
import { jsonRowPlaces } from '../../trace/source/row-text.ts';
import type { FetchedResponse } from '../live.ts';

/**
 * The row of one call, in its exact text, in place of the page that it stands on: the other rows are other people's
 * calls. The name says where it stood, as a JSON pointer behind `#`. Undefined: the page has no such row.
 */
export function rowAlone(
  response: FetchedResponse,
  body: RawRecord,
  contactId: string,
): FetchedResponse | undefined {
  const pointer = pointerOfRow(body, contactId);
  if (pointer === undefined) return undefined;
  const limits = { ...defaultReadLimits, maxBytes: Math.max(response.bytes.length, 1) };
  const text = decodeText(response.bytes, response.name, limits);
  const row = jsonRowPlaces(text)(pointer);
  if (row === undefined) return undefined;
  return {
    ...response,
    name: `${response.name}#${pointer}`,
    bytes: new TextEncoder().encode(text.slice(row.from, row.to)),
  };
}

function pointerOfRow(body: RawRecord, contactId: string): string | undefined {
  const data = recordOf(body, 'data');
  const rows = data === undefined ? undefined : valueOf(data, 'records');
  if (data === undefined || !isArray(rows)) return undefined;
  const base = pointerOf(data, 'records');
  const index = rows.findIndex(
    (row) => isObject(row) && textOf(record(row, ''), 'callSessionId') === contactId,
  );
  return index < 0 ? undefined : pointerTo(base, index);
}

/** Whether a response is one row instead of an answer with rows. */
export function isRow(root: RawRecord): boolean {
  return (
    textOf(root, 'callSessionId') !== undefined &&
    ['callStartTime', 'hangingDirection', 'hangupReason'].some((name) => keyOf(root, name) !== undefined)
  );
}
