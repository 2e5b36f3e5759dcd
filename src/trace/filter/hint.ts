import type { Message } from '../message.ts';
import { closestTo } from './closest.ts';
import { fold } from './fold.ts';
import { matchesOf } from './match.ts';
import { quoted } from './scan.ts';
import type { SearchIndex } from './search-index.ts';
import type { Filter } from './types.ts';
import type { Zone } from '../time.ts';

/**
 * Why nothing matches, where that can be told: a name that does not occur in the call, with one that does and could have
 * been meant; or the first clause that nothing in the call fulfils.
 *
 * @param text of the filter
 */
export function hintFor(filter: Filter, text: string, index: SearchIndex, zone: Zone): Message | undefined {
  const empty = filter.clauses.find((clause) => matchesOf({ clauses: [clause] }, index, zone).length === 0);
  if (empty === undefined) return undefined;
  const [term] = empty.terms;
  const clause = text.slice(empty.from, empty.to);
  if (term?.test.kind === 'name' && empty.terms.length === 1 && !term.negated) {
    const { key, values } = term.test;
    const { names } = index.columns[key];
    const meant = values.flatMap((value) =>
      closestTo(
        fold(value.text),
        names.map(({ shown }) => shown),
        1,
      ),
    )[0];
    if (meant !== undefined) return { key: 'filter.hint.meant', args: { clause, meant: quoted(meant) } };
  }
  return { key: 'filter.hint.clause', args: { clause } };
}
