import { describe, expect, it } from 'vitest';
import type { GraphNodeView, GraphView } from '../../src/trace/view/graph-types.ts';
import { itemOf } from '../../webview/flow/items.ts';
import { walk } from '../../webview/flow/walk.ts';
import { stepInTimeline, type WalkKey } from '../../webview/timeline/walk.ts';
import { drawnWith } from './support/drawn.ts';
import { makeEdge } from './support/make-graph.ts';

function node(id: string, items: readonly string[], more: Partial<GraphNodeView> = {}): GraphNodeView {
  return {
    id,
    shape: 'rectangle',
    icon: 'play',
    name: id,
    detail: '',
    order: '',
    time: '',
    durationMs: 0,
    severity: 'none',
    unfinished: false,
    items,
    visits: [],
    ...more,
  };
}

const digits = node('digits', ['s2', 's3', 's4'], {
  visits: [
    { item: 's2', severity: 'warning', order: 2, durationMs: 0, time: '', detail: '' },
    { item: 's3', severity: 'error', order: 3, durationMs: 0, time: '', detail: '' },
    { item: 's4', severity: 'none', order: 4, durationMs: 0, time: '', detail: '' },
  ],
});
const graph: GraphView = {
  kind: 'flow',
  nodes: [
    node('start', ['s1']),
    digits,
    node('inner', ['s6'], { box: 'sub' }),
    node('inner-2', ['s6b'], { box: 'sub' }),
    node('end', ['s7']),
    node('untaken', [], { designed: 'untaken' }),
  ],
  edges: [
    makeEdge('start', 'digits'),
    makeEdge('digits', 'digits', { back: true, count: 2 }),
    makeEdge('digits', 'untaken', { untaken: true }),
    makeEdge('digits', 'inner'),
    makeEdge('inner', 'inner-2'),
    makeEdge('inner-2', 'end'),
    makeEdge('untaken', 'end', { untaken: true }),
  ],
  passages: [],
  boxes: [
    {
      id: 'sub',
      name: '',
      time: '',
      durationMs: 0,
      order: '',
      severity: 'none',
      stepCount: 1,
      items: ['s5'],
    },
  ],
};

describe('a click on a node', () => {
  it('selects its worst visit, and keeps what is selected in it', () => {
    expect(itemOf(digits, undefined)).toBe('s3');
    expect(itemOf(digits, 's4')).toBe('s4');
    expect(itemOf(node('plain', ['a', 'b']), 'elsewhere')).toBe('a');
    expect(itemOf(node('gap', []), 's1')).toBeUndefined();
  });
});

const placedAt = (places: readonly (readonly [string, number, number])[]) => ({
  width: 900,
  height: 900,
  nodes: places.map(([id, x, y]) => ({ id, x, y, width: 200, height: 40 })),
  edges: [],
  boxes: [],
});
const placed = placedAt([
  ['start', 0, 0],
  ['digits', 0, 100],
  ['inner', 0, 200],
  ['inner-2', 0, 300],
  ['end', 0, 400],
  ['untaken', 300, 100],
]);
const on = (at: string | undefined, selection: string | undefined, key: string) =>
  walk(graph, placed, at, selection, key);

