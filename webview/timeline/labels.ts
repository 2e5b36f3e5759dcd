import type { SegmentView, Severity } from '../../src/trace/view/types.ts';
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
    const x = scale.x(segment.from);
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
  return kept.map((bar, at) => labelled(bar, kept[at + 1]?.x ?? scale.width, scale, measure));
}

function labelled(
  bar: { readonly segment: SegmentView; readonly x: number; readonly width: number; readonly more: number },
  nextX: number,
  scale: TimeScale,
  measure: (text: string) => number,
): Bar {
  const { segment, x, width } = bar;
  const nameWidth = measure(segment.name);
  const durationWidth = segment.duration === '' ? 0 : measure(segment.duration);
  const end = x + width;
  const cuts = scale.breaks.filter((stretch) => stretch.x >= x && stretch.x + stretch.width <= end);
  const firstEnd = cuts[0]?.x ?? end;
  const lastStart = cuts.length === 0 ? x : (cuts.at(-1)?.x ?? x) + (cuts.at(-1)?.width ?? 0);
  const inFirst = firstEnd - x - 2 * padding;
  const inLast = end - lastStart - 2 * padding;
  const name = nameWidth > 0 && nameWidth <= inFirst;
  const both = cuts.length > 0 ? durationWidth <= inLast : nameWidth + between + durationWidth <= inFirst;
  if (name) {
    return {
      ...bar,
      name: x + padding,
      ...(durationWidth > 0 && both ? { duration: end - padding - durationWidth } : {}),
    };
  }
  const icon =
    segment.icon !== undefined && width >= iconSize + 4 ? { icon: x + (width - iconSize) / 2 } : {};
  const text = segment.duration === '' ? segment.name : `${segment.name} · ${segment.duration}`;
  if (end + padding + measure(text) <= nextX) return { ...bar, ...icon, beside: { x: end + padding, text } };
  if ('icon' in icon) return { ...bar, ...icon };
  if (durationWidth > 0 && durationWidth <= inLast)
    return { ...bar, duration: end - padding - durationWidth };
  return bar;
}

export interface MarkPlace {
  readonly x: number;
  /** Left edge of its name, where there is room for it. */
  readonly name?: number;
  /** Whether the mark itself is drawn; one that would cover a drawn one of no less severity is not. */
  readonly drawn: boolean;
}

const markHalf = 5;

/** Places of moments at the given times, by time, and their names where there is room to the next mark. */
export function marksOf(
  marks: readonly {
    readonly at: number;
    readonly name: string;
    readonly severity: Severity;
    readonly item: string;
  }[],
  scale: TimeScale,
  measure: (text: string) => number,
  selection?: string,
): readonly MarkPlace[] {
  const xs = marks.map((mark) => scale.x(mark.at));
  let lastX = -Infinity;
  let lastSeverity: Severity = 'none';
  let taken = -Infinity;
  return marks.map((mark, at) => {
    const x = xs[at] ?? 0;
    const drawn = x - lastX >= 2 || rank[mark.severity] > rank[lastSeverity] || mark.item === selection;
    if (!drawn) return { x, drawn };
    lastX = x;
    lastSeverity = mark.severity;
    const width = measure(mark.name);
    const right = x + markHalf + 4;
    let after = at + 1;
    while (after < xs.length && (xs[after] ?? 0) - x < 2) after += 1;
    const next = xs[after];
    if (right >= taken && right + width + 6 <= (next === undefined ? scale.width : next - markHalf)) {
      taken = right + width;
      return { x, drawn, name: right };
    }
    const left = x - markHalf - 4 - width;
    const before = at === 0 ? 0 : (xs[at - 1] ?? 0) + markHalf;
    if (next === undefined && left >= Math.max(taken + 6, before)) {
      taken = x + markHalf;
      return { x, drawn, name: left };
    }
    taken = Math.max(taken, x + markHalf);
    return { x, drawn };
  });
}
