import type { GraphBoxView, GraphEdgeView, GraphNodeView } from '../view/graph-types.ts';

/** What the layout has to know of a graph; plain data where the visits are, so that it can go to another thread. */
export interface LayoutGraph {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  readonly boxes: readonly LayoutBox[];
}

export interface LayoutNode extends Pick<
  GraphNodeView,
  'id' | 'shape' | 'name' | 'detail' | 'order' | 'time' | 'severity' | 'box'
> {
  readonly visits: { readonly length: number };
}

export type LayoutEdge = Pick<GraphEdgeView, 'id' | 'from' | 'to' | 'label' | 'back' | 'untaken'>;
export type LayoutBox = Pick<GraphBoxView, 'id' | 'name' | 'time' | 'order' | 'parent'>;
