import type { JsonObject, JsonValue } from '../model.ts';
import { isArray, isObject, pointerTo } from '../pointer.ts';
import { isInCalendar, parsePlainTime, type Zone } from '../time.ts';

/**
 * One object of a response with its place. Providers spell the same field in several ways, so a field is looked up
 * without regard to case, to blanks around the key and to underscores, under each of the given names in turn.
 */
export interface RawRecord {
  readonly object: JsonObject;
  readonly pointer: string;
  readonly keys: ReadonlyMap<string, string>;
}

const plain = (key: string) => key.trim().toLowerCase().replaceAll('_', '');

/**
 * A record of an object; of two keys that differ only in spelling the last one counts, as JSON parsers do, unless a
 * field is asked for by its exact spelling.
 */
export function record(object: JsonObject, pointer: string): RawRecord {
  let keys: ReadonlyMap<string, string> | undefined;
  return {
    object,
    pointer,
    // Most fields are found by their exact spelling; the others are made comparable when one is looked for.
    get keys() {
      return (keys ??= new Map(Object.keys(object).map((key) => [plain(key), key])));
    },
  };
}

const keyFor = (raw: RawRecord, name: string) =>
  Object.hasOwn(raw.object, name) ? name : raw.keys.get(plain(name));

/** The key under which one of the names stands in the record. */
export function keyOf(raw: RawRecord, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const key = keyFor(raw, name);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** The value as it came; null and absent are both undefined. */
export function valueOf(raw: RawRecord, ...names: readonly string[]): JsonValue | undefined {
  for (const name of names) {
    const key = keyFor(raw, name);
    const value = key === undefined ? undefined : raw.object[key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The place of a field; the record's own place where the field is absent. */
export function pointerOf(raw: RawRecord, ...names: readonly string[]): string {
  const key = keyOf(raw, ...names);
  return key === undefined ? raw.pointer : pointerTo(raw.pointer, key);
}

/** Trimmed text; numbers and booleans as text; empty text, objects and lists are undefined. */
export function textOf(raw: RawRecord, ...names: readonly string[]): string | undefined {
  const value = valueOf(raw, ...names);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A finite number, also from text. */
export function numberOf(raw: RawRecord, ...names: readonly string[]): number | undefined {
  const text = textOf(raw, ...names);
  if (text === undefined || !/^[+-]?\d+(\.\d+)?$/.test(text)) return undefined;
  return Number(text);
}

/** A boolean, also from the texts true and false in any case. */
export function flagOf(raw: RawRecord, ...names: readonly string[]): boolean | undefined {
  const text = textOf(raw, ...names)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/**
 * A time in epoch ms: from a number or digits in epoch ms (seconds where it has at most 10 digits), or from a text with a
 * time, in the given zone where it names none itself. Zero and negative numbers mean "none"; a time beyond any calendar
 * is none.
 */
export function timeOf(raw: RawRecord, zone: Zone, ...names: readonly string[]): number | undefined {
  const text = textOf(raw, ...names);
  if (text === undefined) return undefined;
  const digits = /^(\d+)(?:\.0+)?$/.exec(text)?.[1];
  const value = Number(digits);
  const epochMs =
    digits === undefined ? parsePlainTime(text, zone) : digits.length <= 10 ? value * 1000 : value;
  return epochMs === undefined || epochMs === 0 || !isInCalendar(epochMs) ? undefined : epochMs;
}

/** Whether something stands where a time is expected: not nothing, and no number that says "none". */
export function saysTime(raw: RawRecord, ...names: readonly string[]): boolean {
  const text = textOf(raw, ...names);
  return text !== undefined && !/^-?0+(?:\.0+)?$|^-\d/.test(text);
}

/** The object under one of the names. */
export function recordOf(raw: RawRecord, ...names: readonly string[]): RawRecord | undefined {
  const value = valueOf(raw, ...names);
  return isObject(value) ? record(value, pointerOf(raw, ...names)) : undefined;
}

/** The objects under one of the names: of an array, or the one object that XML gives for a list of one. */
export function recordsOf(raw: RawRecord, ...names: readonly string[]): readonly RawRecord[] {
  const value = valueOf(raw, ...names);
  const place = pointerOf(raw, ...names);
  if (isObject(value)) return [record(value, place)];
  if (!isArray(value)) return [];
  return value.flatMap((item, index) => (isObject(item) ? [record(item, pointerTo(place, index))] : []));
}

/** The fields of a record that none of the names names, as they came, without empty ones. */
export function otherFields(raw: RawRecord, names: ReadonlySet<string>): JsonObject | undefined {
  const known = new Set([...names].map(plain));
  const rest = Object.entries(raw.object).filter(
    ([key, value]) =>
      !known.has(plain(key)) && value !== null && value !== '' && !(isArray(value) && value.length === 0),
  );
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
