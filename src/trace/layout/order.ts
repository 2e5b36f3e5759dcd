import type { Item } from './model.ts';
import { crossingsOf, gainOfExchange, isAside, netOf, type Lines, type Net } from './net.ts';

/** At most this many times down and up through the layers, and so many in vain. */
const sweeps = 16;
const inVain = 4;

/** More than any layer has places. */
const farRight = 1e6;

/** In larger drawings neighbours are exchanged less often: the work stays near to linear. */
const exchangesUpTo = 20_000;
const exchangePasses = 4;

/**
 * Orders every layer so that few lines cross. Starts with the way that goes on longest at the left, and leaves it there
 * as long as nothing is gained by another order: so the path of the call stays one line, and asides stand at its right.
 */
export function orderLayers(layers: Item[][]): void {
  firstOrder(layers);
  const { items, net } = netOf(layers);
  let best = net.layers.map((layer) => layer.slice());
  let fewest = crossingsOf(net);
  const exchanging = net.down.other.length <= exchangesUpTo;
  for (let sweep = 0, vain = 0; sweep < sweeps && fewest > 0 && vain < inVain; sweep += 1) {
    if (sweep % 2 === 0) for (const layer of net.layers) sortBy(layer, net.up, net);
    else net.layers.toReversed().forEach((layer) => sortBy(layer, net.down, net));
    if (exchanging) exchange(net);
    const now = crossingsOf(net);
    vain += 1;
    if (now < fewest) {
      fewest = now;
      best = net.layers.map((layer) => layer.slice());
      vain = 0;
    }
  }
  best.forEach((order, index) => {
    const layer = Array.from(order).flatMap((at) => items[at] ?? []);
    layers[index] = layer;
    number(layer);
  });
}

const number = (layer: readonly Item[]) => layer.forEach((item, place) => (item.place = place));

/** How far each item reaches; lines that lead back do not count. */
function setReach(layers: readonly (readonly Item[])[]): void {
  for (const layer of layers.toReversed()) {
    for (const item of layer) {
      item.reach = 0;
      for (const { arc, to } of item.down) {
        if (arc.route !== 'up') item.reach = Math.max(item.reach, to.reach + 1);
      }
    }
  }
}

/** Walks down from each item, the longest way first, and puts items into their layers in the order of the walk. */
function firstOrder(layers: Item[][]): void {
  setReach(layers);
  const seen = new Set<Item>();
  const ordered: Item[][] = layers.map(() => []);
  for (const layer of layers) {
    for (const root of layer) {
      const stack = [root];
      for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
        if (seen.has(item)) continue;
        seen.add(item);
        ordered[item.rank]?.push(item);
        // The last one put on the stack is taken first: of equal ones that must be the first.
        const next = [...item.down].reverse();
        if (next.length > 1)
          next.sort((a, b) => Number(a.arc.taken) - Number(b.arc.taken) || a.to.reach - b.to.reach);
        for (const { to } of next) stack.push(to);
      }
    }
  }
  ordered.forEach((walked, index) => {
    const layer = [...walked.filter((item) => !isAside(item)), ...walked.filter(isAside)];
    layers[index] = layer;
    number(layer);
  });
}

/**
 * Sorts a layer by the mean place of what its items are joined to; ports of a box count by how far at the right they
 * are. Who is joined to nothing keeps the place, and equals keep their order.
 */
function sortBy(layer: Int32Array, { start, other, port }: Lines, { place, aside }: Net): void {
  if (layer.length < 2) return;
  const moving: { readonly item: number; readonly wish: number; readonly at: number }[] = [];
  let sorted = true;
  for (let at = 0; at < layer.length; at += 1) {
    const item = layer[at] ?? 0;
    const first = start[item] ?? 0;
    const end = start[item + 1] ?? 0;
    if (first === end) continue;
    let sum = 0;
    for (let line = first; line < end; line += 1) sum += (place[other[line] ?? 0] ?? 0) + (port[line] ?? 0);
    const wish = sum / (end - first) + (aside[item] ?? 0) * farRight;
    sorted &&= wish >= (moving.at(-1)?.wish ?? wish);
    moving.push({ item, wish, at });
  }
  if (sorted) return;
  const free = moving.map(({ at }) => at);
  moving.sort((a, b) => a.wish - b.wish || a.at - b.at);
  moving.forEach(({ item }, index) => {
    const at = free[index] ?? 0;
    layer[at] = item;
    place[item] = at;
  });
}

/** Exchanges neighbours wherever fewer lines cross then, until there is no such pair or it gets too long. */
function exchange(net: Net): void {
  const { layers, place } = net;
  let active = layers.map(() => true);
  for (let pass = 0; pass < exchangePasses && active.includes(true); pass += 1) {
    const moved = layers.map((layer, at) => {
      if (active[at] !== true) return false;
      let gained = false;
      for (let index = 1; index < layer.length; index += 1) {
        const left = layer[index - 1] ?? 0;
        const right = layer[index] ?? 0;
        if (net.aside[left] !== net.aside[right] || gainOfExchange(net, left, right) <= 0) continue;
        layer[index - 1] = right;
        layer[index] = left;
        place[right] = index - 1;
        place[left] = index;
        gained = true;
      }
      return gained;
    });
    // Only where something moved, or beside it, can there be more to gain.
    active = moved.map((own, at) => own || moved[at - 1] === true || moved[at + 1] === true);
  }
}
