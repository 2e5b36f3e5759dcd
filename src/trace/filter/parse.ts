import { isDay, parseDurations, parseMoment } from './amounts.ts';
import { lanes } from '../model.ts';
import * as errors from './errors.ts';
import {
  keyNamed,
  laneName,
  laneNamed,
  statusName,
  statusNamed,
  statuses,
  type FilterKey,
  type NameKey,
} from './keys.ts';
import {
  afterSpaces,
  isNot,
  isSeparator,
  isSpace,
  isUnclosed,
  keyAt,
  orAt,
  wordAt,
  type Word,
} from './scan.ts';
import type { Chip, Clause, FilterError, ParsedFilter, Place, Term, Test, VariableTest } from './types.ts';
import { variableAt } from './variable-test.ts';

/** A filter that cannot be understood; never leaves this room. */
class Refused extends Error {
  readonly error: FilterError;

  constructor(error: FilterError) {
    super(error.message.key);
    this.name = 'Refused';
    this.error = error;
  }
}

/** A term, where it ended and the key it had. */
interface Read {
  readonly term: Term;
  readonly to: number;
  readonly key: FilterKey | undefined;
}

/** The filter that a text means; an empty one accepts everything. Never throws. */
export function parseFilter(text: string): ParsedFilter {
  try {
    const clauses: (Clause & { readonly keys: readonly (FilterKey | undefined)[] })[] = [];
    for (let at = afterSpaces(text, 0); at < text.length;) {
      const read = clauseAt(text, at);
      clauses.push(read);
      at = afterSpaces(text, read.to);
    }
    return {
      ok: true,
      filter: { clauses: clauses.map(({ from, to, terms }) => ({ from, to, terms })) },
      chips: clauses.map(({ from, to, terms, keys }) => chipOf(text, { from, to }, terms, keys)),
    };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error };
    throw error;
  }
}

function chipOf(
  text: string,
  { from, to }: Place,
  terms: readonly Term[],
  keys: readonly (FilterKey | undefined)[],
): Chip {
  const [key] = keys;
  const one = key !== undefined && keys.every((other) => other === key);
  return {
    from,
    to,
    text: text.slice(from, to),
    negated: terms.every(({ negated }) => negated),
    ...(one ? { key } : {}),
  };
}

/** Terms joined by `OR`. A value without a key takes that of the term before. */
function clauseAt(text: string, from: number) {
  const lonely = orAt(text, from);
  if (lonely !== undefined) throw new Refused(errors.nothingBeside(lonely, 'before'));
  let read = termAt(text, from, undefined);
  const terms = [read.term];
  const keys = [read.key];
  for (;;) {
    const or = orAt(text, afterSpaces(text, read.to));
    if (or === undefined) return { from, to: read.to, terms, keys };
    const next = afterSpaces(text, or.to);
    if (next >= text.length) throw new Refused(errors.nothingBeside(or, 'after'));
    const again = orAt(text, next);
    if (again !== undefined) throw new Refused(errors.nothingBeside(again, 'before'));
    read = termAt(text, next, read.key);
    terms.push(read.term);
    keys.push(read.key);
  }
}

/** @param inherited the key that a value without one takes */
function termAt(text: string, from: number, inherited: FilterKey | undefined): Read {
  let start = from;
  let negated = false;
  while (isNot(text[start])) {
    negated = !negated;
    start += 1;
  }
  if (start > from && (start >= text.length || isSpace(text[start])))
    throw new Refused(errors.nothingNegated({ from, to: start }));
  const key = keyAt(text, start);
  const known = key === undefined ? undefined : keyNamed(key.name);
  if (key !== undefined && known !== undefined) {
    const value = afterSpaces(text, key.value);
    // `kind: menu` is meant as `kind:menu`, but `kind: lane:queue` lacks a value.
    const empty = value >= text.length || (value > key.value && !beginsValue(text, value));
    if (empty) throw new Refused(errors.noValue({ from: start, to: key.value }, key.name, known));
    const { test, to } = valuesAt(text, value, known, key.name);
    return { term: { negated, test }, to, key: known };
  }
  if (key !== undefined && !key.compared) {
    const whole = literalAt(text, start);
    throw new Refused(errors.unknownKey({ from: start, to: key.to }, key.name, whole));
  }
  if (inherited !== undefined) {
    const { test, to } = valuesAt(text, start, inherited, inherited);
    return { term: { negated, test }, to, key: inherited };
  }
  const { values, to } = wordsAt(text, start, (sign) => sign === '|' || sign === '｜');
  return {
    term: { negated, test: { kind: 'text', values: values.map((word) => word.text) } },
    to,
    key: undefined,
  };
}

function beginsValue(text: string, at: number): boolean {
  const key = keyAt(text, at);
  return (
    !isNot(text[at]) &&
    orAt(text, at) === undefined &&
    (key === undefined || keyNamed(key.name) === undefined)
  );
}

function literalAt(text: string, from: number): Word {
  let to = from;
  while (to < text.length && !isSpace(text[to])) to += 1;
  return { from, to, text: text.slice(from, to), quoted: false };
}

