import type { Places } from './by-place.ts';
import { layoutLevel, type Level } from './level.ts';
import { layoutSizes, type FlowLayout, type PlacedEdge, type Point, type Rectangle } from './model.ts';
import { groupEdges, type EdgeGroup } from './groups.ts';
import type { LayoutGraph } from './graph.ts';
import type { MeasureText } from '../view/types.ts';

export type { FlowLayout, PlacedEdge, Point, Rectangle } from './model.ts';

/**
 * Places a graph from top to bottom: layered, the way of the call as one straight line at the left, asides at its
 * right, ways back round at the right (in wide flows up between the nodes), sub-flows as boxes around what runs in them.
 * No two nodes overlap, no line crosses a node. The same graph always gives the same layout. Time is near to linear in
 * nodes and edges.
 * @param places where a designer put nodes and boxes; given, they stand there instead, in rows
 */
export function layout(graph: LayoutGraph, measure: MeasureText, places?: Places): FlowLayout {
  const groups = groupEdges(graph, measure);
  const root = layoutLevel(graph, groups, measure, places);
  const { margin } = layoutSizes;
  const placed = new Map<string, Rectangle>();
  const origins = new Map<Level, Point>();
  const boxes: (Rectangle & { readonly id: string })[] = [];
  const place = (level: Level, origin: Point) => {
    origins.set(level, origin);
    for (const item of level.items) {
      const { id, width, height } = item;
      const rectangle = { x: origin.x + item.x, y: origin.y + item.y, width, height };
      const inner = level.levels.get(id);
      if (inner === undefined) {
        placed.set(id, rectangle);
      } else {
        boxes.push({ id, ...rectangle });
        place(inner, { x: rectangle.x, y: rectangle.y });
      }
    }
  };
  place(root, { x: margin, y: margin });
  return {
    width: root.width + 2 * margin,
    height: root.height + 2 * margin,
    nodes: graph.nodes.flatMap(({ id }) => {
      const rectangle = placed.get(id);
      return rectangle === undefined ? [] : [{ id, ...rectangle }];
    }),
    edges: groups.flatMap((group) => placeGroup(group, origins)),
    boxes,
  };
}

/** The line of a group of edges, from the pieces of the levels that it runs through; their labels below each other. */
function placeGroup(group: EdgeGroup, origins: ReadonlyMap<Level, Point>): readonly PlacedEdge[] {
  const points: Point[] = [];
  let label: Point | undefined;
  for (const { level, arc } of [...group.leaving, ...group.across, ...group.entering]) {
    const origin = origins.get(level) ?? { x: 0, y: 0 };
    for (const { x, y } of arc.points) addPoint(points, { x: origin.x + x, y: origin.y + y });
    if (arc.label !== undefined && arc.labels.length > 0) {
      label = { x: origin.x + arc.label.x, y: origin.y + arc.label.y };
    }
  }
  let line = 0;
  return group.edges.map((edge) => {
    if (edge.label === '' || label === undefined) return { id: edge.id, points };
    const own = { x: label.x, y: label.y + line * layoutSizes.labelHeight };
    line += 1;
    return { id: edge.id, points, label: own };
  });
}

/** Adds a corner; points on a straight line between their neighbours are left out. */
function addPoint(points: Point[], point: Point): void {
  const last = points.at(-1);
  if (last !== undefined && near(last.x, point.x) && near(last.y, point.y)) return;
  const before = points.at(-2);
  if (last !== undefined && before !== undefined) {
    const vertical = near(before.x, last.x) && near(last.x, point.x);
    const horizontal = near(before.y, last.y) && near(last.y, point.y);
    if (vertical || horizontal) points.pop();
  }
  points.push(point);
}

const near = (a: number, b: number) => Math.abs(a - b) < 0.01;
