import { fitted } from '../../src/trace/text/fitted.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { paintSign } from '../icons.ts';
import { axisHeight, paintAxis, pillsOf, type AxisWords, type Pill } from './axis.ts';
import { paintLine, paintText, type Brush } from './brush.ts';
import { paintBar, paintGap, paintMark, type Standing } from './draw.ts';
import { barsOf, marksOf, type Bar, type MarkPlace } from './labels.ts';
import type { LanePlace } from './lanes.ts';
import { overviewHeight, paintSight } from './overview.ts';
import type { TimeScale } from '../../src/trace/timeline/scale.ts';
import { stopOf } from './walk.ts';
import type { Range } from './zoom.ts';

/** Room at the left and right of everything. */
export const pad = 16;
const overviewTop = 8;
const axisTop = overviewTop + overviewHeight + 6;
/** Where the lanes begin; what is above stays when they scroll. */
export const headHeight = axisTop + axisHeight;

/** Steps and events by their places in the list. */
export interface Matching {
  readonly has: (row: number) => boolean;
}

/** Everything that one picture of the timeline is made of. */
export interface Picture {
  readonly view: DrawnView;
  readonly lanes: readonly LanePlace[];
  readonly scale: TimeScale;
  readonly sight: Range;
  /** CSS pixels at a font of 13 px. */
  readonly width: number;
  readonly height: number;
  /** Width of the names of the lanes. */
  readonly left: number;
  /** How far the lanes are scrolled. */
  readonly scrolled: number;
  /** Place of the selected step or event in the list; -1: none. */
  readonly selected: number;
  /** When that is, where one stands. */
  readonly span: Range | undefined;
  /** The place in the list of what the pointer is on. */
  readonly hovered: number;
  readonly matching: Matching | undefined;
  readonly range: Range | undefined;
  readonly words: AxisWords & { readonly axis: string; readonly whole: string };
  /** Paints the strip of the whole call, which is the same in every picture of a size. */
  readonly overview: (brush: Brush, width: number, y: number) => void;
}

/** What was painted, for the pointer and for those who do not see it. */
export interface Painted {
  readonly lanes: readonly PaintedLane[];
  readonly pills: readonly Pill[];
  /** Width of the part in which time is drawn. */
  readonly laneWidth: number;
}

export interface PaintedLane {
  readonly place: LanePlace;
  readonly bars: readonly Bar[];
  readonly marks: readonly MarkPlace[];
}

export function paintPicture(brush: Brush, picture: Picture): Painted {
  const { context, palette } = brush;
  const { view, scale, width, height, left, scrolled, lanes } = picture;
  const laneWidth = width - left - pad;
  context.fillStyle = palette('back');
  context.fillRect(0, 0, width, height);
  const inSight = lanes.filter(
    ({ y, height: high }) => y + high > scrolled && y < scrolled + height - headHeight,
  );
  const last = lanes.at(-1);
  const bottom = Math.min(height, headHeight + (last === undefined ? 0 : last.y + last.height - scrolled));
  for (const lane of inSight) paintName(brush, lane, picture);

  context.save();
  context.translate(left, 0);
  context.save();
  context.beginPath();
  context.rect(-6, headHeight, laneWidth + 12, height);
  context.clip();
  paintBackground(brush, picture, bottom);
  context.restore();
  paintAxis(brush, scale, { y: axisTop, bottom }, picture.words, picture.range);
  context.beginPath();
  context.rect(-6, headHeight, laneWidth + 6 + pad, height);
  context.clip();
  const painted = inSight.map((lane) => paintLane(brush, lane, picture));
  context.restore();

  paintHead(brush, picture, laneWidth);
  return { lanes: painted, pills: pillsOf(scale, brush.measure, picture.words), laneWidth };

  function paintHead(over: Brush, of: Picture, wide: number): void {
    paintText(over, of.words.whole, pad, overviewTop + 12, { colour: palette('dim') });
    paintText(over, of.words.axis, pad, axisTop + 16, { colour: palette('dim') });
    context.save();
    context.translate(left, 0);
    of.overview(over, wide, overviewTop);
    paintSight(over, { y: overviewTop, width: wide }, view.timeline, of.sight);
    context.restore();
  }
}

