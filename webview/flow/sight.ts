import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import type { Box, Point } from '../../src/trace/layout/paths.ts';

/** From so many nodes and edges on, only what is near the visible part is drawn. */
const drawnWhole = 400;

/** Whether the drawing is small enough to be in the page as a whole. */
export function isSmall({ nodes, edges }: FlowLayout): boolean {
  return nodes.length + edges.length <= drawnWhole;
}

/** The part of a layout that touches the given part of the drawing. */
export function inSight(placed: FlowLayout, sight: Box): FlowLayout {
  return {
    ...placed,
    nodes: placed.nodes.filter((box) => touch(box, sight)),
    edges: placed.edges.filter(({ points }) => touch(around(points), sight)),
    boxes: placed.boxes.filter((box) => touch(box, sight)),
  };
}

/** The visible part with as much again on every side, so that scrolling a little needs no new drawing. */
export function sightOf(visible: Box): Box {
  return {
    x: visible.x - visible.width,
    y: visible.y - visible.height,
    width: visible.width * 3,
    height: visible.height * 3,
  };
}

/** Whether what is drawn still reaches half a pane beyond what is visible. */
export function reaches(sight: Box, visible: Box): boolean {
  const { width, height } = visible;
  return (
    sight.x <= visible.x - width / 2 &&
    sight.y <= visible.y - height / 2 &&
    sight.x + sight.width >= visible.x + width * 1.5 &&
    sight.y + sight.height >= visible.y + height * 1.5
  );
}

function touch(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

function around(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
