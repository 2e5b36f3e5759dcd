import { describe, expect, it } from 'vitest';
import type { GraphNodeView, GraphView } from '../../src/trace/view/types.ts';
import { itemOf } from '../../webview/flow/items.ts';
import { stepInFlow } from '../../webview/flow/walk.ts';
import { stepInTimeline, type WalkKey } from '../../webview/timeline/walk.ts';
import { drawnWith } from './support/drawn.ts';

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
    node('gap', []),
    node('inner', ['s6'], { box: 'sub' }),
    node('end', ['s7']),
  ],
  edges: [],
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

describe('keys in the flow', () => {
  it.each([
    ['s1', 'ArrowDown', 's3'],
    ['s3', 'ArrowDown', 's6'],
    ['s6', 'ArrowUp', 's3'],
    ['s2', 'ArrowRight', 's3'],
    ['s3', 'ArrowLeft', 's2'],
    ['s1', 'End', 's7'],
    ['s7', 'Home', 's1'],
    ['s5', 'ArrowDown', 's6'],
    ['s5', 'ArrowUp', 's3'],
  ])('from %s, %s leads to %s', (from, key, to) => {
    expect(stepInFlow(graph, from, key)).toBe(to);
  });

  it('lead nowhere at the ends, and begin at the first node', () => {
    expect(stepInFlow(graph, 's1', 'ArrowUp')).toBeUndefined();
    expect(stepInFlow(graph, 's7', 'ArrowDown')).toBeUndefined();
    expect(stepInFlow(graph, 's4', 'ArrowRight')).toBeUndefined();
    expect(stepInFlow(graph, 's1', 'x')).toBeUndefined();
    expect(stepInFlow(graph, undefined, 'ArrowDown')).toBe('s1');
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
