import { parse, printParseErrorCode, visit, type ParseError } from 'jsonc-parser';
import type { JsonValue } from '../model.ts';
import { placeOf, ProblemError } from '../problem.ts';
import type { ReadLimits } from './response.ts';

/**
 * Parses JSON text from outside. A number that a double cannot hold exactly (an id beyond 2^53) becomes the string of
 * its digits, so that nothing is lost. Of a repeated key the last value counts. Throws ProblemError with the place
 * for text that is not JSON and for nesting beyond the limit.
 */
export function parseJson(text: string, name: string, limits: ReadLimits): JsonValue {
  const brackets = openingBrackets(text);
  // A mountain of brackets is refused before the native parser builds it.
  if (brackets > manyBrackets) checkDepth(text, name, limits.maxDepth);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    checkDepth(text, name, limits.maxDepth);
    throw new ProblemError(jsonProblem(text, name));
  }
  const found = look(value, limits.maxDepth);
  // Where each bracket of the text became an object or array, the value is as deep as the text. Otherwise brackets stand
  // in strings, or a repeated key hides what it had before.
  if (found.tooDeep || found.containers !== brackets) checkDepth(text, name, limits.maxDepth);
  if (found.beyond || mayLoseDigits(text)) return parseKeepingDigits(text);
  return isJsonValue(value) ? value : null;
}

const manyBrackets = 4_000_000;

/** How many opening brackets and braces the text has, those in strings included. */
function openingBrackets(text: string): number {
  let count = 0;
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) count += 1;
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) count += 1;
  return count;
}

interface Look {
  containers: number;
  tooDeep: boolean;
  /** Whether a number is beyond what a double can hold. */
  beyond: boolean;
}

function look(value: unknown, maxDepth: number): Look {
  const found: Look = { containers: 0, tooDeep: false, beyond: false };
  lookInto(value, maxDepth, found);
  return found;
}

function lookInto(value: unknown, levels: number, found: Look): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) found.beyond = true;
  } else if (typeof value === 'object' && value !== null) {
    found.containers += 1;
    if (levels === 0) found.tooDeep = true;
    else if (Array.isArray(value)) for (const item of value) lookInto(item, levels - 1, found);
    else if (isRecord(value)) for (const key in value) lookInto(value[key], levels - 1, found);
  }
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
}

/**
 * Whether a number of 16 characters or more stands in the text, which a double may have rounded. (It may also stand in a
 * string: then parsing is only slower.) So many characters in a row cover one of every 16 places, so no others are looked at.
 */
function mayLoseDigits(text: string): boolean {
  for (let at = longNumber - 1; at < text.length; at += longNumber) {
    if (!inNumber(text.charCodeAt(at))) continue;
    let start = at;
    while (inNumber(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (inNumber(text.charCodeAt(end))) end += 1;
    if (end - start >= longNumber && isToken(text, start)) return true;
    // The next place to look at that is not part of what was seen.
    while (at + longNumber < end) at += longNumber;
  }
  return false;
}

const longNumber = 16;

/** Digits, point, sign, exponent; false for NaN, which is beyond the text. */
function inNumber(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || code === 46 || code === 45 || code === 43 || code === 101 || code === 69
  );
}

/** Whether a value of valid JSON may begin here: not right after a quote or a letter, as in a string. */
function isToken(text: string, start: number): boolean {
  if (start === 0) return true;
  const before = text.charCodeAt(start - 1);
  return before <= space || before === colon || before === comma || before === openBracket;
}

/** JSON.parse makes nothing but JSON values; this states it without walking the tree. */
function isJsonValue(value: unknown): value is JsonValue {
  return value !== undefined;
}

/** What is wrong with text that JSON.parse refused, with the place. */
function jsonProblem(text: string, name: string) {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  const first = errors[0];
  const offset = Math.min(first?.offset ?? text.length, text.length);
  const place = placeOf(text, offset);
  // An error that reaches to the end of the text: what is missing was cut off.
  const truncated = offset + (first?.length ?? 0) >= text.trimEnd().length;
  return {
    message: {
      key: truncated ? 'read.json-truncated' : 'read.json-invalid',
      args: {
        name,
        line: place.line,
        column: place.column,
        // Names such as ColonExpected; they are terms of the grammar and stay as they are.
        reason: first === undefined ? 'InvalidSymbol' : printParseErrorCode(first.error),
      },
    },
    offset,
    ...place,
  };
}

type Container = { readonly array: JsonValue[] } | { readonly object: Map<string, JsonValue>; key: string };

/** Builds the tree from the parser's events, keeping the digits of every number that a double would change. */
function parseKeepingDigits(text: string): JsonValue {
  const stack: Container[] = [];
  let root: JsonValue = null;
  const put = (value: JsonValue) => {
    const top = stack.at(-1);
    if (top === undefined) root = value;
    else if ('array' in top) top.array.push(value);
    else top.object.set(top.key, value);
  };
  visit(text, {
    onObjectBegin: () => void stack.push({ object: new Map(), key: '' }),
    onObjectProperty: (key) => {
      const top = stack.at(-1);
      if (top !== undefined && 'object' in top) top.key = key;
    },
    onObjectEnd: () => {
      const top = stack.pop();
      // fromEntries defines own members, also for a key named __proto__.
      if (top !== undefined && 'object' in top) put(Object.fromEntries(top.object));
    },
    onArrayBegin: () => void stack.push({ array: [] }),
    onArrayEnd: () => {
      const top = stack.pop();
      if (top !== undefined && 'array' in top) put(top.array);
    },
    onLiteralValue: (value: string | number | boolean | null, offset, length) => {
      put(typeof value === 'number' ? exactNumber(value, text.slice(offset, offset + length)) : value);
    },
  });
  return root;
}

function exactNumber(value: number, digits: string): number | string {
  const [significand = ''] = digits.split(/[eE]/);
  const significant = significand.replace(/^-?[0.]*|\.(?=\d)|\.$/g, '');
  const exact = (Number.isFinite(value) && significant.length <= 15) || String(value) === digits;
  return exact ? value : digits;
}

/** Refuses nesting beyond the limit, with its place, before anything recursive touches the text. Throws ProblemError. */
export function checkDepth(text: string, name: string, maxDepth: number): void {
  const offset = offsetOfDepth(text, maxDepth + 1);
  if (offset === undefined) return;
  const place = placeOf(text, offset);
  throw new ProblemError({
    message: {
      key: 'read.too-deep',
      args: { name, limit: maxDepth, line: place.line, column: place.column },
    },
    offset,
    ...place,
  });
}

/** The offset of the bracket that opens the given level, outside strings. */
function offsetOfDepth(text: string, level: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth === level) return at;
    } else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
    }
  }
  return undefined;
}

/** The offset of the quote that ends the string which begins at `from`, or the end of the text. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

const space = 32;
const colon = 58;
const comma = 44;
const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;
