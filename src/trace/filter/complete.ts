import { elapsedText, durationText, phraseText } from '../format.ts';
import type { Message } from '../message.ts';
import { lanes, type Lane } from '../model.ts';
import { severities } from '../view/names.ts';
import { fold } from './fold.ts';
import {
  filterKeys,
  keyName,
  keyNamed,
  laneName,
  namesOfKey,
  severityOf,
  statuses,
  statusName,
  type FilterKey,
  type NameKey,
} from './keys.ts';
import { afterSpaces, isNot, isSeparator, keyAt, quoted, wordAt } from './scan.ts';
import type { NameColumn, SearchIndex } from './search-index.ts';
import type { Place } from './types.ts';
import { variableNames, variableValues } from './variable-facts.ts';

/** Something to put in at the caret. */
export interface Suggestion {
  readonly kind: 'key' | 'value';
  /** Takes the place of the text from `from` to `to` of its answer. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
  /** How many rows have the value. */
  readonly count?: number;
}

export interface Completions extends Place {
  readonly suggestions: readonly Suggestion[];
}

const mostValues = 50;
/** Names offered beside the keys for a word without a key. */
const mostNames = 8;

/** The word under the caret: which key it belongs to, and what of it is to be exchanged. */
interface Spot extends Place {
  readonly key: FilterKey | undefined;
  /** What was written up to the caret, without a quotation mark that opens it. */
  readonly written: string;
}

/** What could be written at the caret: keys with what they mean, and values that occur in this call. */
export function completionsAt(text: string, caret: number, index: SearchIndex): Completions {
  const spot = spotAt(text, Math.max(0, Math.min(caret, text.length)));
  const { from, to, key, written } = spot;
  const suggestions = key === undefined ? openSuggestions(index, written) : valuesOf(index, key, written);
  return { from, to, suggestions };
}

function spotAt(text: string, caret: number): Spot {
  let at = afterSpaces(text, 0);
  // Word by word up to the one in which the caret stands.
  for (;;) {
    const begin = at;
    while (isNot(text[at])) at += 1;
    const key = keyAt(text, at);
    const known = key === undefined ? undefined : keyNamed(key.name);
    const start = key !== undefined && known !== undefined && caret >= key.value ? key.value : at;
    const inKey = start === at;
    const spot = segmentAt(text, start, caret, inKey ? undefined : known);
    if (caret <= spot.end || spot.end >= text.length) {
      // Behind the word and a space nothing has been written yet.
      if (caret > spot.end || caret < begin) return { from: caret, to: caret, key: undefined, written: '' };
      return spot;
    }
    const next = afterSpaces(text, spot.end);
    if (caret < next || next >= text.length) return { from: caret, to: caret, key: undefined, written: '' };
    at = next;
  }
}