/** Words with separators between them. */
function wordsAt(
  text: string,
  from: number,
  separates: (sign: string) => boolean,
): { readonly values: readonly Word[]; readonly to: number } {
  const values: Word[] = [];
  for (let at = from; ;) {
    const word = wordAt(text, at, separates);
    if (isUnclosed(word)) throw new Refused(errors.unclosedQuote(word, text));
    if (word.text !== '' || word.quoted) values.push(word);
    const sign = text[word.to];
    if (sign === undefined || !separates(sign)) {
      // Directly after a closing quotation mark, or a mark within a word: another word.
      return { values, to: word.to };
    }
    const next = afterSpaces(text, word.to + 1);
    if (next >= text.length) {
      if (values.length === 0) throw new Refused(errors.nothingBeside({ from: word.to, to: next }, 'before'));
      return { values, to: word.to + 1 };
    }
    at = next;
  }
}

function valuesAt(
  text: string,
  from: number,
  key: FilterKey,
  name: string,
): { readonly test: Test; readonly to: number } {
  switch (key) {
    case 'var':
      return variablesAt(text, from, name);
    case 'after':
    case 'before':
      return momentAt(text, from, key, name);
    case 'duration':
      return durationsAt(text, from, name);
    default: {
      const { values, to } = wordsAt(text, from, isSeparator);
      if (values.length === 0) throw new Refused(errors.noValue({ from, to: Math.max(to, from) }, name, key));
      return { test: namesTest(key, values), to };
    }
  }
}

function namesTest(key: NameKey | 'status' | 'lane', values: readonly Word[]): Test {
  if (key === 'status')
    return {
      kind: 'status',
      values: values.map((word) => {
        const status = statusNamed(word.text);
        if (status !== undefined) return status;
        const names = statuses.map((one) => [statusName(one, 'en'), statusName(one, 'zh-cn')] as const);
        throw new Refused(errors.notOf(word, word.text, 'status', names));
      }),
    };
  if (key === 'lane')
    return {
      kind: 'lane',
      values: values.map((word) => {
        const lane = laneNamed(word.text, lanes);
        if (lane !== undefined) return lane;
        const names = lanes.map((one) => [laneName(one, 'en'), laneName(one, 'zh-cn')] as const);
        throw new Refused(errors.notOf(word, word.text, 'lane', names));
      }),
    };
  return {
    kind: 'name',
    key,
    values: values.map(({ text, quoted }) =>
      !quoted && text.length > 1 && text.startsWith('=')
        ? { text: text.slice(1), whole: true }
        : { text, whole: false },
    ),
  };
}

function momentAt(text: string, from: number, key: 'after' | 'before', name: string) {
  let word = wordAt(text, from, isSeparator);
  if (isUnclosed(word)) throw new Refused(errors.unclosedQuote(word, text));
  // The time of a day may stand behind the day: after:2026-11-18 14:03:22
  if (!word.quoted && isDay(word.text)) {
    const time = wordAt(text, afterSpaces(text, word.to), isSeparator);
    if (!isUnclosed(time) && /^\d{1,2}[:：]\d/.test(time.text))
      word = { ...word, to: time.to, text: `${word.text} ${time.text}` };
  }
  if (word.text === '') throw new Refused(errors.noValue({ from, to: word.to }, name, key));
  if (isSeparator(text[word.to])) throw new Refused(errors.oneMoment({ from: word.from, to: word.to + 1 }));
  const moment = parseMoment(word.text);
  if (moment === undefined) throw new Refused(errors.notMoment(word, word.text));
  return { test: { kind: 'time', key, moment } satisfies Test, to: word.to };
}

function durationsAt(text: string, from: number, name: string) {
  const ranges = [];
  for (let at = from; ;) {
    // A space may stand behind the sign that compares: duration:> 2s
    const sign = /^(?:[<>＜＞][=＝]?|[=＝≥≤])[\s\u3000]*/.exec(text.slice(at, at + 20))?.[0] ?? '';
    const word = wordAt(text, at + sign.length, isSeparator);
    if (isUnclosed(word)) throw new Refused(errors.unclosedQuote(word, text));
    const place = { from: at, to: word.to };
    if (word.text === '' && sign === '') throw new Refused(errors.noValue(place, name, 'duration'));
    const range = parseDurations(sign + word.text);
    if (range === undefined) throw new Refused(errors.notDuration(place, text.slice(place.from, place.to)));
    ranges.push(range);
    if (!isSeparator(text[word.to]))
      return { test: { kind: 'duration', ranges } satisfies Test, to: word.to };
    at = afterSpaces(text, word.to + 1);
  }
}

function variablesAt(text: string, from: number, name: string) {
  const values: VariableTest[] = [];
  for (let at = from; ;) {
    const read = variableAt(text, at);
    if ('unclosed' in read) throw new Refused(errors.unclosedQuote(read, text));
    if (read.test === undefined) {
      const empty = read.to === at;
      throw new Refused(empty ? errors.noValue({ from: at, to: at }, name, 'var') : errors.notVariable(read));
    }
    values.push(read.test);
    if (!isSeparator(text[read.to]))
      return { test: { kind: 'variable', values } satisfies Test, to: read.to };
    at = afterSpaces(text, read.to + 1);
  }
}
