import type { GraphView, MeasureText } from '../../src/trace/view/types.ts';
import type { Box, Point } from './paths.ts';

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly ({ readonly id: string } & Box)[];
  readonly edges: readonly {
    readonly id: string;
    readonly points: readonly Point[];
    readonly label?: Point;
  }[];
  readonly boxes: readonly ({ readonly id: string } & Box)[];
}

/** A plain column. */
export function layout(graph: GraphView, _measure: MeasureText): FlowLayout {
  let y = 16;
  const left = 100;
  const width = 216;
  const nodes = graph.nodes.map((node, at) => {
    const previous = graph.nodes[at - 1];
    if (node.box !== undefined && node.box !== previous?.box) y += 36;
    if (previous?.box !== undefined && node.box !== previous.box) y += 20;
    const height = node.shape === 'pill' ? 24 : node.shape === 'gap' ? 90 : 40;
    const wide = node.shape === 'pill' ? 140 : width;
    const box = { id: node.id, x: left + (width - wide) / 2, y, width: wide, height };
    y += height + 28;
    return box;
  });
  const place = new Map(nodes.map((node) => [node.id, node]));
  const edges = graph.edges.flatMap((edge) => {
    const from = place.get(edge.from);
    const to = place.get(edge.to);
    if (from === undefined || to === undefined) return [];
    if (edge.back) {
      const right = from.x + from.width;
      return [
        {
          id: edge.id,
          points: [
            { x: right, y: from.y + 30 },
            { x: right + 18, y: from.y + 30 },
            { x: right + 18, y: to.y + 10 },
            { x: right, y: to.y + 10 },
          ],
          label: { x: right + 26, y: from.y + (edge.severity === 'error' ? 30 : 14) },
        },
      ];
    }
    const x = from.x + from.width / 2;
    return [
      {
        id: edge.id,
        points: [
          { x, y: from.y + from.height },
          { x, y: to.y },
        ],
        label: { x: x + 10, y: (from.y + from.height + to.y) / 2 },
      },
    ];
  });
  const boxes = graph.boxes.map((box) => {
    const inside = nodes.filter((_, at) => graph.nodes[at]?.box === box.id);
    const top = Math.min(...inside.map((node) => node.y)) - 38;
    const bottom = Math.max(...inside.map((node) => node.y + node.height)) + 14;
    return { id: box.id, x: left - 32, y: top, width: width + 64, height: bottom - top };
  });
  return { width: left * 2 + width, height: y, nodes, edges, boxes };
}
