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
  checkDepth(text, name, limits.maxDepth);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError(jsonProblem(text, name));
  }
  // A number of 16 digits or more may have been rounded. (It may also stand in a string: then this is only slower.)
  if (/[:[,]\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/.test(text)) return parseKeepingDigits(text);
  return isJsonValue(value) ? value : null;
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
  const significant = digits.replace(/[eE].*$/, '').replace(/^-?[0.]*|\.(?=\d)|\.$/g, '');
  const exact = (Number.isFinite(value) && significant.length <= 15) || String(value) === digits;
  return exact ? value : digits;
}

/** Refuses nesting beyond the limit before anything recursive touches the text. */
function checkDepth(text: string, name: string, maxDepth: number): void {
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

const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;
