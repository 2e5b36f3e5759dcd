import { html, nothing, type TemplateResult } from 'lit';
import { durationText } from '../../src/trace/format.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import type { Severity } from '../../src/trace/view/names.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import type { TimeWords } from '../times.ts';
import { headHeight, type Painted } from './picture.ts';

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
  readonly view: DrawnView;
  readonly strings: Strings;
  readonly words: TimeWords;
}

/** What stands for the bars and moments in sight, lane by lane; of the selection, the smallest drawing of it. */
export function counterparts(
  { lanes, laneWidth }: Painted,
  options: CounterpartOptions,
): readonly Counterpart[] {
  const { left, selected, view, strings, words } = options;
  const found: (Counterpart & { readonly row: number })[] = [];
  const add = (
    row: number | undefined,
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
    const time = words.text(facts.at, words.times === 'elapsed' ? 1 : 3);
    const parts = [
      facts.name,
      facts.duration,
      facts.severity === 'none' ? '' : strings(`severity.${facts.severity}`),
      strings('timeline.at', { time }),
      more === 0 ? '' : strings('timeline.more', { count: more }),
    ];
    const x = Math.max(0, box.x);
    found.push({
      row,
      item,
      label: parts.filter((part) => part !== '').join(' · '),
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
      const duration = segment.to === undefined ? strings('timeline.open') : segment.duration;
      const facts = { name: segment.name, duration, severity: segment.severity, at: segment.from };
      add(place.row.segments.row[at], facts, more, { x, width, y, height });
    }
    for (const { at, x, more } of marks) {
      const mark = place.row.marks.at(at);
      if (mark === undefined) continue;
      add(place.row.marks.row[at], { ...mark, duration: '' }, more, { x: x - 5, width: 10, y, height });
    }
  }
  const smallest = found
    .filter(({ row }) => row === selected)
    .reduce<number>((least, { width }) => Math.min(least, width), Infinity);
  const chosen = found.findIndex(({ row, width }) => row === selected && width === smallest);
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

/** A step or event in words: its name, then what is to be said of it. */
export function wordsOf(
  view: DrawnView,
  row: number,
  strings: Strings,
  words: TimeWords,
): { readonly title: string; readonly lines: readonly string[] } {
  const shown = view.rows.at(row);
  if (shown === undefined) return { title: '', lines: [] };
  const finding = view.findings.find(({ item }) => item === shown.item);
  const length = shown.durationMs === undefined ? '' : durationText(shown.durationMs, strings.render);
  const facts = [
    shown.detail,
    shown.exit,
    length,
    shown.severity === 'none' ? '' : strings(`severity.${shown.severity}`),
    strings('timeline.at', { time: words.text(shown.at, words.times === 'elapsed' ? 1 : 3) }),
  ];
  const line = facts.filter((fact) => fact !== '').join(' · ');
  return { title: shown.name, lines: finding === undefined ? [line] : [line, finding.title] };
}
