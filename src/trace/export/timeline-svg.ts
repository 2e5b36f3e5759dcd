import { compareSeverity } from '../findings/status.ts';
import { elapsedText, timeText } from '../format.ts';
import type { MarkView, MeasureText, SegmentView, TimelineRowView, TimelineView } from '../view/types.ts';
import { fitted } from '../text/fitted.ts';
import { document, element, textElement, type Palette } from './svg.ts';

export interface TimelineSvgOptions {
  readonly title: string;
  readonly palette: Palette;
  readonly measure: MeasureText;
  /** CSS pixels. */
  readonly width: number;
  readonly times: 'elapsed' | 'zone';
  /** Offset of the zone, `+08:00`. */
  readonly zone: string;
  /** The part that is drawn, epoch ms; the whole call where it is not given. */
  readonly range?: { readonly from: number; readonly to: number };
}

const rowHeight = 28;
const axisHeight = 28;
const pad = 12;
const steps = [
  10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000,
] as const;

/** The lanes of the call over time as an SVG drawing, in true scale. */
export function timelineSvg(timeline: TimelineView, options: TimelineSvgOptions): string {
  const { measure, palette, width } = options;
  const from = options.range?.from ?? timeline.from;
  const to = Math.max(from + 1, options.range?.to ?? timeline.to);
  const labelWidth = Math.min(
    width * 0.3,
    Math.max(60, ...timeline.rows.map(({ name, depth }) => measure(name, 12, 'normal') + depth * 12)) +
      2 * pad,
  );
  const place: Place = {
    left: labelWidth,
    right: width - pad,
    from,
    to,
    x: (at) =>
      labelWidth + (Math.min(to, Math.max(from, at)) - from) * ((width - pad - labelWidth) / (to - from)),
  };
  const height = axisHeight + timeline.rows.length * rowHeight + pad;
  return document({ x: 0, y: 0, width, height }, options.title, palette, [
    ...axis(place, height, timeline.from, options, palette),
    ...timeline.rows.map((row, index) =>
      drawRow(row, axisHeight + index * rowHeight, place, options, palette),
    ),
  ]);
}

interface Place {
  readonly left: number;
  readonly right: number;
  readonly from: number;
  readonly to: number;
  readonly x: (epochMs: number) => number;
}

function axis(
  { left, right, from, to, x }: Place,
  height: number,
  origin: number,
  { measure, times, zone }: TimelineSvgOptions,
  palette: Palette,
): readonly string[] {
  const step = steps.find((one) => ((right - left) * one) / (to - from) >= 90) ?? 86_400_000;
  const word = (at: number) =>
    times === 'zone' ? timeText(at, zone).slice(0, 8) : elapsedText(at - origin, step < 1000 ? 1 : 0);
  const drawn: string[] = [];
  for (let at = origin + Math.ceil((from - origin) / step) * step; at <= to; at += step) {
    drawn.push(
      element('path', {
        d: `M${Math.round(x(at))} ${axisHeight - 6}V${height - pad}`,
        stroke: palette.strong,
        fill: 'none',
      }),
    );
    const text = word(at);
    if (x(at) + measure(text, 11, 'normal') > right) continue;
    drawn.push(textElement(text, { x: x(at), y: 16, 'font-size': 11, fill: palette.dim }));
  }
  return drawn;
}

function drawRow(
  row: TimelineRowView,
  y: number,
  place: Place,
  { measure }: TimelineSvgOptions,
  palette: Palette,
): string {
  const middle = y + rowHeight / 2;
  const indent = pad + row.depth * 12;
  return element('g', {}, [
    element('path', { d: `M${pad} ${y + rowHeight}H${place.right}`, stroke: palette.strong, fill: 'none' }),
    textElement(
      fitted(row.name, place.left - indent - 8, (text) => measure(text, 12, 'normal')),
      { x: indent, y: middle + 4, 'font-size': 12, ...(row.depth === 0 ? {} : { fill: palette.dim }) },
    ),
    ...(row.gap === undefined
      ? []
      : [
          element('rect', {
            x: place.left,
            y: middle - 9,
            width: place.right - place.left,
            height: 18,
            rx: 3,
            fill: 'none',
            stroke: palette.line,
            'stroke-dasharray': '2 3',
          }),
          textElement(
            fitted(row.gap, place.right - place.left - 16, (text) => measure(text, 11, 'normal')),
            { x: place.left + 8, y: middle + 4, 'font-size': 11, fill: palette.dim },
          ),
        ]),
    ...drawSegments(row, middle, place, measure, palette),
    ...row.marks
      .filter(({ at }) => at >= place.from && at <= place.to)
      .map(({ at, name, severity }) =>
        element('g', {}, [
          element('title', {}, [textOf(name)]),
          element('path', {
            d: `M${Math.round(place.x(at))} ${middle - 5}l5 5-5 5-5-5z`,
            fill: severity === 'none' ? palette.text : palette[severity],
          }),
        ]),
      ),
  ]);
}

