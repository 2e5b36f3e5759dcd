import { lanes } from '../model.ts';
import { parsePlainTime, partsIn, type Zone } from '../time.ts';
import { severities } from '../view/names.ts';
import { fold } from './fold.ts';
import { severityOf } from './keys.ts';
import type { NameColumn, SearchIndex } from './search-index.ts';
import type { Filter, Moment, NameValue, Term, Test } from './types.ts';
import { variableMatcher } from './variables.ts';

/** Whether a row is meant. */
type Matcher = (row: number) => boolean;

/**
 * Places of the rows that a filter accepts, ascending.
 *
 * @param zone in which times of day without an offset are meant
 */
export function matchesOf(filter: Filter, index: SearchIndex, zone: Zone): Uint32Array {
  const clauses = filter.clauses.map(({ terms }) => terms.map((term) => matcherOf(term, index, zone)));
  // What looks at numbers only goes first.
  clauses.sort((a, b) => costOf(a) - costOf(b));
  const found = new Uint32Array(index.count);
  let count = 0;
  for (let row = 0; row < index.count; row += 1) {
    if (clauses.every((terms) => terms.some(({ matches, negated }) => matches(row) !== negated))) {
      found[count] = row;
      count += 1;
    }
  }
  return found.slice(0, count);
}

interface TermMatcher {
  readonly matches: Matcher;
  readonly negated: boolean;
  readonly cost: number;
}

const costOf = (terms: readonly TermMatcher[]): number =>
  terms.reduce((most, { cost }) => Math.max(most, cost), 0);

function matcherOf({ negated, test }: Term, index: SearchIndex, zone: Zone): TermMatcher {
  const slow = test.kind === 'variable' ? 2 : test.kind === 'text' ? 1 : 0;
  return { matches: testOf(test, index, zone), negated, cost: slow };
}

function testOf(test: Test, index: SearchIndex, zone: Zone): Matcher {
  switch (test.kind) {
    case 'name':
      return byName(index.columns[test.key], test.values);
    case 'lane':
      return byPlace(index.lane, new Set(test.values.map((lane) => lanes.indexOf(lane))));
    case 'status':
      return byPlace(
        index.severity,
        new Set(test.values.map((status) => severities.indexOf(severityOf(status)))),
      );
    case 'time': {
      const at = momentIn(test.moment, index, zone);
      return test.key === 'after' ? (row) => (index.at[row] ?? 0) >= at : (row) => (index.at[row] ?? 0) < at;
    }
    case 'duration':
      return (row) => {
        const ms = index.duration[row] ?? NaN;
        return test.ranges.some(({ from, to }) => ms >= from && ms < to);
      };
    case 'text':
      return byText(index, test.values);
    case 'variable':
      return variableMatcher(index, test.values);
  }
}

const byPlace =
  (column: Uint8Array, places: ReadonlySet<number>): Matcher =>
  (row) =>
    places.has(column[row] ?? -1);

/** Flags for the names of a column that are meant; flag 0 is for rows without a name. */
function byName({ ids, names }: NameColumn, values: readonly NameValue[]): Matcher {
  const meant = new Uint8Array(names.length + 1);
  for (const { text, whole } of values) {
    const value = fold(text);
    const same = names.map((name) => name.names.includes(value));
    // A value that is a whole name means it, and not also those of which it is a part.
    const exact = whole || same.includes(true);
    names.forEach((name, place) => {
      const found = exact ? same[place] === true : name.names.some((one) => one.includes(value));
      if (found) meant[place + 1] = 1;
    });
  }
  return (row) => meant[ids[row] ?? 0] === 1;
}

function byText(index: SearchIndex, values: readonly string[]): Matcher {
  const wanted = values.map(fold);
  const columns = Object.values(index.columns).map(({ ids, names }) => {
    const meant = new Uint8Array(names.length + 1);
    names.forEach(({ text }, place) => {
      if (wanted.some((value) => text.includes(value))) meant[place + 1] = 1;
    });
    return { ids, meant };
  });
  return (row) => {
    if (columns.some(({ ids, meant }) => meant[ids[row] ?? 0] === 1)) return true;
    const text = index.text(row);
    return wanted.some((value) => text.includes(value));
  };
}

const dayMs = 86_400_000;

/** The moment (epoch ms) that is meant in a call. */
export function momentIn(moment: Moment, { from, to }: Pick<SearchIndex, 'from' | 'to'>, zone: Zone): number {
  switch (moment.kind) {
    case 'elapsed':
      return from + moment.ms;
    case 'instant':
      return moment.at;
    case 'local':
      return parsePlainTime(moment.text, zone) ?? NaN;
    case 'clock': {
      const midnight = parsePlainTime(`${partsIn(from, zone).date} 00:00:00`, zone) ?? from;
      const [first = midnight, ...others] = [0, dayMs, -dayMs].map((days) => midnight + days + moment.ms);
      const away = (at: number) => (at < from ? from - at : at > to ? at - to : 0);
      const nearest = others.reduce((best, at) => (away(at) < away(best) ? at : best), first);
      // 1:02:03 in a call that takes longer and was not going on at night: how long after its beginning.
      return away(nearest) > 0 && moment.ms <= to - from ? from + moment.ms : nearest;
    }
  }
}
