import { describe, expect, test } from 'vitest';
import type { CallTrace } from '../../src/trace/model.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { at, coded, makeTrace, type EventSpec, type StepSpec, type TraceSpec } from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { gapTrace, sampleTrace } from './support/sample-trace.ts';

const graphIn = (trace: CallTrace) => traceView(trace, { language: 'en', render: inEnglish }).graph;
const graphOf = (spec: TraceSpec) => graphIn(makeTrace(spec));

function named(graph: GraphView, id: string): string {
  return graph.nodes.find((node) => node.id === id)?.name ?? '';
}

/** The edges as `from -label-> to`, with a star where they lead back. */
const ways = (graph: GraphView) =>
  graph.edges.map(
    ({ from, to, label, back }) => `${named(graph, from)} -${label}-> ${named(graph, to)}${back ? ' *' : ''}`,
  );

const path = (...nodes: string[]): StepSpec[] =>
  nodes.map((node, index) => ({ node, kind: 'play', from: index * 2, to: index * 2 + 2, exit: 'success' }));

const sales = { id: 'q1', name: 'Sales' };
const liNa = { id: '8012', name: 'Li Na' };
const chenWei = { id: '8027', name: 'Chen Wei' };

describe('the pictured call', () => {
  const graph = graphIn(sampleTrace());

  test('goes from where it arrived to who hung up', () => {
    expect(graph.kind).toBe('flow');
    expect(
      graph.nodes.map(({ order, name, detail, time }) => [order, name, detail, time].join(' | ')),
    ).toEqual([
      '1 | Call arrives | Start | ',
      '2 | Welcome prompt | Play / say | 6.4 s',
      '3 | Language | Branch | ',
      '4–7 | Order number | Collect digits · 4 visits | 32.4 s',
      '10 | Build request | Set variables | 190 ms',
      '11 | queryOrder | HTTP request · 502 | 3.2 s',
      '13 | Order status? | Branch | ',
      '14 | After-sales | Transfer to agent | 1 m 42 s',
      '15 | General service | Transfer to agent | 11.1 s',
      ' | 8012 · Li Na | Rang 6 s, talked | 1 m 57 s',
      ' | 8027 · Chen Wei | Rang 5 s, talked | 47.6 s',
      ' | Customer hung up |  | ',
    ]);
  });

  test('labels only the exits that tell something', () => {
    expect(ways(graph)).toEqual([
      'Call arrives --> Welcome prompt',
      'Welcome prompt --> Language',
      'Language -Branch A-> Order number',
      'Order number -Timeout 2×-> Order number *',
      'Order number -Invalid 1×-> Order number *',
      'Order number -Success-> Build request',
      'Build request --> queryOrder',
      'queryOrder -Failure-> Order status?',
      'Order status? -Default-> After-sales',
      'After-sales -Overflow-> General service',
      'General service --> 8012 · Li Na',
      '8012 · Li Na -Blind transfer-> 8027 · Chen Wei',
      '8027 · Chen Wei --> Customer hung up',
    ]);
  });

  test('boxes the sub-flow, which its start and end select too, though they are not drawn', () => {
    expect(graph.boxes).toMatchObject([
      { name: 'Order status', order: '8', severity: 'error', stepCount: 2 },
    ]);
    expect([...(graph.boxes[0]?.items ?? [])]).toEqual(['step-8', 'step-9', 'step-12']);
    const inside = graph.nodes.filter(({ box }) => box === graph.boxes[0]?.id).map(({ name }) => name);
    expect(inside).toEqual(['Build request', 'queryOrder']);
  });

  test('marks what went wrong, and not what was made good', () => {
    const bad = graph.nodes.filter(({ severity }) => severity !== 'none');
    expect(bad.map(({ name, severity }) => `${name}: ${severity}`)).toEqual([
      'queryOrder: error',
      'After-sales: warning',
    ]);
    const tries = [...(graph.nodes.find(({ name }) => name === 'Order number')?.visits ?? [])];
    expect(tries.map(({ item, exit, severity }) => [item, exit, severity])).toEqual([
      ['step-4', 'timeout', 'warning'],
      ['step-5', 'timeout', 'warning'],
      ['step-6', 'invalid', 'warning'],
      ['step-7', 'success', 'none'],
    ]);
    expect(graph.edges.find(({ label }) => label === 'Failure')?.severity).toBe('error');
  });

  test('one selection means the same everywhere: events of a queue select its node', () => {
    expect(graph.nodes.find(({ name }) => name === 'After-sales')?.items).toEqual([
      'step-14',
      'event-2',
      'event-3',
    ]);
    expect(graph.nodes.at(-1)?.items).toEqual(['event-12']);
  });

  test('is in Chinese where it is asked for', () => {
    const chinese = traceView(sampleTrace(), { language: 'zh-cn', render: inChinese }).graph;
    expect(chinese.nodes[0]?.name).toBe('呼入');
    expect(chinese.edges.map(({ label }) => label)).toContain('超时 2 次');
  });
});

