import { CallTraceError } from '../http/errors.ts';

/** So many pages of one list are asked for; the interfaces give at most a hundred or a thousand. */
export const mostPages = 1000;

/** Why reading ended before the list did: a page brought nothing new, or there were too many pages. */
export type PagesStop = 'nothing-new' | 'too-many';

/** The one rule for everything that is read page by page. */
export interface PageGuard {
  /**
   * Told of each page that has rows, by what its rows are told apart by. Undefined: the next page may be asked for.
   * Otherwise it must not be; a page with nothing new is no part of the list.
   */
  readonly after: (keys: readonly string[]) => PagesStop | undefined;
}

/** A guard for one list. A server that ignores the number of a page, or repeats pages, would be asked without end. */
export function guardPages(most = mostPages): PageGuard {
  const seen = new Set<string>();
  let pages = 0;
  return {
    after: (keys) => {
      pages += 1;
      const before = seen.size;
      for (const key of keys) seen.add(key);
      if (seen.size === before) return 'nothing-new';
      return pages >= most ? 'too-many' : undefined;
    },
  };
}

/** What is told when a list was not read to its end. */
export const pagesStopped = (reason: PagesStop, operation: string): CallTraceError =>
  new CallTraceError({
    kind: 'malformed',
    text:
      reason === 'nothing-new'
        ? { key: 'error.malformed.pages-repeated', args: { operation } }
        : { key: 'error.malformed.many-pages', args: { operation, pages: mostPages } },
    action: 'show-log',
    retries: 0,
  });
