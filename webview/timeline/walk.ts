import type { DrawnTimeline, DrawnTimelineRow, DrawnView } from '../../src/trace/view/types.ts';

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
 * The bar or moment of a step or event. One that stands in several lanes is taken from the lane in which one walked to
 * it, else from the lane of its party where it begins there, else from where it takes the least time.
 * @param item place of its row in the list of steps and events
 * @param walkedIn id of the lane in which one walked to it
 */
export function stopOf(view: DrawnView, item: number, walkedIn?: string): Stop | undefined {
  let best: Stop | undefined;
  let least = Infinity;
  view.timeline.rows.forEach((row, lane) => {
    const found = [
      barStop(view.timeline, row, lane, row.segments.row.indexOf(item)),
      markStop(row, lane, row.marks.row.indexOf(item)),
    ];
    for (const stop of found) {
      if (stop === undefined) continue;
      const length = row.id === walkedIn ? -2 : isOwn(view, row, stop) ? -1 : stop.to - stop.from;
      if (length >= least) continue;
      least = length;
      best = stop;
    }
  });
  return best;
}

/** Whether it begins with its step or event, in the lane of that: a bar may be named by what ends it. */
export function isOwn(
  view: DrawnView,
  { lane }: DrawnTimelineRow,
  { item, from }: Pick<Stop, 'item' | 'from'>,
): boolean {
  const row = item < 0 ? undefined : view.rows.at(item);
  return row?.at === from && row.lane === lane;
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
 * @param here where one stands; undefined: nothing is selected
 * @returns undefined where there is nothing
 */
export function stepInTimeline(view: DrawnView, here: Stop | undefined, key: WalkKey): Stop | undefined {
  if (here === undefined) return firstStop(view);
  const { timeline } = view;
  if (key === 'left' || key === 'right') return alongLane(timeline, here, key === 'right' ? 1 : -1);
  const direction = key === 'down' ? 1 : -1;
  for (let lane = here.lane + direction; lane >= 0 && lane < timeline.rows.length; lane += direction) {
    const nearest = nearestIn(timeline, lane, here);
    if (nearest !== undefined) return nearest;
  }
  return undefined;
}

/** What begins first in the call; of several in the lane of its party, else in the upper lane. */
function firstStop(view: DrawnView): Stop | undefined {
  const { timeline } = view;
  let first: Stop | undefined;
  let own = false;
  timeline.rows.forEach((row, lane) => {
    const stop = earlier(selectableBar(timeline, row, lane, 0, 1), markStop(row, lane, 0), 1);
    if (stop === undefined) return;
    const isIts = isOwn(view, row, stop);
    const before = stop.from - (first?.from ?? Infinity);
    if (before > 0 || (before === 0 && (own || !isIts))) return;
    first = stop;
    own = isIts;
  });
  return first;
}

/** The next bar from a place on; what is made of the summary of the call cannot be selected by itself. */
function selectableBar(
  timeline: DrawnTimeline,
  row: DrawnTimelineRow,
  lane: number,
  from: number,
  direction: 1 | -1,
): Stop | undefined {
  let at = from;
  while ((row.segments.row[at] ?? 0) < 0) at += direction;
  return barStop(timeline, row, lane, at);
}

/** Of a bar and a mark, the one that comes first in a direction of time; of the same moment, the bar is before. */
function earlier(bar: Stop | undefined, mark: Stop | undefined, direction: 1 | -1): Stop | undefined {
  if (bar === undefined || mark === undefined) return bar ?? mark;
  const between = (bar.from - mark.from) * direction;
  return between < 0 || (between === 0 && direction > 0) ? bar : mark;
}

function alongLane(timeline: DrawnTimeline, here: Stop, direction: 1 | -1): Stop | undefined {
  const row = timeline.rows[here.lane];
  if (row === undefined) return undefined;
  const { from } = here;
  const { segments, marks } = row;
  const ahead = direction > 0;
  const bar = ahead
    ? segments.from.findIndex((moment) => moment > from)
    : segments.from.findLastIndex((moment) => moment <= from);
  const mark = ahead
    ? marks.moment.findIndex((moment) => moment >= from)
    : marks.moment.findLastIndex((moment) => moment < from);
  const next = here.at + direction;
  return earlier(
    selectableBar(timeline, row, here.lane, here.kind === 'bar' ? next : bar, direction),
    markStop(row, here.lane, here.kind === 'mark' ? next : mark),
    direction,
  );
}

/** Another step or event where the lane has one, so that every key is seen to do something. */
function nearestIn(timeline: DrawnTimeline, lane: number, here: Stop): Stop | undefined {
  const row = timeline.rows[lane];
  if (row === undefined) return undefined;
  let best: Stop | undefined;
  let least = Infinity;
  let same: Stop | undefined;
  const consider = (from: number, to: number, item: number, stop: () => Stop | undefined): void => {
    if (item < 0) return;
    if (item === here.item) {
      same ??= stop();
      return;
    }
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
  return best ?? same;
}
