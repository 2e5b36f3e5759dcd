/**
 * From time to place. Stretches of the call in which nothing begins or ends are drawn narrow, so that the seconds in
 * which something happened get the room. Pure; lengths in CSS pixels, times in epoch ms.
 */

/** A stretch longer than this, in which nothing begins or ends, is drawn narrow. */
const longestQuietMs = 30_000;
/** What stays of it at each end in true scale: a share of the width within these pixels, so that bars keep room for words. */
const keptShare = 0.14;
const leastKept = 45;
const mostKept = 80;
/** Fewer ms than that are not worth a break. */
const leastHiddenMs = 10_000;
/** Pixels per second from which on everything has room enough and nothing is hidden. */
const roomy = 5;
/** Width of what is hidden. */
export const breakWidth = 24;
/** Nothing is hidden where it would gain less than this share of the whole. */
const leastGain = 0.2;
/** Breaks take no more than this share of the width; the longest stretches are chosen. */
const mostForBreaks = 0.3;

export interface Stretch {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
}

export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** In true scale, by time. */
  readonly shown: readonly Stretch[];
  /** Drawn narrow, by time. */
  readonly breaks: readonly Stretch[];
  /** Pixels per ms where the scale is true; 0 where the call has no length. */
  readonly perMs: number;
  /** Place of a moment; what lies outside is put to the end that is nearer. */
  readonly x: (epochMs: number) => number;
}

export interface ScaleOptions {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Moments at which something begins or ends, in any order; none: the scale is true throughout. */
  readonly moments?: readonly number[];
}

export function timeScale({ from, to, width, moments = [] }: ScaleOptions): TimeScale {
  const hidden = quietStretches(from, to, width, moments);
  const hiddenMs = hidden.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
  const length = to - from;
  const perMs = length <= 0 ? 0 : Math.max(0, width - hidden.length * breakWidth) / (length - hiddenMs);

  const shown: Stretch[] = [];
  const breaks: Stretch[] = [];
  let at = from;
  let x = 0;
  const show = (until: number): void => {
    const wide = (until - at) * perMs;
    shown.push({ from: at, to: until, x, width: wide });
    x += wide;
    at = until;
  };
  for (const stretch of hidden) {
    show(stretch.from);
    breaks.push({ ...stretch, x, width: breakWidth });
    x += breakWidth;
    at = stretch.to;
  }
  show(to);

  const stretches = [...shown, ...breaks].sort((a, b) => a.from - b.from || a.to - b.to);
  return { from, to, width, shown, breaks, perMs, x: (epochMs) => placeIn(stretches, epochMs) };
}

function placeIn(stretches: readonly Stretch[], epochMs: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.from ?? 0) <= epochMs) low = middle;
    else high = middle - 1;
  }
  const stretch = stretches[low];
  if (stretch === undefined) return 0;
  const length = stretch.to - stretch.from;
  const part = length <= 0 ? 0 : (epochMs - stretch.from) / length;
  return stretch.x + Math.min(1, Math.max(0, part)) * stretch.width;
}

interface Quiet {
  readonly from: number;
  readonly to: number;
}

function quietStretches(
  from: number,
  to: number,
  width: number,
  moments: readonly number[],
): readonly Quiet[] {
  if (moments.length === 0 || (width / (to - from)) * 1000 >= roomy) return [];
  const sorted = Float64Array.from([
    from,
    to,
    ...moments.filter((moment) => moment > from && moment < to),
  ]).sort();
  const quiet: Quiet[] = [];
  for (let at = 1; at < sorted.length; at += 1) {
    const stretch = { from: sorted[at - 1] ?? 0, to: sorted[at] ?? 0 };
    if (stretch.to - stretch.from > longestQuietMs) quiet.push(stretch);
  }
  const chosen = quiet
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, Math.floor((width * mostForBreaks) / breakWidth))
    .sort((a, b) => a.from - b.from);
  // What is kept is a width, and the scale depends on what is kept: a few rounds come close enough.
  const keptWidth = Math.min(mostKept, Math.max(leastKept, width * keptShare));
  let hidden: readonly Quiet[] = [];
  for (let round = 0; round < 4; round += 1) {
    const hiddenMs = hidden.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
    const perMs = Math.max(1, width - hidden.length * breakWidth) / (to - from - hiddenMs);
    const kept = keptWidth / perMs;
    hidden = chosen
      // Names stand at the beginning and are longer than durations, which stand at the end.
      .map((stretch) => ({ from: stretch.from + kept * 1.3, to: stretch.to - kept * 0.7 }))
      .filter((stretch) => stretch.to - stretch.from >= leastHiddenMs);
  }
  const gain = hidden.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0) / (to - from);
  return gain < leastGain ? [] : hidden;
}

export interface Tick {
  readonly at: number;
  readonly x: number;
}

const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
];

/**
 * Moments to be named on the axis: round times since `origin`, at least `gap` pixels apart, none within a break, the
 * last leaving `gap` before the end.
 */
export function ticksOf(scale: TimeScale, origin: number, gap: number): readonly Tick[] {
  if (scale.perMs <= 0) return [{ at: scale.from, x: 0 }];
  const step = steps.find((candidate) => candidate * scale.perMs >= gap) ?? 86_400_000;
  const first = Math.ceil((scale.from - origin) / step) * step + origin;
  // Where the first round time is far away, the beginning is named as it is.
  const ticks: Tick[] = scale.x(first) >= gap ? [{ at: scale.from, x: 0 }] : [];
  let free = ticks.length === 0 ? 0 : gap;
  for (const stretch of scale.shown) {
    const beforeBreak = stretch.to < scale.to;
    const end = stretch.x + stretch.width - (beforeBreak ? gap / 2 : gap);
    for (let at = Math.ceil((stretch.from - origin) / step) * step + origin; at <= stretch.to; at += step) {
      const x = scale.x(at);
      if (x > end) break;
      if (x >= free && (stretch.x === 0 || x >= stretch.x + gap / 2)) {
        ticks.push({ at, x });
        free = x + gap;
      }
    }
  }
  return ticks;
}
