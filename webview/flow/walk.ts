import { canExpand } from '../../src/trace/graph/expanded.ts';
import type { FlowLayout, Rectangle } from '../../src/trace/layout/layout.ts';
import type {
  GraphBoxView,
  GraphEdgeView,
  GraphNodeView,
  GraphView,
} from '../../src/trace/view/graph-types.ts';
import { itemOf } from './items.ts';

/** Where a key leads in the flow. */
export type Step =
  /** To a node or the head of a sub-flow; `item`: what is selected with it, nothing for what the call did not come to. */
  | { readonly kind: 'go'; readonly to: string; readonly item?: string }
  /** Folds or unfolds a sub-flow. */
  | { readonly kind: 'fold'; readonly box: string }
  /** Draws the visits of a node one by one, or as one again. */
  | { readonly kind: 'expand'; readonly node: string };

/**
 * Walks along the edges: down the way that the call took on, up the way by which it came, through the heads of sub-flows;
 * left and right through the visits of a node, then to what stands beside it. Left on the head of a sub-flow folds it,
 * right on a folded one unfolds it; Enter and Space do either, and expand a node that was visited several times.
 *
 * @param at the node or box on which the person is; undefined: nowhere yet
 * @returns undefined where the key means nothing or leads nowhere
 */
export function walk(
  graph: GraphView,
  placed: FlowLayout,
  at: string | undefined,
  selection: string | undefined,
  key: string,
): Step | undefined {
  const node = graph.nodes.find(({ id }) => id === at);
  const box = graph.boxes.find(({ id }) => id === at);
  switch (key) {
    case 'Home':
    case 'End':
      return go(key === 'Home' ? graph.nodes[0] : lastTaken(graph), selection);
    case 'ArrowDown':
      if (box !== undefined) return enter(graph, box, selection);
      return node === undefined ? go(graph.nodes[0], selection) : down(graph, node, selection);
    case 'ArrowUp':
      if (box !== undefined) return up(graph, box, insideOf(graph, box.id), selection);
      return node === undefined
        ? go(graph.nodes[0], selection)
        : up(graph, node, new Set([node.id]), selection);
    case 'ArrowLeft':
      if (box !== undefined) return { kind: 'fold', box: box.id };
      return node === undefined
        ? undefined
        : (visit(node, selection, -1) ?? beside(graph, placed, node, selection, -1));
    case 'ArrowRight':
      if (box !== undefined) return enter(graph, box, selection);
      if (node?.folded === true) return { kind: 'fold', box: node.id };
      return node === undefined
        ? undefined
        : (visit(node, selection, 1) ?? beside(graph, placed, node, selection, 1));
    case 'Enter':
    case ' ':
      if (box !== undefined || node?.folded === true) return { kind: 'fold', box: at ?? '' };
      if (node?.visitOf !== undefined) return { kind: 'expand', node: node.visitOf };
      return node !== undefined && canExpand(graph, node) ? { kind: 'expand', node: node.id } : undefined;
    default:
      return undefined;
  }
}

function go(to: GraphNodeView | GraphBoxView | undefined, selection: string | undefined): Step | undefined {
  if (to === undefined) return undefined;
  const item = 'visits' in to ? itemOf(to, selection) : to.items.at(0);
  return { kind: 'go', to: to.id, ...(item === undefined ? {} : { item }) };
}

const lastTaken = ({ nodes }: GraphView) => nodes.findLast(({ designed }) => designed !== 'untaken');

/** Ways on before ways back, taken ones before others. */
function best(edges: readonly GraphEdgeView[]): GraphEdgeView | undefined {
  const rank = ({ back, untaken }: GraphEdgeView) => (untaken === true ? 2 : back ? 1 : 0);
  return edges.reduce<GraphEdgeView | undefined>(
    (first, edge) => (first === undefined || rank(edge) < rank(first) ? edge : first),
    undefined,
  );
}

