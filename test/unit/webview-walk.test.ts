import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import type { GraphNodeView, GraphView } from '../../src/trace/view/graph-types.ts';
import { openView } from '../../src/trace/view/opened.ts';
import { packView } from '../../src/trace/view/packed.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { itemOf } from '../../webview/flow/items.ts';
import { walk } from '../../webview/flow/walk.ts';
import { stepInTimeline, stopOf, type Stop, type WalkKey } from '../../webview/timeline/walk.ts';
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
  passages: [0, 1, 1, 3, 4, 5],
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

  it('expand nothing that cannot be drawn one by one', () => {
    const visit = { item: 's2', severity: 'none', order: 2, durationMs: 0, time: '', detail: '' } as const;
    const many = node('digits', ['s2'], { visits: Array.from({ length: 201 }, () => visit) });
    const waysLeftOut: GraphView = { ...graph, passages: [] };
    expect(walk({ ...graph, nodes: [many] }, placed, 'digits', 's2', 'Enter')).toBeUndefined();
    expect(walk(waysLeftOut, placed, 'digits', 's2', 'Enter')).toBeUndefined();
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
  const here = from === undefined ? undefined : stopOf(drawn, drawn.rows.placeOf(from));
  const to = stepInTimeline(drawn, here, key);
  return to === undefined ? undefined : drawn.rows.at(to.item)?.item;
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

const samples = new URL('../../media/samples/', import.meta.url);
const slugs = readdirSync(samples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function sampleCalled(slug: string): DrawnView {
  const document = parseDocument(
    readFileSync(new URL(`${slug}/${slug}.calltrace.json`, samples), 'utf8'),
    slug,
  );
  if (!document.ok) throw new Error(`${slug} is not valid`);
  return openView(packView(traceView(document.trace, { language: 'en', render: renderIn('en') })));
}

/** Where one stands after a key, found again from what the timeline keeps of it: what is selected, and the lane. */
function pressed(view: DrawnView, here: Stop | undefined, key: WalkKey): Stop | undefined {
  const to = stepInTimeline(view, here, key);
  if (to === undefined) return undefined;
  const again = stopOf(view, to.item, view.timeline.rows[to.lane]?.id);
  expect(again).toEqual(to);
  return again;
}

/** Where repeating a key leads, one after the other; it throws where that does not end. */
function way(view: DrawnView, from: Stop | undefined, key: WalkKey): readonly Stop[] {
  const all: Stop[] = [];
  for (let here = pressed(view, from, key); here !== undefined; here = pressed(view, here, key)) {
    all.push(here);
    if (all.length > 200) throw new Error(`${key} does not end`);
  }
  return all;
}

/** Every bar and moment that can be selected. */
function stopsOf({ timeline }: DrawnView): readonly Stop[] {
  return timeline.rows.flatMap(({ segments, marks }, lane) => [
    ...Array.from(segments, ({ from, to = timeline.to }, at): Stop => {
      return { item: segments.row[at] ?? -1, lane, from, to, kind: 'bar', at };
    }).filter(({ item }) => item >= 0),
    ...Array.from(marks, ({ at: from }, at): Stop => {
      return { item: marks.row[at] ?? -1, lane, from, to: from, kind: 'mark', at };
    }),
  ]);
}

describe.each(slugs)('keys in the timeline of %s', (slug) => {
  const view = sampleCalled(slug);
  const stops = stopsOf(view);
  const lanes = [...new Set(stops.map(({ lane }) => lane))];

  it('reach every lane that has anything, from everything, by going up and down', () => {
    for (const from of stops) {
      expect(way(view, from, 'down').map(({ lane }) => lane)).toEqual(lanes.filter((one) => one > from.lane));
      expect(way(view, from, 'up').map(({ lane }) => lane)).toEqual(
        lanes.filter((one) => one < from.lane).reverse(),
      );
    }
  });

  it('go through all of a lane by going left and right, and come back', () => {
    for (const lane of lanes) {
      const all = stops.filter((stop) => stop.lane === lane).sort((a, b) => a.from - b.from);
      all.forEach((from, at) => {
        expect(way(view, from, 'right')).toEqual(all.slice(at + 1));
        expect(way(view, from, 'left')).toEqual(all.slice(0, at).reverse());
      });
    }
  });

  it.each(['left', 'right', 'up', 'down'] as const)('begin with what begins first, by %s', (key) => {
    const first = stepInTimeline(view, undefined, key);
    const row = view.rows.at(first?.item ?? NaN);
    expect(first?.from).toBe(Math.min(...stops.map(({ from }) => from)));
    expect(row?.at).toBe(first?.from);
  });
});

describe('the place of a step or event in the timeline', () => {
  const view = sampleCalled('http-node-fails');
  const placeOf = (item: string, lane?: string) => {
    const stop = stopOf(view, view.rows.placeOf(item), lane);
    return stop === undefined
      ? undefined
      : [view.timeline.rows[stop.lane]?.id, stop.kind, stop.to - stop.from];
  };

  it('is the bar that it begins, else its moment', () => {
    expect(placeOf('e5')).toEqual(['queue', 'bar', 47_550]);
    expect(placeOf('e6')).toEqual(['system', 'mark', 0]);
    expect(placeOf('e11')).toEqual(['system', 'mark', 0]);
    expect(placeOf('e1')).toEqual(['system', 'mark', 0]);
  });

  it('is where one walked to it', () => {
    expect(placeOf('e5', 'system')).toEqual(['system', 'mark', 0]);
    expect(placeOf('e1', 'customer')).toEqual(['customer', 'bar', 168_300]);
    expect(placeOf('e5', 'nowhere')).toEqual(['queue', 'bar', 47_550]);
  });

  it('is not left alone where a lane has nothing else, and a lane of the call itself is passed over', () => {
    const both = drawnWith({
      from: 0,
      to: 9,
      rows: [
        row('customer', [segment('', 0, 9)]),
        row(
          'ivr',
          [segment('', 0, 1), segment('a', 1, 2), segment('', 2, 3), segment('b', 3, 9)],
          [['m', 3]],
        ),
        row('system', [], [['b', 3]]),
      ],
    });
    const at = (item: string, lane: string) => stopOf(both, both.rows.placeOf(item), lane);
    expect(stepInTimeline(both, at('b', 'ivr'), 'down')).toEqual(at('b', 'system'));
    expect(stepInTimeline(both, at('a', 'ivr'), 'up')).toBeUndefined();
    expect(way(both, undefined, 'right').map(({ item }) => both.rows.at(item)?.item)).toEqual([
      'a',
      'b',
      'm',
    ]);
    expect(way(both, at('m', 'ivr'), 'left').map(({ item }) => both.rows.at(item)?.item)).toEqual(['b', 'a']);
  });
});
