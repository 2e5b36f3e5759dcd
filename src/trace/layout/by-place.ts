import { entryOf, layoutSizes, leaveOf, rightOf, type Arc, type Item, type Point } from './model.ts';

/** Nodes whose places differ less than this in height stand in one row. */
const sameRow = 30;
/** Where a node without a place of its own stands below the one that leads to it. */
const below = 110;
const aside = 280;
/** A line down over more rows than this goes round at the right. */
const farthest = 12;
/** Places as far away as this, in pixels, are no designer's; much farther, sums of them lose what is added. */
const tooFar = 1_000_000;

/** Where a designer put nodes and boxes, by their ids: upper left corners in pixels. */
export type Places = ReadonlyMap<string, Point>;

/** The rows of a level. */
export interface Rows {
  /** How far below the first row each one at least begins. */
  readonly tops: readonly number[];
  /** Where items would stand. */
  readonly wishes: ReadonlyMap<Item, Point>;
}

/**
 * Gives items their rows by the places of a designer, in the stead of `rank`: what stands about as high as another stands
 * in one row with it. Items that have no place, such as agents after the IVR, follow what leads to them.
 */
export function rankByPlaces(
  items: readonly Item[],
  arcs: readonly Arc[],
  top: readonly Item[],
  bottom: readonly Item[],
  places: Places,
): Rows {
  const wishes = wishesOf(items, arcs, places);
  const first = top.length > 0 ? 1 : 0;
  for (const item of top) item.rank = 0;
  const sorted = [...items].sort((a, b) => (wishes.get(a)?.y ?? 0) - (wishes.get(b)?.y ?? 0));
  const heights: number[] = [];
  for (const item of sorted) {
    const y = wishes.get(item)?.y ?? 0;
    const row = heights.at(-1);
    if (row === undefined || y - row > sameRow) heights.push(y);
    item.rank = first + heights.length - 1;
  }
  for (const item of bottom) item.rank = first + heights.length;
  for (const arc of arcs) arc.route = routeOf(arc, wishes, items);
  const start = heights[0] ?? 0;
  return { tops: [...top.slice(0, 1).map(() => 0), ...heights.map((y) => y - start)], wishes };
}

function wishesOf(items: readonly Item[], arcs: readonly Arc[], places: Places): ReadonlyMap<Item, Point> {
  const wishes = new Map<Item, Point>();
  for (const item of items) {
    const place = places.get(item.id);
    if (place !== undefined && isUsable(place)) wishes.set(item, place);
  }
  const lowest = () => [...wishes.values()].reduce((most, { y }) => Math.max(most, y), -below);
  const highest = [...wishes.values()].reduce((least, { y }) => Math.min(least, y), Infinity);
  const leading = new Map<Item, Arc>();
  for (const arc of arcs)
    if (!leading.has(arc.to) && arc.from !== arc.to && arc.taken) leading.set(arc.to, arc);
  const free = ({ x, y }: Point) =>
    ![...wishes.values()].some(
      (other) => Math.abs(other.x - x) < aside - 40 && Math.abs(other.y - y) < below - 50,
    );
  items.forEach((item, index) => {
    if (wishes.has(item)) return;
    const before = leading.get(item)?.from;
    const from = before === undefined ? undefined : wishes.get(before);
    let wish =
      from === undefined
        ? { x: 0, y: index === 0 && highest < Infinity ? highest - below : lowest() + below }
        : { x: from.x, y: from.y + below };
    while (!free(wish)) wish = { x: wish.x + aside, y: wish.y };
    wishes.set(item, wish);
  });
  return wishes;
}

const isUsable = ({ x, y }: Point) => Math.abs(x) < tooFar && Math.abs(y) < tooFar;

