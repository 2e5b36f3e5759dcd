import { describe, expect, it } from 'vitest';
import { mergeCall } from '../../src/providers/merge.ts';
import type {
  CallFragment,
  EventDraft,
  ProviderReader,
  ReadFragment,
  StepDraft,
} from '../../src/providers/provider.ts';
import type { Lane } from '../../src/trace/model.ts';

/** A provider whose steps named `in` begin a sub-flow and those named `out` end it. */
const reader: ProviderReader = {
  provider: 'alibaba-ccc-2020',
  defaultZone: '+08:00',
  detect: () => ({ kind: 'none' }),
  read: () => [],
  noCalls: () => 'read.no-calls',
  parents: (steps) => {
    const open: number[] = [];
    return steps.map((step, index) => {
      const parent = open.at(-1);
      if (step.nodeId === 'in') open.push(index);
      if (step.nodeId === 'out') open.pop();
      return parent;
    });
  },
  gaps: ({ operations }) =>
    operations.has('Record') ? [] : [{ kind: 'not-given', message: 'gap.no-record' }],
};

const step = (response: string, row: number, nodeId: string, enteredAt: number): StepDraft => ({
  flowId: 'main',
  nodeId,
  kind: { code: 'PLAY', meaning: 'play' },
  enteredAt,
  source: { source: response, pointer: `/rows/${row}` },
});

const event = (response: string, row: number, lane: Lane, at: number): EventDraft => ({
  lane,
  at,
  name: { code: 'Ringing', meaning: 'ringing' },
  source: { source: response, pointer: `/events/${row}` },
});

function part(id: string, fragment: Partial<CallFragment>, operation = 'Steps'): ReadFragment {
  return {
    fragment: { kind: 'call', contactId: 'c', summary: {}, steps: [], events: [], gaps: [], ...fragment },
    response: { id, name: `${id}.json`, format: 'json', text: '{}', value: {} },
    detection: { provider: 'alibaba-ccc-2020', operation, version: '1' },
  };
}

const merge = (...parts: readonly ReadFragment[]) => mergeCall('c', parts, [], reader, undefined);

describe('the responses of one call', () => {
  it('are put together by time, equal times in the order in which they came', () => {
    const trace = merge(
      part('p2', { steps: [step('p2', 0, 'c', 300), step('p2', 1, 'd', 300)] }),
      part('p1', { steps: [step('p1', 0, 'b', 200), step('p1', 1, 'a', 100)] }),
    );
    expect(trace.steps.map(({ id, nodeId }) => `${id} ${nodeId ?? ''}`)).toEqual([
      's1 a',
      's2 b',
      's3 c',
      's4 d',
    ]);
  });

  it('hold the rows of overlapping pages once, and rows that are equal within one page as often as they stand there', () => {
    const twice = [step('p1', 0, 'a', 100), step('p1', 1, 'a', 100), step('p1', 2, 'b', 200)];
    const trace = merge(
      part('p1', { steps: twice }),
      part('p2', { steps: [step('p2', 0, 'b', 200), step('p2', 1, 'c', 300)] }),
    );
    expect(trace.steps.map((each) => each.nodeId)).toEqual(['a', 'a', 'b', 'c']);
    expect(trace.steps.map((each) => each.visit)).toEqual([1, 2, 1, 1]);
  });

  it('say where each row came from, by the ids of the sources that stay in the document', () => {
    const trace = merge(
      part('r7', { steps: [step('r7', 4, 'a', 1)] }),
      part('r9', { events: [event('r9', 2, 'agent', 2)] }),
    );
    expect(trace.sources.map((source) => [source.id, source.name])).toEqual([
      ['source1', 'r7.json'],
      ['source2', 'r9.json'],
    ]);
    expect(trace.steps[0]?.source).toEqual({ source: 'source1', pointer: '/rows/4' });
    expect(trace.events[0]?.source).toEqual({ source: 'source2', pointer: '/events/2' });
  });

  it('nest by the provider’s rule', () => {
    const rows = ['a', 'in', 'b', 'out', 'c'].map((node, row) => step('p', row, node, row));
    expect(merge(part('p', { steps: rows })).steps.map((each) => each.parent)).toEqual([
      undefined,
      undefined,
      's2',
      's2',
      undefined,
    ]);
  });

  it('put simultaneous events of different lanes in one order', () => {
    const lanes: readonly Lane[] = ['system', 'agent', 'queue', 'ivr', 'customer'];
    const trace = merge(part('p', { events: lanes.map((lane, row) => event('p', row, lane, 5)) }));
    expect(trace.events.map((each) => each.lane)).toEqual(['customer', 'ivr', 'queue', 'agent', 'system']);
  });

  it('fill each other’s summary; the first that knows a thing counts', () => {
    const trace = merge(
      part('a', { summary: { outcome: 'unknown', caller: '1', agents: [{ id: 'x' }], details: { k: 1 } } }),
      part('b', {
        summary: {
          outcome: 'completed',
          direction: 'inbound',
          caller: '2',
          callee: '3',
          agents: [{ id: 'x', name: 'Li' }, { name: 'Chen' }],
          details: { k: 2, m: 3 },
        },
      }),
    );
    expect(trace.summary).toEqual({
      outcome: 'completed',
      direction: 'inbound',
      caller: '1',
      callee: '3',
      agents: [{ id: 'x', name: 'Li' }, { name: 'Chen' }],
      queues: [],
      details: { k: 1, m: 3 },
    });
  });

  it('have a gap where a response promises more rows than were given', () => {
    const rows = { operation: 'Steps', what: 'steps' as const, total: 3 };
    const one = part('p1', { steps: [step('p1', 0, 'a', 1), step('p1', 1, 'b', 2)], rows });
    expect(merge(one).gaps).toContainEqual({
      kind: 'incomplete',
      lane: 'ivr',
      message: 'gap.rows-missing',
      args: { operation: 'Steps', total: 3, given: 2 },
    });
    const two = part('p2', { steps: [step('p2', 0, 'c', 3)], rows: { ...rows, total: 0 } });
    expect(merge(one, two).gaps.map((gap) => gap.message)).toEqual(['gap.no-record']);
  });

  it('have the gaps that the provider knows of', () => {
    expect(merge(part('p', {})).gaps.map((gap) => gap.message)).toEqual(['gap.no-record']);
    expect(merge(part('p', {}, 'Record')).gaps).toEqual([]);
  });

  it('keep a designed flow that the call passed, and no other', () => {
    const flow = (id: string) => ({
      flow: { id, nodes: [], source: { source: 'f', pointer: '/Data' } },
      response: part('f', {}).response,
      detection: part('f', {}, 'GetContactFlow').detection,
    });
    const trace = mergeCall(
      'c',
      [part('p', { steps: [step('p', 0, 'a', 1)] })],
      [flow('main'), flow('other'), flow('main')],
      reader,
      undefined,
    );
    expect(trace.flows).toEqual([{ id: 'main', nodes: [], source: { source: 'source2', pointer: '/Data' } }]);
  });
});
