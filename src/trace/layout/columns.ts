import { entryOf, layoutSizes, leaveOf, type Item, type Segment } from './model.ts';

/** More than any drawing has layers: the way of the call is straight before any other. */
const takenFirst = 1e6;

/** Items that stand in one straight line below each other. */
interface Block {
  readonly items: Item[];
  /** Of the first item; the others stand at their `shift` from it. */
  x: number;
  readonly index: number;
}

/**
 * Gives every item its x: items joined by the longest way stand straight below each other, and every line of them as
 * far left as its neighbours let it, after Brandes and Köpf (Fast and simple horizontal coordinate assignment), with
 * one alignment in place of four: the path of a call has a left side.
 */
export function assignColumns(layers: readonly (readonly Item[])[]): void {
  const { blocks, blockOf, shifts } = align(layers);
  const rights = neighbours(layers, blockOf, shifts);
  compact(blocks, rights);
  for (const layer of layers) {
    for (const item of layer) item.x = (blockOf.get(item)?.x ?? 0) + (shifts.get(item) ?? 0);
  }
  closeUp(blocks, blockOf, rights);
  keepApart(layers, blockOf, rights);
  let left = Infinity;
  for (const [first] of layers) if (first !== undefined) left = Math.min(left, first.x - first.before);
  for (const layer of layers) for (const item of layer) item.x -= left;
}

interface Alignment {
  readonly blocks: readonly Block[];
  readonly blockOf: ReadonlyMap<Item, Block>;
  readonly shifts: ReadonlyMap<Item, number>;
}

function align(layers: readonly (readonly Item[])[]): Alignment {
  const blocks: Block[] = [];
  const blockOf = new Map<Item, Block>();
  const shifts = new Map<Item, number>();
  layers.forEach((layer, index) => {
    const above = index === 0 ? new Map<Item, Segment>() : straight(layers[index - 1] ?? []);
    for (const item of layer) {
      const segment = above.get(item);
      const block = segment === undefined ? undefined : blockOf.get(segment.from);
      if (segment === undefined || block === undefined) {
        const own: Block = { items: [item], x: 0, index: blocks.length };
        blocks.push(own);
        blockOf.set(item, own);
        shifts.set(item, 0);
      } else {
        block.items.push(item);
        blockOf.set(item, block);
        shifts.set(item, (shifts.get(segment.from) ?? 0) + leaveOf(segment) - entryOf(segment));
      }
    }
  });
  return { blocks, blockOf, shifts };
}

/** How much a segment wants to be straight: what was taken and goes on for longer comes first. */
const weightOf = ({ arc, to }: Segment): number =>
  // A line that leads back is straight where nothing else is.
  arc.route === 'up' ? -1 : to.reach + (arc.taken ? takenFirst : 0);

/** Lines that only pass come after nodes. */
const passing = ({ from, to }: Segment): number => (from.kind === 'bend' || to.kind === 'bend' ? 1 : 0);

const aside = ({ arc }: Segment): number => (arc.taken ? 0 : 1);

/** For the layer below: the segments to be drawn straight, none of which crosses another. */
function straight(layer: readonly Item[]): ReadonlyMap<Item, Segment> {
  const wishes: Segment[] = [];
  for (const { down } of layer) {
    let best = down[0];
    if (best === undefined) continue;
    for (const one of down) if (weightOf(one) > weightOf(best)) best = one;
    wishes.push(best);
  }
  wishes.sort(
    (a, b) =>
      aside(a) - aside(b) ||
      passing(a) - passing(b) ||
      weightOf(b) - weightOf(a) ||
      a.from.place - b.from.place,
  );
  const chosen: Segment[] = [];
  const taken = new Map<Item, Segment>();
  for (const wish of wishes) {
    if (taken.has(wish.to)) continue;
    let at = chosen.findIndex(({ from }) => from.place > wish.from.place);
    if (at < 0) at = chosen.length;
    const before = chosen[at - 1];
    const after = chosen[at];
    if ((before?.to.place ?? -1) >= wish.to.place) continue;
    if (after !== undefined && after.to.place <= wish.to.place) continue;
    chosen.splice(at, 0, wish);
    taken.set(wish.to, wish);
  }
  return taken;
}

interface Neighbour {
  readonly block: Block;
  /** How far at least the block at the right stands from the left one. */
  readonly distance: number;
}

