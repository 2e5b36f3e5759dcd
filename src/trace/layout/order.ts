import { entryOf, leaveOf, type Item, type Segment } from './model.ts';

/** At most this many times down and up through the layers, and so many in vain. */
const sweeps = 16;
const inVain = 4;

/** In larger drawings neighbours are exchanged less often: the work stays near to linear. */
const exchangesUpTo = 20_000;

/**
 * Orders every layer so that few lines cross. Starts with the way that goes on longest at the left, and leaves it there
 * as long as nothing is gained by another order: so the path of the call stays one line, and asides stand at its right.
 */
export function orderLayers(layers: Item[][]): void {
  firstOrder(layers);
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers);
  const lines = layers.reduce((sum, layer) => sum + layer.reduce((all, { down }) => all + down.length, 0), 0);
  let vain = 0;
  for (let sweep = 0; sweep < sweeps && fewest > 0 && vain < inVain; sweep += 1) {
    if (sweep % 2 === 0) {
      for (const layer of layers) sortBy(layer, 'up');
    } else {
      for (let index = layers.length - 1; index >= 0; index -= 1) sortBy(layers[index] ?? [], 'down');
    }
    if (lines <= exchangesUpTo) exchange(layers);
    const now = crossings(layers);
    vain += 1;
    if (now < fewest) {
      fewest = now;
      best = layers.map((layer) => [...layer]);
      vain = 0;
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
        item.down.reduce((most, { arc, to }) => {
          return arc.route === 'up' ? most : Math.max(most, (heights.get(to) ?? 0) + 1);
        }, 0),
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

/** The mean place of what an item is joined to above or below. */
function middle(item: Item, side: 'up' | 'down'): number | undefined {
  const segments = item[side];
  if (segments.length === 0) return undefined;
  let sum = 0;
  for (const segment of segments) sum += side === 'up' ? upperPlace(segment) : lowerPlace(segment);
  return sum / segments.length;
}

/** Sorts a layer by the wishes of its items; who has none keeps the place, and equal wishes keep their order. */
function sortBy(layer: Item[], side: 'up' | 'down'): void {
  if (layer.length < 2) return;
  const moving: { readonly item: Item; readonly wish: number }[] = [];
  const free: number[] = [];
  layer.forEach((item, index) => {
    const wish = middle(item, side);
    if (wish === undefined) return;
    moving.push({ item, wish });
    free.push(index);
  });
  moving.sort((a, b) => a.wish - b.wish || a.item.place - b.item.place);
  moving.forEach(({ item }, index) => {
    layer[free[index] ?? 0] = item;
  });
  number(layer);
}

/** Exchanges neighbours wherever fewer of their lines cross then, until there is no such pair or it gets too long. */
function exchange(layers: readonly Item[][]): void {
  for (let pass = 0, gained = true; gained && pass < 4; pass += 1) {
    gained = false;
    for (const layer of layers) {
      for (let index = 1; index < layer.length; index += 1) {
        const left = layer[index - 1];
        const right = layer[index];
        if (left === undefined || right === undefined) continue;
        const now = crossed(left, right);
        if (now === 0 || crossed(right, left) >= now) continue;
        layer[index - 1] = right;
        layer[index] = left;
        right.place = index - 1;
        left.place = index;
        gained = true;
      }
    }
  }
}

/** How many lines of two items cross each other where the first stands at the left of the second. */
function crossed(left: Item, right: Item): number {
  let found = 0;
  for (const { from: one } of left.up) for (const { from: other } of right.up) if (one.place > other.place) found += 1;
  for (const { to: one } of left.down) for (const { to: other } of right.down) if (one.place > other.place) found += 1;
  return found;
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
