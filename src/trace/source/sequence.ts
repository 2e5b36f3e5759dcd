import type { JsonValue } from '../model.ts';
import { ProblemError } from '../problem.ts';
import { parseJson } from './json.ts';
import { deepestFile, defaultReadLimits } from './response.ts';
import { endOfJson, type Stretch } from './scan.ts';

/** Several JSON values in one text, and the offsets of lines that are none. */
export interface Sequence {
  readonly values: readonly (Stretch & { readonly value: JsonValue })[];
  readonly broken: readonly number[];
}

/** Between values: blanks, and the record separator of JSON text sequences (RFC 7464). */
const between = /[\s\x1e]*/y;
const lineRest = /[ \t\r]*(?:\n|$|(?=[[{\x1e]))/y;

/**
 * JSON objects and arrays that follow one another: a line each (JSON Lines) or one after the other. A line in between that
 * is none is named, as long as there are not more of them than of the others. Undefined for any other text.
 */
export function sequenceIn(text: string): Sequence | undefined {
  const values: (Stretch & { readonly value: JsonValue })[] = [];
  const broken: number[] = [];
  let at = skip(text, between, 0);
  while (at < text.length) {
    const end = text[at] === '{' || text[at] === '[' ? endOfJson(text, at, deepestFile) : undefined;
    const value = end === undefined || !ends(text, end) ? undefined : parsed(text.slice(at, end));
    if (end !== undefined && value !== undefined) {
      values.push({ from: at, to: end, value });
      at = skip(text, between, end);
    } else {
      // More broken lines than whole values: another kind of text.
      broken.push(at);
      if (broken.length > values.length + 20) return undefined;
      const line = text.indexOf('\n', at);
      at = line < 0 ? text.length : skip(text, between, line);
    }
  }
  return values.length === 0 || broken.length > values.length ? undefined : { values, broken };
}

/** The values of such a text as one JSON array, so that pointers lead to each: what `sequenceIn` leaves out is left out. */
export function joinedSequence(text: string): string | undefined {
  const sequence = sequenceIn(text);
  return sequence && `[${sequence.values.map(({ from, to }) => text.slice(from, to)).join(',')}]`;
}

function skip(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  pattern.exec(text);
  return pattern.lastIndex;
}

function ends(text: string, at: number): boolean {
  lineRest.lastIndex = at;
  return lineRest.exec(text) !== null;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text, '', { ...defaultReadLimits, maxDepth: deepestFile });
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
