import { partOf, timeScale, type Quiet, type TimeScale } from '../../src/trace/timeline/scale.ts';

/** How far a call is zoomed into, and where. Pure. */
export interface Zoom {
  /** 1: the whole call fits. */
  readonly factor: number;
  /** What is at the left edge, in CSS pixels from the beginning of the call. */
  readonly left: number;
}

/** What is zoomed into. */
export interface Zoomable {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Stretches that may be drawn narrow. */
  readonly quiet: readonly Quiet[];
  /** Room for the call, CSS pixels. */
  readonly width: number;
}

/** Epoch ms. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const ordered = (a: number, b: number): Range => ({ from: Math.min(a, b), to: Math.max(a, b) });

export const wholeCall: Zoom = { factor: 1, left: 0 };

/** Nobody needs to see less than this, ms. */
const shortestMs = 5;
/** Room beside a range that is zoomed to, a share of the width. */
const besideRange = 0.05;

const scaleOf = ({ from, to, quiet, width }: Zoomable, factor: number): TimeScale =>
  timeScale({ from, to, quiet, width: width * factor });

/** The scale of what is in sight; places count from its left edge. */
export function scaleInSight(call: Zoomable, { factor, left }: Zoom): TimeScale {
  return partOf(scaleOf(call, factor), left, call.width);
}

/** What is in sight. */
export function rangeInSight(call: Zoomable, zoom: Zoom): Range {
  const scale = scaleInSight(call, zoom);
  return { from: scale.time(0), to: scale.time(call.width) };
}

const within = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most));

const mostFactor = ({ from, to }: Zoomable): number => Math.max(1, (to - from) / shortestMs);

/** At other factors, or where the room has changed, kept within the call. */
function kept(call: Zoomable, factor: number, left: number): Zoom {
  return { factor, left: within(left, 0, call.width * factor - call.width) };
}

/** Zoomed by a factor, so that what is at a place (CSS pixels from the left edge of what is in sight) stays there. */
export function zoomedBy(call: Zoomable, zoom: Zoom, by: number, place: number): Zoom {
  const factor = within(zoom.factor * by, 1, mostFactor(call));
  const moment = scaleOf(call, zoom.factor).time(zoom.left + place);
  return kept(call, factor, scaleOf(call, factor).x(moment) - place);
}

/** Moved to the right by so many CSS pixels. */
export function movedBy(call: Zoomable, { factor, left }: Zoom, pixels: number): Zoom {
  return kept(call, factor, left + pixels);
}

/** Such that just a range is in sight. */
export const exactly = (call: Zoomable, range: Range): Zoom => filledBy(call, range, 0);

/** Such that a range fills what is in sight but for a little room at both sides. */
export const zoomedTo = (call: Zoomable, range: Range): Zoom => filledBy(call, range, besideRange);

function filledBy(call: Zoomable, { from, to }: Range, beside: number): Zoom {
  const room = call.width * (1 - 2 * beside);
  const most = mostFactor(call);
  let factor = 1;
  // Stretches that are drawn narrow change with the factor: a few rounds come close enough.
  for (let round = 0; round < 8; round += 1) {
    const scale = scaleOf(call, factor);
    const wide = Math.max(1e-6, scale.x(to) - scale.x(from));
    factor = within((factor * room) / wide, 1, most);
  }
  const scale = scaleOf(call, factor);
  return kept(call, factor, (scale.x(from) + scale.x(to)) / 2 - call.width / 2);
}

/** Moved just so far that a range is in sight; where it is longer than that, its beginning. */
export function movedTo(call: Zoomable, zoom: Zoom, { from, to }: Range): Zoom {
  const scale = scaleOf(call, zoom.factor);
  const margin = Math.min(40, call.width / 8);
  const [first, last] = [scale.x(from), scale.x(to)];
  if (first >= zoom.left && first <= zoom.left + call.width - margin && last <= zoom.left + call.width)
    return zoom;
  const fits = last - first <= call.width - 2 * margin;
  return kept(call, zoom.factor, fits ? (first + last) / 2 - call.width / 2 : first - margin);
}
