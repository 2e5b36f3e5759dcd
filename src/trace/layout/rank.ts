import { newItem, type Arc, type Item, type Segment } from './model.ts';

/** An arc over more layers than this goes round at the right: so the work stays near to linear. */
const farthest = { narrow: 12, wide: 40 } as const;

/** From this many items a layer on, a line round at the right of everything would cross too much. */
const wideFrom = 2.5;

/**
 * Gives every item its layer: below everything that leads to it. Arcs that lead back go round in the channel.
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
  breakCircles([...top, ...items, ...bottom], arcs);
  const first = top.length > 0 ? 1 : 0;
  for (const item of items) item.rank = first;
  for (const item of top) item.rank = 0;
  const outs = groupBy(arcs, 'layers', ({ from }) => from);
  const waiting = new Map<Item, number>();
  for (const arc of arcs) {
    if (arc.route === 'layers') waiting.set(arc.to, (waiting.get(arc.to) ?? 0) + 1);
  }
  const ready = [...top, ...items, ...bottom].filter((item) => !waiting.has(item));
  for (const item of ready) {
    for (const { to } of outs.get(item) ?? []) {
      to.rank = Math.max(to.rank, item.rank + 1);
      const left = (waiting.get(to) ?? 1) - 1;
      waiting.set(to, left);
      // The list grows while it is walked: items follow as soon as all before them are done.
      if (left === 0) ready.push(to);
    }
  }
  const last = items.reduce((most, item) => Math.max(most, item.rank), first - 1);
  for (const item of bottom) item.rank = last + 1;
  const wide = items.length > wideFrom * (last + 1);
  const most = wide ? farthest.wide : farthest.narrow;
  for (const arc of arcs) {
    const { from, to, route } = arc;
    if (route === 'layers' && to.rank - from.rank > most) arc.route = 'channel';
    // Lines into and out of a box have their places at its top and bottom: back ones go round it.
    const plain = from.kind === 'node' && to.kind === 'node';
    if (wide && route === 'channel' && plain && from.rank > to.rank && from.rank - to.rank <= most) {
      arc.route = 'up';
    }
  }
}

function groupBy(
  arcs: readonly Arc[],
  route: Arc['route'],
  of: (arc: Arc) => Item,
): ReadonlyMap<Item, readonly Arc[]> {
  const groups = new Map<Item, Arc[]>();
  for (const arc of arcs) {
    if (arc.route !== route) continue;
    const group = groups.get(of(arc));
    if (group === undefined) groups.set(of(arc), [arc]);
    else group.push(arc);
  }
  return groups;
}

/** Marks the arcs that close a circle, found by walking in depth in the order of the items. */
function breakCircles(items: readonly Item[], arcs: readonly Arc[]): void {
  const outs = groupBy(arcs, 'layers', ({ from }) => from);
  const state = new Map<Item, 'open' | 'done'>();
  for (const root of items) {
    if (state.has(root)) continue;
    const stack: { readonly item: Item; next: number }[] = [{ item: root, next: 0 }];
    state.set(root, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const arc = outs.get(top.item)?.[top.next];
      top.next += 1;
      if (arc === undefined) {
        state.set(top.item, 'done');
        stack.pop();
      } else if (state.get(arc.to) === 'open') {
        arc.route = 'channel';
      } else if (!state.has(arc.to)) {
        state.set(arc.to, 'open');
        stack.push({ item: arc.to, next: 0 });
      }
    }
  }
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
