import type { Level } from './level.ts';
import type { Arc } from './model.ts';
import type { LayoutEdge, LayoutGraph } from './graph.ts';
import type { MeasureText } from '../view/types.ts';

/** All edges between the same two nodes in the same direction: they share one line, their labels stand together. */
export interface EdgeGroup {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly back: boolean;
  readonly taken: boolean;
  readonly edges: readonly LayoutEdge[];
  /** Widths of the labels, CSS pixels. */
  readonly labels: readonly number[];
  /** The parts of the line in their order: out of the boxes around its beginning, across, into those around its end. */
  readonly leaving: Piece[];
  readonly across: Piece[];
  readonly entering: Piece[];
}

/** The part of a line that runs in one level. */
export interface Piece {
  readonly level: Level;
  readonly arc: Arc;
}

/** Edges to or from a node that the graph does not have are left out. */
export function groupEdges(graph: LayoutGraph, measure: MeasureText): readonly EdgeGroup[] {
  const nodes = new Set(graph.nodes.map(({ id }) => id));
  const groups = new Map<string, LayoutEdge[]>();
  for (const edge of graph.edges) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
    const key = JSON.stringify([edge.from, edge.to]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [edge]);
    else group.push(edge);
  }
  return [...groups].flatMap(([key, edges]) => {
    const [first] = edges;
    if (first === undefined) return [];
    const labels = edges.filter(({ label }) => label !== '').map(({ label }) => measure(label, 11, 'normal'));
    const { from, to } = first;
    return [
      {
        key,
        from,
        to,
        back: edges.every(({ back }) => back),
        taken: edges.some(({ untaken }) => untaken !== true),
        edges,
        labels,
        leaving: [],
        across: [],
        entering: [],
      },
    ];
  });
}