describe('nodes', () => {
  test('are the same where flow and node are the same, and only there', () => {
    const steps = path('A', 'B', 'A', 'B').map((step, index) => ({ ...step, visit: index < 2 ? 1 : 2 }));
    const graph = graphOf({ steps });
    expect(graph.nodes.map(({ name, order }) => `${name} ${order}`)).toContain('A 1, 3');
    expect(ways(graph)).toContain('B --> A *');
    const other = graphOf({
      steps: steps.map((step, index) => (index < 2 ? step : { ...step, flow: 'Other' })),
    });
    expect(other.nodes.filter(({ name }) => name === 'A')).toHaveLength(2);
  });

  test('count how often the call went the same way', () => {
    const graph = graphOf({ steps: path('A', 'B', 'A', 'B', 'A') });
    expect(graph.edges.map(({ count }) => count)).toEqual([1, 2, 2, 1]);
  });

  test('that the call has not left are open, and nothing follows', () => {
    const graph = graphOf({
      summary: { outcome: 'in-progress' },
      steps: [{ node: 'Menu', kind: 'play', from: 1 }],
    });
    expect(graph.nodes.at(-1)).toMatchObject({ name: 'Menu', unfinished: true });
  });

  test('without a name are called by their kind', () => {
    const trace = makeTrace({ steps: path('A') });
    const steps = trace.steps.map(({ id, kind, visit, enteredAt, source }) => ({
      id,
      kind,
      visit,
      enteredAt,
      source,
    }));
    expect(graphIn({ ...trace, steps }).nodes.map(({ name }) => name)).toContain('Play / say');
  });

  test('of an unknown kind show its code', () => {
    const trace = makeTrace({ steps: path('A') });
    const steps = trace.steps.map((step) => ({ ...step, kind: { code: 'NEW_NODE' } }));
    expect(graphIn({ ...trace, steps }).nodes.find(({ name }) => name === 'A')).toMatchObject({
      icon: 'unknown',
      detail: 'NEW_NODE',
    });
  });
});

describe('sub-flows', () => {
  const inner = (steps: StepSpec[], parent: string) =>
    steps.map((step) => ({ ...step, flow: `Flow of ${parent}`, parent }));

  test('nest, and their exit counts where the last step in them tells nothing', () => {
    const call = (node: string, exit: StepSpec['exit']): StepSpec => ({
      node,
      kind: 'sub-flow',
      from: 0,
      to: 9,
      ...(exit === undefined ? {} : { exit }),
    });
    const [a, b, c] = path('A', 'B', 'C');
    if (a === undefined || b === undefined || c === undefined) throw new Error('three steps');
    const steps = [
      call('Outer', 'failure'),
      ...inner([a, call('Inner', 'success')], 'step-1'),
      ...inner([b], 'step-3'),
      c,
    ];
    const graph = graphOf({ steps });
    expect(graph.boxes.map(({ name, stepCount }) => `${name} ${stepCount}`)).toEqual([
      'Flow of step-1 2',
      'Flow of step-3 1',
    ]);
    expect(graph.boxes[1]?.parent).toBe(graph.boxes[0]?.id);
    expect(ways(graph)).toContain('B -Failure-> C');
  });

  test('of which nothing was seen are a node', () => {
    const graph = graphOf({
      steps: [{ node: 'Look up', kind: 'sub-flow', from: 0, to: 2, exit: 'success' }],
    });
    expect(graph.boxes).toEqual([]);
    expect(graph.nodes.map(({ name }) => name)).toContain('Look up');
  });

  test('that a document nests in a circle are drawn all the same', () => {
    const steps = path('A', 'B').map((step, index) => ({ ...step, parent: `step-${2 - index}` }));
    const graph = graphOf({ steps });
    expect(graph.boxes).toHaveLength(1);
    expect(graph.nodes.map(({ name }) => name)).toEqual(['Call arrives', 'B', 'Call ended']);
  });
});

