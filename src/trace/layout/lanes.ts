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

/** Most rounds in which runs change their places; each costs as much as comparing them all. */
const sifts = 4;

/** So many crossings are better than two lines on each other. */
const onEachOther = 100;

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

/** Orders the runs, then takes them from above: each goes below those that it touches and that are taken already. */
function fewestCrossings(ordered: readonly Run[]): number {
  const taken: Run[] = [];
  let lanes = 0;
  for (const turn of orderOf(ordered)) {
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

/** The numbers of the runs from the uppermost to the lowest. */
function orderOf(ordered: readonly Run[]): readonly number[] {
  const count = ordered.length;
  if (count === 1) return [0];
  const losses = new Int32Array(count * count);
  // How many others should rather stand above each.
  const wishes = new Int32Array(count);
  for (let i = 0; i < count; i += 1) {
    const one = ordered[i];
    if (one === undefined) continue;
    for (let j = i + 1; j < count; j += 1) {
      const other = ordered[j];
      if (other === undefined || other.left.x > one.right.x + touching) break;
      const loss = cuts(one, other) - cuts(other, one);
      losses[i * count + j] = loss;
      losses[j * count + i] = -loss;
      if (loss < 0) wishes[j] = (wishes[j] ?? 0) - loss;
      if (loss > 0) wishes[i] = (wishes[i] ?? 0) + loss;
    }
  }
  const order = Array.from({ length: count }, (_, index) => index);
  order.sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0) || a - b);
  for (let pass = 0; pass < sifts; pass += 1) if (!sift(order, losses)) break;
  return order;
}

/**
 * Puts each run where it costs least among the others, which keep their order.
 * @param losses for each two runs how many lines more are cut where the first stands above the second
 * @returns whether anything was gained
 */
function sift(order: number[], losses: Int32Array): boolean {
  const count = order.length;
  let gained = false;
  for (let run = 0; run < count; run += 1) {
    const from = order.indexOf(run);
    let best = from;
    let least = 0;
    for (let at = from - 1, cost = 0; at >= 0; at -= 1) {
      cost += losses[run * count + (order[at] ?? 0)] ?? 0;
      if (cost < least) {
        least = cost;
        best = at;
      }
    }
    for (let at = from + 1, cost = 0; at < count; at += 1) {
      cost -= losses[run * count + (order[at] ?? 0)] ?? 0;
      if (cost < least) {
        least = cost;
        best = at;
      }
    }
    if (best === from) continue;
    order.splice(from, 1);
    order.splice(best, 0, run);
    gained = true;
  }
  return gained;
}

/** How many lines are cut where one run stands above another: by ends that go up through it or down through the other. */
function cuts(upper: Run, lower: Run): number {
  return (
    through(lower.left, 'up', upper) +
    through(lower.right, 'up', upper) +
    through(upper.left, 'down', lower) +
    through(upper.right, 'down', lower) +
    along(upper.left, lower) +
    along(upper.right, lower)
  );
}

/** Where an end that goes down lies on one that goes up, the two look like one line: worse than any crossing. */
function along(end: RunEnd, { left, right }: Run): number {
  if (end.goes === 'up') return 0;
  const lies = (other: RunEnd) => other.goes === 'up' && Math.abs(other.x - end.x) < touching;
  return (lies(left) ? onEachOther : 0) + (lies(right) ? onEachOther : 0);
}

function through({ x, goes }: RunEnd, way: RunEnd['goes'], run: Run): number {
  return goes === way && run.left.x < x && x < run.right.x ? 1 : 0;
}
