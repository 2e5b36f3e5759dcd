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
  let lowest = [...wishes.values()].reduce((most, { y }) => Math.max(most, y), -below);
  const highest = [...wishes.values()].reduce((least, { y }) => Math.min(least, y), Infinity);
  const leading = new Map<Item, Arc>();
  for (const arc of arcs)
    if (!leading.has(arc.to) && arc.from !== arc.to && arc.taken) leading.set(arc.to, arc);
  const free = freePlaces(wishes.values());
  items.forEach((item, index) => {
    if (wishes.has(item)) return;
    const before = leading.get(item)?.from;
    const from = before === undefined ? undefined : wishes.get(before);
    let wish =
      from === undefined
        ? { x: 0, y: index === 0 && highest < Infinity ? highest - below : lowest + below }
        : { x: from.x, y: from.y + below };
    wish = free.take(wish);
    lowest = Math.max(lowest, wish.y);
    wishes.set(item, wish);
  });
  return wishes;
}

interface FreePlaces {
  /** Takes a place, or the first one at the right of it that nothing stands at. */
  readonly take: (wish: Point) => Point;
}

/** Places by cells of a grid, so that only those near by are compared. */
function freePlaces(given: Iterable<Point>): FreePlaces {
  const [wide, high] = [aside - 40, below - 50];
  const cells = new Map<string, Point[]>();
  /** How far to the right the search went that began at the same wish: all before that is taken. */
  const reached = new Map<string, number>();
  const cellOf = (point: Point) => [Math.floor(point.x / wide), Math.floor(point.y / high)] as const;
  const put = (point: Point) => {
    const key = cellOf(point).join(' ');
    const known = cells.get(key);
    if (known === undefined) cells.set(key, [point]);
    else known.push(point);
  };
  const isFree = ({ x, y }: Point) => {
    const [column, row] = cellOf({ x, y });
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        const near = cells.get(`${column + dx} ${row + dy}`) ?? [];
        if (near.some((other) => Math.abs(other.x - x) < wide && Math.abs(other.y - y) < high)) return false;
      }
    }
    return true;
  };
  for (const point of given) put(point);
  return {
    take(wish) {
      const key = `${wish.x} ${wish.y}`;
      let place = { x: reached.get(key) ?? wish.x, y: wish.y };
      while (!isFree(place)) place = { x: place.x + aside, y: place.y };
      reached.set(key, place.x);
      put(place);
      return place;
    },
  };
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
  // The stretch without a gap that the wish lies in; where it lies in none, it is free.
  let from = Infinity;
  let to = -Infinity;
  for (const one of taken.sort((a, b) => a.from - b.from)) {
    if (one.from >= to) {
      if (to > wish) break;
      from = one.from;
    }
    to = Math.max(to, one.to);
  }
  if (wish <= from || wish >= to) return wish;
  return wish - from <= to - wish ? from : to;
}
