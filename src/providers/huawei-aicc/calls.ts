import type { Gap, JsonObject } from '../../trace/model.ts';
import { ProblemError } from '../../trace/problem.ts';
import { keyOf, otherFields, record, textOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { isObject, pointerTo } from '../../trace/pointer.ts';
import type { CallFragment, ReadFragment } from '../provider.ts';
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

/** A row with the id of the response in which it stands. */
interface SourcedRow {
  readonly row: Row;
  readonly source: string;
}

/** One fragment a call of querycalltracedetail; none without rows. Throws ProblemError where none can be read. */
export function readTraceDetail(
  response: ParsedResponse,
  entries: readonly Entry[],
): readonly CallFragment[] {
  if (entries.length === 0) return [];
  const rows = readableRows(response, entries, true);
  return [...rows.calls].map(([contactId, own]) => {
    const [fragment] = fragmentsOf(contactId, [{ response, rows: own, unreadable: rows.gaps }]);
    if (fragment === undefined) throw new TypeError('A call without a response.');
    return fragment;
  });
}

/**
 * The fragments of one call from several answers of querycalltracedetail, understood together: a call that crosses a
 * month stands in two tables, the end in the later one. Other fragments stay as they are.
 */
export function uniteTraceDetails(
  answers: readonly ReadFragment[],
  isTraceDetail: (operation: string) => boolean,
): readonly CallFragment[] {
  const read = answers.map(({ fragment, response, detection: { operation } }) => {
    const root = record(isObject(response.value) ? response.value : {}, '');
    const entries = isTraceDetail(operation) ? (traceEntries(root) ?? []) : [];
    if (entries.length === 0) return undefined;
    const { calls, gaps } = rowsOf(response, entries, true);
    const rows = calls.get(fragment.contactId);
    return rows === undefined ? undefined : { response, rows, unreadable: gaps };
  });
  const known = read.filter((one) => one !== undefined);
  if (known.length < 2) return answers.map(({ fragment }) => fragment);
  const contactId = answers.find(({ fragment }) => fragment.contactId !== '')?.fragment.contactId ?? '';
  const fragments = [...fragmentsOf(contactId, known)];
  return answers.map(({ fragment }, index) =>
    read[index] === undefined ? fragment : (fragments.shift() ?? fragment),
  );
}

interface Answered {
  readonly response: ParsedResponse;
  /** Of the call alone. */
  readonly rows: readonly Row[];
  readonly unreadable: readonly Gap[];
}

/** One fragment an answer; the first one tells the summary of all their rows. */
function fragmentsOf(contactId: string, answers: readonly Answered[]): readonly CallFragment[] {
  const sorted = answers
    .flatMap(({ response, rows }) => rows.map((row): SourcedRow => ({ row, source: response.id })))
    .sort((a, b) => byTimeThenSequence(a.row, b.row));
  const last = sorted.findLast(({ row }) => row.sequence === -1);
  const summary = summaryOf(
    sorted.map(({ row }) => row),
    last?.row,
  );
  return answers.map(({ response, unreadable }, index) => {
    const own = sorted.filter(({ source }) => source === response.id);
    return {
      kind: 'call',
      contactId,
      own: own.map(({ row }) => row.raw.pointer),
      summary: index === 0 ? summary : {},
      steps: [],
      events: [
        ...own.flatMap(({ row, source }) => eventsOf(row, source, summary)),
        ...(last?.source === response.id ? customerEvents(last.row, response.id) : []),
      ],
      gaps: [
        ...repaired(response),
        ...unreadable,
        ...own.flatMap(({ row, source }) => [...row.gaps, ...withoutTime(row, source)]),
        ...(last === undefined && index === answers.length - 1 ? withoutEnd(sorted) : []),
      ],
    };
  });
}

/** One fragment a row of querycalls: summaries only; none without rows. Throws ProblemError where none can be read. */
export function readCalls(response: ParsedResponse, entries: readonly Entry[]): readonly CallFragment[] {
  if (entries.length === 0) return [];
  const rows = readableRows(response, entries, false);
  return [...rows.calls].flatMap(([contactId, ofCall]) =>
    ofCall.map((row): CallFragment => {
      const instance = textOf(row.raw, 'vdn');
      const details = listedDetails(row);
      return {
        kind: 'call',
        contactId,
        own: [row.raw.pointer],
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

function repaired(response: ParsedResponse): readonly Gap[] {
  if (response.mended !== true) return [];
  return [{ kind: 'repaired', message: 'huawei.gap.repaired', source: { source: response.id, pointer: '' } }];
}

function withoutTime(row: Row, source: string): readonly Gap[] {
  if (row.from !== undefined) return [];
  return [
    incomplete('huawei.gap.row-without-time', { row: row.number }, { source, pointer: row.raw.pointer }),
  ];
}

function withoutEnd(rows: readonly SourcedRow[]): readonly Gap[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const { row, source } = last;
  return [
    {
      kind: 'incomplete',
      message: 'huawei.gap.no-last-row',
      source: { source, pointer: row.raw.pointer },
    },
  ];
}

/** `logDate` (what a query for the trace needs) and fields that no page describes. */
function listedDetails(row: Row): JsonObject | undefined {
  const summarised = ['callId', 'callerNo', 'calleeNo', 'callType', 'mediaType', 'leaveReason', 'vdn'];
  const none = ['subMediaType'].filter((field) => textOf(row.raw, field) === '0');
  return otherFields(row.raw, new Set([...summarised, ...none, ...timeFields]));
}
