import { parseString } from 'xml2js';
import type { JsonValue } from '../model.ts';
import { placeOf, ProblemError, type Problem } from '../problem.ts';
import type { ReadLimits } from './response.ts';
import type { Stretch } from './scan.ts';

/**
 * Parses XML text from outside into a value tree: an element is the text in it, or an object of its children; an
 * element that is repeated is an array. The root element is the one member of the result; a document without a root
 * element (as Alibaba's 2020 samples are) is an object of its elements. Attributes are ignored: no provider sends any.
 * Throws ProblemError for anything that is not well-formed, for a DOCTYPE or entity declaration, for nesting beyond
 * the limit.
 */
export function parseXml(text: string, name: string, limits: ReadLimits): JsonValue {
  const declaration = /<!(DOCTYPE|ENTITY)/i.exec(text);
  if (declaration !== null) throw problemAt('read.xml-doctype', text, declaration.index, { name });
  const deep = offsetOfDepth(text, limits.maxDepth + 1);
  if (deep !== undefined) throw problemAt('read.too-deep', text, deep, { name, limit: limits.maxDepth });

  const head = /^\s*<\?xml[^>]*\?>/.exec(text)?.[0] ?? '';
  const body = text.slice(head.length);
  const parsed = parseElement(`<${wrapper}>${body}</${wrapper}>`);
  if (parsed.ok) return parsed.value;
  const offset = Math.min(Math.max(parsed.offset - wrapper.length - 2, 0) + head.length, text.length);
  const truncated =
    /unclosed root tag|unexpected close tag/i.test(parsed.reason) && !text.trimEnd().endsWith('>');
  throw problemAt(truncated ? 'read.xml-truncated' : 'read.xml-invalid', text, offset, {
    name,
    reason: parsed.reason,
  });
}

/** Where the parser keeps the text of an element: a name that no element can have (`_` can be one). */
const textKey = '#text';

/** Encloses the document, so that one without a root element parses too. */
const wrapper = 'call-trace-response';

type Parsed =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** xml2js answers synchronously as long as `async` is off. */
function parseElement(xml: string): Parsed {
  let outcome: Parsed = { ok: false, reason: '', offset: xml.length };
  const options = {
    async: false,
    charkey: textKey,
    explicitArray: false,
    explicitRoot: false,
    ignoreAttrs: true,
    trim: false,
  };
  parseString(xml, options, (error: Error | null, value: unknown) => {
    if (error === null) {
      outcome = { ok: true, value: toJson(value) };
      return;
    }
    const [reason = '', lineText] = error.message.split('\n');
    const column = /Column: (\d+)/.exec(error.message)?.[1];
    const line = Number(/Line: (\d+)/.exec(lineText ?? '')?.[1] ?? 0);
    outcome = { ok: false, reason, offset: offsetOf(xml, line, Number(column ?? 0)) };
  });
  return outcome;
}

/** Offset of sax's 0-based line and column. */
function offsetOf(xml: string, line: number, column: number): number {
  let start = 0;
  for (let seen = 0; seen < line; seen += 1) start = xml.indexOf('\n', start) + 1;
  return start + column;
}

/** What xml2js built, as a JSON value: its objects have no prototype or own members only; text between elements of an object is layout. */
function toJson(value: unknown): JsonValue {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
        key === textKey && typeof child === 'string' && child.trim() === '' ? [] : [[key, toJson(child)]],
      ),
    );
  }
  return null;
}

/** The offset of the start tag that opens the given level. One pass: hostile text must not make it slow. */
function offsetOfDepth(text: string, level: number): number | undefined {
  let depth = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    const end = endOfTag(text, at);
    if (end < 0) return undefined;
    const next = text[at + 1];
    if (next === '/') depth -= 1;
    else if (next !== '!' && next !== '?' && text[end - 1] !== '/') depth += 1;
    if (depth === level) return at;
    at = text.indexOf('<', end);
  }
  return undefined;
}

/** An element, with its tags. */
export interface Element extends Stretch {
  readonly name: string;
}

/** The elements directly within a stretch of well-formed XML: of a whole text, or of an element (`isElement`). */
export function elementsIn(text: string, { from, to }: Stretch, isElement: boolean): readonly Element[] {
  const elements: Element[] = [];
  let depth = isElement ? -1 : 0;
  let begun = { name: '', from };
  for (let at = text.indexOf('<', from); at >= 0 && at < to;) {
    const end = endOfTag(text, at);
    if (end < 0) return elements;
    const next = text[at + 1];
    const closed = text[end - 1] === '/';
    if (next === '/') {
      depth -= 1;
      if (depth === 0) elements.push({ ...begun, to: end + 1 });
    } else if (next !== '!' && next !== '?') {
      if (depth === 0) begun = { name: /[^\s/>]*/.exec(text.slice(at + 1, end + 1))?.[0] ?? '', from: at };
      if (closed && depth === 0) elements.push({ ...begun, to: end + 1 });
      if (!closed) depth += 1;
    }
    at = text.indexOf('<', end);
  }
  return elements;
}

/** The offset of the last character of the tag, comment or CDATA section that begins at `at`; -1 where it has no end. */
function endOfTag(text: string, at: number): number {
  for (const [begin, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const) {
    if (!text.startsWith(begin, at)) continue;
    const found = text.indexOf(end, at + begin.length);
    return found < 0 ? -1 : found + end.length - 1;
  }
  return text.indexOf('>', at);
}

function problemAt(
  key: string,
  text: string,
  offset: number,
  args: Problem['message']['args'],
): ProblemError {
  const place = placeOf(text, offset);
  return new ProblemError({
    message: { key, args: { ...args, line: place.line, column: place.column } },
    offset,
    ...place,
  });
}
