import type { FlowLayout, Point, Rectangle } from '../../../src/trace/layout/layout.ts';
import type { GraphView } from '../../../src/trace/view/graph-types.ts';

/** A drawing in lines to be read and compared: whole pixels, by the names of what is drawn. */
export function drawingText(graph: GraphView, placed: FlowLayout): string {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const name = (id: string) => nodes.get(id)?.name ?? id;
  const boxes = new Map(graph.boxes.map((box) => [box.id, box.name]));
  const places = new Map(placed.edges.map((edge) => [edge.id, edge]));
  return [
    `${whole(placed.width)} x ${whole(placed.height)}`,
    ...placed.boxes.map((box) => `box   ${rectangle(box)}  ${boxes.get(box.id) ?? box.id}`),
    ...placed.nodes.map((node) => `node  ${rectangle(node)}  ${name(node.id)}`),
    ...graph.edges.map(({ id, from, to, label }) => {
      const edge = places.get(id);
      const said = edge?.label === undefined ? '' : `  "${label}" ${point(edge.label)}`;
      return `line  ${name(from)} > ${name(to)}  ${(edge?.points ?? []).map(point).join(' ')}${said}`;
    }),
  ].join('\n');
}

const whole = (value: number): string => value.toFixed(0);
const point = ({ x, y }: Point): string => `${whole(x)},${whole(y)}`;
const rectangle = ({ x, y, width, height }: Rectangle): string =>
  [x, y, width, height].map((value) => whole(value).padStart(5)).join('');

/** Whether a piece of one orthogonal line lies on a piece of another for more than a point. */
export function runsAlong(one: readonly Point[], other: readonly Point[]): boolean {
  return pieces(one).some((a) =>
    pieces(other).some((b) => onEachOther(a, b) || onEachOther(turned(a), turned(b))),
  );
}

type Piece = readonly [Point, Point];

const pieces = (points: readonly Point[]): readonly Piece[] =>
  points.slice(1).map((to, index): Piece => [points[index] ?? to, to]);

const turned = ([a, b]: Piece): Piece => [
  { x: a.y, y: a.x },
  { x: b.y, y: b.x },
];

/** Of two vertical pieces. */
function onEachOther([a, b]: Piece, [c, d]: Piece): boolean {
  if (a.x !== b.x || c.x !== d.x || Math.abs(a.x - c.x) > 1) return false;
  const from = Math.max(Math.min(a.y, b.y), Math.min(c.y, d.y));
  return Math.min(Math.max(a.y, b.y), Math.max(c.y, d.y)) - from > 1;
}
