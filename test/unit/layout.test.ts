import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layout, type FlowLayout, type Point, type Rectangle } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { crossingsOf } from '../bench/crossings.ts';
import { anyGraph, makeBox, makeEdge, makeGraph, makeNode } from './support/make-graph.ts';
import { inEnglish } from './support/render.ts';
import { sampleTrace } from './support/sample-trace.ts';

const place = (graph: GraphView) => layout(graph, wideMeasure);
const runs = { numRuns: 120 };

function overlap(a: Rectangle, b: Rectangle): boolean {
  return (
    a.x < b.x + b.width - 0.01 &&
    b.x < a.x + a.width - 0.01 &&
    a.y < b.y + b.height - 0.01 &&
    b.y < a.y + a.height - 0.01
  );
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x - 0.01 &&
    inner.y >= outer.y - 0.01 &&
    inner.x + inner.width <= outer.x + outer.width + 0.01 &&
    inner.y + inner.height <= outer.y + outer.height + 0.01
  );
}

const segmentsOf = (points: readonly Point[]) =>
  points.slice(1).map((to, index): readonly [Point, Point] => [points[index] ?? to, to]);

/** Whether a segment runs through the inside of a rectangle; along its border does not count. */
function crosses([a, b]: readonly [Point, Point], { x, y, width, height }: Rectangle): boolean {
  const inside = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
  return (
    Math.min(a.x, b.x) < inside.x + inside.width &&
    Math.max(a.x, b.x) > inside.x &&
    Math.min(a.y, b.y) < inside.y + inside.height &&
    Math.max(a.y, b.y) > inside.y
  );
}

function at<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((one) => one.id === id);
  if (found === undefined) throw new Error(`Not placed: ${id}`);
  return found;
}

/** The boxes around a node, the innermost first. */
function boxesAround(graph: GraphView, placed: FlowLayout, node: string): readonly string[] {
  const box = graph.nodes.find(({ id }) => id === node)?.box;
  const rectangle = at(placed.nodes, node);
  return box === undefined ? [] : placed.boxes.filter((one) => contains(one, rectangle)).map(({ id }) => id);
}

