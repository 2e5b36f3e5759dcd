import { fold } from './fold.ts';
import type { SearchIndex } from './search-index.ts';
import { leavesOf } from './variables.ts';

/** A name or value and how many rows have it. */
export interface Counted {
  readonly name: string;
  readonly count: number;
}

/** Rows whose JSON is looked into for what completion offers: the names of a call are the same everywhere. */
const lookedInto = 400;
const longestValue = 80;
const mostValues = 500;

const kept = new WeakMap<SearchIndex, readonly Counted[]>();

/** Names of variables and of the parts of their JSON, the most frequent first. Found once for a call. */
export function variableNames(index: SearchIndex): readonly Counted[] {
  const known = kept.get(index);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  let looked = 0;
  for (let row = 0; row < index.count && looked < lookedInto; row += 1) {
    const variables = index.variables(row);
    if (variables.length === 0) continue;
    looked += 1;
    const here = new Set(
      variables.flatMap(([name, value]) => [...leavesOf(name, value)].map(({ path }) => path)),
    );
    for (const path of here) if (path !== '') counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const names = sorted(counts);
  kept.set(index, names);
  return names;
}

/** Values that a variable has, the most frequent first. */
export function variableValues(index: SearchIndex, name: string): readonly Counted[] {
  const wanted = fold(name);
  const counts = new Map<string, number>();
  let looked = 0;
  for (let row = 0; row < index.count && looked < lookedInto && counts.size < mostValues; row += 1) {
    const here = new Set<string>();
    for (const [variable, value] of index.variables(row)) {
      for (const { path, text } of leavesOf(variable, value)) {
        if (text === undefined || text.length > longestValue) continue;
        const called = fold(path);
        if (called === wanted || called.endsWith(`.${wanted}`)) here.add(text);
      }
    }
    if (here.size > 0) looked += 1;
    for (const text of here) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return sorted(counts);
}

function sorted(counts: ReadonlyMap<string, number>): readonly Counted[] {
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}
