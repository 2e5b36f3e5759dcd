import { partitionPoint } from '../../src/trace/partition-point.ts';
import type { Marks, SegmentView, Segments } from '../../src/trace/view/types.ts';
import type { Severity } from '../../src/trace/view/names.ts';
import type { TimeScale } from '../../src/trace/timeline/scale.ts';

/** Where bars and their labels go. Labels are measured first; one that does not fit is left out, never cut. Pure. */

export const leastBar = 3;
const padding = 6;
const between = 8;
const iconSize = 12;

export interface Bar {
  /** Place of its segment among those of the row. */
  readonly at: number;
  readonly segment: SegmentView;
  readonly x: number;
  readonly width: number;
  /** Left edges of the texts within and beside the bar. */
  readonly name?: number;
  readonly duration?: number;
  readonly icon?: number;
  readonly beside?: { readonly x: number; readonly text: string };
  /** Segments too close to be drawn apart from this one. */
  readonly more: number;
}

const rank: Readonly<Record<Severity, number>> = { error: 2, warning: 1, none: 0 };

/**
 * The bars of one row that are in sight, by time. Of segments that would cover one another one is drawn: the selected
 * one, else one that the filter leaves, else the worst.
 */
export function barsOf(
  segments: Segments,
  scale: TimeScale,
  measure: (text: string) => number,
  preferred: Preferred = nothingPreferred,
): readonly Bar[] {
  const places = barPlaces(segments, scale, preferred);
  const bars = places.flatMap(({ at, x, width, more }) => {
    const segment = segments.at(at);
    return segment === undefined ? [] : [labelled({ at, segment, x, width, more }, scale, measure)];
  });
  return withBeside(bars, scale, measure);
}

/** What is drawn of things that share a place; steps and events by their places in the list. */
export interface Preferred {
  /** -1: none. */
  readonly selected: number;
  readonly matching?: { readonly has: (row: number) => boolean } | undefined;
}

const nothingPreferred: Preferred = { selected: -1 };

function worth(
  { selected, matching }: Preferred,
  row: number | undefined,
  severity: number | undefined,
): number {
  if (row === undefined || row < 0) return severity ?? 0;
  return (row === selected ? 16 : 0) + (matching?.has(row) === true ? 8 : 0) + (severity ?? 0);
}

/** A bar: the place of its segment among those of the row, and where it is drawn. */
export interface BarPlace {
  readonly at: number;
  readonly x: number;
  readonly width: number;
  /** Segments too close to be drawn apart from this one. */
  readonly more: number;
}

/** Where bars go, without what they say: nothing is made of segments that share a place, however many there are. */
export function barPlaces(
  segments: Segments,
  scale: TimeScale,
  preferred: Preferred = nothingPreferred,
): readonly BarPlace[] {
  const { from, to, severity, row, length } = segments;
  const places: BarPlace[] = [];
  const [firstInSight, lastInSight] = [scale.time(0), scale.time(scale.width)];
  const value = (at: number): number => worth(preferred, row[at], severity[at]);
  const end = (at: number): number => {
    const epochMs = to[at] ?? NaN;
    return Number.isNaN(epochMs) ? scale.to : epochMs;
  };
  for (let at = firstEnding(segments, firstInSight, end); at < length;) {
    const began = from[at] ?? 0;
    if (began > lastInSight) break;
    const x = Math.min(scale.x(began), scale.width - leastBar);
    const width = Math.max(leastBar, scale.x(end(at)) - x);
    let [chosen, next] = [at, at + 1];
    // What begins before the next pixel after this bar's least width and ends with it cannot be drawn apart.
    const apart = scale.time(x + leastBar);
    const ends = scale.time(x + width + 0.5);
    for (; next < length && (from[next] ?? 0) < apart && end(next) <= ends; next += 1) {
      if (value(next) > value(chosen)) chosen = next;
    }
    places.push({ at: chosen, x, width, more: next - at - 1 });
    at = next;
  }
  return places;
}

/** The first segment that does not end before a moment; segments of a row follow on one another. */
function firstEnding({ from, length }: Segments, epochMs: number, end: (at: number) => number): number {
  const first = partitionPoint(length, (place) => (from[place] ?? 0) >= epochMs);
  return first > 0 && end(first - 1) >= epochMs ? first - 1 : first;
}

