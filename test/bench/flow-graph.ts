import type { LayoutEdge, LayoutGraph, LayoutNode } from '../../src/trace/layout/graph.ts';
import { dice } from './random.ts';

/**
 * A flow as designers leave it behind: each node is reached from one a little before it, there are shortcuts ahead, and
 * about every twelfth edge leads back (to try again, to the main menu). 1.4 edges to a node.
 */
export function flowGraph(size: number, seed: number): LayoutGraph {
  const { next, whole } = dice(seed * 7919 + size);
  const edges = new Map<string, LayoutEdge>();
  const add = (from: number, to: number): boolean => {
    const id = `${from}>${to}`;
    if (from === to || edges.has(id)) return false;
    edges.set(id, { id, from: String(from), to: String(to), label: '', back: to < from });
    return true;
  };
  for (let node = 1; node < size; node += 1) {
    // More often from a node right before than from one far before.
    add(Math.max(0, node - 1 - Math.floor(next() ** 2 * Math.min(node, 24))), node);
  }
  const wanted = Math.round(1.4 * size);
  for (let back = Math.round(wanted * 0.08); back > 0;) {
    const node = whole(1, size - 1);
    if (add(node, Math.max(0, node - 1 - Math.floor(next() * Math.min(node, 40))))) back -= 1;
  }
  while (edges.size < wanted) {
    const node = whole(0, size - 2);
    add(node, Math.min(size - 1, node + 1 + whole(0, 29)));
  }
  const nodes = Array.from({ length: size }, (_, node): LayoutNode => ({
    id: String(node),
    shape: 'rectangle',
    name: `Node ${node}`,
    detail: 'Play / say',
    order: String(node + 1),
    time: '1.2 s',
    severity: 'none',
    visits: { length: 1 },
  }));
  return { nodes, edges: [...edges.values()], boxes: [] };
}
