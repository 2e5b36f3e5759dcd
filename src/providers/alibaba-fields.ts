import type { Gap, JsonObject, JsonValue, Party, SourceRef } from '../trace/model.ts';
import { isArray, isObject, pointerTo } from '../trace/pointer.ts';
import { ProblemError } from '../trace/problem.ts';
import { parseJson } from '../trace/source/json.ts';
import { numberOf, pointerOf, record, timeOf, valueOf, type RawRecord } from '../trace/source/record.ts';
import { defaultReadLimits, type ParsedResponse } from '../trace/source/response.ts';
import type { Zone } from '../trace/time.ts';
import type { PagePlace } from './provider.ts';

/** Times of the API are Beijing time where they are plain text; Alibaba CCC runs in China (Shanghai) only. */
export const alibabaZone: Zone = '+08:00';

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Defined<T> = Omit<T, OptionalKeys<T>> & {
  readonly [K in OptionalKeys<T>]?: Exclude<T[K], undefined>;
};

/** The fields that have a value: a missing value is absent from the model, not undefined. */
export function defined<T extends object>(fields: T): Defined<T>;
export function defined(fields: object): object {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    const value: unknown = Reflect.get(fields, key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

/** Rows of a list, and the places of those entries that are none. */
export interface Rows {
  readonly rows: readonly RawRecord[];
  readonly unreadable: readonly string[];
}

export const noRows: Rows = { rows: [], unreadable: [] };

/**
 * The rows of a list in every form that the API, its XML and its clients give it: an array; an object around the array or
 * around the one row (`List.CallDetailRecord[]`, `EventSequence.EventSequenceItem[]`); or a single row, which has one of
 * the `known` fields. Empty text is the empty element of XML. Anything else is reported as unreadable, never skipped.
 */
export function rowsOf(raw: RawRecord, name: string, known: readonly string[]): Rows {
  return rowsIn(valueOf(raw, name), pointerOf(raw, name), known);
}

export function rowsIn(value: JsonValue | undefined, place: string, known: readonly string[]): Rows {
  if (value === undefined || value === null) return noRows;
  if (typeof value === 'string' && value.trim() === '') return noRows;
  if (isArray(value)) {
    const rows: RawRecord[] = [];
    const unreadable: string[] = [];
    value.forEach((item, index) => {
      const pointer = pointerTo(place, index);
      if (isObject(item)) rows.push(record(item, pointer));
      else unreadable.push(pointer);
    });
    return { rows, unreadable };
  }
  if (!isObject(value)) return { rows: [], unreadable: [place] };
  const row = record(value, place);
  if (known.some((field) => valueOf(row, field) !== undefined)) return { rows: [row], unreadable: [] };
  return innerList(row) ?? { rows: [], unreadable: [place] };
}

/** The list inside a list object: its only member that is one. */
function innerList({ object, pointer }: RawRecord): Rows | undefined {
  const lists = Object.entries(object).filter(([, value]) => isArray(value) || isObject(value));
  const [only, ...others] = lists;
  if (Object.keys(object).length === 0) return noRows;
  if (only === undefined || others.length > 0) return undefined;
  const [key, value] = only;
  const inner = pointerTo(pointer, key);
  return isObject(value) ? { rows: [record(value, inner)], unreadable: [] } : rowsIn(value, inner, []);
}

/** A time in epoch ms; undefined where it is absent, not positive or beyond any calendar. */
export function momentOf(raw: RawRecord, ...names: readonly string[]): number | undefined {
  return momentIn(raw, alibabaZone, ...names);
}

export function momentIn(raw: RawRecord, zone: Zone, ...names: readonly string[]): number | undefined {
  const time = timeOf(raw, zone, ...names);
  return time !== undefined && time > 0 ? time : undefined;
}

/** Texts of a list: an array, a JSON array in text, or texts joined by commas. Blanks around them are stray. */
export function textsOf(raw: RawRecord, ...names: readonly string[]): readonly string[] {
  const value = valueOf(raw, ...names);
  const items = typeof value === 'string' ? splitText(value) : isArray(value) ? value : [value];
  return items
    .map((item) => (typeof item === 'string' || typeof item === 'number' ? String(item).trim() : ''))
    .filter((item) => item !== '');
}

function splitText(text: string): readonly JsonValue[] {
  if (text.trim().startsWith('[')) {
    const parsed = parseEmbedded(text);
    if (isArray(parsed)) return parsed;
  }
  return text.split(',');
}

/** JSON that stands in a text; undefined where it is none. Digits of long ids survive. */
export function parseEmbedded(text: string): JsonValue | undefined {
  try {
    return parseJson(text, '', defaultReadLimits);
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** An object, also one that came as JSON text. */
export function jsonMapOf(raw: RawRecord, ...names: readonly string[]): JsonObject | undefined {
  const value = valueOf(raw, ...names);
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.trim().startsWith('{')) return undefined;
  const parsed = parseEmbedded(value);
  return isObject(parsed) ? parsed : undefined;
}

/**
 * Agents or queues from lists of ids and of names. They are paired by position only where both lists are equally
 * long; otherwise the ids alone are certain, and `paired` says that the names are not used.
 */
export function partiesOf(
  ids: readonly string[],
  names: readonly string[],
): { readonly parties: readonly Party[]; readonly paired: boolean } {
  if (ids.length === 0) return { parties: names.map((name) => ({ name })), paired: true };
  const paired = names.length === ids.length || names.length === 0;
  return {
    parties: ids.map((id, index) => defined({ id, name: paired ? names[index] : undefined })),
    paired,
  };
}

/** Each party once; a name that is known without an id joins the party of the same name that has one. */
export function uniteParties(parties: readonly Party[]): readonly Party[] {
  const byId = new Map<string, Party>();
  const byName = new Map<string, Party>();
  for (const party of parties) {
    if (party.id === undefined) continue;
    const known = byId.get(party.id);
    byId.set(party.id, { ...party, ...known });
  }
  const named = new Set([...byId.values()].map((party) => party.name));
  for (const party of parties) {
    if (party.id === undefined && party.name !== undefined && !named.has(party.name)) {
      byName.set(party.name, party);
    }
  }
  return [...byId.values(), ...byName.values()];
}

const plain = (name: string) => name.trim().toLowerCase().replaceAll('_', '');

/** Which fields of a record the model has places for, and how the documentation spells the others. */
export interface FieldNames {
  readonly taken: ReadonlySet<string>;
  readonly documented: ReadonlyMap<string, string>;
}

export function fieldNames(taken: readonly string[], documented: readonly string[]): FieldNames {
  return {
    taken: new Set(taken.map(plain)),
    documented: new Map(documented.map((name) => [plain(name), name])),
  };
}

/**
 * The fields for which the model has no place, by the names of the documentation whatever the spelling they came in,
 * without empty ones. `keep` names taken fields that could not be read and are therefore kept as they came.
 */
export function detailsOf(
  raw: RawRecord,
  names: FieldNames,
  keep: readonly string[] = [],
): JsonObject | undefined {
  const kept = new Set(keep.map(plain));
  const rest: [string, JsonValue][] = [];
  for (const [name, key] of raw.keys) {
    const value = raw.object[key];
    if (value === undefined || isEmpty(value) || (names.taken.has(name) && !kept.has(name))) continue;
    rest.push([names.documented.get(name) ?? key.trim(), value]);
  }
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

function isEmpty(value: JsonValue): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || (isArray(value) && value.length === 0);
}

/** Which page a list says that it is; undefined where it does not say so. */
export function pagePlaceOf(page: RawRecord): PagePlace | undefined {
  const number = numberOf(page, 'PageNumber');
  const size = numberOf(page, 'PageSize');
  const whole = [number, size].every((one) => Number.isSafeInteger(one) && (one ?? 0) >= 1);
  return number === undefined || size === undefined || !whole ? undefined : { number, size };
}

export function sourceOf(response: ParsedResponse, pointer: string): SourceRef {
  return { source: response.id, pointer };
}

/** Rows named one by one in gaps; a damaged response may hold any number of them. */
const namedRows = 20;

/** The gaps for rows that could not be read: what is missing in them, and where they stand. */
export function unreadableRows(
  response: ParsedResponse,
  message: 'alibaba.gap.row' | 'alibaba.gap.row-time' | 'alibaba.gap.row-contact' | 'alibaba.gap.row-name',
  pointers: readonly string[],
): readonly Gap[] {
  const named = pointers.slice(0, namedRows).map((pointer): Gap => ({
    kind: 'incomplete',
    message,
    args: { name: response.name, pointer },
    source: sourceOf(response, pointer),
  }));
  const rest = pointers.length - named.length;
  if (rest <= 0) return named;
  const more: Gap = {
    kind: 'incomplete',
    message: 'alibaba.gap.rows-more',
    args: { name: response.name, count: rest },
  };
  return [...named, more];
}
