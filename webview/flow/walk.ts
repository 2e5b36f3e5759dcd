import type { GraphView } from '../../src/trace/view/types.ts';
import { itemOf } from './items.ts';

/**
 * Where a key leads in the flow: up and down (Home, End) through nodes and sub-flows in the order of the graph, left
 * and right through the visits of one node. Undefined where the key means nothing or leads nowhere.
 */
export function stepInFlow(graph: GraphView, selection: string | undefined, key: string): string | undefined {
  const stops = graph.nodes.filter(({ items }) => items.length > 0);
  const here = stops.findIndex(({ items }) => selection !== undefined && items.includes(selection));
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const next = here < 0 ? startFrom(graph, selection, key) : stops[here + (key === 'ArrowDown' ? 1 : -1)];
      return next === undefined ? undefined : itemOf(next, selection);
    }
    case 'ArrowRight':
    case 'ArrowLeft': {
      const items = stops[here]?.items;
      const next = (items?.indexOf(selection ?? '') ?? -1) + (key === 'ArrowRight' ? 1 : -1);
      return next < 0 ? undefined : items?.at(next);
    }
    case 'Home':
      return stops[0] === undefined ? undefined : itemOf(stops[0], selection);
    case 'End': {
      const last = stops.at(-1);
      return last === undefined ? undefined : itemOf(last, selection);
    }
    default:
      return undefined;
  }
}

/** From a sub-flow down to its first node, or up to the node before it; from elsewhere to the first node. */
function startFrom(
  graph: GraphView,
  selection: string | undefined,
  key: 'ArrowDown' | 'ArrowUp',
): GraphView['nodes'][number] | undefined {
  const stops = graph.nodes.filter(({ items }) => items.length > 0);
  const box = graph.boxes.find(({ items }) => selection !== undefined && items.includes(selection));
  const inside = box === undefined ? -1 : stops.findIndex((node) => node.box === box.id);
  if (inside < 0) return stops[0];
  return stops[key === 'ArrowDown' ? inside : inside - 1];
}
