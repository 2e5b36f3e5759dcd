import type { FlowLayout, Point, Rectangle } from './model.ts';

/** What of a layout touches a part of the drawing. */
export function within(placed: FlowLayout, part: Rectangle): FlowLayout {
  return {
    ...placed,
    nodes: placed.nodes.filter((box) => touch(box, part)),
    edges: placed.edges.filter(({ points }) => touch(around(points), part)),
    boxes: placed.boxes.filter((box) => touch(box, part)),
  };
}

function touch(a: Rectangle, b: Rectangle): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

function around(points: readonly Point[]): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
