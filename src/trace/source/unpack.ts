import type { JsonValue } from '../model.ts';
import { isArray, isObject, pointerTo } from '../pointer.ts';
import { ProblemError, type Problem } from '../problem.ts';
import { decodeText } from './decode.ts';
import { embeddedIn } from './embedded.ts';
import { unpacked, type Inflate } from './gzip.ts';
import { bytesOfBase64, harOf, type Har, type HarEntry } from './har.ts';
import { checkDepth, parseJson } from './json.ts';
import { refusePage, type Mend } from './parse.ts';
import { placesIn, type Place } from './places.ts';
import {
  deepestFile,
  type ParsedResponse,
  type RawResponse,
  type ReadLimits,
  type Remark,
  type ResponseFormat,
} from './response.ts';
import { breaksOff, membersOf, type Stretch } from './scan.ts';
import { sequenceIn, type Sequence } from './sequence.ts';
import { parseXml } from './xml.ts';

/** Whether a value is an answer that can be read, one that is known but holds no call, or none that is known. */
export type Recognition = 'answer' | 'refusal' | 'none';

export interface UnpackOptions {
  readonly limits: ReadLimits;
  /** Makes text parsable that providers print. */
  readonly menders: readonly Mend[];
  readonly recognise: (response: ParsedResponse) => Recognition;
  /** Absent where nothing can unpack gzip. */
  readonly inflate?: Inflate | undefined;
  readonly nextId: () => string;
}

/** The answers in a file, and what in it could not be read; the others are read all the same. */
export interface Unpacked {
  readonly parts: readonly ParsedResponse[];
  readonly problems: readonly { readonly name: string; readonly problem: Problem }[];
}

/** So many answers of one file are taken. */
const mostParts = 10_000;
/** So deep in wrappers an answer is looked for. */
const mostWrappers = 8;
/** So many broken lines of a file are named. */
const mostProblems = 20;

/**
 * Members in which SDKs, command lines, tools that write down requests, and logs keep an answer: by their names without
 * regard to case and underscores.
 */
const wrappers: ReadonlySet<string> = new Set(
  `body data response result payload content message msg resp reply output responsebody responsedata text value json
  rawresponse hits source log record records entry entries item items event detail list rows logs return`.split(
    /\s+/,
  ),
);

/**
 * The answers that a file holds, whatever is around them: gzip, a browser's network view (HAR), replies of SDKs and
 * command lines with the answer in a member, arrays and JSON Lines of answers, and texts in which an answer stands. Each
 * part keeps its exact text and its place in the file. A file in which nothing is recognised is one part, the whole.
 * Throws ProblemError where the file cannot be read at all.
 */
export function unpack(raw: RawResponse, options: UnpackOptions): Unpacked {
  const context: Context = { raw, options, parts: [], problems: [] };
  const bytes = unpacked(raw.bytes, raw.name, options.limits, options.inflate);
  const text = decodeText(bytes, raw.name, options.limits);
  fromFile(context, text);
  return { parts: context.parts, problems: context.problems };
}

interface Context {
  readonly raw: RawResponse;
  readonly options: UnpackOptions;
  readonly parts: ParsedResponse[];
  readonly problems: { name: string; problem: Problem }[];
}

/** The text in which a value stands. */
interface Within {
  readonly text: string;
  /** Where a value at an offset of the text stands in the file. */
  readonly placeOf: (offset: number, pointer: string | undefined) => Place;
  /** Pointer of the value in the file; undefined where the file is not one JSON value. */
  readonly pointer: string | undefined;
  readonly wrappers: number;
  /** Whether the value is all that stands in the text. */
  readonly whole: boolean;
  readonly known: Partial<Pick<ParsedResponse, 'operation' | 'fetchedAt'>>;
}

function fromFile(context: Context, text: string): void {
  const { raw, options } = context;
  refusePage(text, raw.name);
  const places = placesIn(text);
  const within: Within = {
    text,
    placeOf: (offset, pointer) => ({ ...places(offset), ...(pointer === undefined ? {} : { pointer }) }),
    pointer: '',
    wrappers: 0,
    whole: true,
    known: {},
  };
  if (/^\s*</.test(text)) {
    keep(context, partOf(context, parseXml(text, raw.name, options.limits), undefined, within, 'xml'));
    return;
  }
  let value: JsonValue;
  try {
    value = parseJson(text, raw.name, { ...options.limits, maxDepth: deepestFile });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    fromOtherText(context, text, { ...within, pointer: undefined, whole: false }, error);
    return;
  }
  const from = text.search(/\S/);
  if (fromValue(context, value, { from, to: text.trimEnd().length }, within) !== 'none') return;
  const har = harOf(value);
  if (har !== undefined) throw nothingIn(har, raw.name);
  keep(context, partOf(context, value, undefined, within));
}

function nothingIn({ entries, requests }: Har, name: string): ProblemError {
  const key = entries.length === 0 && requests > 0 ? 'read.har-without-content' : 'read.har-empty';
  return new ProblemError({ message: { key, args: { name, count: requests } } });
}

