import { describe, expect, it } from 'vitest';
import { canExpand, expanded } from '../../src/trace/graph/expanded.ts';
import { orderText } from '../../src/trace/graph/graph.ts';
import { remembering } from '../../src/trace/message.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { longCall } from '../bench/long-call.ts';
import { asTrace } from '../bench/long-call-forms.ts';
import { inEnglish } from './support/render.ts';

const graphIn = (count: number): GraphView =>
  traceView(asTrace(longCall(count)), { language: 'en', render: inEnglish }).graph;

describe('a graph of very many nodes', () => {
  const graph = graphIn(20_000);

  it('draws each sub-flow as one node, with everything that ran in it, and says so', () => {
    expect(graph.nodes.length).toBeLessThan(2000);
    expect(graph.boxes).toEqual([]);
    const folds = graph.nodes.filter(({ icon }) => icon === 'sub-flow');
    expect(folds.length).toBeGreaterThan(50);
    expect(folds.filter(({ detail }) => /\d+ steps?$/.test(detail)).length).toBeGreaterThan(50);
    expect(graph.note).toContain('Each sub-flow is one node here.');
  });

  it('loses no step: each one is selected with one node', () => {
    const steps = asTrace(longCall(20_000)).steps.map(({ id }) => id);
    const items = new Set(graph.nodes.flatMap((node) => [...node.items]));
    expect(steps.filter((id) => !items.has(id))).toEqual([]);
    const all = graph.nodes.flatMap((node) => [...node.items]).filter((id) => id.startsWith('s'));
    expect(all.length).toBe(new Set(all).size);
  });
});

describe('a graph of very many ways', () => {
  const graph = graphIn(100_000);

  it('draws those on which the call first came to a node, and says how many are left out', () => {
    expect(graph.edges.length).toBeLessThan(graph.nodes.length);
    const reached = graph.edges.map(({ to }) => to);
    expect(new Set(reached).size).toBe(reached.length);
    expect(graph.note).toMatch(/[\d,]+ ways between nodes are left out/);
    expect(graph.passages.length).toBe(0);
  });

  it('draws no visits one by one, since nothing tells how the call came to each of them', () => {
    const few = graph.nodes.filter(({ visits }) => visits.length > 1 && visits.length <= 200);
    expect(few.length).toBeGreaterThan(0);
    expect(few.filter((node) => canExpand(graph, node))).toEqual([]);
    expect(expanded(graph, new Set(few.map(({ id }) => id)))).toBe(graph);
  });
});

describe('a graph that is not so large', () => {
  it('shows everything and has nothing to say about it', () => {
    const graph = graphIn(300);
    expect(graph.boxes.length).toBeGreaterThan(0);
    expect(graph.note).toBeUndefined();
  });
});

describe('numbers of visits', () => {
  it('are joined in runs, and cut where there are very many', () => {
    expect(orderText([4, 5, 6, 7])).toBe('4–7');
    expect(orderText([3, 9])).toBe('3, 9');
    expect(orderText([3, 9, 14, 20, 30, 96])).toBe('3, 9, 14, … 96');
  });
});

describe('a renderer that remembers', () => {
  it('renders the same thing once, and tells arguments apart', () => {
    let rendered = 0;
    const render = remembering(({ key, args }) => {
      rendered += 1;
      return `${key}/${JSON.stringify(args)}`;
    });
    const said = [
      { key: 'a' },
      { key: 'a', args: { x: 1 } },
      { key: 'a', args: { y: 1 } },
      { key: 'a', args: { x: '1 y 1' } },
      { key: 'a', args: { x: 1, y: 1 } },
    ];
    const texts = said.map(render);
    expect(new Set(texts).size).toBe(said.length);
    expect(said.map(render)).toEqual(texts);
    expect(rendered).toBe(said.length);
  });
});
