import { partitionPoint } from '../../src/trace/partition-point.ts';
import type { Items } from '../../src/trace/view/sequence.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';

/** Which steps and events a filter accepts, by their places in the list of both (`view.rows`). */
export interface MatchSet {
  readonly count: number;
  /** How many rows there are. */
  readonly total: number;
  /** Whether the row at a place matches; -1, the call itself, always does. */
  readonly has: (row: number) => boolean;
  /** Places of the rows that match, ascending. */
  readonly rows: Uint32Array;
  /** Whether any of the steps and events that something stands for matches; true where it stands for none. */
  readonly hasAny: (items: Items) => boolean;
}

/** @param rows places of the rows that match, ascending */
export function matchSet(view: DrawnView, rows: Uint32Array): MatchSet {
  const flags = new Uint8Array(view.rows.length);
  for (const row of rows) flags[row] = 1;
  // A drawing asks again and again for the same nodes, which may stand for very many visits.
  const known = new WeakMap<Items, boolean>();
  const has = (row: number) => row < 0 || flags[row] === 1;
  const someOf = (items: Items): boolean => {
    for (const item of items) if (has(view.rows.placeOf(item))) return true;
    return items.length === 0;
  };
  return {
    count: rows.length,
    total: view.rows.length,
    has,
    rows,
    hasAny(items) {
      const before = known.get(items);
      if (before !== undefined) return before;
      const found = someOf(items);
      known.set(items, found);
      return found;
    },
  };
}

/**
 * The next match from the row of the selection (-1: none), around the end; where nothing is selected the first, or going
 * back, the last. Undefined where nothing matches.
 */
export function neighbourMatch({ rows }: MatchSet, from: number, step: 1 | -1): number | undefined {
  if (step > 0) return (from < 0 ? undefined : rows.find((row) => row > from)) ?? rows[0];
  return (from < 0 ? undefined : rows.findLast((row) => row < from)) ?? rows.at(-1);
}

/** Which match the row of the selection is, from 1; 0 where it is none. */
export function placeAmong({ rows }: MatchSet, row: number): number {
  const place = partitionPoint(rows.length, (at) => (rows[at] ?? 0) >= row);
  return rows[place] === row ? place + 1 : 0;
}
