import type { Item } from './model.ts';
import { crossingsOf, gainOfExchange, isAside, netOf, portParts, type Lines, type Net } from './net.ts';

/** At most this many times down and up through the layers, and so many in vain. */
const sweeps = 24;
const inVain = 6;

/** More than any layer has places, in parts of a place. */
const farRight = 2 ** 30;

/** In larger drawings neighbours are exchanged less often: the work stays near to linear. */
const exchangesUpTo = 20_000;
const exchangePasses = 4;

/**
 * Orders every layer so that few lines cross. Starts with the way that goes on longest at the left, and leaves it there
 * as long as nothing is gained by another order: so the path of the call stays one line, and asides stand at its right.
 */
export function orderLayers(layers: Item[][]): void {
  firstOrder(layers);
  // A chain, as most sub-flows are, has nothing to be ordered.
  if (layers.every(({ length }) => length < 2)) return;
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
  const walked: Item[][] = layers.map(() => []);
  const asides: Item[][] = layers.map(() => []);
  const stack: Item[] = [];
  for (const layer of layers) {
    for (const root of layer) {
      stack.push(root);
      for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
        if (seen.has(item)) continue;
        seen.add(item);
        (isAside(item) ? asides : walked)[item.rank]?.push(item);
        pushBelow(item, stack);
      }
    }
  }
  walked.forEach((layer, index) => {
    layers[index] = layer.concat(asides[index] ?? []);
    number(layers[index] ?? []);
  });
}

/** The one pushed last is walked first: what was taken and goes on for longest; of equal ones the first. */
function pushBelow({ down }: Item, stack: Item[]): void {
  const [only] = down;
  if (down.length === 1 && only !== undefined) {
    stack.push(only.to);
    return;
  }
  const next = [...down].reverse();
  next.sort((a, b) => Number(a.arc.taken) - Number(b.arc.taken) || a.to.reach - b.to.reach);
  for (const { to } of next) stack.push(to);
}

/**
 * Sorts a layer by the mean place of what its items are joined to; ports of a box count by how far at the right they
 * are. Who is joined to nothing keeps the place, and equals keep their order.
 */
function sortBy(layer: Int32Array, { start, other, port }: Lines, { place, aside, wish }: Net): void {
  if (layer.length < 2) return;
  const moving: number[] = [];
  let before = 0;
  let sorted = true;
  for (const item of layer) {
    const first = start[item] ?? 0;
    const end = start[item + 1] ?? 0;
    if (first === end) continue;
    let sum = 0;
    for (let line = first; line < end; line += 1) {
      sum += (place[other[line] ?? 0] ?? 0) * portParts + (port[line] ?? 0);
    }
    const mean = Math.floor(sum / (end - first)) + (aside[item] ?? 0) * farRight;
    wish[item] = mean;
    sorted &&= mean >= before;
    before = mean;
    moving.push(item);
  }
  if (sorted) return;
  const free = moving.map((item) => place[item] ?? 0);
  moving.sort((a, b) => (wish[a] ?? 0) - (wish[b] ?? 0) || (place[a] ?? 0) - (place[b] ?? 0));
  for (let index = 0; index < moving.length; index += 1) {
    const item = moving[index] ?? 0;
    const at = free[index] ?? 0;
    layer[at] = item;
    place[item] = at;
  }
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
