import type { TimelineView } from '../../src/trace/view/types.ts';

interface Stop {
  readonly item: string;
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

function stopsOf({ rows, to }: TimelineView): readonly Stop[] {
  return rows.flatMap((row, at) =>
    [
      ...row.segments.map((segment) => ({
        item: segment.item,
        row: at,
        from: segment.from,
        to: segment.to ?? to,
      })),
      ...row.marks.map((mark) => ({ item: mark.item, row: at, from: mark.at, to: mark.at })),
    ].sort((a, b) => a.from - b.from),
  );
}

/**
 * Where an arrow key leads in the timeline: left and right along the row, up and down to what is nearest in time in
 * the next row that has anything. Undefined where there is nothing.
 */
export function stepInTimeline(
  timeline: TimelineView,
  selection: string | undefined,
  key: 'left' | 'right' | 'up' | 'down',
): string | undefined {
  const stops = stopsOf(timeline);
  // An item may stand in several rows; it is walked from where it takes the least time.
  const here = stops
    .filter((stop) => stop.item === selection)
    .reduce<Stop | undefined>(
      (best, stop) => (best === undefined || stop.to - stop.from < best.to - best.from ? stop : best),
      undefined,
    );
  if (here === undefined) return stops[0]?.item;
  if (key === 'left' || key === 'right') {
    const row = stops.filter((stop) => stop.row === here.row);
    return row[row.indexOf(here) + (key === 'right' ? 1 : -1)]?.item;
  }
  const direction = key === 'down' ? 1 : -1;
  for (let row = here.row + direction; row >= 0 && row < timeline.rows.length; row += direction) {
    const candidates = stops.filter((stop) => stop.row === row && stop.item !== selection);
    const nearest = candidates.reduce<Stop | undefined>(
      (best, stop) => (best === undefined || distance(stop, here) < distance(best, here) ? stop : best),
      undefined,
    );
    if (nearest !== undefined) return nearest.item;
  }
  return undefined;
}

function distance(a: Stop, b: Stop): number {
  return Math.max(0, a.from - b.to, b.from - a.to) + Math.abs(a.from - b.from) / 1e6;
}
