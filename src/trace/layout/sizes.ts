import type { Level } from './level.ts';
import { layoutSizes, newItem, type Item } from './model.ts';
import { wrapLines } from './wrap.ts';
import type { LayoutBox, LayoutGraph, LayoutNode } from './graph.ts';
import type { MeasureText } from '../view/types.ts';

const { nodeWidth, nodeWidthMost, nodeHeight, pillHeight, gapWidth } = layoutSizes;

/** All nodes but pills and gaps are equally wide: as the widest needs, within limits. */
export function usualWidth(graph: LayoutGraph, measure: MeasureText): number {
  let width: number = nodeWidth;
  for (const node of graph.nodes) {
    if (node.shape === 'pill' || node.shape === 'gap') continue;
    if (width >= nodeWidthMost) break;
    width = Math.max(width, neededWidth(node, measure));
  }
  return Math.min(nodeWidthMost, Math.ceil(width));
}

/** Icon, name over kind, and at the right the time under the status signs. */
function neededWidth(
  { shape, name, detail, time, severity, visits }: LayoutNode,
  measure: MeasureText,
): number {
  const inner = shape === 'branch' || shape === 'party' ? 16 : 12;
  const signs = visits.length > 1 && visits.length <= 5 ? visits.length * 16 : severity === 'none' ? 0 : 16;
  const timeWidth = measure(time, 11, 'normal');
  const nameRow = measure(name, 13, 'normal') + (signs === 0 ? timeWidth : signs);
  const detailRow = measure(detail, 11, 'normal') + (signs === 0 ? 0 : timeWidth);
  return inner + 26 + Math.max(nameRow, detailRow) + 10 + (shape === 'queue' ? 14 : inner);
}

export function nodeItem(node: LayoutNode, usual: number, after: number, measure: MeasureText): Item {
  const base = {
    id: node.id,
    kind: 'node' as const,
    before: orderRoom(node.order, measure) + toggleRoom(node),
    after,
  };
  switch (node.shape) {
    case 'pill': {
      const width = Math.ceil(measure(node.name, 12, 'normal')) + 50;
      return newItem({ ...base, width: Math.min(nodeWidthMost, Math.max(100, width)), height: pillHeight });
    }
    case 'gap': {
      const room = gapWidth - 56;
      const title = wrapLines(node.name, room, (text) => measure(text, 12, 'bold')).length;
      const lines = wrapLines(node.detail, room, (text) => measure(text, 11, 'normal')).length;
      return newItem({ ...base, width: gapWidth, height: 24 + (title + lines) * 16 });
    }
    case 'rectangle':
    case 'branch':
    case 'queue':
    case 'party':
      return newItem({ ...base, width: usual, height: nodeHeight });
  }
}

/** A node with more visits than that is not drawn visit by visit; the list shows them. */
const mostExpanded = 200;

/** Whether there are visits of a node to be drawn one by one, and not too many. */
export function isExpandable({ visits }: Pick<LayoutNode, 'visits'>): boolean {
  return visits.length > 1 && visits.length <= mostExpanded;
}

/** Room for the sign that draws the visits of a node one by one, before their numbers. */
const toggleRoom = (node: LayoutNode): number => (isExpandable(node) ? 18 : 0);

/** Room for the visit numbers, which stand outside at the left like line numbers. */
function orderRoom(order: string, measure: MeasureText): number {
  return order === '' ? 0 : Math.ceil(measure(order, 11, 'normal')) + 14;
}

/** Room for a loop at the right of a node and its labels. */
export function loopRoom(labels: readonly number[]): number {
  const widest = Math.max(0, ...labels);
  return layoutSizes.channelGap + (widest === 0 ? 8 : widest + layoutSizes.labelGap);
}

/** How far from the left side of a box its name ends, and how much its note needs at the right. */
export function headerRoom(
  box: LayoutBox,
  measure: MeasureText,
): { readonly name: number; readonly note: number } {
  return {
    name: 30 + measure(box.name, 13, 'bold') + 10,
    note: measure(`sub-flow · ${box.time}`, 11, 'normal') + 24,
  };
}

export function boxItem(box: LayoutBox, level: Level, measure: MeasureText): Item {
  return newItem({
    id: box.id,
    kind: 'box',
    before: orderRoom(box.order, measure),
    width: level.width,
    height: level.height,
    entries: level.entries,
    leaves: level.leaves,
  });
}
