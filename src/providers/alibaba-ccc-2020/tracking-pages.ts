import { CallTraceError } from '../../http/errors.ts';
import { pageOf } from '../alibaba-answer.ts';
import { pageSize, type OperationResult } from './client.ts';

/** The pages of a list as far as they could be fetched, and why they are not all. */
export interface Pages {
  readonly pages: readonly OperationResult[];
  readonly failure?: CallTraceError;
}

/** Pages that are fetched at the same time once the first one has said how many there are. */
const atOnce = 2;

/** The documentation says 100, the interface's metadata 1000. */
const mostPages = 1000;

/**
 * Fetches the pages of a list to the end. Only the first page's TotalCount is believed, as later ones may say 0;
 * without it a page that is not full is the last one. A page that fails ends the list: what came before it is kept.
 *
 * @throws CallTraceError when the first page fails.
 */
export async function fetchAllPages(
  operation: string,
  fetchPage: (pageNumber: number) => Promise<OperationResult>,
): Promise<Pages> {
  const first = await fetchPage(1);
  const { rows, total: announced = 0 } = pageOf(first.envelope);
  const pages = [first];
  let gathered = rows.length;
  let last = rows.length;
  while (last > 0 && (gathered < announced || last >= pageSize)) {
    if (pages.length >= mostPages) return { pages, failure: tooManyPages(operation) };
    const expected = Math.ceil((announced - gathered) / rows.length);
    const wave = Math.min(Math.max(expected, 1), atOnce, mostPages - pages.length);
    const results = await Promise.allSettled(
      Array.from({ length: wave }, (_, index) => fetchPage(pages.length + index + 1)),
    );
    for (const result of results) {
      if (result.status === 'rejected') return { pages, failure: callTraceError(result.reason) };
      last = pageOf(result.value.envelope).rows.length;
      gathered += last;
      pages.push(result.value);
    }
  }
  return gathered < announced ? { pages, failure: rowsMissing(operation, gathered, announced) } : { pages };
}

function callTraceError(thrown: unknown): CallTraceError {
  if (thrown instanceof CallTraceError) return thrown;
  throw thrown;
}

const rowsMissing = (operation: string, got: number, expected: number) =>
  new CallTraceError({
    kind: 'malformed',
    text: { key: 'error.malformed.pages', args: { operation, got, expected } },
    action: 'retry',
    retries: 0,
  });

const tooManyPages = (operation: string) =>
  new CallTraceError({
    kind: 'malformed',
    text: { key: 'error.malformed.many-pages', args: { operation, pages: mostPages } },
    action: 'none',
    retries: 0,
  });
