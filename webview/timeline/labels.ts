import type { MarkView, SegmentView, Severity } from '../../src/trace/view/types.ts';
import type { TimeScale } from './scale.ts';

/** Where bars and their labels go. Labels are measured first; one that does not fit is left out, never cut. Pure. */

export const leastBar = 3;
const padding = 6;
const between = 8;
const iconSize = 12;

export interface Bar {
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

/** The bars of one row, by time. Of segments that would cover one another, the worst is drawn. */
export function barsOf(
  segments: readonly SegmentView[],
  scale: TimeScale,
  measure: (text: string) => number,
  selection?: string,
): readonly Bar[] {
  const kept: { segment: SegmentView; x: number; width: number; more: number }[] = [];
  for (const segment of segments) {
    const x = Math.max(0, Math.min(scale.x(segment.from), scale.width - leastBar));
    const width = Math.max(leastBar, scale.x(segment.to ?? scale.to) - x);
    const last = kept.at(-1);
    const covers = last !== undefined && x + width <= last.x + last.width + 0.5 && x < last.x + leastBar;
    if (!covers || segment.item === selection) kept.push({ segment, x, width, more: 0 });
    else {
      last.more += 1;
      if (rank[segment.severity] > rank[last.segment.severity] && last.segment.item !== selection)
        last.segment = segment;
    }
  }
  return withBeside(
    kept.map((bar) => labelled(bar, scale, measure)),
    scale,
    measure,
  );
}

/** Labels within a bar: the name at its left, the duration at its right, or a sign where neither fits. */
function labelled(bar: Omit<Bar, 'name'>, scale: TimeScale, measure: (text: string) => number): Bar {
  const { segment, x, width } = bar;
  const end = x + width;
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

export interface MarkPlace {
  readonly x: number;
  /** Left edge of its name, where there is room for it. */
  readonly name?: number;
  /** Whether the mark itself is drawn; of those that fall together one is. */
  readonly drawn: boolean;
}

const markHalf = 5;
/** Marks less than this apart fall together. */
const together = 2;

/**
 * Places of moments, by time, and their names where there is room to the next mark. Of moments that fall together one
 * is drawn: the selected one, else the worst, else the first.
 */
export function marksOf(
  marks: readonly MarkView[],
  scale: TimeScale,
  measure: (text: string) => number,
  selection?: string,
): readonly MarkPlace[] {
  const groups: { readonly x: number; chosen: number }[] = [];
  const value = ({ item, severity }: MarkView): number => (item === selection ? 3 : rank[severity]);
  marks.forEach((mark, at) => {
    const x = scale.x(mark.at);
    const group = groups.at(-1);
    const chosen = group === undefined ? undefined : marks[group.chosen];
    if (group === undefined || chosen === undefined || x - group.x >= together)
      groups.push({ x, chosen: at });
    else if (value(mark) > value(chosen)) group.chosen = at;
  });
  const places: MarkPlace[] = marks.map((mark) => ({ x: scale.x(mark.at), drawn: false }));
  let taken = 0;
  groups.forEach(({ x, chosen }, at) => {
    const width = measure(marks[chosen]?.name ?? '');
    const next = groups[at + 1]?.x;
    const right = x + markHalf + 4;
    const left = x - markHalf - 4 - width;
    const name =
      right + width + 6 <= (next === undefined ? scale.width : next - markHalf)
        ? right
        : next === undefined && left >= taken + 6
          ? left
          : undefined;
    taken = name === right ? right + width : x + markHalf;
    places[chosen] = { x, drawn: true, ...(name === undefined ? {} : { name }) };
  });
  return places;
}
