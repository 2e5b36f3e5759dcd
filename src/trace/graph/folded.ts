import { worse } from '../findings/status.ts';
import { shortId } from '../short-id.ts';
import type { Items } from '../view/sequence.ts';
import type { GraphBoxView, GraphEdgeView, GraphNodeView, GraphView } from '../view/graph-types.ts';

/** What folding has to say. */
export interface FoldWords {
  /** What is said of a folded sub-flow in which the call took so many steps. */
  readonly steps: (count: number) => string;
  readonly exitTimes: (exit: string, count: number) => string;
}

/**
 * The graph with some sub-flow boxes as one node each, which has the id of the box and stands where its first node stood.
 * Ways within it are gone, ways into and out of it lead to the node; what was selected inside it is inside the node.
 */
export function folded(graph: GraphView, ids: ReadonlySet<string>, words: FoldWords): GraphView {
  const boxes = new Map(graph.boxes.map((box) => [box.id, box]));
  const foldOf = outermost(boxes, ids);
  if (foldOf.size === 0) return graph;
  const standsFor = new Map(
    graph.nodes.map((node) => [
      node.id,
      (node.box === undefined ? undefined : foldOf.get(node.box)) ?? node.id,
    ]),
  );
  const inner = new Map<string, GraphNodeView[]>();
  for (const node of graph.nodes) {
    const fold = standsFor.get(node.id);
    if (fold === undefined || fold === node.id) continue;
    const known = inner.get(fold);
    if (known === undefined) inner.set(fold, [node]);
    else known.push(node);
  }
  const nodes = new Map<string, GraphNodeView>();
  for (const node of graph.nodes) {
    const id = standsFor.get(node.id) ?? node.id;
    const box = boxes.get(id);
    if (nodes.has(id)) continue;
    nodes.set(
      id,
      id === node.id || box === undefined
        ? node
        : foldedNode(
            box,
            (one) => foldOf.has(one),
            innerBoxes(graph, foldOf, id),
            inner.get(id) ?? [],
            words,
          ),
    );
  }
  const places = new Map([...nodes.keys()].map((id, place) => [id, place]));
  const ways = foldedWays(graph, standsFor, places, words);
  return {
    ...graph,
    ...ways,
    nodes: [...nodes.values()],
    boxes: graph.boxes.filter(({ id }) => !foldOf.has(id)),
  };
}

/** The folded box that each box is in, itself included: of several the outermost. */
function outermost(
  boxes: ReadonlyMap<string, GraphBoxView>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const folds = new Map<string, string>();
  for (const box of boxes.values()) {
    const seen = new Set<string>();
    let fold: string | undefined;
    for (let at: GraphBoxView | undefined = box; at !== undefined && !seen.has(at.id);) {
      seen.add(at.id);
      if (ids.has(at.id)) fold = at.id;
      at = at.parent === undefined ? undefined : boxes.get(at.parent);
    }
    if (fold !== undefined) folds.set(box.id, fold);
  }
  return folds;
}

const innerBoxes = (graph: GraphView, foldOf: ReadonlyMap<string, string>, id: string) =>
  graph.boxes.filter((box) => box.id !== id && foldOf.get(box.id) === id);

function foldedNode(
  folds: GraphBoxView,
  inFold: (box: string) => boolean,
  boxes: readonly GraphBoxView[],
  inner: readonly GraphNodeView[],
  words: FoldWords,
): GraphNodeView {
  const { id, name, order, time, durationMs, severity, stepCount, parent } = folds;
  // A box inside itself would stand nowhere.
  const box = parent === undefined || inFold(parent) ? undefined : parent;
  const untaken = stepCount === 0 && inner.every(({ designed }) => designed === 'untaken');
  return {
    id,
    shape: 'rectangle',
    icon: 'sub-flow',
    name,
    detail: words.steps(stepCount),
    order,
    time,
    durationMs,
    severity,
    unfinished: inner.some(({ unfinished }) => unfinished),
    items: joined([folds.items, ...boxes.map(({ items }) => items), ...inner.map(({ items }) => items)]),
    visits: [],
    folded: true,
    ...(box === undefined ? {} : { box }),
    ...(untaken ? { designed: 'untaken' } : {}),
  };
}

/** Several lists of items as one, without a copy of them. */
function joined(parts: readonly Items[]): Items {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    length,
    at(index) {
      let place = index < 0 ? length + index : index;
      for (const part of parts) {
        if (place < part.length) return place < 0 ? undefined : part.at(place);
        place -= part.length;
      }
      return undefined;
    },
    includes: (item) => parts.some((part) => part.includes(item)),
    indexOf(item) {
      let before = 0;
      for (const part of parts) {
        const at = part.indexOf(item);
        if (at >= 0) return before + at;
        before += part.length;
      }
      return -1;
    },
    *[Symbol.iterator]() {
      for (const part of parts) yield* part;
    },
  };
}

function foldedWays(
  graph: GraphView,
  standsFor: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, number>,
  words: FoldWords,
): Pick<GraphView, 'edges' | 'passages'> {
  const edges: GraphEdgeView[] = [];
  const merged = new Map<string, number>();
  /** The new place of each edge; undefined: it is within a folded box. */
  const moved = graph.edges.map((edge) => {
    const from = standsFor.get(edge.from) ?? edge.from;
    const to = standsFor.get(edge.to) ?? edge.to;
    if (from === edge.from && to === edge.to) return edges.push(edge) - 1;
    if (from === to) return undefined;
    const id = shortId(from, to, edge.exit, edge.untaken === true ? 'untaken' : '');
    const known = merged.get(id);
    const other = known === undefined ? undefined : edges[known];
    if (known !== undefined && other !== undefined) {
      edges[known] = together(other, edge, words);
      return known;
    }
    const back = edge.untaken !== true && (places.get(to) ?? 0) <= (places.get(from) ?? 0);
    const place = edges.push({ ...edge, id, from, to, back }) - 1;
    merged.set(id, place);
    return place;
  });
  const passages: number[] = [];
  for (const passage of graph.passages) {
    const place = moved[passage];
    if (place !== undefined) passages.push(place);
  }
  return { edges, passages };
}

/** Two ways that have become one. */
function together(one: GraphEdgeView, other: GraphEdgeView, words: FoldWords): GraphEdgeView {
  const count = one.count + other.count;
  const said = one.label !== '' || other.label !== '';
  return {
    ...one,
    count,
    label: said && one.untaken !== true ? words.exitTimes(one.exit, count) : one.label,
    severity: worse(one.severity, other.severity),
  };
}
