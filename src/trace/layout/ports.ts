import { entryOf, layoutSizes, leaveOf, type Item, type Segment } from './model.ts';

/** Where segments meet their nodes, from the left side of the node, where that is not its middle or a box's own place. */
export interface Ports {
  readonly top: ReadonlyMap<Segment, number>;
  readonly bottom: ReadonlyMap<Segment, number>;
  /** Segments that leave a node at its right side and go down to an aside from there. */
  readonly aside: ReadonlySet<Segment>;
  /** Items whose right side is taken. */
  readonly sides: ReadonlySet<Item>;
}

/** Spreads the lines at a node so that none lies on another; what goes straight on keeps the middle. */
export function portsOf(layers: readonly (readonly Item[])[]): Ports {
  const top = new Map<Segment, number>();
  const bottom = new Map<Segment, number>();
  const aside = new Set<Segment>();
  const sides = new Set<Item>();
  for (const layer of layers) {
    for (const item of layer) {
      if (item.kind !== 'node' || (item.down.length < 2 && item.up.length < 2)) continue;
      const leaving = [...item.down].sort((a, b) => targetX(a) - targetX(b));
      const last = leaving.at(-1);
      if (last !== undefined && leaving.length > 1 && isAside(last, layer)) {
        aside.add(last);
        sides.add(item);
        leaving.pop();
      }
      spread(item, leaving, targetX, bottom);
      const entering = [...item.up].sort((a, b) => sourceX(a) - sourceX(b));
      spread(item, entering, sourceX, top);
    }
  }
  // A port at the top may still be moved there by another arc: the run to an aside needs the place as it is now.
  return { top, bottom, aside, sides };
}

const targetX = (segment: Segment) => segment.to.x + entryOf(segment);
const sourceX = (segment: Segment) => segment.from.x + leaveOf(segment);

/** Whether the way to a node at the right is free from the side of its source: nothing else stands there. */
function isAside(segment: Segment, layer: readonly Item[]): boolean {
  const { arc, from, to } = segment;
  if (arc.from !== from || arc.to !== to || from.after > 0 || to.up.length !== 1) return false;
  const x = targetX(segment);
  if (x < from.x + from.width + layoutSizes.lineGap + Math.max(0, ...arc.labels)) return false;
  const next = layer[from.place + 1];
  return next === undefined || next.x - next.before > x + layoutSizes.lineGap;
}

function spread(
  item: Item,
  segments: readonly Segment[],
  otherEnd: (segment: Segment) => number,
  ports: Map<Segment, number>,
): void {
  if (segments.length < 2) return;
  const middle = item.x + item.width / 2;
  let straight = segments.findIndex((segment) => Math.abs(otherEnd(segment) - middle) < 0.5);
  if (straight < 0) straight = segments.filter((segment) => otherEnd(segment) < middle).length - 0.5;
  const left = Math.ceil(straight);
  const right = segments.length - 1 - Math.floor(straight);
  const most = item.width / 2 - 14;
  const step = Math.min(layoutSizes.lineGap, most / Math.max(1, left, right));
  segments.forEach((segment, index) => ports.set(segment, item.width / 2 + (index - straight) * step));
}

/** Whether nothing but passing lines stands in the layer between the right side of an item and a place. */
export function isFreeTo(x: number, item: Item, layer: readonly Item[]): boolean {
  return !layer.some(
    (other) =>
      other.kind !== 'bend' && other.kind !== 'port' && other.x > item.x && other.x - other.before < x,
  );
}
