import type { DrawnTimeline, DrawnTimelineRow } from '../../src/trace/view/types.ts';

/** A bar or moment in the timeline. */
export interface Stop {
  /** Place of its row in the list of steps and events; -1: the call itself. */
  readonly item: number;
  /** Place of its lane in the timeline. */
  readonly lane: number;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'bar' | 'mark';
  /** Place among the bars or marks of its lane. */
  readonly at: number;
}

/**
 * The bar or moment of a step or event. One that stands in several lanes is taken from where it takes the least time.
 * @param item place of its row in the list of steps and events
 */
export function stopOf(timeline: DrawnTimeline, item: number): Stop | undefined {
  let best: Stop | undefined;
  timeline.rows.forEach((row, lane) => {
    const found = [
      barStop(timeline, row, lane, row.segments.row.indexOf(item)),
      markStop(row, lane, row.marks.row.indexOf(item)),
    ];
    for (const stop of found)
      if (stop !== undefined && (best === undefined || stop.to - stop.from < best.to - best.from))
        best = stop;
  });
  return best;
}

function barStop(
  { to: end }: DrawnTimeline,
  { segments }: DrawnTimelineRow,
  lane: number,
  at: number,
): Stop | undefined {
  const from = segments.from[at];
  const to = segments.to[at];
  const item = segments.row[at];
  if (from === undefined || to === undefined || item === undefined) return undefined;
  return { item, lane, from, to: Number.isNaN(to) ? end : to, kind: 'bar', at };
}

function markStop({ marks }: DrawnTimelineRow, lane: number, at: number): Stop | undefined {
  const moment = marks.moment[at];
  const item = marks.row[at];
  if (moment === undefined || item === undefined) return undefined;
  return { item, lane, from: moment, to: moment, kind: 'mark', at };
}

export type WalkKey = 'left' | 'right' | 'up' | 'down';

export const walkKeys: Readonly<Record<string, WalkKey | undefined>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * Where an arrow key leads in the timeline: left and right along the lane, up and down to what is nearest in time in
 * the next lane that has anything.
 * @param item place of the selection in the list of steps and events; -1: nothing is selected
 * @returns the same of where it leads; undefined where there is nothing
 */
export function stepInTimeline(timeline: DrawnTimeline, item: number, key: WalkKey): number | undefined {
  const here = item < 0 ? undefined : stopOf(timeline, item);
  if (here === undefined) return firstStop(timeline)?.item;
  if (key === 'left' || key === 'right') return alongLane(timeline, here, key === 'right' ? 1 : -1)?.item;
  const direction = key === 'down' ? 1 : -1;
  for (let lane = here.lane + direction; lane >= 0 && lane < timeline.rows.length; lane += direction) {
    const nearest = nearestIn(timeline, lane, here);
    if (nearest !== undefined) return nearest.item;
  }
  return undefined;
}

function firstStop(timeline: DrawnTimeline): Stop | undefined {
  for (const [lane, row] of timeline.rows.entries()) {
    const stop = earlier(selectable(barStop(timeline, row, lane, 0)), markStop(row, lane, 0), 1);
    if (stop !== undefined) return stop;
  }
  return undefined;
}

/** What is made of the summary of the call cannot be selected by itself. */
const selectable = (stop: Stop | undefined): Stop | undefined =>
  stop === undefined || stop.item < 0 ? undefined : stop;

/** Of two stops, the one that comes first in a direction of time. */
function earlier(a: Stop | undefined, b: Stop | undefined, direction: 1 | -1): Stop | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (a.from - b.from) * direction <= 0 ? a : b;
}

function alongLane(timeline: DrawnTimeline, here: Stop, direction: 1 | -1): Stop | undefined {
  const row = timeline.rows[here.lane];
  if (row === undefined) return undefined;
  const beyond = (column: Float64Array): number =>
    direction > 0
      ? column.findIndex((moment) => moment > here.from)
      : column.findLastIndex((moment) => moment < here.from);
  const bar = here.kind === 'bar' ? here.at + direction : beyond(row.segments.from);
  const mark = here.kind === 'mark' ? here.at + direction : beyond(row.marks.moment);
  return earlier(
    selectable(barStop(timeline, row, here.lane, bar)),
    markStop(row, here.lane, mark),
    direction,
  );
}

function nearestIn(timeline: DrawnTimeline, lane: number, here: Stop): Stop | undefined {
  const row = timeline.rows[lane];
  if (row === undefined) return undefined;
  let best: Stop | undefined;
  let least = Infinity;
  const consider = (from: number, to: number, item: number, stop: () => Stop | undefined): void => {
    if (item < 0 || item === here.item) return;
    const far = Math.max(0, from - here.to, here.from - to) + Math.abs(from - here.from) / 1e6;
    if (far >= least) return;
    least = far;
    best = stop();
  };
  const { segments, marks } = row;
  for (let at = 0; at < segments.length; at += 1) {
    const to = segments.to[at] ?? 0;
    consider(segments.from[at] ?? 0, Number.isNaN(to) ? timeline.to : to, segments.row[at] ?? -1, () =>
      barStop(timeline, row, lane, at),
    );
  }
  for (let at = 0; at < marks.length; at += 1) {
    const moment = marks.moment[at] ?? 0;
    consider(moment, moment, marks.row[at] ?? -1, () => markStop(row, lane, at));
  }
  return best;
}
