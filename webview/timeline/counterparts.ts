import { isolated } from '../../src/trace/direction.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { durationText } from '../../src/trace/format.ts';
import type { DrawnView, SegmentView } from '../../src/trace/view/types.ts';
import type { Severity } from '../../src/trace/view/names.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import type { TimeWords } from '../times.ts';
import { headHeight, type Painted } from './picture.ts';
import type { Drawn } from './pointing.ts';
import { isOwn } from './walk.ts';

/** Stands for a bar or moment of the drawing where it cannot be seen, at its place. CSS pixels at a font of 13 px. */
export interface Counterpart {
  readonly item: string;
  readonly label: string;
  readonly selected: boolean;
  readonly x: number;
  /** From the upper edge of everything, not scrolled. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** More than that nobody goes through; the list has them all. */
const mostCounterparts = 300;

export interface CounterpartOptions {
  /** Width of the names of the lanes. */
  readonly left: number;
  /** Place of the selection in the list; -1: none. */
  readonly selected: number;
  /** Id of the lane in which one stands at it. */
  readonly lane: string | undefined;
  readonly view: DrawnView;
  readonly strings: Strings;
  readonly words: TimeWords;
}

/** What stands for the bars and moments in sight, lane by lane; of the selection, the drawing at which one stands. */
export function counterparts(
  { lanes, laneWidth }: Painted,
  options: CounterpartOptions,
): readonly Counterpart[] {
  const { left, selected, view, strings, words } = options;
  const found: (Counterpart & { readonly row: number; readonly lane: string })[] = [];
  const add = (
    row: number | undefined,
    lane: string,
    facts: {
      readonly name: string;
      readonly duration: string;
      readonly severity: Severity;
      readonly at: number;
    },
    more: number,
    box: { x: number; width: number; y: number; height: number },
  ) => {
    const item = row === undefined || row < 0 ? undefined : view.rows.at(row)?.item;
    if (row === undefined || item === undefined) return;
    const parts = [
      facts.name,
      facts.duration,
      severityText(facts.severity, strings),
      strings('timeline.at', { time: momentText(facts.at, words) }),
      more === 0 ? '' : strings('timeline.more', { count: more }),
    ];
    const x = Math.max(0, box.x);
    found.push({
      row,
      item,
      lane,
      label: joined(parts),
      selected: false,
      x: left + x,
      width: Math.max(1, Math.min(laneWidth, box.x + box.width) - x),
      y: headHeight + box.y,
      height: box.height,
    });
  };
  for (const { place, bars, marks } of lanes) {
    const height = 18;
    const y = place.y + (place.height - height) / 2;
    for (const { at, segment, x, width, more } of bars) {
      const duration = lengthText(segment, strings);
      const facts = { name: segment.name, duration, severity: segment.severity, at: segment.from };
      add(place.row.segments.row[at], place.row.id, facts, more, { x, width, y, height });
    }
    for (const { at, x, more } of marks) {
      const mark = place.row.marks.at(at);
      if (mark === undefined) continue;
      const box = { x: x - 5, width: 10, y, height };
      add(place.row.marks.row[at], place.row.id, { ...mark, duration: '' }, more, box);
    }
  }
  const isHere = ({ row, lane }: { row: number; lane: string }): boolean =>
    row === selected && lane === options.lane;
  const there = found.findIndex(isHere);
  // Where that drawing is not in sight, another one of the same stands for it.
  const chosen = there >= 0 ? there : found.findIndex(({ row }) => row === selected);
  return found
    .map((one, at) => ({ ...one, selected: at === chosen }))
    .filter((one, at) => at < mostCounterparts || one.selected);
}

export function counterpart(
  { item, label, selected, x, y, width, height }: Counterpart,
  unit: number,
  select: (item: string) => void,
): TemplateResult {
  const size = (value: number): string => `${value * unit}px`;
  return html`<div
    class="timeline-item"
    role="option"
    id=${selected ? 'timeline-selected' : nothing}
    aria-selected=${selected}
    aria-label=${label}
    data-item=${item}
    ${styled({ left: size(x), top: size(y), width: size(width), height: size(height) })}
    @click=${() => select(item)}
  ></div>`;
}

const joined = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map(isolated)
    .join(' · ');

const severityText = (severity: Severity, strings: Strings): string =>
  severity === 'none' ? '' : strings(`severity.${severity}`);

const momentText = (at: number, words: TimeWords): string =>
  words.text(at, words.times === 'elapsed' ? 1 : 3);

const lengthText = (segment: SegmentView, strings: Strings): string =>
  segment.to === undefined ? strings('timeline.open') : segment.duration;

/** A bar or moment in words: its name, a bar's with its length, then what is to be said of it. */
export function wordsOf(
  view: DrawnView,
  drawn: Drawn,
  strings: Strings,
  words: TimeWords,
): { readonly title: string; readonly lines: readonly string[] } {
  const { lane, kind, item, at } = drawn;
  const bar = kind === 'bar' ? lane.segments.at(at) : undefined;
  if (bar !== undefined) {
    const { name, from, to, severity } = bar;
    const began = momentText(from, words);
    const time =
      to === undefined ? strings('timeline.at', { time: began }) : `${began} – ${momentText(to, words)}`;
    // What a bar does not begin with, such as the hanging up that ends it, is another thing than the bar.
    const shown = isOwn(view, lane, { item, from }) ? view.rows.at(item) : undefined;
    const detail = shown === undefined || shown.detail === name ? '' : shown.detail;
    const facts = [detail, shown?.exit ?? '', severityText(severity, strings), time];
    return {
      title: joined([name, lengthText(bar, strings)]),
      lines: [joined(facts), ...findingOf(view, shown?.item)],
    };
  }
  const shown = item < 0 ? undefined : view.rows.at(item);
  if (shown === undefined) return { title: '', lines: [] };
  const facts = [
    shown.detail,
    shown.exit,
    shown.durationMs === undefined ? '' : durationText(shown.durationMs, strings.render),
    severityText(shown.severity, strings),
    strings('timeline.at', { time: momentText(shown.at, words) }),
  ];
  return { title: shown.name, lines: [joined(facts), ...findingOf(view, shown.item)] };
}

function findingOf(view: DrawnView, item: string | undefined): readonly string[] {
  const finding = item === undefined ? undefined : view.findings.find((one) => one.item === item);
  return finding === undefined ? [] : [finding.title];
}
