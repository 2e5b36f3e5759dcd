import { entryOf, layoutSizes, leaveOf, rightOf, type Arc, type Item } from './model.ts';
import { isFreeTo, type Ports } from './ports.ts';

/** The way of an arc at the right of what is between its ends. */
export interface Channel {
  readonly arc: Arc;
  readonly x: number;
  /** Whether it leaves (enters) at the right side of the node; otherwise at the bottom (top). */
  readonly leavesSide: boolean;
  readonly entersSide: boolean;
  /** Where it leaves at the bottom and enters at the top. */
  readonly leaveX: number;
  readonly entryX: number;
}

/** From one x to another. */
interface Extent {
  readonly left: number;
  readonly right: number;
}

/** A channel that is placed, and the layers that it passes. */
interface Track extends Extent {
  readonly from: number;
  readonly to: number;
}

/** A channel over more layers than this does not look for a gap: so the work stays near to linear. */
const nearBy = 12;

/**
 * The channels of the arcs that need one: short ones first, so that long ones run outside of them. They run at the right
 * of everything, or in a gap near by where a line without labels crosses no more than outside.
 */
export function placeChannels(
  layers: readonly (readonly Item[])[],
  arcs: readonly Arc[],
  ports: Ports,
): readonly Channel[] {
  const going = arcs.filter(({ route }) => route === 'channel');
  if (going.length === 0) return [];
  const rights = layers.map((layer) => layer.reduce((most, item) => Math.max(most, rightOf(item)), 0));
  const length = ({ from, to }: Arc) => Math.abs(from.rank - to.rank);
  const tracks: Track[] = [];
  return [...going]
    .sort((a, b) => length(a) - length(b))
    .map((arc) => {
      const from = Math.min(arc.from.rank, arc.to.rank);
      const to = Math.max(arc.from.rank, arc.to.rank);
      const outermost = rights.slice(from, to + 1).reduce((most, right) => Math.max(most, right), 0);
      const wide = Math.max(0, ...arc.labels);
      const room = wide === 0 ? 0 : wide + layoutSizes.labelGap;
      // One layer more at either end: runs into the strip beyond must not lie on each other's channel.
      const beside = tracks.filter((track) => track.from <= to + 1 && track.to >= from - 1);
      const outer = freeX(outermost + layoutSizes.channelGap, room, beside);
      const inner =
        room > 0 || to - from > nearBy
          ? outer
          : freeX(leastX(arc), 0, [...beside, ...standing(layers, from, to, ports)]);
      const gains = inner < outer && crossedAt(inner, arc, layers) <= crossedAt(outer, arc, layers);
      const x = gains ? inner : outer;
      tracks.push({ from, to, left: x, right: x + room });
      const side = (item: Item) =>
        item.kind === 'node' &&
        item.after === 0 &&
        !ports.sides.has(item) &&
        isFreeTo(x, item, layers[item.rank] ?? []);
      return {
        arc,
        x,
        leavesSide: side(arc.from),
        entersSide: side(arc.to),
        leaveX: arc.from.x + besides(arc.from.leaves.get(arc.leave), arc.from),
        entryX: arc.to.x + besides(arc.to.entries.get(arc.entry), arc.to),
      };
    });
}

/** At the right of both ends. */
function leastX({ from, to }: Arc): number {
  return Math.max(rightOf(from), rightOf(to)) + layoutSizes.channelGap;
}

/** What a vertical line in some layers, and in the strips above and below them, has to keep off. */
function standing(
  layers: readonly (readonly Item[])[],
  from: number,
  to: number,
  { aside }: Ports,
): readonly Extent[] {
  const found: Extent[] = [];
  for (const layer of layers.slice(Math.max(0, from - 1), to + 2)) {
    for (const item of layer) {
      // Off a node it keeps farther than off a line.
      const more = item.width > 0 ? layoutSizes.channelGap - layoutSizes.lineGap : 0;
      found.push({ left: item.x - item.before, right: rightOf(item) + more });
      for (const segment of item.down) {
        if (!aside.has(segment)) continue;
        const x = segment.to.x + entryOf(segment);
        found.push({ left: x, right: x });
      }
    }
  }
  return found;
}

/** About how many lines cross the channel of an arc, or the ways from its ends to it. */
function crossedAt(x: number, { from, to }: Arc, layers: readonly (readonly Item[])[]): number {
  const first = Math.min(from.rank, to.rank);
  let count = 0;
  for (const layer of layers.slice(first, Math.max(from.rank, to.rank))) {
    for (const { down } of layer) {
      for (const segment of down) {
        const begin = segment.from.x + leaveOf(segment);
        const end = segment.to.x + entryOf(segment);
        if (begin < x !== end < x) count += 1;
      }
    }
  }
  for (const end of [from, to]) {
    for (const item of layers[end.rank] ?? []) {
      if (item.kind === 'bend' && item.x > end.x && item.x < x) count += 1;
    }
  }
  return count;
}

/** The place in a box, or beside the middle of a node, where its straight lines are. */
function besides(place: number | undefined, { kind, width }: Item): number {
  if (kind === 'port') return 0;
  return place ?? width / 2 + Math.min(width / 2 - 10, 3 * layoutSizes.lineGap);
}

/** The least x with room at its right that keeps off all of these. */
function freeX(least: number, room: number, extents: readonly Extent[]): number {
  let x = least;
  for (const { left, right } of [...extents].sort((a, b) => a.left - b.left)) {
    if (x + room + layoutSizes.lineGap <= left) break;
    x = Math.max(x, right + layoutSizes.lineGap);
  }
  return x;
}