/** The value under the caret in a list of values; `end` is where the list ends. */
function segmentAt(text: string, start: number, caret: number, key: FilterKey | undefined) {
  let from = start;
  for (;;) {
    const word = wordAt(text, from, key === undefined ? () => false : isSeparator);
    const end = word.to;
    const separated = key !== undefined && isSeparator(text[end]);
    if (caret <= end || !separated) {
      const written = text.slice(from, Math.max(from, Math.min(caret, end))).replace(/^["“”「『]/, '');
      return { from, to: end, end, key, written };
    }
    from = Math.min(caret, afterSpaces(text, end + 1));
  }
}

function explanation(key: FilterKey): Message {
  return { key: `filter.key.${key}` };
}

/** Keys, and for what has been written names of all kinds that have it. */
function openSuggestions(index: SearchIndex, written: string): readonly Suggestion[] {
  const { language, render } = index.analysis;
  const wanted = fold(written);
  const keys = filterKeys
    .filter((key) => namesOfKey(key).some((name) => name.startsWith(wanted)))
    .map((key): Suggestion => {
      const insert = `${keyName(key, language)}:`;
      return { kind: 'key', insert, label: insert, detail: render(explanation(key)) };
    });
  if (wanted === '') return keys;
  const names = (['node', 'kind', 'exit', 'queue', 'agent', 'flow'] as const)
    .flatMap((key) => named(index, key, wanted).map((one) => withKey(one, keyName(key, language))))
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
    .slice(0, mostNames);
  return [...keys, ...names];
}

const withKey = (suggestion: Suggestion, key: string): Suggestion => ({
  ...suggestion,
  insert: `${key}:${suggestion.insert}`,
  label: `${key}:${suggestion.insert}`,
});

function valuesOf(index: SearchIndex, key: FilterKey, written: string): readonly Suggestion[] {
  const wanted = fold(written);
  switch (key) {
    case 'status':
      return statusValues(index).filter(({ label }) => fold(label).includes(wanted));
    case 'lane':
      return laneValues(index).filter(({ label }) => fold(label).includes(wanted));
    case 'duration':
      return durationValues(index).filter(({ insert }) => insert.startsWith(wanted));
    case 'after':
    case 'before':
      return momentValues(index, key).filter(({ insert }) => insert.startsWith(wanted));
    case 'var':
      return variableSuggestions(index, written);
    default:
      return named(index, key, wanted);
  }
}

/** Names of a column that have what has been written, those that begin with it first, then the most frequent. */
function named(index: SearchIndex, key: NameKey, wanted: string): readonly Suggestion[] {
  const { names, ids }: NameColumn = index.columns[key];
  const told = new Uint32Array(names.length + 1);
  for (const id of ids) told[id] = (told[id] ?? 0) + 1;
  const counts = new Map<string, number>();
  names.forEach((name, place) => {
    if (name.names.some((one) => one.includes(wanted)))
      counts.set(name.shown, (counts.get(name.shown) ?? 0) + (told[place + 1] ?? 0));
  });
  const begins = (name: string) => (fold(name).startsWith(wanted) ? 1 : 0);
  // What is shown as one name may be the code of another: both are found by it.
  const found = (shown: string) => {
    const folded = fold(shown);
    return names.reduce(
      (sum, name, place) => sum + (name.names.includes(folded) ? (told[place + 1] ?? 0) : 0),
      0,
    );
  };
  return [...counts]
    .sort(([a, x], [b, y]) => begins(b) - begins(a) || y - x)
    .slice(0, mostValues)
    .map(([shown]) => value(quoted(shown), shown, '', found(shown)));
}

const value = (insert: string, label: string, detail: string, count: number): Suggestion => ({
  kind: 'value',
  insert,
  label,
  detail,
  count,
});

function countOf(column: Uint8Array, place: number): number {
  let count = 0;
  for (const one of column) if (one === place) count += 1;
  return count;
}

function statusValues(index: SearchIndex): readonly Suggestion[] {
  const { language, render } = index.analysis;
  return statuses.map((status) => {
    const name = statusName(status, language);
    const count = countOf(index.severity, severities.indexOf(severityOf(status)));
    return value(name, name, render({ key: `filter.status.${status}` }), count);
  });
}

function laneValues(index: SearchIndex): readonly Suggestion[] {
  const { language } = index.analysis;
  return lanes
    .map((lane: Lane) => {
      const name = laneName(lane, language);
      return value(name, name, '', countOf(index.lane, lanes.indexOf(lane)));
    })
    .filter(({ count }) => count !== 0);
}

const thresholds = ['1s', '2s', '5s', '10s', '30s', '1m', '5m'] as const;
const thresholdMs = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000] as const;

function durationValues(index: SearchIndex): readonly Suggestion[] {
  const { render } = index.analysis;
  return thresholds.flatMap((text, place) => {
    const ms = thresholdMs[place] ?? 0;
    let count = 0;
    for (const one of index.duration) if (one > ms) count += 1;
    const detail = render({ key: 'filter.longer', args: { duration: durationText(ms, render) } });
    return count === 0 ? [] : [value(`>${text}`, `>${text}`, detail, count)];
  });
}

/** The moments of the problems. */
function momentValues(index: SearchIndex, key: 'after' | 'before'): readonly Suggestion[] {
  const { findings, render } = index.analysis;
  const seen = new Set<string>();
  return findings.slice(0, mostValues).flatMap(({ at, title }): readonly Suggestion[] => {
    // Whole seconds that keep the problem itself among what happened after or before.
    const ms = at - index.from + (key === 'before' ? 1000 : 0);
    const text = elapsedText(ms);
    if (ms < 0 || seen.has(text)) return [];
    seen.add(text);
    const insert = ms >= 3_600_000 ? `+${text}` : text;
    return [{ kind: 'value', insert, label: insert, detail: phraseText(title, render) }];
  });
}

function variableSuggestions(index: SearchIndex, written: string): readonly Suggestion[] {
  const split = /!=|>=|<=|[=~<>＝]/.exec(written);
  if (split === null) {
    const wanted = fold(written);
    return variableNames(index)
      .filter(({ name }) => fold(name).includes(wanted))
      .slice(0, mostValues)
      .map(({ name, count }) => value(quoted(name), name, '', count));
  }
  const [comparison] = split;
  const name = written.slice(0, split.index);
  const begun = written.slice(split.index + comparison.length);
  const wanted = fold(begun.replace(/^["“”「『]/, ''));
  const bare = name.replace(/["“”「『」』]/g, '');
  return variableValues(index, bare)
    .filter(({ name: one }) => fold(one).includes(wanted))
    .slice(0, mostValues)
    .map(({ name: one, count }) => value(`${quoted(bare)}${comparison}${quoted(one)}`, one, '', count));
}
