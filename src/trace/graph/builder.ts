import type { Phrase } from '../format.ts';
import { shortId } from '../short-id.ts';
import type { Render } from '../message.ts';
import type { GraphNodeShape, VisitView } from '../view/graph-types.ts';
import type { IconName, Severity } from '../view/names.ts';

/** A node while the path is followed: visits of the same node of the same flow add to it. */
export interface NodeDraft {
  readonly id: string;
  readonly shape: GraphNodeShape;
  readonly icon: IconName;
  readonly name: string;
  readonly kind: string;
  readonly box?: string;
  /** Whether a problem on one visit is made good by a later one. */
  readonly recovers: boolean;
  special: string;
  detail?: string;
  /** How many steps ran in the sub-flow that it stands for. */
  inner: number;
  unfinished: boolean;
  durationMs: number;
  readonly orders: number[];
  readonly items: string[];
  readonly visits: VisitView[];
}

export interface BoxDraft {
  readonly id: string;
  readonly name: string;
  readonly parent?: string;
  stepCount: number;
  durationMs: number;
  severity: Severity;
  readonly orders: number[];
  readonly items: string[];
}

/** How the call left a node: what the label of the edge is made of. */
export interface Way {
  /** Tells ways between the same two nodes apart. */
  readonly code: string;
  readonly label?: Phrase;
  readonly severity: Severity;
  /** The one normal way out: labelled only where the node has other ways out, too. */
  readonly normal: boolean;
}

export interface EdgeDraft {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly way: Way;
  readonly back: boolean;
  /** Its place among the edges. */
  readonly index: number;
  count: number;
}

export const plainWay: Way = { code: '', severity: 'none', normal: true };

/** The graph while it is made. Nodes and edges keep the order in which the call first came to them. */
export interface GraphDraft {
  readonly nodes: Map<string, NodeDraft>;
  readonly boxes: Map<string, BoxDraft>;
  /** By the places of the nodes and the code of the way. */
  readonly edges: Map<string, EdgeDraft>;
  readonly places: Map<string, number>;
  /** Places of edges in the order in which the call took them. */
  readonly passages: number[];
  /** Nodes beyond so many are drawn as one. */
  readonly mostNodes: number;
  /** The ids of those. */
  readonly rest: Set<string>;
}

export function emptyDraft(mostNodes = Infinity): GraphDraft {
  return {
    nodes: new Map(),
    boxes: new Map(),
    edges: new Map(),
    places: new Map(),
    passages: [],
    mostNodes,
    rest: new Set(),
  };
}

/** The node that stands for all for which there is no room; undefined where there is room for the node of an id. */
export function restNode(draft: GraphDraft, id: string, render: Render): NodeDraft | undefined {
  if (draft.nodes.has(id) || draft.nodes.size < draft.mostNodes) return undefined;
  draft.rest.add(id);
  const name = () => render({ key: 'graph.rest' });
  return nodeOf(draft, restId, () =>
    newNode({ id: restId, shape: 'rectangle', icon: 'unknown', name: name() }),
  );
}

export const restId = 'rest';

/** The node of an id; made when the call comes to it for the first time. */
export function nodeOf(draft: GraphDraft, id: string, make: () => NodeDraft): NodeDraft {
  const known = draft.nodes.get(id);
  if (known !== undefined) return known;
  const node = make();
  draft.nodes.set(id, node);
  draft.places.set(id, draft.places.size);
  return node;
}

/** Notes that the call went from one node to another. */
export function passage(draft: GraphDraft, from: string, to: string, way: Way): void {
  const key = `${draft.places.get(from) ?? ''} ${draft.places.get(to) ?? ''} ${way.code}`;
  const known = draft.edges.get(key);
  if (known !== undefined) {
    known.count += 1;
    draft.passages.push(known.index);
    return;
  }
  const back = (draft.places.get(to) ?? 0) <= (draft.places.get(from) ?? 0);
  const index = draft.edges.size;
  const id = shortId(from, to, way.code);
  draft.edges.set(key, { id, from, to, way, back, index, count: 1 });
  draft.passages.push(index);
}

export function newNode(
  base: Pick<NodeDraft, 'id' | 'shape' | 'icon' | 'name'> & Partial<NodeDraft>,
): NodeDraft {
  return {
    kind: '',
    recovers: false,
    special: '',
    inner: 0,
    unfinished: false,
    durationMs: 0,
    orders: [],
    items: [],
    visits: [],
    ...base,
  };
}