/** For each block those at its right. */
function neighbours(
  layers: readonly (readonly Item[])[],
  blockOf: ReadonlyMap<Item, Block>,
  shifts: ReadonlyMap<Item, number>,
): ReadonlyMap<Block, readonly Neighbour[]> {
  const rights = new Map<Block, Neighbour[]>();
  for (const layer of layers) {
    layer.forEach((right, index) => {
      const left = layer[index - 1];
      if (left === undefined) return;
      const from = blockOf.get(left);
      const block = blockOf.get(right);
      if (from === undefined || block === undefined) return;
      const { neighbourGap, lineGap } = layoutSizes;
      const lines =
        left.kind === 'bend' || right.kind === 'bend' || left.kind === 'port' || right.kind === 'port';
      const gap = left.width + left.after + (lines ? lineGap : neighbourGap) + right.before;
      const distance = (shifts.get(left) ?? 0) + gap - (shifts.get(right) ?? 0);
      const known = rights.get(from);
      if (known === undefined) rights.set(from, [{ block, distance }]);
      else known.push({ block, distance });
    });
  }
  return rights;
}

/** Every block as far left as it goes: longest ways over the order of neighbours, which has no circles. */
function compact(blocks: readonly Block[], rights: ReadonlyMap<Block, readonly Neighbour[]>): void {
  const waiting = new Map<Block, number>();
  for (const list of rights.values()) {
    for (const { block } of list) waiting.set(block, (waiting.get(block) ?? 0) + 1);
  }
  const ready = blocks.filter((block) => !waiting.has(block));
  for (const block of ready) {
    for (const { block: right, distance } of rights.get(block) ?? []) {
      right.x = Math.max(right.x, block.x + distance);
      const left = (waiting.get(right) ?? 1) - 1;
      waiting.set(right, left);
      if (left === 0) ready.push(right);
    }
  }
}

/** How far a block can move to the right. */
function roomOf(block: Block, rights: ReadonlyMap<Block, readonly Neighbour[]>): number {
  let room = Infinity;
  for (const { block: right, distance } of rights.get(block) ?? []) {
    room = Math.min(room, right.x - distance - block.x);
  }
  return room;
}

function move(block: Block, by: number): void {
  block.x += by;
  for (const item of block.items) item.x += by;
}

/** Moves aside a line that passes just where another one above it ended: they would look like one. */
function keepApart(
  layers: readonly (readonly Item[])[],
  blockOf: ReadonlyMap<Item, Block>,
  rights: ReadonlyMap<Block, readonly Neighbour[]>,
): void {
  const { lineGap } = layoutSizes;
  let ended: readonly Item[] = [];
  for (const layer of layers) {
    for (const item of layer) {
      const block = blockOf.get(item);
      if (block?.items[0] !== item || block.items.some(({ kind }) => kind !== 'bend')) continue;
      const meets = ended.some(({ x }) => Math.abs(x - item.x) < lineGap);
      if (meets && roomOf(block, rights) >= lineGap) move(block, lineGap);
    }
    ended = layer.filter((item) => item.kind === 'bend' && blockOf.get(item)?.items.at(-1) === item);
  }
}

/** Moves blocks that stand farther left than what they are joined to towards it, as far as there is room. */
function closeUp(
  blocks: readonly Block[],
  blockOf: ReadonlyMap<Item, Block>,
  rights: ReadonlyMap<Block, readonly Neighbour[]>,
): void {
  for (const block of [...blocks].reverse()) {
    const room = roomOf(block, rights);
    if (room <= 0) continue;
    const pulls: number[] = [];
    for (const item of block.items) {
      for (const segment of item.up) {
        const { from } = segment;
        if (blockOf.get(from) !== block) pulls.push(from.x + leaveOf(segment) - (item.x + entryOf(segment)));
      }
      for (const segment of item.down) {
        const { to } = segment;
        if (blockOf.get(to) !== block) pulls.push(to.x + entryOf(segment) - (item.x + leaveOf(segment)));
      }
    }
    if (pulls.length === 0) continue;
    pulls.sort((a, b) => a - b);
    const pull = Math.min(room, pulls[(pulls.length - 1) >> 1] ?? 0);
    if (pull > 0) move(block, pull);
  }
}