/** Text that is neither XML nor one JSON value. */
function fromOtherText(context: Context, text: string, within: Within, error: ProblemError): void {
  const sequence = sequenceIn(text);
  if (sequence !== undefined) {
    fromSequence(context, sequence, within);
    if (context.parts.length > 0) return;
  }
  const { raw, options } = context;
  for (const mend of options.menders) {
    const mended = mend(text);
    if (mended === undefined) continue;
    const value = parseJson(mended, raw.name, options.limits);
    keep(context, { ...partOf(context, value, undefined, { ...within, whole: true }, 'text'), mended: true });
    return;
  }
  const start = text.search(/\S/);
  if (!breaksOff(text, start, deepestFile) && fromEmbedded(context, within) !== 'none') return;
  if (sequence !== undefined) {
    const first = sequence.values[0];
    if (first !== undefined) keep(context, partOf(context, first.value, first, within));
    return;
  }
  if (/^\s*[[{]/.test(text)) throw error;
  throw new ProblemError({
    message: { key: 'read.neither-json-nor-xml', args: { name: raw.name } },
    offset: 0,
    line: 1,
    column: 1,
  });
}

function fromSequence(context: Context, { values, broken }: Sequence, within: Within): void {
  const { raw, options } = context;
  const rows = partOf(
    context,
    values.map(({ value }) => value),
    undefined,
    { ...within, whole: true },
    'text',
  );
  if (options.recognise(rows) === 'answer') keep(context, rows);
  else if (all(context, values, within) === 'none') return;
  for (const offset of broken.slice(0, mostProblems)) {
    const { line, column } = within.placeOf(offset, undefined);
    const message = { key: 'read.line-invalid', args: { name: raw.name, line } };
    context.problems.push({ name: `${raw.name}:${line}`, problem: { message, offset, line, column } });
  }
  const rest = broken.length - mostProblems;
  if (rest <= 0) return;
  const message = { key: 'read.lines-invalid', args: { name: raw.name, count: rest } };
  context.problems.push({ name: raw.name, problem: { message } });
}

/** Answers of a list, of which those that are none are counted. */
function all(
  context: Context,
  values: readonly (Stretch & { readonly value: JsonValue; readonly pointer?: string })[],
  within: Within,
): Recognition {
  const first = context.parts.length;
  const found = values.map(({ value, pointer, ...stretch }) =>
    fromValue(context, value, stretch, { ...within, whole: false, pointer }),
  );
  const skipped = found.filter((one) => one === 'none').length;
  if (skipped > 0 && skipped < found.length) {
    const args = { name: context.raw.name, count: skipped, total: found.length };
    remark(context, first, { kind: 'incomplete', message: { key: 'gap.values-skipped', args } });
  }
  return best(found);
}

function remark(context: Context, from: number, said: Remark): void {
  for (let index = from; index < context.parts.length; index += 1) {
    const part = context.parts[index];
    if (part !== undefined) context.parts[index] = { ...part, remarks: [...(part.remarks ?? []), said] };
  }
}

const best = (found: readonly Recognition[]): Recognition =>
  found.includes('answer') ? 'answer' : found.includes('refusal') ? 'refusal' : 'none';

/** An answer within wrappers counts before what the wrapper itself looks like. */
function fromValue(context: Context, value: JsonValue, stretch: Stretch, within: Within): Recognition {
  const part = partOf(context, value, stretch, within);
  const recognition = context.options.recognise(part);
  if (recognition !== 'answer' && within.wrappers < mostWrappers) {
    const before = context.parts.length;
    const inside = fromInside(context, value, stretch, { ...within, wrappers: within.wrappers + 1 });
    if (inside === 'answer' || (inside === 'refusal' && recognition === 'none')) return inside;
    context.parts.length = before;
  }
  if (recognition !== 'none') keep(context, part);
  return recognition;
}

function fromInside(context: Context, value: JsonValue, stretch: Stretch, within: Within): Recognition {
  const har = within.wrappers === 1 ? harOf(value) : undefined;
  if (har !== undefined) return best(har.entries.map((entry) => fromHar(context, entry, within)));
  if (isArray(value)) {
    if (!value.some((item) => typeof item === 'object' || typeof item === 'string')) return 'none';
    const members = membersOf(within.text, stretch.from, deepestFile);
    const items = members.flatMap(({ from, to }, index) => {
      const item = value[index];
      if (item === undefined || typeof item !== 'object') return [];
      return [{ from, to, value: item, ...pointerOf(within, index) }];
    });
    return all(context, items, within);
  }
  if (!isObject(value) || !Object.keys(value).some(isWrapper)) return 'none';
  const places = new Map(membersOf(within.text, stretch.from, deepestFile).map((one) => [one.key, one]));
  const found = Object.keys(value).flatMap((key): readonly Recognition[] => {
    const inner = value[key];
    const place = places.get(key);
    if (!isWrapper(key) || inner === undefined || place === undefined) return [];
    const inside = { ...within, whole: false, pointer: undefined, ...pointerOf(within, key) };
    if (typeof inner === 'string') return [fromString(context, inner, place, inside)];
    return typeof inner === 'object' && inner !== null ? [fromValue(context, inner, place, inside)] : [];
  });
  return best(found);
}

const isWrapper = (key: string) => wrappers.has(key.toLowerCase().replaceAll('_', ''));

const pointerOf = (within: Within, key: string | number) =>
  within.pointer === undefined ? {} : { pointer: pointerTo(within.pointer, key) };

/** Text within JSON in which an answer may stand: all of its places are that of the text. */
function fromString(context: Context, text: string, { from }: Stretch, within: Within): Recognition {
  const place = within.placeOf(from, within.pointer);
  return quietly(() => fromInner(context, text, place, within, true));
}

function fromHar(context: Context, entry: HarEntry, within: Within): Recognition {
  const { pointer, base64, operation, fetchedAt } = entry;
  const known = {
    ...(operation === undefined ? {} : { operation }),
    ...(fetchedAt === undefined ? {} : { fetchedAt }),
  };
  const { raw, options } = context;
  return quietly(() => {
    const bytes = base64 ? bytesOfBase64(entry.text) : undefined;
    if (base64 && bytes === undefined) return 'none';
    const text =
      bytes === undefined
        ? entry.text
        : decodeText(unpacked(bytes, raw.name, options.limits, options.inflate), raw.name, options.limits);
    return fromInner(
      context,
      text,
      { ...placeOfPointer(within, pointer), pointer },
      { ...within, known },
      false,
    );
  });
}

function placeOfPointer(within: Within, pointer: string): Place {
  let from = within.text.search(/\S/);
  for (const key of pointer.slice(1).split('/')) {
    const member = membersOf(within.text, from, deepestFile).findLast((one) => String(one.key) === key);
    if (member === undefined) break;
    from = member.from;
  }
  return within.placeOf(from, pointer);
}

/** What stands in a text within a file, where anything may stand: what cannot be read is nothing of ours. */
function quietly(read: () => Recognition): Recognition {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError) return 'none';
    throw error;
  }
}

