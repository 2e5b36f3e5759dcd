/** One figure of the bench. */
export interface Measure {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  /** '' for a number of things. */
  readonly unit: 'ms' | 'MB/s' | 'MB' | 'KB' | '';
}

/** Median of the given number of runs in ms, after one run that warms up. */
export function median(runs: number, run: () => void): number {
  run();
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