/** Labels within a bar: the name at its left, the duration at its right, or a sign where neither fits. */
function labelled(bar: Omit<Bar, 'name'>, scale: TimeScale, measure: (text: string) => number): Bar {
  const { segment } = bar;
  // Labels stand in the part of a bar that is in sight.
  const x = Math.max(0, bar.x);
  const end = Math.min(scale.width, bar.x + bar.width);
  const width = end - x;
  const nameWidth = measure(segment.name);
  const durationWidth = segment.duration === '' ? 0 : measure(segment.duration);
  const cuts = scale.breaks.filter((stretch) => stretch.x >= x && stretch.x + stretch.width <= end);
  const last = cuts.at(-1);
  const lastStart = last === undefined ? x : last.x + last.width;
  const inFirst = (cuts[0]?.x ?? end) - x - 2 * padding;
  const inLast = end - lastStart - 2 * padding;
  if (nameWidth > 0 && nameWidth <= inFirst) {
    const both =
      last === undefined ? nameWidth + between + durationWidth <= inFirst : durationWidth <= inLast;
    return {
      ...bar,
      name: x + padding,
      ...(durationWidth > 0 && both ? { duration: end - padding - durationWidth } : {}),
    };
  }
  if (segment.icon !== undefined && width >= iconSize + 4)
    return { ...bar, icon: x + (width - iconSize) / 2 };
  const tight = (end - lastStart - durationWidth) / 2;
  if (durationWidth > 0 && tight >= 2)
    return { ...bar, duration: end - Math.min(padding, tight) - durationWidth };
  return bar;
}

/** A bar no wider than this gives way to the label of a worse one before it. */
const sliver = 12;

/**
 * Labels beside bars that have no name within, where there is room up to the next bar: those of problems first, and
 * over slivers that follow.
 */
function withBeside(
  bars: readonly Bar[],
  scale: TimeScale,
  measure: (text: string) => number,
): readonly Bar[] {
  const placed = new Map<number, { readonly x: number; readonly text: string }>();
  const taken: { readonly from: number; readonly to: number }[] = [];
  for (const severity of ['error', 'warning', 'none'] as const) {
    bars.forEach((bar, at) => {
      const { segment } = bar;
      if (segment.severity !== severity || bar.name !== undefined || bar.duration !== undefined) return;
      let end = bar.x + bar.width;
      let next = at + 1;
      for (; next < bars.length; next += 1) {
        const other = bars[next];
        if (other === undefined || other.x > end + padding || other.width > sliver) break;
        if (rank[other.segment.severity] >= rank[severity]) break;
        end = Math.max(end, other.x + other.width);
      }
      const text = segment.duration === '' ? segment.name : `${segment.name} · ${segment.duration}`;
      const from = end + padding;
      const to = from + measure(text);
      if (to > (bars[next]?.x ?? scale.width) || taken.some((other) => from < other.to && other.from < to))
        return;
      taken.push({ from: from - padding, to: to + padding });
      placed.set(at, { x: from, text });
    });
  }
  return bars.map((bar, at) => {
    const beside = placed.get(at);
    return beside === undefined ? bar : { ...bar, beside };
  });
}

/** A moment: its place among those of the row, and where it is drawn. */
export interface MarkPlace {
  readonly at: number;
  readonly x: number;
  /** Left edge of its name, where there is room for it. */
  readonly name?: number;
  /** Moments that fall together with it. */
  readonly more: number;
}

const markHalf = 5;
/** Marks less than this apart fall together. */
const together = 2;

/**
 * Places of the moments that are in sight, by time, and of their names where there is room to the next mark. Of moments
 * that fall together one is drawn: the selected one, else one that the filter leaves, else the worst, else the first.
 */
export function marksOf(
  marks: Marks,
  scale: TimeScale,
  measure: (text: string) => number,
  preferred: Preferred = nothingPreferred,
): readonly MarkPlace[] {
  const { moment, severity, row, length } = marks;
  const value = (at: number): number => worth(preferred, row[at], severity[at]);
  const places: { x: number; chosen: number; more: number }[] = [];
  const lastInSight = scale.time(scale.width);
  for (let at = firstFrom(moment, scale.time(0)); at < length;) {
    const epochMs = moment[at] ?? 0;
    if (epochMs > lastInSight) break;
    const x = scale.x(epochMs);
    const apart = scale.time(x + together);
    let [chosen, next] = [at, at + 1];
    for (; next < length && (moment[next] ?? 0) < apart; next += 1)
      if (value(next) > value(chosen)) chosen = next;
    places.push({ x, chosen, more: next - at - 1 });
    at = next;
  }
  let taken = 0;
  return places.map(({ x, chosen, more }, at) => {
    const next = places[at + 1]?.x;
    const tight = next !== undefined && next - x < markHalf * 2 + 8;
    const width = tight ? Infinity : measure(marks.at(chosen)?.name ?? '');
    const right = x + markHalf + 4;
    const left = x - markHalf - 4 - width;
    const name =
      right + width + 6 <= (next === undefined ? scale.width : next - markHalf)
        ? right
        : next === undefined && left >= taken + 6
          ? left
          : undefined;
    taken = name === right ? right + width : x + markHalf;
    return { at: chosen, x, more, ...(name === undefined ? {} : { name }) };
  });
}

function firstFrom(moments: Float64Array, epochMs: number): number {
  return partitionPoint(moments.length, (place) => (moments[place] ?? 0) >= epochMs);
}
