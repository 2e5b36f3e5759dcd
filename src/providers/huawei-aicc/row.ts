import type { Gap, JsonValue, SourceRef } from '../../trace/model.ts';
import { isArray, isObject, pointerTo } from '../../trace/pointer.ts';
import {
  numberOf,
  pointerOf,
  record,
  saysTime,
  textOf,
  timeOf,
  type RawRecord,
} from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { deviceKinds, type DeviceKind } from './codes.ts';

/** The time fields of a row, in the order in which they happen on one device. */
export const timeFields = ['waitBegin', 'ackBegin', 'callBegin', 'callEnd'] as const;
export type TimeField = (typeof timeFields)[number];

/** One record of a response: the stay of a call on a device, or a line of a list of calls. */
export interface Row {
  readonly raw: RawRecord;
  readonly callId: string;
  /** Its place in the response, 1 and on. */
  readonly number: number;
  /** callIdNum; -1 marks the last record of a call. */
  readonly sequence?: number;
  readonly kind: DeviceKind;
  /** Epoch ms; a field without a time is absent. */
  readonly times: Readonly<Partial<Record<TimeField, number>>>;
  /** The first time known: waitBegin, else ackBegin, callBegin, callEnd. */
  readonly from?: number;
  readonly gaps: readonly Gap[];
}

/** The rows of a response by call, calls in the order of their first row, and what could not be read. */
export interface Rows {
  readonly calls: ReadonlyMap<string, readonly Row[]>;
  readonly gaps: readonly Gap[];
}

/** One entry of a list in a response, whatever it is. */
export interface Entry {
  readonly item: JsonValue;
  readonly pointer: string;
}

/** CMS sends epoch ms. Should a plain time come, it is UTC, the zone of its stored data. */
const zone = '+00:00';

/** The entries of an array, or the one object in place of an array of one. Undefined for anything else. */
export function entriesOf(value: JsonValue | undefined, pointer: string): readonly Entry[] | undefined {
  if (isArray(value)) return value.map((item, index) => ({ item, pointer: pointerTo(pointer, index) }));
  return isObject(value) ? [{ item: value, pointer }] : undefined;
}

/**
 * Reads entries. `ofOneCall`: the response answers a question for one call, so that an entry without a callId counts
 * to the call of the others; where none of them has one, the call's id is '', not known.
 */
export function rowsOf(response: ParsedResponse, entries: readonly Entry[], ofOneCall: boolean): Rows {
  const read = entries.map(({ item, pointer }) => (isObject(item) ? record(item, pointer) : undefined));
  const ids = new Set(read.flatMap((raw) => (raw && textOf(raw, 'callId')) ?? []));
  const only = ofOneCall && ids.size <= 1 ? ([...ids][0] ?? '') : undefined;
  const calls = new Map<string, Row[]>();
  const gaps: Gap[] = [];
  for (const [index, raw] of read.entries()) {
    const callId = raw && (textOf(raw, 'callId') ?? only);
    if (raw === undefined || callId === undefined) {
      const pointer = entries[index]?.pointer ?? '';
      gaps.push(
        incomplete('huawei.gap.row-unreadable', { row: index + 1 }, { source: response.id, pointer }),
      );
      continue;
    }
    const rows = calls.get(callId) ?? [];
    rows.push(rowOf(raw, callId, index + 1, response.id));
    calls.set(callId, rows);
  }
  return { calls, gaps };
}

function rowOf(raw: RawRecord, callId: string, number: number, source: string): Row {
  const times: Partial<Record<TimeField, number>> = {};
  const gaps: Gap[] = [];
  for (const field of timeFields) {
    const value = textOf(raw, field);
    if (value === undefined || !saysTime(raw, field)) continue;
    const at = timeOf(raw, zone, field);
    if (at !== undefined) times[field] = at;
    else {
      const args = { field, value: value.slice(0, 40) };
      gaps.push(incomplete('huawei.gap.time-unreadable', args, { source, pointer: pointerOf(raw, field) }));
    }
  }
  const device = textOf(raw, 'deviceType') ?? '';
  const sequence = numberOf(raw, 'callIdNum');
  const from = times.waitBegin ?? times.ackBegin ?? times.callBegin ?? times.callEnd;
  return {
    raw,
    callId,
    number,
    kind: (Object.hasOwn(deviceKinds, device) ? deviceKinds[device] : undefined) ?? 'device',
    times,
    gaps,
    ...(sequence === undefined ? {} : { sequence }),
    ...(from === undefined ? {} : { from }),
  };
}

/** A gap of kind `incomplete` at a place of a response. */
export function incomplete(
  message: string,
  args: Readonly<Record<string, string | number>>,
  source: SourceRef,
): Gap {
  return { kind: 'incomplete', message, args, source };
}