describe('any graph', () => {
  test('places every node, and no two overlap', () => {
    fc.assert(
      fc.property(anyGraph(24), (graph) => {
        const placed = place(graph);
        expect(placed.nodes.map(({ id }) => id)).toEqual(graph.nodes.map(({ id }) => id));
        placed.nodes.forEach((a, index) => {
          for (const b of placed.nodes.slice(index + 1))
            expect(overlap(a, b), `${a.id} and ${b.id}`).toBe(false);
        });
      }),
      runs,
    );
  });

  test('boxes contain their nodes and nothing else, and are within each other or apart', () => {
    fc.assert(
      fc.property(anyGraph(24), (graph) => {
        const placed = place(graph);
        for (const node of graph.nodes) {
          const rectangle = at(placed.nodes, node.id);
          if (node.box !== undefined) expect(contains(at(placed.boxes, node.box), rectangle)).toBe(true);
          const around = new Set(placed.boxes.filter((box) => contains(box, rectangle)).map(({ id }) => id));
          for (const box of placed.boxes)
            if (!around.has(box.id)) expect(overlap(box, rectangle)).toBe(false);
          if (node.box === undefined) expect(around.size).toBe(0);
        }
        placed.boxes.forEach((a, index) => {
          for (const b of placed.boxes.slice(index + 1)) {
            expect(contains(a, b) || contains(b, a) || !overlap(a, b), `${a.id} and ${b.id}`).toBe(true);
          }
        });
      }),
      runs,
    );
  });

  test('every edge joins its nodes at right angles and crosses no node and no strange box', () => {
    fc.assert(
      fc.property(anyGraph(24), (graph) => {
        const placed = place(graph);
        expect(placed.edges.map(({ id }) => id).sort()).toEqual(graph.edges.map(({ id }) => id).sort());
        for (const edge of graph.edges) {
          const { points } = at(placed.edges, edge.id);
          const segments = segmentsOf(points);
          const touches = (point: Point | undefined, node: string) =>
            point !== undefined &&
            overlap(at(placed.nodes, node), { x: point.x - 0.5, y: point.y - 0.5, width: 1, height: 1 });
          expect(touches(points[0], edge.from), `begins at ${edge.from}`).toBe(true);
          expect(touches(points.at(-1), edge.to), `ends at ${edge.to}`).toBe(true);
          for (const [a, b] of segments)
            expect(Math.min(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeLessThan(0.01);
          for (const node of placed.nodes) {
            for (const segment of segments)
              expect(crosses(segment, node), `${edge.id} through ${node.id}`).toBe(false);
          }
          const around = new Set([edge.from, edge.to].flatMap((node) => boxesAround(graph, placed, node)));
          for (const box of placed.boxes) {
            if (around.has(box.id)) continue;
            for (const segment of segments)
              expect(crosses(segment, box), `${edge.id} through ${box.id}`).toBe(false);
          }
        }
      }),
      runs,
    );
  });

  test('everything is inside the drawing, labels too', () => {
    fc.assert(
      fc.property(anyGraph(24), (graph) => {
        const placed = place(graph);
        const all = { x: 0, y: 0, width: placed.width, height: placed.height };
        for (const one of [...placed.nodes, ...placed.boxes]) expect(contains(all, one)).toBe(true);
        for (const { id, points, label } of placed.edges) {
          for (const { x, y } of points) expect(contains(all, { x, y, width: 0, height: 0 })).toBe(true);
          const text = graph.edges.find((edge) => edge.id === id)?.label ?? '';
          expect(label === undefined).toBe(text === '');
          if (label === undefined) continue;
          const width = wideMeasure(text, 11, 'normal');
          expect(contains(all, { x: label.x, y: label.y - 8, width, height: 16 }), `label of ${id}`).toBe(
            true,
          );
        }
      }),
      runs,
    );
  });

  test('the same graph always gives the same layout', () => {
    fc.assert(
      fc.property(anyGraph(16), (graph) => {
        const again: GraphView = structuredClone(graph);
        expect(place(again)).toEqual(place(graph));
      }),
    );
  });

  test('what leads somewhere stands above it, unless it leads back', () => {
    fc.assert(
      fc.property(anyGraph(24), (graph) => {
        const forward = {
          ...graph,
          boxes: [],
          nodes: graph.nodes.map(({ id, shape }) => makeNode(id, { shape })),
        };
        const placed = place(forward);
        for (const edge of forward.edges) {
          if (edge.back) continue;
          const from = at(placed.nodes, edge.from);
          expect(from.y + from.height).toBeLessThanOrEqual(at(placed.nodes, edge.to).y);
        }
      }),
      runs,
    );
  });
});

describe('the path of a call', () => {
  const placed = place(traceView(sampleTrace(), { language: 'en', render: inEnglish }).graph);
  const graph = traceView(sampleTrace(), { language: 'en', render: inEnglish }).graph;

  test('is one straight line', () => {
    const middles = placed.nodes.map(({ x, width }) => x + width / 2);
    expect(new Set(middles.map((x) => x.toFixed(1))).size).toBe(1);
    for (const { id, points } of placed.edges) {
      const edge = graph.edges.find((one) => one.id === id);
      if (edge?.back !== true) expect(points).toHaveLength(2);
    }
  });

  test('has its loop at the right of the node, with the labels below each other', () => {
    const loops = placed.edges.filter(({ id }) => graph.edges.find((one) => one.id === id)?.back === true);
    expect(loops).toHaveLength(2);
    const [first, second] = loops;
    expect(second?.points).toEqual(first?.points);
    expect((second?.label?.y ?? 0) - (first?.label?.y ?? 0)).toBe(16);
  });

  test('goes into the box of the sub-flow and out of it again', () => {
    const [box] = placed.boxes;
    const inside = graph.nodes.filter((node) => node.box !== undefined).map(({ id }) => at(placed.nodes, id));
    expect(inside).toHaveLength(2);
    for (const node of inside) expect(box !== undefined && contains(box, node)).toBe(true);
  });
});

test('an aside stands at the right of the path, reached from the side of its node', () => {
  const nodes = ['a', 'b', 'aside', 'c', 'd'].map((id) => makeNode(id));
  const edges = [makeEdge('a', 'b'), makeEdge('b', 'aside', { label: 'No answer' }), makeEdge('b', 'c')];
  const placed = place(makeGraph(nodes, [...edges, makeEdge('c', 'd')]));
  const [a, b, c] = ['a', 'b', 'c'].map((id) => at(placed.nodes, id));
  expect([b?.x, c?.x]).toEqual([a?.x, a?.x]);
  expect(at(placed.nodes, 'aside').x).toBeGreaterThan((c?.x ?? 0) + (c?.width ?? 0));
  expect(at(placed.edges, 'b>aside').points[0]?.x).toBe((b?.x ?? 0) + (b?.width ?? 0));
});

test('a way back runs at the right of everything that it passes', () => {
  const placed = place(
    makeGraph(
      ['a', 'b', 'c'].map((id) => makeNode(id)),
      [makeEdge('a', 'b'), makeEdge('b', 'c'), makeEdge('c', 'a', { back: true, label: 'Again' })],
    ),
  );
  const right = Math.max(...placed.nodes.map(({ x, width }) => x + width));
  expect(Math.max(...at(placed.edges, 'c>a').points.map(({ x }) => x))).toBe(right + 18);
});

test('a way back without words runs through a gap near by', () => {
  const nodes = ['a', 'b', 'c', 'd', 'far', 'end'].map((id) => makeNode(id));
  const forward = ['a>b', 'b>c', 'c>d', 'a>far', 'far>end', 'd>end'];
  const edges = forward.map((way) =>
    makeEdge(way.slice(0, way.indexOf('>')), way.slice(way.indexOf('>') + 1)),
  );
  const placed = place(makeGraph(nodes, [...edges, makeEdge('d', 'c', { back: true })]));
  const passing = Math.max(...at(placed.edges, 'far>end').points.map(({ x }) => x));
  const around = Math.max(...at(placed.edges, 'd>c').points.map(({ x }) => x));
  expect(around).toBeGreaterThan(at(placed.nodes, 'd').x + at(placed.nodes, 'd').width);
  expect(around).toBeLessThan(passing);
});

describe('a wide flow', () => {
  const menus = Array.from({ length: 6 }, (_, menu) => `m${menu}`);
  const ends = menus.flatMap((menu) => ['x', 'y'].map((end) => `${menu}${end}`));
  const forward = [
    ...menus.map((menu) => makeEdge('start', menu)),
    ...ends.map((end) => makeEdge(end.slice(0, 2), end)),
  ];
  const nodes = ['start', ...menus, ...ends].map((id) => makeNode(id));
  const placed = place(makeGraph(nodes, [...forward, makeEdge('m0x', 'start', { back: true })]));

  test('has its ways back between the nodes, not round everything', () => {
    const { points } = at(placed.edges, 'm0x>start');
    const [from, start] = [at(placed.nodes, 'm0x'), at(placed.nodes, 'start')];
    expect(points[0]?.y).toBe(from.y);
    expect(points.at(-1)?.y).toBe(start.y + start.height);
    const right = Math.max(...placed.nodes.map(({ x, width }) => x + width));
    for (const { x } of points) expect(x).toBeLessThan(right);
  });

  test('is drawn without crossings where none is needed', () => {
    expect(crossingsOf(place(makeGraph(nodes, forward)).edges.map(({ points }) => points))).toBe(0);
  });
});

test('a step that is added at the end moves nothing', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => makeNode(id));
  const edges = [makeEdge('a', 'b'), makeEdge('b', 'c'), makeEdge('c', 'd')];
  const before = place(makeGraph(nodes.slice(0, 3), edges.slice(0, 2)));
  const after = place(makeGraph(nodes, edges));
  expect(after.nodes.slice(0, 3)).toEqual(before.nodes);
});

