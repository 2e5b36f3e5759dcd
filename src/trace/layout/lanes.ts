/** Where a run turns into a vertical line. */
export interface RunEnd {
  readonly x: number;
  readonly goes: 'up' | 'down';
}

/** A horizontal run in the strip between two layers. */
export interface Run {
  readonly left: RunEnd;
  readonly right: RunEnd;
  /** 0 is the uppermost. */
  lane: number;
}

export function newRun(one: RunEnd, other: RunEnd): Run {
  return one.x <= other.x ? { left: one, right: other, lane: 0 } : { left: other, right: one, lane: 0 };
}

/** In a strip with more runs the order of the lanes is not worth the work of comparing them all. */
const mostCompared = 400;

/** Runs whose ends come as near as this would touch. */
const touching = 8;

/**
 * Gives runs that would touch lanes of their own, in an order that crosses few lines: of two runs the one stands above
 * whose ends cut the other less often.
 *
 * @returns the number of lanes
 */
export function assignLanes(runs: readonly Run[]): number {
  const ordered = [...runs].sort((a, b) => a.left.x - b.left.x || a.right.x - b.right.x);
  return ordered.length > mostCompared ? firstFree(ordered) : fewestCrossings(ordered);
}

/** Every run in the uppermost lane that is free. */
function firstFree(ordered: readonly Run[]): number {
  const ends: number[] = [];
  for (const run of ordered) {
    let lane = ends.findIndex((end) => end + touching < run.left.x);
    if (lane < 0) lane = ends.length;
    ends[lane] = run.right.x;
    run.lane = lane;
  }
  return ends.length;
}

/**
 * Each run has a number of others that should stand above it; runs are taken by that number, and each goes below
 * those that it touches and that are taken already.
 */
function fewestCrossings(ordered: readonly Run[]): number {
  const count = ordered.length;
  const wishes = new Int32Array(count);
  for (let i = 0; i < count; i += 1) {
    const one = ordered[i];
    if (one === undefined) continue;
    for (let j = i + 1; j < count; j += 1) {
      const other = ordered[j];
      if (other === undefined || other.left.x > one.right.x + touching) break;
      const gain = cuts(other, one) - cuts(one, other);
      // The one that is better above is wished for by the other.
      if (gain > 0) wishes[j] = (wishes[j] ?? 0) + gain;
      if (gain < 0) wishes[i] = (wishes[i] ?? 0) - gain;
    }
  }
  const taken: Run[] = [];
  let lanes = 0;
  const turns = Array.from({ length: count }, (_, index) => index);
  turns.sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0) || a - b);
  for (const turn of turns) {
    const run = ordered[turn];
    if (run === undefined) continue;
    let lane = 0;
    for (const other of taken) {
      if (other.left.x <= run.right.x + touching && run.left.x <= other.right.x + touching) {
        lane = Math.max(lane, other.lane + 1);
      }
    }
    run.lane = lane;
    taken.push(run);
    lanes = Math.max(lanes, lane + 1);
  }
  return lanes;
}

/** How many lines are cut where one run stands above another: by ends that go up through it or down through the other. */
function cuts(upper: Run, lower: Run): number {
  return (
    through(lower.left, 'up', upper) +
    through(lower.right, 'up', upper) +
    through(upper.left, 'down', lower) +
    through(upper.right, 'down', lower)
  );
}

function through({ x, goes }: RunEnd, way: RunEnd['goes'], run: Run): number {
  return goes === way && run.left.x < x && x < run.right.x ? 1 : 0;
}
