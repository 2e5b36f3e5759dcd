import type { Gap, JsonObject } from '../../trace/model.ts';
import { ProblemError } from '../../trace/problem.ts';
import { keyOf, otherFields, record, textOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { isObject, pointerTo } from '../../trace/pointer.ts';
import type { CallFragment } from '../provider.ts';
import { entriesOf, incomplete, rowsOf, timeFields, type Entry, type Row, type Rows } from './row.ts';
import { customerEvents, eventsOf } from './events.ts';
import { listedSummaryOf, summaryOf } from './summary.ts';

/** The names under which answers hold their result; the second one is of installations up to 8.13. */
const resultNames = ['resultDesc', 'resultDatas'] as const;

/** The rows of querycalltracedetail: an array in `resultDesc`. */
export function traceEntries(root: RawRecord): readonly Entry[] | undefined {
  for (const name of resultNames) {
    const value = valueOf(root, name);
    if (typeof value !== 'object') continue;
    return entriesOf(value, pointerTo(root.pointer, keyOf(root, name) ?? name));
  }
  return undefined;
}

/** The rows of querycalls: `data` of the object in `resultDesc`. */
export function listEntries(root: RawRecord): readonly Entry[] | undefined {
  for (const name of resultNames) {
    const value = valueOf(root, name);
    if (!isObject(value)) continue;
    const result = record(value, pointerTo(root.pointer, keyOf(root, name) ?? name));
    const key = keyOf(result, 'data');
    if (key !== undefined) return entriesOf(value[key], pointerTo(result.pointer, key)) ?? [];
  }
  return undefined;
}

/** One fragment a call of querycalltracedetail. Throws ProblemError where there are no rows or none can be read. */
export function readTraceDetail(
  response: ParsedResponse,
  entries: readonly Entry[],
): readonly CallFragment[] {
  if (entries.length === 0) throw empty(response, 'huawei.no-rows');
  const rows = readableRows(response, entries, true);
  return [...rows.calls].map(([contactId, unsorted]) => {
    const sorted = [...unsorted].sort(byTimeThenSequence);
    const last = sorted.findLast((row) => row.sequence === -1);
    const summary = summaryOf(sorted, last);
    return {
      kind: 'call',
      contactId,
      summary,
      steps: [],
      events: [
        ...sorted.flatMap((row) => eventsOf(row, response.id, summary)),
        ...customerEvents(last, response.id),
      ],
      gaps: [
        ...repaired(response),
        ...rows.gaps,
        ...sorted.flatMap((row) => [...row.gaps, ...withoutTime(row, response.id)]),
        ...(last === undefined ? [withoutEnd(sorted, response.id)] : []),
      ],
    };
  });
}

/** One fragment a row of querycalls: summaries only. Throws ProblemError where there are none or none can be read. */
export function readCalls(response: ParsedResponse, entries: readonly Entry[]): readonly CallFragment[] {
  if (entries.length === 0) throw empty(response, 'huawei.no-calls');
  const rows = readableRows(response, entries, false);
  return [...rows.calls].flatMap(([contactId, ofCall]) =>
    ofCall.map((row): CallFragment => {
      const instance = textOf(row.raw, 'vdn');
      const details = listedDetails(row);
      return {
        kind: 'call',
        contactId,
        ...(instance === undefined ? {} : { instance }),
        summary: { ...listedSummaryOf(row), ...(details === undefined ? {} : { details }) },
        steps: [],
        events: [],
        gaps: [...repaired(response), ...rows.gaps, ...row.gaps],
      };
    }),
  );
}

/** Rows come in any order: by the first time known, then by callIdNum with -1 last, then as they stood. */
function byTimeThenSequence(a: Row, b: Row): number {
  const end = Number.POSITIVE_INFINITY;
  const [timeA, timeB] = [a.from ?? end, b.from ?? end];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  const [placeA, placeB] = [a, b].map(({ sequence }) => (sequence === -1 ? end : (sequence ?? 0)));
  if (placeA !== placeB && placeA !== undefined && placeB !== undefined) return placeA < placeB ? -1 : 1;
  return a.number - b.number;
}

function readableRows(response: ParsedResponse, entries: readonly Entry[], ofOneCall: boolean): Rows {
  const rows = rowsOf(response, entries, ofOneCall);
  if (rows.calls.size > 0) return rows;
  throw new ProblemError({
    message: { key: 'huawei.no-readable-row', args: { name: response.name, count: entries.length } },
    pointer: entries[0]?.pointer ?? '',
  });
}

function empty(response: ParsedResponse, key: string): ProblemError {
  return new ProblemError({ message: { key, args: { name: response.name } } });
}

/** A response of format `text` was mended before it could be parsed. */
function repaired(response: ParsedResponse): readonly Gap[] {
  if (response.format !== 'text') return [];
  return [{ kind: 'repaired', message: 'huawei.gap.repaired', source: { source: response.id, pointer: '' } }];
}

function withoutTime(row: Row, source: string): readonly Gap[] {
  if (row.from !== undefined) return [];
  return [
    incomplete('huawei.gap.row-without-time', { row: row.number }, { source, pointer: row.raw.pointer }),
  ];
}

function withoutEnd(rows: readonly Row[], source: string): Gap {
  const pointer = rows.at(-1)?.raw.pointer ?? '';
  return { kind: 'incomplete', message: 'huawei.gap.no-last-row', source: { source, pointer } };
}

/** `logDate` (what a query for the trace needs) and fields that no page describes. */
function listedDetails(row: Row): JsonObject | undefined {
  const summarised = ['callId', 'callerNo', 'calleeNo', 'callType', 'mediaType', 'leaveReason', 'vdn'];
  const none = ['subMediaType'].filter((field) => textOf(row.raw, field) === '0');
  return otherFields(row.raw, new Set([...summarised, ...none, ...timeFields]));
}