function fromInner(
  context: Context,
  text: string,
  place: Place,
  { wrappers: depth, known }: Within,
  search: boolean,
): Recognition {
  const { raw, options } = context;
  const within: Within = {
    text,
    placeOf: () => place,
    pointer: undefined,
    wrappers: depth,
    whole: true,
    known,
  };
  const start = text.search(/\S/);
  const sign = text[start];
  if (sign === '{' || sign === '[') {
    const value = parseJson(text, raw.name, { ...options.limits, maxDepth: deepestFile });
    return fromValue(context, value, { from: start, to: text.trimEnd().length }, within);
  }
  if (sign === '<' && /^\s*<(?:\?xml\b|\w+Response\b|Error\b)/.test(text)) {
    const part = partOf(context, parseXml(text, raw.name, options.limits), undefined, within, 'xml');
    const recognition = options.recognise(part);
    if (recognition !== 'none') keep(context, part);
    return recognition;
  }
  return search ? fromEmbedded(context, { ...within, whole: false }) : 'none';
}

/** Answers in the middle of a text, such as a line of a log. */
function fromEmbedded(context: Context, within: Within): Recognition {
  const first = context.parts.length;
  const found = embeddedIn(within.text).map(({ value, ...stretch }) =>
    fromValue(context, value, stretch, within),
  );
  remark(context, first, {
    kind: 'repaired',
    message: { key: 'gap.found-in-text', args: { name: context.raw.name } },
  });
  return best(found);
}

/** `stretch` undefined: all of the text. */
function partOf(
  { raw }: Context,
  value: JsonValue,
  stretch: Stretch | undefined,
  within: Within,
  format: ResponseFormat = 'json',
): ParsedResponse {
  const { text, whole, known, pointer } = within;
  const all = whole || stretch === undefined;
  const isFile = all && within.wrappers === 0;
  const { requestId } = raw;
  const operation = known.operation ?? raw.operation;
  const fetchedAt = known.fetchedAt ?? raw.fetchedAt;
  return {
    id: '',
    name: raw.name,
    format,
    text: all ? text : text.slice(stretch.from, stretch.to),
    value,
    ...(operation === undefined ? {} : { operation }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(fetchedAt === undefined ? {} : { fetchedAt }),
    ...(isFile ? {} : { place: within.placeOf(stretch?.from ?? 0, pointer) }),
  };
}

function keep(context: Context, part: ParsedResponse): void {
  const { raw, options } = context;
  if (context.parts.length === mostParts) {
    const args = { name: raw.name, limit: mostParts };
    throw new ProblemError({ message: { key: 'read.too-many-parts', args } });
  }
  context.parts.push({ ...part, id: options.nextId() });
}

/** Refuses a response that is nested deeper than any provider answers. Throws ProblemError with the place in its text. */
export function refuseDeep({ format, text, name }: ParsedResponse, limits: ReadLimits): void {
  if (format === 'json') checkDepth(text, name, limits.maxDepth);
}