/** What is at a place of the strip of the whole call. */
export const isOverview = (y: number): boolean =>
  y >= overviewTop - 4 && y < overviewTop + overviewHeight + 2;
export const isAxis = (y: number): boolean => y >= axisTop && y < headHeight;

/** Stretches that are drawn narrow, and the time of the selection through all lanes. */
function paintBackground({ context, palette }: Brush, picture: Picture, bottom: number): void {
  const { scale, span } = picture;
  context.fillStyle = palette('break');
  for (const { x, width } of scale.breaks) context.fillRect(x, headHeight, width, bottom - headHeight);
  if (span === undefined) return;
  const x = Math.max(-20, scale.x(span.from) - 2);
  const end = Math.min(scale.width + 20, scale.x(span.to) + 2);
  context.fillStyle = palette('band');
  if (end > x) context.fillRect(x, headHeight, Math.max(3, end - x), bottom - headHeight);
}

/** When a step or event was: its bar or moment, else what the list tells. */
export function spanOf(view: DrawnView, row: number, stop = stopOf(view, row)): Range | undefined {
  if (row < 0) return undefined;
  if (stop !== undefined) return { from: stop.from, to: stop.to };
  const listed = view.rows.at(row);
  return listed === undefined ? undefined : { from: listed.at, to: listed.at + (listed.durationMs ?? 0) };
}

function paintName(brush: Brush, { row, y, height }: LanePlace, { left, width, scrolled }: Picture): void {
  const { context, palette, measure } = brush;
  const top = headHeight + y - scrolled;
  context.save();
  context.beginPath();
  context.rect(0, headHeight, width, 1e6);
  context.clip();
  const middle = top + height / 2;
  const indent = pad + row.depth * 12;
  paintLine(brush, [0, Math.round(top) + 0.5, width, Math.round(top) + 0.5], palette('line'));
  if (row.depth === 0) {
    paintSign(context, row.lane, { x: pad, y: middle - 7, size: 14, colour: palette('dim') });
  } else {
    paintLine(brush, [indent - 4.5, top, indent - 4.5, middle], palette('quietLine'));
    paintLine(brush, [indent - 4.5, middle, indent + 5.5, middle], palette('quietLine'));
  }
  const room = left - indent - 32;
  const name = fitted(row.name, room, (text) => measure(text, 12));
  paintText(brush, name, indent + 22, middle + 4.5, { colour: palette('text'), size: 12 });
  context.restore();
}

function paintLane(brush: Brush, place: LanePlace, picture: Picture): PaintedLane {
  const { scale, selected, hovered, matching, scrolled } = picture;
  const { row } = place;
  const middle = headHeight + place.y - scrolled + place.height / 2;
  const standing = (item: number | undefined): Standing => ({
    selected: item === selected && selected >= 0,
    hovered: item === hovered && hovered >= 0,
    dimmed: matching !== undefined && (item === undefined || !matching.has(item)),
  });
  if (row.gap !== undefined) paintGap(brush, row.gap, scale.width, middle);
  const prefers = { selected, matching };
  const bars = barsOf(row.segments, scale, brush.measure, prefers);
  for (const bar of bars) paintBar(brush, bar, scale, middle, standing(row.segments.row[bar.at]));
  const marks = marksOf(row.marks, scale, brush.measure, prefers);
  for (const mark of marks) {
    const shown = row.marks.at(mark.at);
    if (shown !== undefined) paintMark(brush, shown, mark, middle, standing(row.marks.row[mark.at]));
  }
  return { place, bars, marks };
}
