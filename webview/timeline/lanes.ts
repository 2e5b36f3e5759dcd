import type { DrawnTimelineRow, MeasureText } from '../../src/trace/view/types.ts';
import { smallSize } from './brush.ts';

/** Where lanes are, in CSS pixels at a font of 13 px. */

export interface LanePlace {
  readonly row: DrawnTimelineRow;
  /** Upper edge, from the upper edge of the first lane. */
  readonly y: number;
  readonly height: number;
}

const laneHeight = 28;
const nestedHeight = 26;

export function lanePlaces(rows: readonly DrawnTimelineRow[]): readonly LanePlace[] {
  let y = 0;
  return rows.map((row) => {
    const height = row.depth === 0 ? laneHeight : nestedHeight;
    const place = { row, y, height };
    y += height;
    return place;
  });
}

/** Height of all lanes. */
export function heightOf(lanes: readonly LanePlace[]): number {
  const last = lanes.at(-1);
  return last === undefined ? 0 : last.y + last.height;
}

/** When anything begins, ends or happens; NaN where something is still open. */
export function momentsOf(rows: readonly DrawnTimelineRow[]): Float64Array {
  const columns = rows.flatMap(({ segments, marks }) => [segments.from, segments.to, marks.moment]);
  const moments = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0));
  let filled = 0;
  for (const column of columns) {
    moments.set(column, filled);
    filled += column.length;
  }
  return moments;
}

/** Room for the names of the lanes and of the axis, as far as the whole width allows. */
export function labelWidth(
  rows: readonly DrawnTimelineRow[],
  axis: readonly string[],
  width: number,
  measure: MeasureText,
): number {
  const widest = Math.max(
    ...axis.map((name) => measure(name, smallSize, 'normal')),
    ...rows.map(({ name, depth }) => measure(name, 12, 'normal') + 24 + depth * 12),
  );
  return Math.round(Math.min(Math.max(72, widest + 16), Math.max(120, width * 0.28)));
}