describe('keys in the flow', () => {
  it.each([
    ['start', 's1', 'ArrowDown', 'digits', 's3'],
    ['digits', 's3', 'ArrowDown', 'sub', 's5'],
    ['sub', 's5', 'ArrowDown', 'inner', 's6'],
    ['inner', 's6', 'ArrowDown', 'inner-2', 's6b'],
    ['inner-2', 's6b', 'ArrowDown', 'end', 's7'],
    ['end', 's7', 'ArrowUp', 'inner-2', 's6b'],
    ['inner-2', 's6b', 'ArrowUp', 'inner', 's6'],
    ['inner', 's6', 'ArrowUp', 'sub', 's5'],
    ['sub', 's5', 'ArrowUp', 'digits', 's3'],
    ['digits', 's2', 'ArrowUp', 'start', 's1'],
    ['digits', 's2', 'ArrowRight', 'digits', 's3'],
    ['digits', 's3', 'ArrowLeft', 'digits', 's2'],
    ['sub', 's5', 'ArrowRight', 'inner', 's6'],
    ['inner', 's6', 'ArrowLeft', 'sub', 's5'],
    ['start', 's1', 'End', 'end', 's7'],
    ['end', 's7', 'Home', 'start', 's1'],
    [undefined, undefined, 'ArrowDown', 'start', 's1'],
    [undefined, undefined, 'ArrowUp', 'start', 's1'],
  ])('from %s at %s, %s leads to %s', (at, selection, key, to, item) => {
    expect(on(at, selection, key)).toEqual({ kind: 'go', to, item });
  });

  it('come to what the call did not take, without selecting anything', () => {
    expect(on('digits', 's4', 'ArrowRight')).toEqual({ kind: 'go', to: 'untaken' });
    expect(on('untaken', 's4', 'ArrowLeft')).toEqual({ kind: 'go', to: 'digits', item: 's4' });
    expect(on('untaken', 's4', 'ArrowUp')).toEqual({ kind: 'go', to: 'digits', item: 's4' });
    expect(on('untaken', 's4', 'ArrowDown')).toEqual({ kind: 'go', to: 'end', item: 's7' });
  });

  it('fold, unfold and expand', () => {
    expect(on('sub', 's5', 'ArrowLeft')).toEqual({ kind: 'fold', box: 'sub' });
    expect(on('sub', 's5', 'Enter')).toEqual({ kind: 'fold', box: 'sub' });
    expect(on('digits', 's2', ' ')).toEqual({ kind: 'expand', node: 'digits' });
    const small: GraphView = {
      ...graph,
      nodes: [node('sub', ['s5'], { folded: true }), node('copy', ['s2'], { visitOf: 'digits' })],
      edges: [],
      boxes: [],
    };
    const onSmall = (at: string, key: string) => walk(small, placedAt([]), at, 's5', key);
    expect(onSmall('sub', 'ArrowRight')).toEqual({ kind: 'fold', box: 'sub' });
    expect(onSmall('sub', ' ')).toEqual({ kind: 'fold', box: 'sub' });
    expect(onSmall('copy', 'Enter')).toEqual({ kind: 'expand', node: 'digits' });
  });

  it('lead nowhere at the ends, and mean nothing elsewhere', () => {
    expect(on('start', 's1', 'ArrowUp')).toBeUndefined();
    expect(on('end', 's7', 'ArrowDown')).toBeUndefined();
    expect(on('start', 's1', 'ArrowLeft')).toBeUndefined();
    expect(on('start', 's1', 'Enter')).toBeUndefined();
    expect(on('start', 's1', 'x')).toBeUndefined();
    expect(on(undefined, undefined, 'ArrowLeft')).toBeUndefined();
  });
});

const segment = (item: string, from: number, to: number) => ({
  id: item,
  kind: 'node' as const,
  from,
  to,
  name: item,
  duration: '',
  severity: 'none' as const,
  item,
});
const row = (
  id: string,
  segments: ReturnType<typeof segment>[],
  marks: readonly [string, number][] = [],
) => ({
  id,
  lane: 'ivr' as const,
  name: id,
  depth: 0,
  segments,
  marks: marks.map(([item, at]) => ({ item, at, name: item, severity: 'none' as const })),
});
const drawn = drawnWith({
  from: 0,
  to: 100,
  rows: [
    row('customer', [segment('call', 0, 100)]),
    row('ivr', [segment('a', 0, 10), segment('b', 10, 40), segment('c', 40, 60)]),
    row('nothing', []),
    row('queue', [segment('q', 50, 90)], [['enqueue', 45]]),
  ],
});

function step(from: string | undefined, key: WalkKey): string | undefined {
  const item = from === undefined ? -1 : drawn.rows.placeOf(from);
  const row = stepInTimeline(drawn.timeline, item, key);
  return row === undefined ? undefined : drawn.rows.at(row)?.item;
}

describe('keys in the timeline', () => {
  it.each([
    ['a', 'right', 'b'],
    ['b', 'left', 'a'],
    ['b', 'up', 'call'],
    ['b', 'down', 'enqueue'],
    ['q', 'up', 'c'],
    ['enqueue', 'right', 'q'],
  ] as const)('from %s, %s leads to %s', (from, key, to) => {
    expect(step(from, key)).toBe(to);
  });

  it('lead nowhere at the ends, and begin at the first', () => {
    expect(step('a', 'left')).toBeUndefined();
    expect(step('q', 'down')).toBeUndefined();
    expect(step(undefined, 'right')).toBe('call');
  });
});
