import { shortId } from '../short-id.ts';
import { isExpandable } from '../layout/sizes.ts';
import { firstOf, type Items } from '../view/sequence.ts';
import type { GraphEdgeView, GraphNodeView, GraphView, VisitView } from '../view/graph-types.ts';

/**
 * Whether the visits of a node can be drawn one by one. Where ways are left out, nothing tells how the call came to each
 * of them.
 */
export function canExpand({ passages }: GraphView, node: GraphNodeView): boolean {
  return passages.length > 0 && isExpandable(node);
}

/**
 * The graph with the visits of some nodes as nodes of their own, in the order of the call, each with the edges by which
 * the call came to it and went on. Ids of nodes that cannot be expanded mean nothing.
 */
export function expanded(graph: GraphView, ids: ReadonlySet<string>): GraphView {
  const opened = new Map(
    graph.nodes.flatMap((node) => (ids.has(node.id) && canExpand(graph, node) ? [[node.id, node]] : [])),
  );
  if (opened.size === 0) return graph;
  const visits = new Map<string, number>();
  const first = graph.edges[firstOf(graph.passages, () => true) ?? -1];
  if (first !== undefined) visits.set(first.from, 0);
  const copyOf = (id: string) => (opened.has(id) ? visitId(id, visits.get(id) ?? 0) : id);
  const order = new Set<string>();
  const edges = new Map<string, { readonly edge: GraphEdgeView; index: number; count: number }>();
  const passages: number[] = [];
  for (const place of graph.passages) {
    const edge = graph.edges[place];
    if (edge === undefined) continue;
    const from = copyOf(edge.from);
    order.add(from);
    visits.set(edge.to, Math.min((visits.get(edge.to) ?? -1) + 1, lastVisit(opened.get(edge.to))));
    const to = copyOf(edge.to);
    const same = from === edge.from && to === edge.to;
    const id = same ? edge.id : shortId(edge.id, from, to);
    const known = edges.get(id);
    if (known === undefined) {
      const own = {
        edge: same ? edge : between(edge, id, from, to, order.has(to)),
        index: edges.size,
        count: 1,
      };
      edges.set(id, own);
      passages.push(own.index);
    } else {
      known.count += 1;
      passages.push(known.index);
    }
    order.add(to);
  }
  const untaken = graph.edges.filter((edge) => edge.untaken === true);
  return {
    ...graph,
    nodes: nodesIn(graph, opened, order),
    edges: [
      ...[...edges.values()].map(({ edge, count }) => (edge.count === count ? edge : { ...edge, count })),
      ...untaken.map((edge) => untakenBetween(edge, opened)),
    ],
    passages,
  };
}

const visitId = (id: string, at: number) => `${id}/${at + 1}`;

const lastVisit = (node: GraphNodeView | undefined) => (node === undefined ? 0 : node.visits.length - 1);

function between(edge: GraphEdgeView, id: string, from: string, to: string, back: boolean): GraphEdgeView {
  return { ...edge, id, from, to, back, label: edge.label === '' ? '' : edge.exit, count: 1 };
}

/** A way that was never taken leaves the last visit and would lead to the first. */
function untakenBetween(edge: GraphEdgeView, opened: ReadonlyMap<string, GraphNodeView>): GraphEdgeView {
  const [leaves, enters] = [opened.get(edge.from), opened.get(edge.to)];
  const from = leaves === undefined ? edge.from : visitId(edge.from, lastVisit(leaves));
  const to = enters === undefined ? edge.to : visitId(edge.to, 0);
  return { ...edge, from, to };
}

/** The nodes in the order in which the call first came to them; those that it did not come to after them. */
function nodesIn(
  graph: GraphView,
  opened: ReadonlyMap<string, GraphNodeView>,
  order: ReadonlySet<string>,
): readonly GraphNodeView[] {
  const nodes = new Map<string, GraphNodeView>();
  for (const node of graph.nodes) {
    if (!opened.has(node.id)) nodes.set(node.id, node);
    else for (const copy of copiesOf(node)) nodes.set(copy.id, copy);
  }
  const ordered = [...order].flatMap((id) => nodes.get(id) ?? []);
  return [...ordered, ...[...nodes.values()].filter(({ id }) => !order.has(id))];
}

/** The visits of a node as nodes; what else the node stands for, such as the events of a queue, belongs to the visit before. */
function copiesOf(node: GraphNodeView): readonly GraphNodeView[] {
  const visits = [...node.visits];
  const items = itemsOf(node.items, visits);
  return visits.map((visit, at) => ({
    ...node,
    id: visitId(node.id, at),
    detail: visit.detail,
    order: String(visit.order),
    time: visit.time,
    durationMs: visit.durationMs,
    severity: visit.severity,
    unfinished: node.unfinished && at === visits.length - 1,
    items: items[at] ?? [visit.item],
    visits: [],
    visitOf: node.id,
  }));
}

function itemsOf(items: Items, visits: readonly VisitView[]): readonly (readonly string[])[] {
  const begins = new Map(visits.map(({ item }, at) => [item, at]));
  const parts: string[][] = visits.map(() => []);
  let at = 0;
  for (const item of items) {
    at = begins.get(item) ?? at;
    parts[at]?.push(item);
  }
  return parts;
}
