import { partitionPoint } from '../partition-point.ts';

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
  /** Moment at a place, epoch ms; of places outside, that of the end that is nearer. */
  readonly time: (place: number) => number;
}

export interface ScaleOptions {
  readonly from: number;
  readonly to: number;
  /** Of the whole call, CSS pixels; of a call that is zoomed into, more than there is room for. */
  readonly width: number;
  /** Stretches that may be drawn narrow (`quietIn`); none: the scale is true throughout. */
  readonly quiet?: readonly Quiet[];
}

/** A stretch of time, epoch ms. */
export interface Quiet {
  readonly from: number;
  readonly to: number;
}

export function timeScale({ from, to, width, quiet = [] }: ScaleOptions): TimeScale {
  const hidden = hiddenOf(from, to, width, quiet);
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
  return {
    from,
    to,
    width,
    shown,
    breaks,
    perMs,
    x: (epochMs) => placeIn(stretches, epochMs),
    time: (place) => timeIn(stretches, place),
  };
}

/**
 * The part of a scale that is in sight: places count from its left edge, and what lies outside has places outside.
 * @param left place in the whole scale of what is at the left edge
 */
export function partOf(scale: TimeScale, left: number, width: number): TimeScale {
  const moved = (stretch: Stretch): Stretch => ({ ...stretch, x: stretch.x - left });
  const inSight = ({ x, width: wide }: Stretch): boolean => x <= left + width && x + wide >= left;
  return {
    ...scale,
    width,
    shown: scale.shown.filter(inSight).map(moved),
    breaks: scale.breaks.filter(inSight).map(moved),
    x: (epochMs) => scale.x(epochMs) - left,
    time: (place) => scale.time(place + left),
  };
}

/** The stretch that holds a value, where stretches follow on one another. */
function stretchAt(
  stretches: readonly Stretch[],
  start: (stretch: Stretch) => number,
  value: number,
): Stretch | undefined {
  const after = partitionPoint(stretches.length, (place) => {
    const stretch = stretches[place];
    return stretch !== undefined && start(stretch) > value;
  });
  return stretches[Math.max(0, after - 1)];
}

const startOf = ({ from }: Stretch): number => from;
const leftOf = ({ x }: Stretch): number => x;

function placeIn(stretches: readonly Stretch[], epochMs: number): number {
  const stretch = stretchAt(stretches, startOf, epochMs);
  return stretch === undefined
    ? 0
    : stretch.x + part(epochMs - stretch.from, stretch.to - stretch.from) * stretch.width;
}

function timeIn(stretches: readonly Stretch[], place: number): number {
  const stretch = stretchAt(stretches, leftOf, place);
  return stretch === undefined
    ? 0
    : stretch.from + part(place - stretch.x, stretch.width) * (stretch.to - stretch.from);
}

const part = (value: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(1, Math.max(0, value / whole));

/**
 * The long stretches between two times in which nothing begins or ends, in their order; epoch ms.
 * @param moments at which something does, in any order; what is no number or lies outside does not count
 */
export function quietIn(from: number, to: number, moments: Float64Array): readonly Quiet[] {
  const sorted = moments.filter((moment) => moment > from && moment < to).sort();
  const quiet: Quiet[] = [];
  let before = from;
  for (let at = 0; at <= sorted.length; at += 1) {
    const moment = sorted[at] ?? to;
    if (moment - before > longestQuietMs) quiet.push({ from: before, to: moment });
    before = moment;
  }
  return quiet;
}

function hiddenOf(from: number, to: number, width: number, quiet: readonly Quiet[]): readonly Quiet[] {
  if (quiet.length === 0 || (width / (to - from)) * 1000 >= roomy) return [];
  const chosen = quiet
    .toSorted((a, b) => b.to - b.from - (a.to - a.from))
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

const day = 86_400_000;

/** Round lengths between two named moments, ms. */
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1000,
  2000,
  5000,
  10_000,
  15_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  900_000,
  1_800_000,
  3_600_000,
  7_200_000,
  21_600_000,
  43_200_000,
  day,
];

/** The least round length that takes so many ms; beyond days in powers of ten of them, however long it is. */
function stepOf(least: number): number {
  const step = steps.find((candidate) => candidate >= least);
  if (step !== undefined) return step;
  const power = day * 10 ** Math.floor(Math.log10(least / day));
  return [1, 2, 5].map((times) => times * power).find((candidate) => candidate >= least) ?? 10 * power;
}

/**
 * Moments to be named on the axis: round times since `origin` that are in sight, at least `gap` pixels apart, none
 * within a break, the last leaving `gap` before the end. Never more than the width has room for, whatever the times are.
 */
export function ticksOf(scale: TimeScale, origin: number, gap: number): readonly Tick[] {
  const step = scale.perMs > 0 ? stepOf(gap / scale.perMs) : Infinity;
  if (!Number.isFinite(step)) return [{ at: scale.from, x: 0 }];
  const { width } = scale;
  const roundFrom = (epochMs: number): number => Math.ceil((epochMs - origin) / step) * step + origin;
  const [firstInSight, lastInSight] = [scale.time(0), scale.time(width)];
  // Where the first round time is far away, the beginning is named as it is.
  const start = scale.x(scale.from);
  const named = start >= 0 && scale.x(roundFrom(scale.from)) - start >= gap;
  const ticks: Tick[] = named ? [{ at: scale.from, x: start }] : [];
  const free = named ? start + gap : 0;
  for (const stretch of scale.shown) {
    const stretchEnd = stretch.x + stretch.width;
    const end =
      stretchEnd < width && stretch.to < scale.to ? stretchEnd - gap / 2 : Math.min(stretchEnd, width) - gap;
    const until = Math.min(stretch.to, lastInSight);
    const first = roundFrom(Math.max(stretch.from, firstInSight));
    // Counted, not added up: to a number that is large enough nothing can be added.
    const most = Math.ceil(width / gap) + 1;
    for (let count = 0; count < most; count += 1) {
      const at = first + count * step;
      if (at > until) break;
      const x = scale.x(at);
      if (x > end) break;
      // The step keeps the gap within a stretch, half of it at either side of a break keeps it across.
      if (x >= free && (stretch.x <= 0 || x >= stretch.x + gap / 2)) ticks.push({ at, x });
    }
  }
  return ticks;
}
