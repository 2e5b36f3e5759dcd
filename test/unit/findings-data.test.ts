import { describe, expect, test } from 'vitest';
import { findings } from '../../src/trace/findings/findings.ts';
import { phraseText } from '../../src/trace/format.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { at, coded, makeTrace, type EventSpec, type StepSpec, type TraceSpec } from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';

const titles = (spec: TraceSpec | CallTrace) =>
  findings('schema' in spec ? spec : makeTrace(spec)).map(({ title }) => phraseText(title, inEnglish));
const firstText = (spec: TraceSpec) =>
  findings(makeTrace(spec))[0]?.text.map((phrase) => phraseText(phrase, inEnglish));

const start: StepSpec = { node: 'Start', kind: 'start', from: 0, to: 0.1, exit: 'success' };
const play = (node: string, from: number, to: number): StepSpec => ({
  node,
  kind: 'play',
  from,
  to,
  exit: 'success',
});
const agent = { id: '8012@x', name: 'Li Na' };
const agentEvent = (name: EventSpec['name'], seconds: number): EventSpec => ({
  lane: 'agent',
  name,
  at: seconds,
  party: agent,
});
const left: EventSpec = { lane: 'customer', name: 'released', at: 60 };
const ended = { outcome: 'completed', endedAt: at(60) } as const;

describe('nodes that are slow', () => {
  const query = (to: number): StepSpec => ({
    node: 'getBalance',
    kind: 'function',
    from: 1,
    to,
    exit: 'success',
  });

  test('keep the caller waiting from five seconds on', () => {
    expect(titles({ steps: [start, query(6), play('Balance', 6, 9)] })).toEqual(['getBalance took 5 s']);
    expect(titles({ steps: [start, query(5.9), play('Balance', 6, 9)] })).toEqual([]);
    expect(firstText({ steps: [start, query(6), play('Balance', 6, 9)] })).toEqual([
      'The caller waited 5 s until getBalance was done.',
      'The caller then came to “Balance”.',
    ]);
  });

  test('that the caller hears are not', () =>
    expect(titles({ steps: [start, play('Terms', 1, 40)] })).toEqual([]));
});

describe('what happened several times', () => {
  const failing = (from: number): StepSpec => ({
    node: 'queryOrder',
    kind: 'http-request',
    from,
    to: from + 1,
    exit: 'failure',
    variables: { responseCode: 502 },
  });

  test('in the same words is one problem, and all its steps are marked', () => {
    const [finding, ...rest] = findings(makeTrace({ steps: [failing(1), failing(3), failing(5)] }));
    expect(rest).toEqual([]);
    expect(finding === undefined ? '' : phraseText(finding.title, inEnglish)).toBe(
      'queryOrder failed: HTTP 502 3×',
    );
    expect(finding?.item).toBe('step-1');
    expect(finding?.also).toEqual(['step-1', 'step-2', 'step-3']);
    expect(finding?.text.map((phrase) => phraseText(phrase, inEnglish)).at(-1)).toBe(
      'The same happened 2 more times.',
    );
  });
});

describe('what a service says of its failure', () => {
  const said = (variables: StepSpec['variables']) => {
    const step: StepSpec = {
      node: 'q',
      kind: 'function',
      from: 0,
      to: 1,
      exit: 'failure',
      ...(variables === undefined ? {} : { variables }),
    };
    return firstText({ steps: [step] })?.find((sentence) => sentence.startsWith('Its message'));
  };

  test.each([
    [{ responseBody: '{"error":"no such order"}' }, 'no such order'],
    [{ responseBody: { data: { errMsg: '订单不存在' } } }, '订单不存在'],
    [{ error_message: 'refused', responseBody: '{"message":"other"}' }, 'refused'],
  ])('%j', (variables, message) => {
    expect(said(variables)).toBe(`Its message was: “${message}”.`);
  });

  test.each([
    [{ responseBody: '{"error":"500"}' }],
    [{ responseBody: '{"message":"success"}' }],
    [{ responseBody: '{"message":' }],
    [{ responseBody: '<html>Bad</html>' }],
    [{ message: 'x'.repeat(500) }],
  ])('is not %j', (variables) => {
    expect(said(variables)).toBeUndefined();
  });
});

describe('transfers that nobody answered', () => {
  const forward = (exit: 'timeout' | 'failure'): StepSpec => ({
    node: 'Engineer',
    kind: 'outside-number',
    from: 5,
    to: 35,
    exit,
  });

  test('name the node, and the reason of the other line', () => {
    expect(titles({ steps: [start, forward('timeout')] })).toEqual([
      'Nobody answered the transfer by Engineer',
    ]);
    const summary = { details: { OutsideNumberReleaseReason: '486 - Busy' } };
    expect(titles({ summary, steps: [start, forward('failure')] })).toEqual(['Transfer by Engineer failed']);
    expect(firstText({ summary, steps: [start, forward('failure')] })?.[1]).toBe(
      'The reason given for the other line is “486 - Busy”.',
    );
  });
});

