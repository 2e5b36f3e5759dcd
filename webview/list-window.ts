export interface ListWindow {
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** How far the list is scrolled, pixels. */
  readonly top: number;
  /** Height of what is in sight, pixels. */
  readonly height: number;
}

/** Rows kept above and below what is in sight, so that scrolling by a line shows no hole. */
const margin = 8;

/** The rows that are to be in the page: from `first` up to, but without, `end`. Pure. */
export function rowsInSight({ count, rowHeight, top, height }: ListWindow): {
  readonly first: number;
  readonly end: number;
} {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - margin));
  const end = Math.max(first, Math.min(count, Math.ceil((top + height) / rowHeight) + margin));
  return { first, end };
}
