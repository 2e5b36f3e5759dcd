import type { Point, Rectangle } from './model.ts';

/* Paths of edges and shapes of nodes, as SVG path data; CSS pixels. */

export type { Point, Rectangle as Box } from './model.ts';

const radius = 6;
const arrow = 5;

const at = ({ x, y }: Point): string => `${x} ${y}`;

function towards(from: Point, to: Point, length: number): Point {
  const whole = Math.hypot(to.x - from.x, to.y - from.y);
  if (whole === 0) return from;
  const part = Math.min(length, whole / 2) / whole;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** A line through the points with rounded corners. */
export function linePath(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return '';
  let path = `M${at(first)}`;
  for (let place = 1; place < points.length; place += 1) {
    const before = points[place - 1];
    const corner = points[place];
    const after = points[place + 1];
    if (before === undefined || corner === undefined) continue;
    if (after === undefined) path += `L${at(corner)}`;
    else
      path += `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  }
  return path;
}

/** The open head of an arrow along the last stretch of a line. */
export function arrowPath(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return '';
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const wing = (turn: number): Point => ({
    x: tip.x - arrow * Math.SQRT2 * Math.cos(angle + turn),
    y: tip.y - arrow * Math.SQRT2 * Math.sin(angle + turn),
  });
  return `M${at(wing(Math.PI / 4))}L${at(tip)}L${at(wing(-Math.PI / 4))}`;
}

/** A rectangle with pointed ends: a branch. */
export function branchPath({ x, y, width, height }: Rectangle): string {
  const point = 10;
  const middle = y + height / 2;
  const right = x + width;
  return `M${x + point} ${y}H${right - point}L${right} ${middle}L${right - point} ${y + height}H${x + point}L${x} ${middle}Z`;
}

/** The same box with its sides moved out (or in) by some pixels. */
export function outset({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