describe('input that no branch expects', () => {
  const menu = (from: number): StepSpec => ({
    node: 'Menu',
    kind: 'collect-digits',
    from,
    to: from + 4,
    exit: 'success',
  });
  const branch = (from: number, exit: 'default' | 'branch'): StepSpec => ({
    node: 'Choice',
    kind: 'branch',
    from,
    to: from,
    exit,
  });

  test('leads back to the same question', () => {
    const steps = [
      menu(0),
      branch(4, 'default'),
      menu(5),
      branch(9, 'default'),
      menu(10),
      branch(14, 'branch'),
    ];
    expect(titles({ steps })).toEqual(['Input matched no branch 2×']);
    expect(firstText({ steps })).toEqual([
      '2 times the caller answered Menu with something that no branch of Choice expects, and the flow took the default branch.',
      'It led back to “Menu” each time.',
    ]);
  });

  test('once is no problem, nor a default branch that goes on', () => {
    expect(titles({ steps: [menu(0), branch(4, 'default'), menu(5), branch(9, 'branch')] })).toEqual([]);
    expect(titles({ steps: [menu(0), branch(4, 'default'), play('Other', 5, 8)] })).toEqual([]);
  });
});

describe('agents who do not answer', () => {
  const ring = (id: string, from: number, to: number): readonly EventSpec[] => [
    { lane: 'agent', name: 'ringing', at: from, party: { id } },
    { lane: 'agent', name: 'released', at: to, party: { id } },
  ];
  const other: readonly EventSpec[] = [
    { lane: 'agent', name: 'ringing', at: 52, party: { id: '8027' } },
    { lane: 'agent', name: 'established', at: 55, party: { id: '8027' } },
    { lane: 'agent', name: 'released', at: 70, party: { id: '8027' } },
  ];

  test('say who took the call then', () => {
    expect(firstText({ events: [...ring('8012', 30, 50), ...other] })).toEqual([
      'The phone of Agent 8012 rang for 20 s and nobody took the call.',
      'Agent 8027 took the call 5 s later.',
    ]);
  });

  test('are why the caller waited', () => {
    const events: readonly EventSpec[] = [
      { lane: 'queue', name: 'enqueued', at: 0, party: { id: 'q' } },
      ...ring('8012', 20, 40),
      ...ring('8013', 50, 70),
      { lane: 'queue', name: 'queue-timeout', at: 90, party: { id: 'q' } },
    ];
    const wait = findings(makeTrace({ events })).find(({ id }) => id.startsWith('queue:'));
    expect(wait?.text.map((phrase) => phraseText(phrase, inEnglish))).toContain(
      'Meanwhile agents were rung 2 times without answering.',
    );
  });
});

describe('long silence', () => {
  const summary = ended;
  test('is told from fifteen seconds on, with what came before and after', () => {
    const steps = [start, play('Welcome', 0.1, 5), play('Menu', 21, 60)];
    expect(titles({ summary, steps, events: [left] })).toEqual(['Nothing happened for 16 s']);
    expect(firstText({ summary, steps, events: [left] })).toEqual([
      'After “Welcome” nothing happened in any lane for 16 s, while the call was up.',
      'Then came “Menu”.',
    ]);
    expect(titles({ summary, steps: [start, play('Welcome', 0.1, 7), play('Menu', 21, 60)] })).toEqual([]);
  });

  test('is not where an agent talks, rings, or the caller waits', () => {
    const events: readonly EventSpec[] = [
      { lane: 'queue', name: 'enqueued', at: 5 },
      { lane: 'queue', name: 'agent-assigned', at: 25 },
      agentEvent('ringing', 25),
      agentEvent('established', 42),
      agentEvent('released', 60),
    ];
    expect(titles({ summary: ended, steps: [start, play('Welcome', 0.1, 5)], events })).toEqual([]);
  });

  test('is not where somebody was assigned of whom no events are given', () => {
    const events: readonly EventSpec[] = [
      { lane: 'queue', name: 'enqueued', at: 1 },
      { lane: 'queue', name: 'agent-assigned', at: 5 },
    ];
    expect(titles({ summary: ended, events })).toEqual([]);
    const transfer: StepSpec = { node: 'Sales', kind: 'transfer-to-agent', from: 1, to: 5, exit: 'success' };
    expect(titles({ summary: ended, steps: [start, transfer] })).toEqual([]);
  });

  test('is not judged where part of the call was not given', () => {
    const steps = [start, play('Welcome', 0.1, 5), play('Menu', 41, 60)];
    const lacking = (kind: 'not-answered' | 'not-given') =>
      titles({ summary, steps, gaps: [{ kind, message: 'gap.x' }] });
    expect(lacking('not-given')).toEqual([]);
    expect(lacking('not-answered')).toEqual(['The provider did not answer']);
  });

  test('after the agent has left is one', () => {
    const events = [agentEvent('ringing', 1), agentEvent('established', 5), agentEvent('released', 30), left];
    const answered = { ...summary, establishedAt: at(5) };
    expect(titles({ summary: answered, events })).toEqual(['Nothing happened for 30 s']);
    expect(firstText({ summary: answered, events })?.[1]).toBe('Then the call ended.');
  });
});

