/** No pause is longer than this, s, unless the interval itself is. */
const longest = 600;

/** Seconds until the next automatic refresh: the interval, doubled with every failure in a row. */
export function pauseAfter(interval: number, failures: number): number {
  return Math.max(interval, Math.min(longest, interval * 2 ** Math.min(failures, 16)));
}
