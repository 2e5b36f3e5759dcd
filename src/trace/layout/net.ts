import { entryOf, leaveOf, type Item, type Segment } from './model.ts';

/**
 * The items of some layers and the lines between them as numbers: what ordering looks at many thousand times. Item i
 * has the lines `downStart[i]` to `downStart[i + 1]` below it, and likewise above.
 */
export interface Net {
  /** The items of each layer in their order. */
  readonly layers: readonly Int32Array[];
  /** The place of each item in its layer. */
  readonly place: Int32Array;
  /** 1: the call did not come this way; it stands at the right of where the call was. */
  readonly aside: Uint8Array;
  /** Where each item would stand in its layer, in parts of a place; only while that is sorted. */
  readonly wish: Int32Array;
  readonly up: Lines;
  readonly down: Lines;
}

export interface Lines {
  readonly start: Int32Array;
  /** The item at the other end. */
  readonly other: Int32Array;
  /** Where at the other end the line is: from 0 at its left side to less than `portParts`. */
  readonly port: Int32Array;
}

/** A place in a layer has so many parts. Whole numbers cost no memory while they are reckoned with. */
export const portParts = 512;

/** @param layers with the items in their order; `items` are numbered layer by layer */
export function netOf(layers: readonly (readonly Item[])[]): {
  readonly items: readonly Item[];
  readonly net: Net;
} {
  const items = layers.flat();
  const numbers = new Map(items.map((item, index) => [item, index]));
  const place = new Int32Array(items.length);
  let next = 0;
  const numbered = layers.map((layer) => {
    const order = new Int32Array(layer.length);
    layer.forEach((_, index) => {
      place[next] = index;
      order[index] = next;
      next += 1;
    });
    return order;
  });
  return {
    items,
    net: {
      layers: numbered,
      place,
      aside: Uint8Array.from(items, (item) => (isAside(item) ? 1 : 0)),
      wish: new Int32Array(items.length),
      up: linesOf(items, 'up', numbers),
      down: linesOf(items, 'down', numbers),
    },
  };
}

/** Whether the call did not come to an item: only ways lead to it and from it that were not taken. */
export function isAside({ up, down }: Item): boolean {
  const taken = ({ arc }: Segment) => arc.taken;
  return up.length + down.length > 0 && !up.some(taken) && !down.some(taken);
}

function linesOf(items: readonly Item[], side: 'up' | 'down', numbers: ReadonlyMap<Item, number>): Lines {
  const start = new Int32Array(items.length + 1);
  items.forEach((item, index) => {
    start[index + 1] = (start[index] ?? 0) + item[side].length;
  });
  const count = start[items.length] ?? 0;
  const other = new Int32Array(count);
  const port = new Int32Array(count);
  let line = 0;
  for (const item of items) {
    for (const segment of item[side]) {
      const end = side === 'up' ? segment.from : segment.to;
      other[line] = numbers.get(end) ?? 0;
      const x = side === 'up' ? leaveOf(segment) : entryOf(segment);
      port[line] = Math.floor((x * portParts) / (end.width + 1));
      line += 1;
    }
  }
  return { start, other, port };
}

/** How many lines between neighbouring layers cross. */
export function crossingsOf({ layers, place, down }: Net): number {
  const widest = layers.reduce((most, { length }) => Math.max(most, length), 0);
  const tree = new Int32Array(widest + 1);
  let found = 0;
  for (let index = 0; index + 1 < layers.length; index += 1) {
    const below = layers[index + 1]?.length ?? 0;
    tree.fill(0, 0, below + 1);
    found += crossingsBelow(layers[index] ?? new Int32Array(0), below, place, down, tree);
  }
  return found;
}

/** Counts inversions with a tree of partial sums (Barth, Jünger, Mutzel: Simple and efficient bilayer counting). */
function crossingsBelow(
  layer: Int32Array,
  below: number,
  place: Int32Array,
  { start, other }: Lines,
  tree: Int32Array,
): number {
  let seen = 0;
  let found = 0;
  for (const item of layer) {
    const first = start[item] ?? 0;
    const end = start[item + 1] ?? 0;
    for (let line = first; line < end; line += 1) {
      let before = 0;
      for (let at = (place[other[line] ?? 0] ?? 0) + 1; at > 0; at -= at & -at) before += tree[at] ?? 0;
      found += seen - before;
    }
    for (let line = first; line < end; line += 1) {
      seen += 1;
      for (let at = (place[other[line] ?? 0] ?? 0) + 1; at <= below; at += at & -at)
        tree[at] = (tree[at] ?? 0) + 1;
    }
  }
  return found;
}

/**
 * How many crossings fewer there are when two neighbours of a layer change places; negative where there are more.
 */
export function gainOfExchange({ place, up, down }: Net, left: number, right: number): number {
  return gain(up, place, left, right) + gain(down, place, left, right);
}

function gain({ start, other }: Lines, place: Int32Array, left: number, right: number): number {
  const leftEnd = start[left + 1] ?? 0;
  const rightStart = start[right] ?? 0;
  const rightEnd = start[right + 1] ?? 0;
  let sum = 0;
  for (let one = start[left] ?? 0; one < leftEnd; one += 1) {
    const at = place[other[one] ?? 0] ?? 0;
    for (let two = rightStart; two < rightEnd; two += 1) {
      const difference = at - (place[other[two] ?? 0] ?? 0);
      if (difference > 0) sum += 1;
      else if (difference < 0) sum -= 1;
    }
  }
  return sum;
}