function down(graph: GraphView, node: GraphNodeView, selection: string | undefined): Step | undefined {
  const edge = best(graph.edges.filter(({ from, to }) => from === node.id && to !== node.id));
  const next = graph.nodes.find(({ id }) => id === edge?.to);
  if (next === undefined) return undefined;
  const left = new Set(boxesAround(graph, node.box));
  const entered = boxesAround(graph, next.box).findLast((id) => !left.has(id));
  return go(graph.boxes.find(({ id }) => id === entered) ?? next, selection);
}

function up(
  graph: GraphView,
  { id: own, ...here }: GraphNodeView | GraphBoxView,
  from: ReadonlySet<string>,
  selection: string | undefined,
): Step | undefined {
  const edge = best(graph.edges.filter((one) => from.has(one.to) && !from.has(one.from)));
  const before = graph.nodes.find(({ id }) => id === edge?.from);
  const around = 'visits' in here ? here.box : here.parent;
  const outer = graph.boxes.find(({ id }) => id === around);
  if (
    outer !== undefined &&
    (before === undefined || !insideOf(graph, outer.id).has(before.id)) &&
    outer.id !== own
  )
    return go(outer, selection);
  return go(before, selection);
}

/** The first thing in a box: the head of a box in it, or a node. */
function enter(graph: GraphView, box: GraphBoxView, selection: string | undefined): Step | undefined {
  const inside = insideOf(graph, box.id);
  const first = graph.nodes.find(({ id }) => inside.has(id));
  const inner = boxesAround(graph, first?.box);
  const next = inner[inner.indexOf(box.id) - 1];
  return go(graph.boxes.find(({ id }) => id === next) ?? first, selection);
}

/** Boxes from the innermost to the outermost. */
function boxesAround(graph: GraphView, box: string | undefined): readonly string[] {
  const around: string[] = [];
  for (let at = box; at !== undefined && !around.includes(at);) {
    around.push(at);
    const here = at;
    at = graph.boxes.find(({ id }) => id === here)?.parent;
  }
  return around;
}

/** The nodes in a box, those in boxes in it included. */
function insideOf(graph: GraphView, box: string): ReadonlySet<string> {
  const boxes = new Set(
    graph.boxes.filter(({ id }) => boxesAround(graph, id).includes(box)).map(({ id }) => id),
  );
  return new Set(
    graph.nodes.filter((node) => node.box !== undefined && boxes.has(node.box)).map(({ id }) => id),
  );
}

function visit(node: GraphNodeView, selection: string | undefined, step: 1 | -1): Step | undefined {
  if (node.visits.length < 2 || selection === undefined) return undefined;
  const place = node.items.indexOf(selection) + step;
  const item = place < 0 ? undefined : node.items.at(place);
  return item === undefined ? undefined : { kind: 'go', to: node.id, item };
}

/** The nearest node in the same row; at the left end of a row in a sub-flow its head. */
function beside(
  graph: GraphView,
  placed: FlowLayout,
  node: GraphNodeView,
  selection: string | undefined,
  step: 1 | -1,
): Step | undefined {
  const own = placed.nodes.find(({ id }) => id === node.id);
  if (own === undefined) return undefined;
  const middle = ({ y, height }: Rectangle) => y + height / 2;
  let nearest: (Rectangle & { readonly id: string }) | undefined;
  for (const other of placed.nodes) {
    const distance = (other.x - own.x) * step;
    if (distance <= 0 || Math.abs(middle(other) - middle(own)) > own.height / 2) continue;
    if (nearest === undefined || distance < (nearest.x - own.x) * step) nearest = other;
  }
  const found = graph.nodes.find(({ id }) => id === nearest?.id);
  const box = graph.boxes.find(({ id }) => id === node.box);
  if (step < 0 && box !== undefined && found?.box !== box.id) return go(box, selection);
  return go(found, selection);
}
