import { longestContactId, type FoundContactId } from './contact-id.ts';

/*
 * Patterns by which a person says what else is a contact ID. JavaScript cannot stop a regular expression that has gone
 * astray, and a worker that is killed takes its start-up with it for each line of a terminal. So patterns are written
 * in a small part of the language of regular expressions (characters, classes, repetition, one group) and matched
 * here: all ways of matching are followed at the same time, so each character of a text is looked at a bounded number
 * of times, and a budget counts the looks.
 */

type Test = (code: number) => boolean;

/** One character of a match. */
interface Step {
  readonly test: Test;
  /** Whether the match goes on without it. */
  readonly optional: boolean;
  /** Whether it may come again. */
  readonly repeats: boolean;
}

export interface IdPattern {
  readonly source: string;
  readonly steps: readonly Step[];
  /** Steps that the contact ID begins and ends with: the group, or everything. */
  readonly from: number;
  readonly to: number;
}

export type PatternFault =
  | 'empty'
  | 'too-long'
  | 'too-many-steps'
  | 'unclosed'
  | 'bad-class'
  | 'bad-repetition'
  /** Alternatives, anchors, looking around, groups in groups or repeated, references. */
  | 'unknown'
  /** It would match where nothing is. */
  | 'matches-nothing';

export type PatternReading =
  | { readonly ok: true; readonly pattern: IdPattern }
  /** `column` counts from 1. */
  | { readonly ok: false; readonly fault: PatternFault; readonly column: number };

/** How much may still be done; shared by everything that is matched for one document or line. */
export interface Budget {
  left: number;
}

/** Longest pattern, characters. */
export const longestPattern = 200;
const mostSteps = 256;
/** Longest match with what stands around the ID, characters. */
const longestMatch = 256;

/** Reads a pattern: characters, `\d \w \s . [a-z]`, `? * + {2,5}` behind one of these, and one `( )` around the ID. */
export function parseIdPattern(source: string): PatternReading {
  const steps: Step[] = [];
  let from: number | undefined;
  let to: number | undefined;
  let at = 0;
  const fault = (kind: PatternFault): PatternReading => ({ ok: false, fault: kind, column: at + 1 });
  if (source === '') return fault('empty');
  if (source.length > longestPattern) return fault('too-long');
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '(') {
      if (from !== undefined || source[at + 1] === '?') return fault('unknown');
      from = steps.length;
      at += 1;
      continue;
    }
    if (character === ')') {
      if (from === undefined || to !== undefined || isQuantifier(source[at + 1])) return fault('unknown');
      to = steps.length;
      at += 1;
      continue;
    }
    const atom = parseAtom(source, at);
    if (typeof atom === 'string') return fault(atom);
    const times = parseTimes(source, atom.end);
    if (times === undefined) {
      at = atom.end;
      return fault('bad-repetition');
    }
    at = times.end;
    const endless = times.most === Infinity;
    const count = endless ? Math.max(times.least, 1) : times.most;
    if (steps.length + count > mostSteps) return fault('too-many-steps');
    for (let index = 0; index < count; index += 1) {
      steps.push({
        test: atom.test,
        optional: index >= times.least,
        repeats: endless && index === count - 1,
      });
    }
  }
  if (from !== undefined && to === undefined) return fault('unclosed');
  const pattern = { source, steps, from: from ?? 0, to: to ?? steps.length };
  return steps.slice(pattern.from, pattern.to).some(({ optional }) => !optional)
    ? { ok: true, pattern }
    : fault('matches-nothing');
}

/**
 * The contact IDs that a pattern finds: at each place the longest match. Where the pattern says nothing of what stands
 * beside the ID, no letter, digit, `_` or `-` may continue it. Stops early when the budget is used up.
 */
export function findByPattern(pattern: IdPattern, text: string, budget: Budget): readonly FoundContactId[] {
  const found: FoundContactId[] = [];
  let at = 0;
  while (at < text.length && budget.left > 0) {
    const match = matchAt(pattern, text, at, budget);
    if (match === undefined) {
      at += 1;
      continue;
    }
    const { start, end } = match;
    // What stands around the group was asked for; beside it nothing is known.
    const cut =
      (pattern.from === 0 && isJoined(text, start)) ||
      (pattern.to === pattern.steps.length && isJoined(text, end));
    if (!cut && end - start <= longestContactId) {
      found.push({ contactId: text.slice(start, end), start, end });
    }
    at = Math.max(match.next, at + 1);
  }
  return found;
}

/** A way through the steps: where the ID began and ended on it. */
interface Way {
  readonly start: number;
  readonly end: number;
}

interface Match extends Way {
  readonly next: number;
}

const notYet = -1;

