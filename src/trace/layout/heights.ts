import type { Item } from './model.ts';

/** Items in an order in which no way leads to one before it, and the ways between them by their numbers. */
export interface Ways {
  readonly items: readonly Item[];
  /** For each item the numbers of those right above it in the drawing, and of those right below. */
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
}

/** Most rounds in which items are moved; what is gained after them is little. */
const rounds = 8;

/**
 * Puts every item right below the lowest of those above it.
 * @param first layer of an item that has none above it, unless it is where lines enter a box
 */
export function asHighAsCan({ items, above }: Ways, first: number): void {
  items.forEach((item, index) => {
    let rank = item.kind === 'port' ? 0 : first;
    for (const one of above[index] ?? []) rank = Math.max(rank, (items[one]?.rank ?? 0) + 1);
    item.rank = rank;
  });
}

/**
 * Moves items towards where more of their lines go, as far as what is above and below them lets it: lines become
 * shorter, so that they pass fewer layers and cross less. Stays as it is where nothing is gained.
 */
export function shorten(ways: Ways): void {
  const count = ways.items.length;
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (let index = count - 1; index >= 0; index -= 1) moved = moveOne(ways, index) || moved;
    for (let index = 0; index < count; index += 1) moved = moveOne(ways, index) || moved;
    if (!moved) return;
  }
}

function moveOne({ items, above, below }: Ways, index: number): boolean {
  const item = items[index];
  const ups = above[index] ?? [];
  const downs = below[index] ?? [];
  if (item === undefined || ups.length === 0 || downs.length === 0) return false;
  if (ups.length === downs.length) return false;
  let rank: number;
  if (downs.length > ups.length) {
    rank = Infinity;
    for (const one of downs) rank = Math.min(rank, (items[one]?.rank ?? 0) - 1);
  } else {
    rank = -Infinity;
    for (const one of ups) rank = Math.max(rank, (items[one]?.rank ?? 0) + 1);
  }
  if (rank === item.rank) return false;
  item.rank = rank;
  return true;
}
