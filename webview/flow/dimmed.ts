import type { GraphView } from '../../src/trace/view/graph-types.ts';
import type { Items } from '../../src/trace/view/sequence.ts';
import type { MatchSet } from '../filter/match-set.ts';

const none: ReadonlySet<string> = new Set();

/**
 * What of a flow steps back behind what a filter accepts, by id: nodes, boxes with nothing in them that matches, and ways
 * that begin or end at such a node. What stands for no step or event says nothing and dims nothing.
 *
 * @param matching undefined: there is no filter
 */
export function dimmedBy(graph: GraphView, matching: MatchSet | undefined): ReadonlySet<string> {
  if (matching === undefined) return none;
  const { nodes, edges, boxes } = graph;
  const dimmed = new Set(nodes.filter(({ items }) => !matching.hasAny(items)).map(({ id }) => id));
  const ways = edges.filter(({ from, to }) => dimmed.has(from) || dimmed.has(to));

  const parents = new Map(boxes.map(({ id, parent }) => [id, parent]));
  const told = new Set<string>();
  const kept = new Set<string>();
  const tell = (box: string | undefined, items: Items) => {
    if (items.length === 0) return;
    const into = matching.hasAny(items) ? kept : told;
    for (let at = box; at !== undefined && !into.has(at); at = parents.get(at)) into.add(at);
  };
  for (const { box, items } of nodes) tell(box, items);
  for (const { id, items } of boxes) tell(id, items);
  return new Set([
    ...dimmed,
    ...ways.map(({ id }) => id),
    ...boxes.map(({ id }) => id).filter((id) => told.has(id) && !kept.has(id)),
  ]);
}