test('boxes that claim to be inside each other are placed all the same', () => {
  const placed = place(
    makeGraph(
      [makeNode('a', { box: 'x' }), makeNode('b', { box: 'y' })],
      [makeEdge('a', 'b')],
      [makeBox('x', 'y'), makeBox('y', 'x')],
    ),
  );
  expect(placed.boxes).toHaveLength(2);
});

test.each([
  ['very far at the right', 1e19, 0],
  ['very far at the left', -1e19, 0],
  ['very far down', 0, 1e19],
  ['nowhere', NaN, Infinity],
])('a node that is designed to stand %s is placed like one without a place', (_, x, y) => {
  const graph = makeGraph(
    ['a', 'b', 'c'].map((id) => makeNode(id)),
    [makeEdge('a', 'b'), makeEdge('a', 'c')],
  );
  const odd = new Map([
    ['a', { x, y }],
    ['b', { x, y: y + 110 }],
  ]);
  expect(layout(graph, wideMeasure, odd)).toEqual(layout(graph, wideMeasure, new Map()));
});

test('there is room for the sign that expands a node only where that can be done', () => {
  const left = (count: number) => {
    const visit = { item: 'a', severity: 'none', order: 1, durationMs: 0, time: '', detail: '' } as const;
    const visits = Array.from({ length: count }, () => visit);
    return at(place(makeGraph([makeNode('a', { visits })], [])).nodes, 'a').x;
  };
  expect(left(200)).toBeGreaterThan(left(1));
  expect(left(201)).toBe(left(1));
});

test('an edge to a node that is not there is left out', () => {
  expect(place(makeGraph([makeNode('a')], [makeEdge('a', 'nowhere')])).edges).toEqual([]);
});

test('an empty graph has a size', () => {
  expect(place(makeGraph([], []))).toMatchObject({ nodes: [], edges: [], boxes: [] });
});

test('Chinese text is measured as wide as it is', () => {
  expect(wideMeasure('订单', 13, 'normal')).toBe(26);
  expect(wideMeasure('order', 13, 'normal')).toBeLessThan(wideMeasure('订单查询', 13, 'normal'));
});
