import type { DrawnTimelineRow } from '../../src/trace/view/types.ts';
import { headHeight, isAxis, isOverview, type Painted } from './picture.ts';
import { sightEdges } from './overview.ts';
import { ordered, type Range } from './zoom.ts';

/** A place of the pointer: CSS pixels at a font of 13 px, from the left edge of the time and the upper edge of all. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a press of the pointer begins. */
export type Drag =
  /** Along the time. */
  | { readonly kind: 'move'; readonly from: Place }
  /** Over a range, from a moment on. */
  | { readonly kind: 'range'; readonly from: Place; readonly moment: number }
  /** Of what is in sight, on the strip of the whole call: as a whole, or by one of its ends. */
  | {
      readonly kind: 'sight';
      readonly grip: 'from' | 'to' | 'whole';
      readonly from: Place;
      readonly sight: Range;
    };

/** How far the pointer may tremble in a click. */
const tremble = 4;
const gripWidth = 6;

export function isDrag(drag: Drag, at: Place): boolean {
  return Math.hypot(at.x - drag.from.x, at.y - drag.from.y) > tremble;
}

/** What a press at a place begins. */
export function dragAt(
  at: Place,
  options: {
    readonly shift: boolean;
    readonly laneWidth: number;
    readonly call: Range;
    readonly sight: Range;
    readonly moment: number;
  },
): Drag {
  const { shift, laneWidth, call, sight, moment } = options;
  if (isOverview(at.y)) {
    const [left, right] = sightEdges(laneWidth, call, sight);
    const grip =
      Math.abs(at.x - left) <= gripWidth ? 'from' : Math.abs(at.x - right) <= gripWidth ? 'to' : 'whole';
    return { kind: 'sight', grip, from: at, sight };
  }
  if (shift || isAxis(at.y)) return { kind: 'range', from: at, moment };
  return { kind: 'move', from: at };
}

/** What is to be in sight after a drag on the strip of the whole call, which is linear in time. */
export function draggedSight(
  { grip, from, sight }: Extract<Drag, { kind: 'sight' }>,
  at: Place,
  call: Range,
  laneWidth: number,
): Range {
  const perPixel = (call.to - call.from) / Math.max(1, laneWidth);
  const momentAt = (x: number): number => call.from + Math.min(Math.max(0, x), laneWidth) * perPixel;
  const moment = momentAt(at.x);
  switch (grip) {
    case 'from':
      return ordered(moment, sight.to);
    case 'to':
      return ordered(sight.from, moment);
    case 'whole': {
      const length = sight.to - sight.from;
      const pressed = momentAt(from.x);
      const within = pressed >= sight.from && pressed <= sight.to;
      const start = within ? sight.from + moment - pressed : moment - length / 2;
      const kept = Math.min(Math.max(call.from, start), Math.max(call.from, call.to - length));
      return { from: kept, to: kept + length };
    }
  }
}

/** A bar or moment of the drawing. */
export interface Drawn {
  /** Its step or event, as a place in the list; -1: the call itself. */
  readonly item: number;
  readonly lane: DrawnTimelineRow;
  readonly kind: 'bar' | 'mark';
  /** Place among the bars or marks of its lane. */
  readonly at: number;
}

export function isSame(one: Drawn | undefined, other: Drawn | undefined): boolean {
  return one?.lane === other?.lane && one?.kind === other?.kind && one?.at === other?.at;
}

/** The bar or moment at a place. */
export function drawnAt({ lanes }: Painted, at: Place, scrolled: number): Drawn | undefined {
  if (at.y < headHeight) return undefined;
  const y = at.y - headHeight + scrolled;
  const lane = lanes.find(({ place }) => y >= place.y && y < place.y + place.height);
  if (lane === undefined) return undefined;
  const { row } = lane.place;
  const mark = lane.marks.findLast(({ x }) => Math.abs(at.x - x) <= 7);
  if (mark !== undefined) return { item: row.marks.row[mark.at] ?? -1, lane: row, kind: 'mark', at: mark.at };
  const bar = lane.bars.findLast(({ x, width }) => at.x >= x - 1 && at.x <= x + width + 1);
  if (bar === undefined) return undefined;
  return { item: row.segments.row[bar.at] ?? -1, lane: row, kind: 'bar', at: bar.at };
}
