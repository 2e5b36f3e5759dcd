/** A point in CSS pixels, y growing downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in CSS pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly id: string;
  /** The corners of an orthogonal line from the border of one node to the border of the other. */
  readonly points: readonly Point[];
  /** Where the label begins: its left end, and the middle of its height. Absent where the edge has none. */
  readonly label?: Point;
}

/** Where everything of a graph stands. For a font of 13 px; who uses another one scales the whole. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  /** In the order of the graph. */
  readonly nodes: readonly (Rectangle & { readonly id: string })[];
  readonly edges: readonly PlacedEdge[];
  /** Outer boxes before those in them. */
  readonly boxes: readonly (Rectangle & { readonly id: string })[];
}

/** Something that stands in a layer of one level: a node, a box with its own level inside, or a passing line. */
export interface Item {
  readonly id: string;
  readonly kind: 'node' | 'box' | 'port' | 'bend';
  /** Room kept free at the left, for the visit numbers. */
  readonly before: number;
  readonly width: number;
  /** Room kept free at the right, for a loop to itself and its labels. */
  readonly after: number;
  readonly height: number;
  /** Of a box: where lines enter and leave, from its left side, by the node inside that they go to or come from. */
  readonly entries: ReadonlyMap<string, number>;
  readonly leaves: ReadonlyMap<string, number>;
  rank: number;
  /** Place in its layer. */
  place: number;
  /** How many layers follow below it on the longest way. */
  reach: number;
  /** Left side of the shape. */
  x: number;
  y: number;
  readonly up: Segment[];
  readonly down: Segment[];
}

/** A way from one item to another of the same level; all edges between the same two nodes share it. */
export interface Arc {
  readonly key: string;
  readonly from: Item;
  readonly to: Item;
  /** Of boxes: the nodes inside that it really joins. */
  readonly leave: string;
  readonly entry: string;
  /** Widths of the labels that stand at it. */
  readonly labels: readonly number[];
  /** Whether the call went this way: where it does not, that way gives place. */
  readonly taken: boolean;
  /**
   * `layers`: down through the layers. `up`: back up through them. `channel`: round at the right, because it leads back
   * or very far. `beside`: to the next node in the same row.
   */
  route: 'layers' | 'up' | 'channel' | 'self' | 'beside';
  points: Point[];
  /** Where the first of its labels stands. */
  label: Point | undefined;
}

/** The part of an arc between two neighbouring layers; `from` is the upper one, whichever way the arc leads. */
export interface Segment {
  readonly arc: Arc;
  readonly from: Item;
  readonly to: Item;
}

export const layoutSizes = {
  nodeWidth: 216,
  nodeWidthMost: 280,
  nodeHeight: 40,
  pillHeight: 24,
  gapWidth: 264,
  /** Between two layers, where nothing but straight lines without several labels is between them. */
  layerGap: 28,
  /** Between neighbours in a layer. */
  neighbourGap: 32,
  lineGap: 14,
  /** How far out a line that leads back runs. */
  channelGap: 18,
  labelGap: 10,
  labelHeight: 16,
  boxHeader: 28,
  boxPadding: 12,
  margin: 16,
} as const;

/** Most items have no places of their own for lines; they share this. */
const noPlaces: ReadonlyMap<string, number> = new Map();

export function newItem(base: Pick<Item, 'id' | 'kind' | 'width' | 'height'> & Partial<Item>): Item {
  return {
    id: base.id,
    kind: base.kind,
    before: base.before ?? 0,
    width: base.width,
    after: base.after ?? 0,
    height: base.height,
    entries: base.entries ?? noPlaces,
    leaves: base.leaves ?? noPlaces,
    rank: base.rank ?? 0,
    place: 0,
    reach: 0,
    x: 0,
    y: 0,
    up: [],
    down: [],
  };
}

/** Where, from the left side of the item, an arc leaves it at the bottom. */
export function leaveOf({ arc, from }: Segment): number {
  return (from === arc.from ? from.leaves.get(arc.leave) : undefined) ?? from.width / 2;
}

/** Where, from the left side of the item, an arc enters it at the top. */
export function entryOf({ arc, to }: Segment): number {
  return (to === arc.to ? to.entries.get(arc.entry) : undefined) ?? to.width / 2;
}

export const rightOf = (item: Item): number => item.x + item.width + item.after;