describe('agents', () => {
  const transfer: StepSpec = { node: 'Sales', kind: 'transfer-to-agent', from: 2, to: 60, exit: 'timeout' };
  const rings: readonly EventSpec[] = [
    { lane: 'agent', name: 'ringing', at: 20, party: liNa },
    { lane: 'agent', name: 'released', at: 40, party: liNa },
  ];
  const bye: StepSpec = { node: 'Sorry', kind: 'play', from: 60, to: 64, exit: 'success' };

  test('who did not answer while the call went on are an aside', () => {
    const graph = graphOf({ steps: [transfer, bye], events: rings });
    expect(ways(graph)).toEqual([
      'Call arrives --> Sales',
      'Sales -No answer-> 8012 · Li Na',
      'Sales -Timeout-> Sorry',
      'Sorry --> Call ended',
    ]);
    expect(graph.nodes.find(({ icon }) => icon === 'agent')).toMatchObject({
      detail: 'Rang 20 s, did not answer',
      severity: 'warning',
    });
  });

  test('are where the path ends when the caller gives up while they ring', () => {
    const steps: StepSpec[] = [{ ...transfer, exit: 'hang-up', to: 40 }];
    const summary = { outcome: 'abandoned', hungUpBy: coded('customer'), endedAt: at(40) } as const;
    expect(ways(graphOf({ summary, steps, events: rings }))).toEqual([
      'Call arrives --> Sales',
      'Sales --> 8012 · Li Na',
      '8012 · Li Na --> Customer hung up',
    ]);
  });

  test('stand between the transfer and the survey that follows the talk', () => {
    const talk: readonly EventSpec[] = [
      { lane: 'agent', name: 'ringing', at: 10, party: liNa },
      { lane: 'agent', name: 'established', at: 15, party: liNa },
      { lane: 'agent', name: 'released', at: 100, party: liNa },
    ];
    const survey: StepSpec = { node: 'Rate us', kind: 'survey', from: 101, to: 110, exit: 'success' };
    expect(
      ways(graphOf({ steps: [{ ...transfer, to: 15, exit: 'success' }, survey], events: talk })),
    ).toEqual([
      'Call arrives --> Sales',
      'Sales --> 8012 · Li Na',
      '8012 · Li Na --> Rate us',
      'Rate us --> Call ended',
    ]);
  });
});

describe('calls without IVR steps', () => {
  test('show the parties, and that the steps are missing', () => {
    const graph = graphIn(gapTrace());
    expect(graph.kind).toBe('legs');
    expect(
      graph.nodes.map(({ shape, name, detail, time }) => [shape, name, detail, time].join(' | ')),
    ).toEqual([
      'pill | Call placed |  | ',
      'gap | IVR steps are not offered | One flat record. | ',
      'party | Customer | 8613812342315 · Rang 9 s, talked | 1 m 08 s',
      'party | Agent 1021 | Talked | 1 m 08 s',
      'pill | Agent hung up |  | ',
    ]);
    expect(graph.edges.map(({ label }) => label)).toEqual(['', '', 'Answered', '']);
  });

  test('show queues and how they were left, and agents in the order of their legs', () => {
    const general = { id: 'q2', name: 'General' };
    const events: readonly EventSpec[] = [
      { lane: 'queue', name: 'enqueued', at: 0, party: sales },
      { lane: 'queue', name: 'queue-timeout', at: 20, party: sales },
      { lane: 'queue', name: 'enqueued', at: 20, party: general },
      { lane: 'queue', name: 'agent-assigned', at: 30, party: general },
      { lane: 'agent', name: 'ringing', at: 30, party: liNa },
      { lane: 'agent', name: 'released', at: 40, party: liNa },
      { lane: 'agent', name: 'ringing', at: 41, party: chenWei },
      { lane: 'agent', name: 'established', at: 45, party: chenWei },
      { lane: 'agent', name: 'released', at: 90, party: chenWei },
    ];
    expect(ways(graphOf({ summary: { outcome: 'completed' }, events }))).toEqual(
      [
        'Call arrives --> q1',
        'q1 -Timeout-> q2',
        'q2 --> 8012 · Li Na',
        '8012 · Li Na -No answer-> 8027 · Chen Wei',
        '8027 · Chen Wei --> Call ended',
      ].map((way) => way.replaceAll('q1', 'Sales').replaceAll('q2', 'General')),
    );
  });

  test('that nobody answered end by saying so', () => {
    const summary = { direction: 'outbound', outcome: 'not-answered', endedAt: at(30) } as const;
    const events: readonly EventSpec[] = [
      { lane: 'agent', name: 'dialing', at: 0, party: liNa, seconds: 30 },
    ];
    const graph = graphOf({ summary, events });
    expect(graph.nodes.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'Call placed: ',
      '8012 · Li Na: Dialed 30 s',
      'Customer: 4008123456 · Rang 30 s, did not answer',
      'Not answered: ',
    ]);
    expect(graph.nodes.every(({ severity }) => severity === 'none')).toBe(true);
  });

  test('of which nothing is known are an arrival and an end', () => {
    expect(ways(graphOf({}))).toEqual(['Call arrives --> Call ended']);
  });
});