describe('records that contradict each other', () => {
  test('a step that was left before it was entered', () => {
    const steps = [start, play('Welcome', 8, 5), play('Menu', 12, 10)];
    expect(titles({ steps })).toEqual(['Welcome was left before it was entered']);
    expect(firstText({ steps })).toEqual([
      'The record says that Welcome was left 3 s before it was entered.',
      'One more step has such times.',
    ]);
  });

  test('a call that ends before it starts', () => {
    expect(titles({ summary: { endedAt: at(-7) }, steps: [start] })).toEqual([
      'The call ends before it starts',
    ]);
  });

  test('a call that was answered before or after it', () => {
    const summary = { endedAt: at(60), establishedAt: at(70) };
    expect(titles({ summary, steps: [start, play('Welcome', 1, 60)] })).toEqual([
      'Answered outside the call',
    ]);
  });

  test('steps and events at another time; work after the call is none', () => {
    const steps = [start, play('Welcome', 1, 60)];
    expect(titles({ summary: ended, steps, events: [agentEvent('ringing', 99)] })).toContain(
      '1 record lies outside the call',
    );
    expect(titles({ summary: ended, steps, events: [agentEvent('after-call-work', 62)] })).toEqual([]);
  });

  test('an agent who talked in a call that was not answered', () => {
    const events = [agentEvent('established', 5), agentEvent('released', 30)];
    expect(titles({ summary: { outcome: 'not-answered' }, events })).toEqual([
      '8012 · Li Na talked in a call that was not answered',
    ]);
    const short = [agentEvent('established', 5), agentEvent('released', 6)];
    expect(titles({ summary: { outcome: 'not-answered' }, events: short })).toEqual([]);
  });

  test('an agent who holds a call that he never answered', () => {
    const events = [agentEvent('ringing', 5), agentEvent('held', 20), agentEvent('released', 60)];
    expect(titles({ summary: ended, events })).toContain('No record of the answer by 8012 · Li Na');
  });

  test('an answered call that no agent took', () => {
    const summary = { ...ended, establishedAt: at(20) };
    const events = [agentEvent('ringing', 5), agentEvent('released', 60)];
    expect(titles({ summary, events })).toContain('Answered, but by no agent');
    const taken = [agentEvent('ringing', 5), agentEvent('established', 20), agentEvent('released', 60)];
    expect(titles({ summary, events: taken })).toEqual([]);
  });

  test.each([
    ['agent', 50, 60, true],
    ['agent', 60, 60, false],
    ['agent', 59, 60, false],
    ['customer', 60, 50, true],
    ['customer', 50, 60, false],
  ] as const)(
    'hung up by %s, customer left at %d s, agent at %d s: %s',
    (who, customerAt, agentAt, wrong) => {
      const summary = { ...ended, hungUpBy: coded(who) };
      const events = [
        agentEvent('established', 5),
        { ...left, at: customerAt },
        agentEvent('released', agentAt),
      ];
      expect(titles({ summary, events }).includes('Records differ on who hung up')).toBe(wrong);
    },
  );

  test('an agent who sent the caller on to a survey has not hung up first', () => {
    const summary = { ...ended, hungUpBy: coded('customer') };
    const events = [agentEvent('established', 5), agentEvent('released', 40), left];
    const survey: StepSpec = { node: 'Survey', kind: 'survey', from: 40, to: 60, exit: 'success' };
    expect(titles({ summary, events, steps: [survey] })).toEqual([]);
  });

  test('come after the problems of the call itself', () => {
    const failed: StepSpec = { node: 'Menu', kind: 'play', from: 20, to: 30, exit: 'timeout' };
    expect(titles({ steps: [play('Welcome', 8, 5), failed] })).toEqual([
      'Menu timed out',
      'Welcome was left before it was entered',
    ]);
  });
});

test('every sentence of the problems exists in Chinese', () => {
  const trace = makeTrace({
    summary: { ...ended, establishedAt: at(99) },
    steps: [play('Welcome', 8, 5), play('Menu', 70, 71)],
  });
  for (const { title, text } of findings(trace)) {
    for (const phrase of [title, ...text]) expect(phraseText(phrase, inChinese)).toMatch(/[一-鿿]/);
  }
});
