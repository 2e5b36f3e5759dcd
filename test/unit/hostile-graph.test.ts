import { describe, expect, test } from 'vitest';
import { exported } from '../../src/trace/export/export.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { nestingOf } from '../../src/trace/nesting.ts';
import { shortId } from '../../src/trace/short-id.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { makeTrace, type StepSpec } from './support/make-trace.ts';
import { inEnglish } from './support/render.ts';
import { reportedTrace } from './support/reported.ts';

const english = { language: 'en', render: inEnglish } as const;
const graphIn = (trace: CallTrace): GraphView => traceView(trace, english).graph;

/** Steps that are drawn by no node and no box. */
function lostIn(trace: CallTrace): readonly string[] {
  const { nodes, boxes } = graphIn(trace);
  const drawn = new Set([...nodes, ...boxes].flatMap(({ items }) => [...items]));
  return trace.steps.map(({ id }) => id).filter((id) => !drawn.has(id));
}

function overlapping(graph: GraphView): readonly string[] {
  const { nodes } = layout(graph, wideMeasure);
  expect(nodes.map(({ id }) => id)).toEqual(graph.nodes.map(({ id }) => id));
  return nodes.flatMap((a, at) =>
    nodes
      .slice(at + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => `${a.id} ${b.id}`),
  );
}

const subFlow = { node: 'Look up', kind: 'sub-flow' } as const;

/** A call that comes to the same sub-flow twice, with what ran in each. */
const twice = (first: readonly StepSpec[], second: readonly StepSpec[]): CallTrace =>
  makeTrace({
    steps: [
      { node: 'Welcome', kind: 'play', from: 0, to: 1, id: 'welcome' },
      { ...subFlow, from: 1, to: 2, id: 'one' },
      ...first.map((step) => ({ ...step, parent: 'one' })),
      { node: 'Menu', kind: 'collect-digits', from: 4, to: 5, id: 'menu' },
      { ...subFlow, from: 5, to: 6, id: 'two' },
      ...second.map((step) => ({ ...step, parent: 'two' })),
    ],
  });
const begins: StepSpec = { node: 'Start', kind: 'sub-flow-start', flow: 'Sub', from: 2, to: 2.1 };
const works: StepSpec = { node: 'Build', kind: 'set-variables', flow: 'Sub', from: 2.1, to: 3 };

