/** How a server pages its lists: rightly, unless it is told otherwise. */
export interface Paging {
  /** Every page is the first one, whatever was asked for. */
  readonly ignoresPage?: boolean;
  /** What it says of the number of rows. */
  readonly total?: (count: number) => number;
}

/** The rows from `offset` on, at most `size`, and how many it says there are. */
export function pageOf<T>(
  rows: readonly T[],
  offset: number,
  size: number,
  { ignoresPage = false, total = (count) => count }: Paging = {},
): { readonly list: readonly T[]; readonly total: number } {
  const start = ignoresPage ? 0 : offset;
  return { list: rows.slice(start, start + size), total: total(rows.length) };
}
