import { layoutSizes, rightOf, type Arc, type Item } from './model.ts';
import { isLast, type Ports } from './ports.ts';

/** The way of an arc at the right of everything between its ends. */
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

interface Track {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

/** The channels of the arcs that need one: short ones first, so that long ones run outside of them. */
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
      const inner = rights.slice(from, to + 1).reduce((most, right) => Math.max(most, right), 0);
      const wide = Math.max(0, ...arc.labels);
      const room = wide === 0 ? 0 : wide + layoutSizes.labelGap;
      const x = freeX(inner + layoutSizes.channelGap, room, from, to, tracks);
      tracks.push({ from, to, left: x, right: x + room });
      const side = (item: Item) =>
        item.kind === 'node' &&
        item.after === 0 &&
        !ports.sides.has(item) &&
        isLast(item, layers[item.rank] ?? []);
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

/** The place in a box, or beside the middle of a node, where its straight lines are. */
function besides(place: number | undefined, { kind, width }: Item): number {
  if (kind === 'port') return 0;
  return place ?? width / 2 + Math.min(width / 2 - 10, 3 * layoutSizes.lineGap);
}

function freeX(least: number, room: number, from: number, to: number, tracks: readonly Track[]): number {
  // One layer more at either end: runs into the strip beyond must not lie on each other's channel.
  const beside = tracks
    .filter((track) => track.from <= to + 1 && track.to >= from - 1)
    .sort((a, b) => a.left - b.left);
  let x = least;
  for (const track of beside) {
    if (x + room + layoutSizes.lineGap <= track.left) break;
    x = Math.max(x, track.right + layoutSizes.lineGap);
  }
  return x;
}
