import { CallTraceError } from '../http/errors.ts';
import { guardPages, mostPages, pagesStopped } from './paging.ts';

/** The pages of a list as far as they could be fetched, and why they are not all. */
export interface Pages<Page> {
  readonly pages: readonly Page[];
  readonly failure?: CallTraceError;
}

/** What a page says of itself. */
export interface PageFacts {
  readonly rows: readonly unknown[];
  /** How many rows the list has; only the first page is believed, as later ones may say 0. */
  readonly total: number | undefined;
}

/** Pages that are fetched at the same time once the first one has said how many there are. */
const atOnce = 2;

/**
 * Fetches the pages of the steps of a call to the end. Without a total a page that is not full is the last one. A page
 * that fails, or that repeats an earlier one, ends the list: what came before it is kept.
 *
 * @param pageSize rows of a full page
 * @throws CallTraceError when the first page fails, or when it was cancelled
 */
export async function fetchPages<Page>(
  operation: string,
  pageSize: number,
  fetchPage: (pageNumber: number) => Promise<Page>,
  factsOf: (page: Page) => PageFacts,
): Promise<Pages<Page>> {
  const first = await fetchPage(1);
  const { rows, total: announced = 0 } = factsOf(first);
  const guard = guardPages();
  guard.after([JSON.stringify(rows)]);
  const pages = [first];
  let gathered = rows.length;
  let last = rows.length;
  while (last > 0 && (gathered < announced || last >= pageSize)) {
    const expected = Math.ceil((announced - gathered) / rows.length);
    const wave = Math.min(Math.max(expected, 1), atOnce, mostPages - pages.length);
    const results = await Promise.allSettled(
      Array.from({ length: wave }, (_, index) => fetchPage(pages.length + index + 1)),
    );
    for (const result of results) {
      if (result.status === 'rejected') return { pages, failure: callTraceError(result.reason) };
      const page = factsOf(result.value).rows;
      last = page.length;
      // Rows of one list may be equal; a whole page that came before is one that the server gave again.
      const stop = last === 0 ? undefined : guard.after([JSON.stringify(page)]);
      if (stop === 'nothing-new' && announced > 0 && gathered >= announced) return { pages };
      if (stop === 'nothing-new') return { pages, failure: pagesStopped(stop, operation) };
      gathered += last;
      pages.push(result.value);
      if (stop !== undefined) return { pages, failure: pagesStopped(stop, operation) };
    }
  }
  return gathered < announced ? { pages, failure: rowsMissing(operation, gathered, announced) } : { pages };
}

function callTraceError(thrown: unknown): CallTraceError {
  if (thrown instanceof CallTraceError && thrown.kind !== 'cancelled') return thrown;
  throw thrown;
}

const rowsMissing = (operation: string, got: number, expected: number) =>
  new CallTraceError({
    kind: 'malformed',
    text: { key: 'error.malformed.pages', args: { operation, got, expected } },
    action: 'retry',
    retries: 0,
  });