function routeOf({ from, to }: Arc, wishes: ReadonlyMap<Item, Point>, items: readonly Item[]): Arc['route'] {
  if (from === to) return 'self';
  if (to.rank > from.rank) return to.rank - from.rank <= farthest ? 'layers' : 'channel';
  if (to.rank < from.rank || from.kind !== 'node' || to.kind !== 'node') return 'channel';
  const [left, right] = [wishes.get(from)?.x ?? 0, wishes.get(to)?.x ?? 0];
  const between = items.some((item) => {
    const x = wishes.get(item)?.x ?? 0;
    return item !== from && item !== to && item.rank === from.rank && x >= left && x <= right;
  });
  return right > left && !between ? 'beside' : 'channel';
}

/** Gives items the x that they wish, moved to the right where they would touch; passing lines the nearest gap. */
export function columnsByPlaces(
  layers: Item[][],
  arcs: readonly Arc[],
  wishes: ReadonlyMap<Item, Point>,
  usual: number,
): void {
  const scale = scaleOf(layers, wishes, usual);
  const wide = new Map<Item, number>();
  for (const { route, to, labels } of arcs) {
    if (route === 'beside') wide.set(to, Math.max(0, ...labels) + 2 * layoutSizes.labelGap);
  }
  const wishX = (item: Item) => {
    // A box stands so that what enters it comes straight from above.
    const [entry = item.width / 2] = item.entries.values();
    return (wishes.get(item)?.x ?? 0) * scale + usual / 2 - entry;
  };
  const isNode = ({ kind }: Item) => kind === 'node' || kind === 'box';
  for (const layer of layers) {
    const nodes = layer.filter(isNode);
    nodes.sort((a, b) => wishX(a) - wishX(b));
    let right = -Infinity;
    for (const item of nodes) {
      const gap = Math.max(layoutSizes.neighbourGap, wide.get(item) ?? 0) + item.before;
      item.x = Math.max(wishX(item), right + gap);
      right = rightOf(item);
    }
  }
  layers.forEach((layer, index) => {
    const nodes = layer.filter(isNode);
    const lines = layer.filter(({ kind }) => kind === 'bend' || kind === 'port');
    for (const line of lines) line.x = freeX(line, nodes, lines.slice(0, lines.indexOf(line)));
    const ordered = [...nodes, ...lines].sort((a, b) => a.x - b.x);
    ordered.forEach((item, place) => (item.place = place));
    layers[index] = ordered;
  });
  let left = Infinity;
  for (const layer of layers) for (const item of layer) left = Math.min(left, item.x - item.before);
  for (const layer of layers) for (const item of layer) item.x -= left;
}

/** How much wider than the designer's our nodes with their numbers are, judged by the closest neighbours. */
function scaleOf(
  layers: readonly (readonly Item[])[],
  wishes: ReadonlyMap<Item, Point>,
  usual: number,
): number {
  const needed = usual + layoutSizes.neighbourGap + 30;
  let closest = Infinity;
  for (const layer of layers) {
    const xs = layer.flatMap((item) => wishes.get(item)?.x ?? []).sort((a, b) => a - b);
    xs.slice(1).forEach((x, index) => {
      const distance = x - (xs[index] ?? x);
      if (distance > 20) closest = Math.min(closest, distance);
    });
  }
  return closest === Infinity ? 1 : Math.min(2.5, Math.max(0.7, needed / closest));
}

/** Where a line passes: below what it comes from, as far as nothing stands there. */
function freeX(line: Item, nodes: readonly Item[], lines: readonly Item[]): number {
  const above = line.up[0];
  const next = line.down[0];
  const wish =
    above !== undefined ? above.from.x + leaveOf(above) : next === undefined ? 0 : next.to.x + entryOf(next);
  const { lineGap } = layoutSizes;
  const taken = [
    ...nodes.map((item) => ({ from: item.x - item.before - lineGap, to: rightOf(item) + lineGap })),
    ...lines.map(({ x }) => ({ from: x - lineGap, to: x + lineGap })),
  ];
  const isFree = (x: number) => !taken.some(({ from, to }) => x > from && x < to);
  const choices = [wish, ...taken.flatMap(({ from, to }) => [from, to])].filter(isFree);
  return choices.reduce(
    (best, x) => (Math.abs(x - wish) < Math.abs(best - wish) ? x : best),
    choices[0] ?? wish,
  );
}
