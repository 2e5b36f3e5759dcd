import type { GraphView } from '../view/graph-types.ts';

/** How the time of the call is spread over the nodes. */
export interface Heat {
  /** The most that was spent in one node, in ms. */
  readonly longest: number;
  readonly whole: number;
}

/** Undefined where no node tells a time. */
export function heatOf({ nodes }: GraphView): Heat | undefined {
  let longest = 0;
  let whole = 0;
  for (const { durationMs } of nodes) {
    longest = Math.max(longest, durationMs);
    whole += durationMs;
  }
  return longest === 0 ? undefined : { longest, whole };
}

/** The share of a node, in whole percent. */
export const percentOf = ({ whole }: Heat, durationMs: number): number =>
  Math.round((durationMs / whole) * 100);