const textOf = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Bars that are hardly wider than their lines: words of a worse one may stand over them. */
const sliver = 4;

function drawSegments(
  { segments, marks }: TimelineRowView,
  middle: number,
  place: Place,
  measure: MeasureText,
  palette: Palette,
): readonly string[] {
  const shown = segments.filter(({ from, to }) => from <= place.to && (to ?? place.to) >= place.from);
  const beside = placesBeside(shown, marks, place, (text) => measure(text, 11, 'normal'));
  return shown.map((segment) => drawSegment(segment, middle, place, beside.get(segment), measure, palette));
}

const widthOf = ({ from, to }: SegmentView, { x, to: end }: Place) => Math.max(1.5, x(to ?? end) - x(from));

/** What a bar says, with a sign for what is wrong with it. */
function wordsOf({ name, duration, severity }: SegmentView): string {
  const sign = severity === 'error' ? '✗ ' : severity === 'warning' ? '! ' : '';
  return [`${sign}${name}`, duration].filter((part) => part !== '').join(' · ');
}

/** Left edges of words that do not fit into their bars and stand at the right of them; the worst come first. */
function placesBeside(
  segments: readonly SegmentView[],
  marks: readonly MarkView[],
  place: Place,
  measured: (text: string) => number,
): ReadonlyMap<SegmentView, number> {
  const beside = new Map<SegmentView, number>();
  const taken: { readonly from: number; readonly to: number }[] = marks.map(({ at }) => ({
    from: place.x(at) - 5,
    to: place.x(at) + 5,
  }));
  for (const severity of ['error', 'warning', 'none'] as const) {
    segments.forEach((segment, at) => {
      const words = wordsOf(segment);
      if (segment.severity !== severity || measured(words) <= widthOf(segment, place) - 8) return;
      let end = place.x(segment.from) + widthOf(segment, place);
      let next = segments[at + 1];
      for (let after = at + 1; next !== undefined; next = segments[++after]) {
        const near = place.x(next.from) < end + sliver && widthOf(next, place) < sliver;
        if (!near || compareSeverity(segment.severity, next.severity) >= 0) break;
        end = place.x(next.from) + widthOf(next, place);
      }
      const [from, to] = [end + 4, end + 8 + measured(words)];
      if (to > (next === undefined ? place.right : place.x(next.from))) return;
      if (taken.some((other) => from < other.to && other.from < to)) return;
      taken.push({ from, to });
      beside.set(segment, from);
    });
  }
  return beside;
}

/** @param beside left edge of its words where they stand at its right */
function drawSegment(
  segment: SegmentView,
  middle: number,
  place: Place,
  beside: number | undefined,
  measure: MeasureText,
  palette: Palette,
): string {
  const x = place.x(segment.from);
  const width = widthOf(segment, place);
  const strong = segment.kind === 'talking' || segment.kind === 'connected';
  const colour = segment.severity === 'none' ? undefined : palette[segment.severity];
  const words = wordsOf(segment);
  const label =
    beside === undefined ? fitted(words, width - 8, (text) => measure(text, 11, 'normal')) : words;
  const textAt = { x: beside ?? x + 4, y: middle + 4, 'font-size': 11 };
  return element('g', {}, [
    element('title', {}, [textOf(words)]),
    element('rect', {
      x,
      y: middle - 9,
      width,
      height: 18,
      rx: Math.min(3, width / 2),
      fill:
        segment.severity === 'error'
          ? palette.errorFill
          : segment.severity === 'warning'
            ? palette.warningFill
            : strong
              ? palette.strong
              : palette.fill,
      stroke: colour ?? palette.line,
      'stroke-width': segment.severity === 'error' ? 2 : 1,
      ...(segment.kind === 'waiting' || segment.kind === 'ringing' ? { 'stroke-dasharray': '4 2' } : {}),
    }),
    ...(label === ''
      ? []
      : [
          textElement(label, {
            ...textAt,
            ...(beside === undefined || colour === undefined ? {} : { fill: colour }),
          }),
        ]),
  ]);
}
