import { entryOf, leaveOf, type Item, type Segment } from './model.ts';

/** At most this many times down and up through the layers. */
const sweeps = 8;

/**
 * Orders every layer so that few lines cross. Starts with the way that goes on longest at the left, and leaves it there
 * as long as nothing is gained by another order: so the path of the call stays one line, and asides stand at its right.
 */
export function orderLayers(layers: Item[][]): void {
  firstOrder(layers);
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
    if (sweep % 2 === 0) {
      for (const layer of layers) sortBy(layer, ({ up }) => middle(up, upperPlace));
    } else {
      for (const layer of [...layers].reverse()) sortBy(layer, ({ down }) => middle(down, lowerPlace));
    }
    const now = crossings(layers);
    if (now < fewest) {
      fewest = now;
      best = layers.map((layer) => [...layer]);
    }
  }
  best.forEach((layer, index) => {
    layers[index] = layer;
    number(layer);
  });
}

const number = (layer: readonly Item[]) => layer.forEach((item, place) => (item.place = place));

/** How many layers follow below each item. */
export function heightsOf(layers: readonly (readonly Item[])[]): ReadonlyMap<Item, number> {
  const heights = new Map<Item, number>();
  for (const layer of [...layers].reverse()) {
    for (const item of layer) {
      heights.set(
        item,
        item.down.reduce((most, { to }) => Math.max(most, (heights.get(to) ?? 0) + 1), 0),
      );
    }
  }
  return heights;
}

/** Walks down from each item, the longest way first, and puts items into their layers in the order of the walk. */
function firstOrder(layers: Item[][]): void {
  const heights = heightsOf(layers);
  const seen = new Set<Item>();
  const ordered: Item[][] = layers.map(() => []);
  const byHeight = (segments: readonly Segment[]) =>
    [...segments].sort((a, b) => (heights.get(a.to) ?? 0) - (heights.get(b.to) ?? 0));
  for (const layer of layers) {
    for (const root of layer) {
      const stack = [root];
      for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
        if (seen.has(item)) continue;
        seen.add(item);
        ordered[item.rank]?.push(item);
        // The last one put on the stack is taken first: of equal ones that must be the first.
        stack.push(...byHeight([...item.down].reverse()).map(({ to }) => to));
      }
    }
  }
  ordered.forEach((layer, index) => {
    layers[index] = layer;
    number(layer);
  });
}

/** Ports of a box count by how far at the right they are. */
const upperPlace = (segment: Segment) => segment.from.place + leaveOf(segment) / (segment.from.width + 1);
const lowerPlace = (segment: Segment) => segment.to.place + entryOf(segment) / (segment.to.width + 1);

function middle(segments: readonly Segment[], place: (segment: Segment) => number): number | undefined {
  if (segments.length === 0) return undefined;
  return segments.reduce((sum, segment) => sum + place(segment), 0) / segments.length;
}

/** Sorts a layer by a wish; who has none keeps the place, and equal wishes keep their order. */
function sortBy(layer: Item[], wish: (item: Item) => number | undefined): void {
  const wishes = new Map(layer.map((item) => [item, wish(item)]));
  const moving = layer.filter((item) => wishes.get(item) !== undefined);
  moving.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0) || a.place - b.place);
  let next = 0;
  layer.forEach((item, index) => {
    const placed = wishes.get(item) === undefined ? item : moving[next++];
    if (placed !== undefined) layer[index] = placed;
  });
  number(layer);
}

/** How many lines between neighbouring layers cross. */
export function crossings(layers: readonly (readonly Item[])[]): number {
  return layers.reduce((sum, layer, index) => sum + crossingsBelow(layer, layers[index + 1]?.length ?? 0), 0);
}

/** Counts inversions with a tree of partial sums (Barth, Jünger, Mutzel: Simple and efficient bilayer counting). */
function crossingsBelow(layer: readonly Item[], below: number): number {
  const tree = new Int32Array(below + 1);
  let seen = 0;
  let found = 0;
  for (const item of layer) {
    const targets = item.down.map(({ to }) => to.place);
    for (const place of targets) {
      let before = 0;
      for (let at = place + 1; at > 0; at -= at & -at) before += tree[at] ?? 0;
      found += seen - before;
    }
    for (const place of targets) {
      seen += 1;
      for (let at = place + 1; at <= below; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
    }
  }
  return found;
}
