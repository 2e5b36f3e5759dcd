import { asHighAsCan, shorten, type Ways } from './heights.ts';
import { newItem, type Arc, type Item, type Segment } from './model.ts';

/** An arc over more layers than this goes round at the right: so the work stays near to linear. */
const farthest = { narrow: 12, wide: 40 } as const;

/** From this many items a layer on, a line round at the right of everything would cross too much. */
const wideFrom = 2.5;

/**
 * Gives every item its layer: below everything that leads to it. Arcs that lead back go round in the channel, or up
 * through the layers where these are wide.
 * @param top items that stand above all others (entries of a box)
 * @param bottom items that stand below all others (its exits)
 */
export function rank(
  items: readonly Item[],
  arcs: readonly Arc[],
  top: readonly Item[],
  bottom: readonly Item[],
): void {
  for (const arc of arcs) if (arc.from === arc.to) arc.route = 'self';
  const sorted = sortDown([...top, ...items, ...bottom], arcs);
  // Above the first layer is the border of a box, where lines enter it.
  const first = top.length > 0 ? 1 : 0;
  asHighAsCan(waysOf(sorted, arcs), first);
  const last = settle(items, top, bottom, first);
  const wide = items.length > wideFrom * (last + 1);
  if (wide) {
    leadUp(sorted, arcs);
    const ways = waysOf(sorted, arcs);
    asHighAsCan(ways, first);
    settle(items, top, bottom, first);
    shorten(ways);
    settle(items, top, bottom, first);
  }
  const most = wide ? farthest.wide : farthest.narrow;
  for (const arc of arcs) {
    const through = arc.route === 'layers' || arc.route === 'up';
    if (through && Math.abs(arc.to.rank - arc.from.rank) > most) arc.route = 'channel';
  }
}

/** Puts the ends of a box above and below everything else. */
function settle(
  items: readonly Item[],
  top: readonly Item[],
  bottom: readonly Item[],
  first: number,
): number {
  const last = items.reduce((most, item) => Math.max(most, item.rank), first - 1);
  for (const item of top) item.rank = 0;
  for (const item of bottom) item.rank = last + 1;
  return last;
}

function waysOf(items: readonly Item[], arcs: readonly Arc[]): Ways {
  const numbers = new Map(items.map((item, index) => [item, index]));
  const above: number[][] = items.map(() => []);
  const below: number[][] = items.map(() => []);
  for (const { route, from, to } of arcs) {
    if (route !== 'layers' && route !== 'up') continue;
    const upper = numbers.get(route === 'up' ? to : from) ?? 0;
    const lower = numbers.get(route === 'up' ? from : to) ?? 0;
    below[upper]?.push(lower);
    above[lower]?.push(upper);
  }
  return { items, above, below };
}

/**
 * Lets arcs that lead back run up through the layers; those that need not, because their ends can stand below each other
 * the other way round, run down. Lines into and out of a box have their places at its top and bottom: back ones go
 * round it.
 */
function leadUp(sorted: readonly Item[], arcs: readonly Arc[]): void {
  const numbers = new Map(sorted.map((item, index) => [item, index]));
  for (const arc of arcs) {
    if (arc.route !== 'channel' || arc.from.kind !== 'node' || arc.to.kind !== 'node') continue;
    arc.route = (numbers.get(arc.to) ?? 0) < (numbers.get(arc.from) ?? 0) ? 'up' : 'layers';
  }
}

/**
 * The items, none before one that leads to it. Arcs that close a circle, found by walking in depth in the order of the
 * items, are marked to go round.
 */
function sortDown(items: readonly Item[], arcs: readonly Arc[]): readonly Item[] {
  const outs = new Map<Item, Arc[]>();
  for (const arc of arcs) {
    if (arc.route !== 'layers') continue;
    const known = outs.get(arc.from);
    if (known === undefined) outs.set(arc.from, [arc]);
    else known.push(arc);
  }
  const state = new Map<Item, 'open' | 'done'>();
  const done: Item[] = [];
  for (const root of items) {
    if (state.has(root)) continue;
    const stack: { readonly item: Item; next: number }[] = [{ item: root, next: 0 }];
    state.set(root, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const arc = outs.get(top.item)?.[top.next];
      top.next += 1;
      if (arc === undefined) {
        state.set(top.item, 'done');
        done.push(top.item);
        stack.pop();
      } else if (state.get(arc.to) === 'open') {
        arc.route = 'channel';
      } else if (!state.has(arc.to)) {
        state.set(arc.to, 'open');
        stack.push({ item: arc.to, next: 0 });
      }
    }
  }
  return done.reverse();
}

/** The layers of a level, with a bend in every layer that an arc passes. */
export function layersOf(items: readonly Item[], arcs: readonly Arc[]): Item[][] {
  const layers: Item[][] = [];
  const add = (item: Item) => {
    while (layers.length <= item.rank) layers.push([]);
    layers[item.rank]?.push(item);
  };
  items.forEach(add);
  for (const arc of arcs) {
    if (arc.route !== 'layers' && arc.route !== 'up') continue;
    const [upper, lower] = arc.route === 'up' ? [arc.to, arc.from] : [arc.from, arc.to];
    let from = upper;
    for (let at = upper.rank + 1; at < lower.rank; at += 1) {
      const bend = newItem({ id: `${arc.key}/${at}`, kind: 'bend', width: 0, height: 0, rank: at });
      add(bend);
      join({ arc, from, to: bend });
      from = bend;
    }
    join({ arc, from, to: lower });
  }
  return layers;
}

function join(segment: Segment): void {
  segment.from.down.push(segment);
  segment.to.up.push(segment);
}