describe('a sub-flow that is visited once with inner steps and once without', () => {
  test.each([
    ['as reported', reportedTrace('hostile-04-sub-flow-visited-twice.calltrace.json')],
    ['in the second visit', twice([begins, works], [])],
    ['in the first visit', twice([], [begins, works])],
    ['where the caller hung up as it began', twice([begins, works], [{ ...begins, from: 6, to: 6 }])],
  ])('is a box and a node (%s)', (_, trace) => {
    const graph = graphIn(trace);
    expect(graph.boxes).toHaveLength(1);
    expect(lostIn(trace)).toEqual([]);
    const ids = [...graph.nodes, ...graph.boxes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(overlapping(graph)).toEqual([]);
    const alone = graph.nodes.filter(({ icon }) => icon === 'sub-flow');
    expect(alone).toHaveLength(1);
    expect(alone[0]?.box).toBeUndefined();
    expect(graph.edges.filter(({ to }) => to === alone[0]?.id)).toHaveLength(1);
    const drawing = exported(trace, 'flow-svg', english);
    expect(drawing.match(/stroke-dasharray="5 4"/g)).toHaveLength(1);
  });
});

test('a sub-flow of which only the beginning is known is a node, with that beginning in it', () => {
  const trace = twice([begins], []);
  const graph = graphIn(trace);
  expect(graph.boxes).toEqual([]);
  expect(graph.nodes.filter(({ icon }) => icon === 'sub-flow')).toHaveLength(1);
  expect(lostIn(trace)).toEqual([]);
});

/** Steps each of which is said to have called the next one. */
const nested = (levels: number, name: string): CallTrace =>
  makeTrace({
    steps: Array.from({ length: levels }, (_, at) => ({
      node: `${name}"\\ ${at}`,
      kind: 'sub-flow' as const,
      from: at / 10,
      to: at / 10 + 1,
      id: `s${at}`,
      ...(at === 0 ? {} : { parent: `s${at - 1}` }),
    })),
  });

describe('sub-flows within sub-flows', () => {
  test('have ids that do not grow with their depth', () => {
    const trace = reportedTrace('hostile-02-nested-24.calltrace.json');
    const graph = graphIn(trace);
    const ids = [...graph.nodes, ...graph.edges, ...graph.boxes].map(({ id }) => id);
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThan(60);
    expect(graph.boxes).toHaveLength(23);
    expect(graph.note).toBeUndefined();
    expect(lostIn(trace)).toEqual([]);
  });

  test('are drawn side by side from a depth on that no flow has, which a note says', () => {
    const trace = nested(200, 'x'.repeat(5000));
    expect(nestingOf(trace).cut).toBe(true);
    expect(Math.max(...nestingOf(trace).depths)).toBe(32);
    const graph = graphIn(trace);
    expect(graph.note).toContain('nested too deep');
    expect(JSON.stringify(graph).length).toBeLessThan(500_000);
    expect(lostIn(trace)).toEqual([]);
    expect(overlapping(graph)).toEqual([]);
  });
});

test('ids are of one length, the same for the same texts, and others for others', () => {
  const lists = [
    [],
    [''],
    ['', ''],
    ['a'],
    ['', 'a'],
    ['a', ''],
    ['1:a'],
    ['a', 'b'],
    ['ab'],
    ['x'.repeat(1e6)],
  ];
  const ids = lists.map((texts) => shortId(...texts));
  expect(new Set(ids).size).toBe(lists.length);
  expect(new Set(ids.map(({ length }) => length))).toEqual(new Set([24]));
  expect(shortId('a', 'b')).toBe(ids[7]);
});

describe('a graph of more nodes than anyone can look at', () => {
  const steps = Array.from({ length: 5000 }, (_, at): StepSpec => ({
    node: `Node ${at}`,
    kind: 'play',
    from: at / 100,
    to: at / 100 + 0.01,
  }));

  test('draws the further ones as one, which says how many they are', () => {
    const trace = makeTrace({ steps });
    const graph = graphIn(trace);
    expect(graph.nodes.length).toBeLessThanOrEqual(2002);
    const rest = graph.nodes.find(({ id }) => id === 'rest');
    expect(rest?.name).toBe('Further nodes');
    expect(rest?.detail).toMatch(/^3,00\d nodes$/);
    expect(graph.note).toMatch(/3,00\d further nodes are drawn as one/);
    expect(lostIn(trace)).toEqual([]);
  });

  test('also where they are agents', () => {
    const trace = makeTrace({
      events: Array.from({ length: 6000 }, (_, at) => ({
        lane: 'agent' as const,
        name: at % 2 === 0 ? ('ringing' as const) : ('released' as const),
        at: at / 2,
        party: { id: `${Math.floor(at / 2)}@production` },
      })),
    });
    const graph = graphIn(trace);
    expect(graph.nodes.length).toBeLessThanOrEqual(2002);
    expect(graph.note).toMatch(/further nodes are drawn as one/);
  });

  test('leaves out a design that is larger', () => {
    const nodes = Array.from({ length: 5000 }, (_, at) => ({
      id: `n${at}`,
      kind: { code: 'Play' },
      exits: [{ code: 'success', next: `n${at + 1}` }],
    }));
    const trace = makeTrace({ steps: steps.slice(0, 3) });
    const flow = { id: 'flow-Main flow', nodes, source: { source: 'none', pointer: '' } };
    const graph = graphIn({ ...trace, flows: [flow] });
    expect(graph.design).toBeUndefined();
    expect(graph.note).toContain('The designed flow is too large to be drawn.');
  });
});
