import { turnedRange } from './amounts.ts';
import { closestTo } from './closest.ts';
import { filterKeys, keyName, namesOfKey, type FilterKey } from './keys.ts';
import { quoted, type Unclosed } from './scan.ts';
import type { FilterError, Place } from './types.ts';

/*
 * What is wrong with a filter, in a sentence, and what to write instead. The words proposed are in the script of the word
 * that was not understood.
 */

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Examples of values, for keys whose value is missing or not understood. */
const examples: Readonly<Record<FilterKey, string>> = {
  status: 'status:failed',
  kind: 'kind:hang-up',
  node: 'node:menu',
  exit: 'exit:timeout',
  lane: 'lane:queue',
  duration: 'duration:>2s',
  after: 'after:1:30',
  before: 'before:90s',
  var: 'var:orderId=4711',
  flow: 'flow:main',
  agent: 'agent:8012',
  queue: 'queue:sales',
};

export function unknownKey(
  place: Place,
  name: string,
  whole: Place & { readonly text: string },
): FilterError {
  const han = isHan(name);
  const names = filterKeys.flatMap((key) => namesOfKey(key).filter((one) => isHan(one) === han));
  const meant = closestTo(name, names, 2);
  const literal = { from: whole.from, to: whole.to, insert: quoted(whole.text) };
  const fixes = meant.map((one) => ({ from: place.from, to: place.to, insert: one }));
  const offered = filterKeys.map((key) => keyName(key, han ? 'zh-cn' : 'en')).join(han ? '、' : ', ');
  return {
    ...place,
    message:
      meant[0] === undefined
        ? { key: 'filter.error.unknown-key', args: { name, keys: offered } }
        : { key: 'filter.error.unknown-key-meant', args: { name, meant: meant[0] } },
    fixes: [...fixes, literal],
  };
}

export function noValue(place: Place, name: string, key: FilterKey): FilterError {
  const example = examples[key].slice(key.length + 1);
  return {
    ...place,
    message: { key: 'filter.error.no-value', args: { name, example: `${name}:${example}` } },
    fixes: [],
  };
}

export function notOf(
  place: Place,
  value: string,
  key: 'status' | 'lane',
  names: readonly (readonly [en: string, zh: string])[],
): FilterError {
  const han = isHan(value);
  const words = names.map(([en, zh]) => (han ? zh : en));
  return {
    ...place,
    message: { key: `filter.error.${key}`, args: { value, words: words.join(han ? '、' : ', ') } },
    fixes: closestTo(value, words, 2).map((insert) => ({ from: place.from, to: place.to, insert })),
  };
}

export function notDuration(place: Place, value: string): FilterError {
  const turned = turnedRange(value);
  if (turned !== undefined)
    return {
      ...place,
      message: { key: 'filter.error.duration-ends', args: { value } },
      fixes: [{ from: place.from, to: place.to, insert: turned }],
    };
  return { ...place, message: { key: 'filter.error.duration', args: { value } }, fixes: [] };
}

export function notMoment(place: Place, value: string): FilterError {
  return { ...place, message: { key: 'filter.error.time', args: { value } }, fixes: [] };
}

export function oneMoment(place: Place): FilterError {
  return { ...place, message: { key: 'filter.error.one-time' }, fixes: [] };
}

export function notVariable(place: Place): FilterError {
  return { ...place, message: { key: 'filter.error.variable' }, fixes: [] };
}

/** @param text the whole filter: the mark alone would be a fix that nobody can read */
export function unclosedQuote({ from, to, unclosed }: Unclosed, text: string): FilterError {
  return {
    from,
    to,
    message: { key: 'filter.error.quote', args: { mark: unclosed } },
    fixes: [{ from, to, insert: text.slice(from, to) + unclosed }],
  };
}

export function nothingNegated(place: Place): FilterError {
  return {
    ...place,
    message: { key: 'filter.error.not' },
    fixes: [{ from: place.from, to: place.to, insert: '' }],
  };
}

export function nothingBeside(place: Place, side: 'before' | 'after'): FilterError {
  return {
    ...place,
    message: { key: `filter.error.or-${side}` },
    fixes: [{ from: place.from, to: place.to, insert: '' }],
  };
}
