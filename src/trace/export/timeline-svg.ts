import { compareSeverity } from '../findings/status.ts';
import { durationText, elapsedText, timeText } from '../format.ts';
import type { Render } from '../message.ts';
import { quietIn, ticksOf, timeScale, type TimeScale } from '../timeline/scale.ts';
import type { MarkView, MeasureText, SegmentView, TimelineRowView, TimelineView } from '../view/types.ts';
import { fitted } from '../text/fitted.ts';
import { document, element, textElement, titleElement, type Palette } from './svg.ts';

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
  /** Whether long stretches in which nothing happens are drawn narrow. */
  readonly compress: boolean;
  readonly render: Render;
}

const rowHeight = 28;
const axisHeight = 28;
const pad = 12;
/** Between two times that are told on the axis. */
const tickGap = 90;

/** The lanes of the call over time as an SVG drawing. */
export function timelineSvg(timeline: TimelineView, options: TimelineSvgOptions): string {
  const { measure, palette, width } = options;
  const from = options.range?.from ?? timeline.from;
  const to = Math.max(from + 1, options.range?.to ?? timeline.to);
  const widest = timeline.rows.reduce(
    (most, { name, depth }) => Math.max(most, measure(name, 12, 'normal') + depth * 12),
    60,
  );
  const labelWidth = Math.min(width * 0.3, widest + 2 * pad);
  const quiet = options.compress ? quietIn(from, to, momentsOf(timeline.rows)) : [];
  const scale = timeScale({ from, to, width: width - pad - labelWidth, quiet });
  const place: Place = {
    left: labelWidth,
    right: width - pad,
    from,
    to,
    scale,
    x: (at) => labelWidth + scale.x(at),
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
  readonly scale: TimeScale;
  readonly x: (epochMs: number) => number;
}

/** When anything begins, ends or happens. */
function momentsOf(rows: readonly TimelineRowView[]): Float64Array {
  return Float64Array.from(
    rows.flatMap(({ segments, marks }) => [
      ...segments.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
      ...marks.map(({ at }) => at),
    ]),
  );
}

/** Times with their lines, and the waits that are drawn narrow with their lengths. */
function axis(
  { left, right, scale }: Place,
  height: number,
  origin: number,
  { measure, times, zone, render }: TimelineSvgOptions,
  palette: Palette,
): readonly string[] {
  const bottom = height - pad;
  const ticks = ticksOf(scale, origin, tickGap);
  const digits = scale.perMs * 1000 > tickGap ? 1 : 0;
  const waits = scale.breaks.map(({ from, to, x, width }) => {
    const text = durationText(Math.round((to - from) / 1000) * 1000, render);
    const wide = measure(text, 11, 'normal') + 12;
    return { x: left + x, width, text, wide, middle: left + x + width / 2 };
  });
  const free = (x: number, wide: number) =>
    x + wide <= right &&
    waits.every(({ middle, wide: other }) => x + wide < middle - other / 2 || x > middle + other / 2);
  return [
    ...waits.map(({ x, width }) =>
      element('rect', { x, y: axisHeight - 6, width, height: bottom - axisHeight + 6, fill: palette.fill }),
    ),
    ...ticks.flatMap(({ at, x }) => {
      const text = times === 'zone' ? timeText(at, zone).slice(0, 8) : elapsedText(at - origin, digits);
      const place = left + x;
      return [
        element('path', {
          d: `M${Math.round(place)} ${axisHeight - 6}V${bottom}`,
          stroke: palette.strong,
          fill: 'none',
        }),
        ...(free(place, measure(text, 11, 'normal'))
          ? [textElement(text, { x: place, y: 16, 'font-size': 11, fill: palette.dim })]
          : []),
      ];
    }),
    ...waits.flatMap(({ x, width, text, wide, middle }) => [
      element('path', {
        d: `M${Math.round(x)} ${axisHeight - 6}V${bottom}M${Math.round(x + width)} ${axisHeight - 6}V${bottom}`,
        stroke: palette.line,
        fill: 'none',
        'stroke-dasharray': '2 3',
      }),
      element('rect', {
        ...{ x: middle - wide / 2, y: 4, width: wide, height: 17, rx: 8.5 },
        ...{ fill: palette.back, stroke: palette.line, 'stroke-dasharray': '3 2' },
      }),
      textElement(text, { x: middle, y: 16, 'font-size': 11, 'text-anchor': 'middle' }),
    ]),
  ];
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
          titleElement(name),
          element('path', {
            d: `M${Math.round(place.x(at))} ${middle - 5}l5 5-5 5-5-5z`,
            fill: severity === 'none' ? palette.text : palette[severity],
          }),
        ]),
      ),
  ]);
}

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
    titleElement(words),
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
      ...(segment.kind === 'waiting' || segment.kind === 'ringing' || segment.kind === 'unknown'
        ? { 'stroke-dasharray': '4 2' }
        : {}),
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