/** The longest match that begins here. One way is kept for each step that could come next: the first that got there. */
function matchAt(pattern: IdPattern, text: string, begin: number, budget: Budget): Match | undefined {
  const { steps } = pattern;
  let ways = new Map<number, Way>();
  let best: Match | undefined;
  /** The way may stand before `index`, and before all steps that can be left out from there. */
  const arrive = (into: Map<number, Way>, index: number, way: Way, position: number) => {
    let current = way;
    for (let next = index; ; next += 1) {
      budget.left -= 1;
      if (next === pattern.from && current.start === notYet) current = { ...current, start: position };
      if (next === pattern.to && current.end === notYet) current = { ...current, end: position };
      if (into.has(next)) return;
      into.set(next, current);
      if (steps[next]?.optional !== true) return;
    }
  };
  arrive(ways, 0, { start: notYet, end: notYet }, begin);
  const last = Math.min(text.length, begin + longestMatch);
  for (let position = begin; ; position += 1) {
    const whole = ways.get(steps.length);
    if (whole !== undefined) best = { ...whole, next: position };
    if (position >= last || budget.left <= 0 || ways.size === 0) return best;
    const code = text.charCodeAt(position);
    const after = new Map<number, Way>();
    for (const [index, way] of ways) {
      const step = steps[index];
      budget.left -= 1;
      if (step?.test(code) !== true) continue;
      // Repeating comes first: a class takes as much as it can.
      if (step.repeats) stay(after, index, way);
      arrive(after, index + 1, way, position + 1);
    }
    ways = after;
  }
}

/** The same step again; the ID has not ended on this way, wherever it would end if it stopped repeating. */
function stay(into: Map<number, Way>, index: number, way: Way): void {
  if (!into.has(index)) into.set(index, way);
}

function isJoined(text: string, boundary: number): boolean {
  return isWord(text.charCodeAt(boundary - 1)) && isWord(text.charCodeAt(boundary));
}

interface Atom {
  readonly test: Test;
  readonly end: number;
}

const classes: Readonly<Record<string, Test>> = {
  d: (code) => code >= 48 && code <= 57,
  w: (code) => isLetterOrDigit(code) || code === 95,
  s: (code) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000,
};

function parseAtom(source: string, at: number): Atom | PatternFault {
  const character = source.charAt(at);
  if (character === '[') return parseClass(source, at);
  if (character === '.') return { test: () => true, end: at + 1 };
  if (character === '\\') return parseEscape(source, at);
  if ('|^$*+?{}]'.includes(character)) return 'unknown';
  const code = character.charCodeAt(0);
  return { test: (other) => other === code, end: at + 1 };
}

function parseEscape(source: string, at: number): Atom | PatternFault {
  const escaped = source.charAt(at + 1);
  const known = classes[escaped.toLowerCase()];
  if (known !== undefined) {
    return { test: escaped in classes ? known : (code) => !known(code), end: at + 2 };
  }
  const code = escaped.charCodeAt(0);
  return escaped === '' || isLetterOrDigit(code)
    ? 'unknown'
    : { test: (other) => other === code, end: at + 2 };
}

function parseClass(source: string, at: number): Atom | PatternFault {
  const tests: Test[] = [];
  const negated = source[at + 1] === '^';
  let next = at + (negated ? 2 : 1);
  while (source[next] !== ']') {
    if (next >= source.length) return 'unclosed';
    const escape = source[next] === '\\' ? parseEscape(source, next) : undefined;
    if (typeof escape === 'string') return 'bad-class';
    const high = source[next + 2];
    if (escape !== undefined) {
      tests.push(escape.test);
      next = escape.end;
    } else if (source[next + 1] === '-' && high !== undefined && high !== ']') {
      const [least, most] = [source.charCodeAt(next), high.charCodeAt(0)];
      if (least > most || high === '\\') return 'bad-class';
      tests.push((code) => code >= least && code <= most);
      next += 3;
    } else {
      const only = source.charCodeAt(next);
      tests.push((code) => code === only);
      next += 1;
    }
  }
  if (tests.length === 0) return 'bad-class';
  return { test: (code) => tests.some((test) => test(code)) !== negated, end: next + 1 };
}

interface Times {
  readonly least: number;
  readonly most: number;
  readonly end: number;
}

/** How often an atom comes; undefined where the repetition cannot be read. */
function parseTimes(source: string, at: number): Times | undefined {
  const times = simpleTimes(source, at);
  return times === undefined || isQuantifier(source[times.end]) ? undefined : times;
}

function simpleTimes(source: string, at: number): Times | undefined {
  switch (source[at]) {
    case '?':
      return { least: 0, most: 1, end: at + 1 };
    case '*':
      return { least: 0, most: Infinity, end: at + 1 };
    case '+':
      return { least: 1, most: Infinity, end: at + 1 };
    case '{': {
      const close = source.indexOf('}', at);
      const [, least, comma, most] = /^(\d{1,3})(,?)(\d{0,3})$/.exec(source.slice(at + 1, close)) ?? [];
      if (close < 0 || least === undefined) return undefined;
      const low = Number(least);
      const high = comma === '' ? low : most === '' ? Infinity : Number(most);
      return high < low || high === 0 ? undefined : { least: low, most: high, end: close + 1 };
    }
    default:
      return { least: 1, most: 1, end: at };
  }
}

const isQuantifier = (character: string | undefined) => character !== undefined && '?*+{'.includes(character);

function isLetterOrDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isWord(code: number): boolean {
  return isLetterOrDigit(code) || code === 95 || code === 45;
}
