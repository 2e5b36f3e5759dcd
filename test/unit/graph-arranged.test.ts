import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expanded } from '../../src/trace/graph/expanded.ts';
import { folded, type FoldWords } from '../../src/trace/graph/folded.ts';
import { overDesign } from '../../src/trace/graph/over-design.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { anyGraph, makeBox, makeEdge, makeGraph, makeNode } from './support/make-graph.ts';
import { coded, makeTrace } from './support/make-trace.ts';
import {
  designedSamples,
  graphOfTrace,
  otherSamples,
  readSample,
  sampleGraph,
} from './support/sample-graph.ts';

const words: FoldWords = {
  steps: (count) => `${count} steps`,
  exitTimes: (exit, count) => `${exit} ${count}×`,
};
const fold = (graph: GraphView, ids: readonly string[]) => folded(graph, new Set(ids), words);
const names = ({ nodes }: GraphView) => nodes.map(({ name }) => name);
const nameOf = (graph: GraphView, id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id;
const order = ({ nodes }: GraphView) => nodes.map((node) => node.order);
const ways = (graph: GraphView) =>
  graph.edges.map(
    ({ from, to, label, back }) =>
      `${nameOf(graph, from)} -${label}-> ${nameOf(graph, to)}${back ? ' *' : ''}`,
  );

/** Every edge joins nodes that are there, and the way of the call goes from each edge to the next. */
function expectSound(graph: GraphView): void {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  expect(ids.size).toBe(graph.nodes.length);
  expect(new Set(graph.edges.map(({ id }) => id)).size).toBe(graph.edges.length);
  for (const { from, to } of graph.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  const boxes = new Set(graph.boxes.map(({ id }) => id));
  for (const { box } of graph.nodes) if (box !== undefined) expect(boxes.has(box)).toBe(true);
  for (const passage of graph.passages) expect(graph.edges[passage]).toBeDefined();
}

const allItems = (graph: GraphView) =>
  [...graph.nodes, ...graph.boxes].flatMap(({ items }) => [...items]).sort();

describe('a folded sub-flow', () => {
  const graph = sampleGraph('http-node-fails');
  const box = graph.boxes[0];
  const view = fold(graph, [box?.id ?? '']);
  const node = view.nodes.find((one) => one.folded === true);

  test('is one node with its steps, time and worst status', () => {
    expect(node).toMatchObject({
      id: box?.id,
      name: 'Order status',
      detail: '3 steps',
      time: box?.time,
      order: box?.order,
      severity: 'error',
    });
    expect(view.boxes).toEqual([]);
    expectSound(view);
  });

  test('stands where its first node stood, and the ways lead to it', () => {
    expect(names(view).slice(3, 6)).toEqual(['Order number', 'Order status', 'Order status?']);
    expect(ways(view)).toContain('Order number -Success-> Order status');
    expect(ways(view).filter((way) => way.startsWith('Order status -'))).toHaveLength(1);
  });

  test('holds what was selected inside it, and nothing is lost', () => {
    const inner = graph.nodes.filter((one) => one.box === box?.id).flatMap(({ items }) => [...items]);
    expect(inner.length).toBeGreaterThan(2);
    for (const item of inner) {
      expect(node?.items.includes(item)).toBe(true);
      expect(node?.items.at(node.items.indexOf(item))).toBe(item);
    }
    expect(node?.items.indexOf('elsewhere')).toBe(-1);
    expect([node?.items.at(-1), node?.items.at(99)]).toEqual([inner.at(-1), undefined]);
    expect(allItems(view)).toEqual(allItems(graph));
  });

  test('that is not there changes nothing', () => {
    expect(fold(graph, ['elsewhere'])).toBe(graph);
    expect(fold(graph, [])).toBe(graph);
  });

  test('in a folded one is in the outer node', () => {
    const nested = makeGraph(
      ['a', 'b', 'c', 'd'].map((id) =>
        makeNode(id, id === 'b' ? { box: 'outer' } : id === 'c' ? { box: 'inner' } : {}),
      ),
      [makeEdge('a', 'b'), makeEdge('b', 'c'), makeEdge('c', 'd')],
      [makeBox('outer'), makeBox('inner', 'outer')],
    );
    const both = fold(nested, ['inner', 'outer']);
    expect(both.nodes.map(({ id }) => id)).toEqual(['a', 'outer', 'd']);
    const one = fold(nested, ['inner']);
    expect(one.nodes.map(({ id, box: around }) => [id, around])).toEqual([
      ['a', undefined],
      ['b', 'outer'],
      ['inner', 'outer'],
      ['d', undefined],
    ]);
    expect(one.boxes.map(({ id }) => id)).toEqual(['outer']);
  });

  test('joins ways that have become one, and counts them together', () => {
    const graphOf = makeGraph(
      [makeNode('a'), makeNode('b', { box: 'x' }), makeNode('c', { box: 'x' })],
      [
        makeEdge('a', 'b', { label: 'Timeout', severity: 'warning' }),
        makeEdge('a', 'c', { label: 'Timeout', severity: 'error', count: 2 }),
        makeEdge('b', 'a', { back: true }),
      ],
      [makeBox('x')],
    );
    expect(fold(graphOf, ['x']).edges).toMatchObject([
      { from: 'a', to: 'x', label: 'Timeout 3×', count: 3, severity: 'error', back: false },
      { from: 'x', to: 'a', back: true },
    ]);
    expect([...fold(graphOf, ['x']).passages]).toEqual([0, 0, 1]);
  });
});

describe('expanded visits', () => {
  const graph = sampleGraph('http-node-fails');
  const tries = graph.nodes.find(({ name }) => name === 'Order number');
  const view = expanded(graph, new Set([tries?.id ?? '']));

  test('are nodes in the order of the call, each with its own exit, time and step', () => {
    const copies = view.nodes.filter(({ visitOf }) => visitOf === tries?.id);
    expect(copies.map((node) => [node.order, node.detail, [...node.items]])).toEqual([
      ['4', 'Collect digits', ['s4']],
      ['5', 'Collect digits', ['s5']],
      ['6', 'Collect digits', ['s6']],
      ['7', 'Collect digits', ['s7']],
    ]);
    expect(copies.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'none']);
    expect(ways(view).filter((way) => way.startsWith('Order number'))).toEqual([
      'Order number -Timeout-> Order number',
      'Order number -Timeout-> Order number',
      'Order number -Invalid-> Order number',
      'Order number -Success-> Build request',
    ]);
    expectSound(view);
    expect(allItems(view)).toEqual(allItems(graph));
  });

  test('follow the call where its loop goes over several nodes', () => {
    const loop = sampleGraph('invalid-digits-three-times');
    const repeated = loop.nodes.filter(({ visits }) => visits.length > 1);
    const one = expanded(loop, new Set(repeated.map(({ id }) => id)));
    expect(one.edges.some(({ back }) => back)).toBe(false);
    expect(order(one).filter((text) => text !== '')).toEqual(
      Array.from({ length: 16 }, (_, index) => String(index + 1)),
    );
    const digits = loop.nodes.find(({ visits, icon }) => visits.length === 3 && icon === 'collect-digits');
    const only = expanded(loop, new Set([digits?.id ?? '']));
    expectSound(only);
    expect(only.nodes).toHaveLength(loop.nodes.length + 2);
    expect(only.edges.filter(({ back }) => back).length).toBeGreaterThan(0);
  });

  test('of a node that was visited once, or of none, change nothing', () => {
    expect(expanded(graph, new Set(['nowhere', graph.nodes[0]?.id ?? '']))).toBe(graph);
  });
});

describe('a designed flow', () => {
  test('shows what the call did not come to', () => {
    const graph = overDesign(sampleGraph('http-node-fails'), 'not in design');
    const untaken = graph.nodes.filter(({ designed }) => designed === 'untaken');
    expect(untaken.map(({ name, shape, detail, order: number }) => [name, shape, detail, number])).toEqual([
      ['English menu', 'rectangle', 'not taken', ''],
      ['Read status', 'rectangle', 'not taken', ''],
      ['Reason: queue timeout', 'rectangle', 'not taken', ''],
      ['Read answer', 'rectangle', 'not taken', ''],
    ]);
    const inner = untaken.find(({ name }) => name === 'Read answer');
    expect(inner?.box).toBe(graph.boxes[0]?.id);
    expectSound(graph);
    expect(ways({ ...graph, edges: graph.edges.filter((edge) => edge.untaken === true) })).toEqual([
      'Language -Branch B-> English menu',
      'English menu -Timeout-> General service',
      'English menu -Invalid-> English menu',
      'Order status? -Branch A-> Read status',
      'Read status --> 挂机',
      'After-sales --> 挂机',
      'General service --> 挂机',
      'Earlier error? -Default-> Reason: queue timeout',
      'Reason: queue timeout --> 挂机',
      'queryOrder --> Read answer',
      'Read answer --> Order status?',
      'Read answer -Failure-> Keep error code',
    ]);
  });

  test.each(designedSamples)('of %s is sound, folded and expanded', (slug) => {
    const path = sampleGraph(slug);
    const graph = overDesign(path, 'not in design');
    expect(path.design?.places.length).toBeGreaterThan(4);
    expectSound(graph);
    expect(graph.nodes.filter(({ designed }) => designed === 'outdated')).toEqual([]);
    expect(names(graph).slice(0, path.nodes.length)).toEqual(names(path));
    const all = expanded(graph, new Set(graph.nodes.map(({ id }) => id)));
    expectSound(all);
    expectSound(
      fold(
        all,
        graph.boxes.map(({ id }) => id),
      ),
    );
  });

  test('of a second flow has a box of its own', () => {
    const graph = overDesign(sampleGraph('transfer-two-agents'), 'not in design');
    expect(graph.boxes.map(({ name, stepCount }) => [name, stepCount])).toEqual([['满意度评价', 4]]);
    expect(graph.nodes.filter(({ box }) => box === graph.boxes[0]?.id)).toHaveLength(4);
  });

  test('that has changed since the call marks the nodes that it lost', () => {
    const trace = readSample('queue-overflow');
    const lost = trace.steps[3]?.nodeId;
    const graph = graphOfTrace({
      ...trace,
      flows: trace.flows.map((flow) => ({ ...flow, nodes: flow.nodes.filter(({ id }) => id !== lost) })),
    });
    const over = overDesign(graph, 'not in design');
    expectSound(over);
    expect(
      over.nodes.filter(({ designed }) => designed === 'outdated').map(({ name, detail }) => [name, detail]),
    ).toEqual([['Menu choice', 'not in design']]);
  });

  test.each(otherSamples)('is not there in %s', (slug) => {
    const graph = sampleGraph(slug);
    expect(graph.design).toBeUndefined();
    expect(overDesign(graph, '')).toBe(graph);
  });

  test('whose exits lead to each other for ever ends all the same', () => {
    const trace = readSample('http-node-fails');
    const flows = trace.flows.map((flow) => ({
      ...flow,
      nodes: flow.nodes.map((node) =>
        node.kind.meaning === 'sub-flow-end' || node.kind.meaning === 'sub-flow'
          ? { ...node, exits: [{ code: 'complete', next: node.id }] }
          : node,
      ),
    }));
    expectSound(overDesign(graphOfTrace({ ...trace, flows }), ''));
  });

  test('of many sub-flows with several ways through each of them is soon there', () => {
    const places = Array.from({ length: 40 }, (_, index) => index);
    const steps = places.flatMap((index) => [
      { id: `call ${index}`, node: `call ${index}`, kind: 'sub-flow' as const, from: index, to: index + 1 },
      {
        ...{ node: 'inner', kind: 'play' as const, from: index, to: index + 1 },
        ...{ flow: `sub ${index}`, parent: `call ${index}` },
      },
    ]);
    const node = (id: string, kind: string, ...next: readonly string[]) => ({
      id: `node-${id}`,
      name: id,
      kind: coded(kind),
      exits: next.map((to, exit) => ({ code: `exit ${exit}`, next: `node-${to}` })),
    });
    const next = (index: number) => (index < 39 ? `call ${index + 1}` : 'last');
    const main = [
      node('first', 'play', 'call 0'),
      ...places.map((index) => node(`call ${index}`, 'sub-flow', next(index), next(index))),
      node('last', 'play'),
    ];
    const sub = [
      node('start', 'sub-flow-start', 'one', 'other'),
      node('one', 'sub-flow-end'),
      node('other', 'sub-flow-end'),
      node('inner', 'play'),
    ];
    const source = { source: 'flows', pointer: '' };
    const flows = [
      { id: 'flow-Main flow', nodes: main, source },
      ...places.map((index) => ({ id: `flow-sub ${index}`, nodes: sub, source })),
    ];
    const begin = { node: 'first', kind: 'play', from: 0, to: 0 } as const;
    const graph = overDesign(graphOfTrace({ ...makeTrace({ steps: [begin, ...steps] }), flows }), '');
    expectSound(graph);
    const untaken = graph.edges.filter((edge) => edge.untaken === true);
    expect(untaken.map(({ from, to }) => [nameOf(graph, from), nameOf(graph, to)])).toEqual([
      ['first', 'last'],
    ]);
  });
});

describe('any graph', () => {
  const somethings = fc.tuple(anyGraph(16), fc.array(fc.nat({ max: 3 })));

  test('stays sound when boxes are folded, and can be laid out', () => {
    fc.assert(
      fc.property(somethings, ([graph, picks]) => {
        const view = fold(
          graph,
          picks.map((pick) => `box${pick}`),
        );
        expectSound(view);
        const placed = layout(view, wideMeasure);
        expect(placed.nodes).toHaveLength(view.nodes.length);
        expect(placed.edges.map(({ id }) => id).sort()).toEqual(view.edges.map(({ id }) => id).sort());
      }),
      { numRuns: 80 },
    );
  });

  test('keeps the order of what is not folded', () => {
    fc.assert(
      fc.property(somethings, ([graph, picks]) => {
        const view = fold(
          graph,
          picks.map((pick) => `box${pick}`),
        );
        const kept = new Set(view.nodes.map(({ id }) => id));
        const before = graph.nodes.map(({ id }) => id).filter((id) => kept.has(id));
        expect(view.nodes.filter(({ folded: fresh }) => fresh !== true).map(({ id }) => id)).toEqual(before);
      }),
      { numRuns: 80 },
    );
  });
});
