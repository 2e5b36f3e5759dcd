import { describe, expect, test } from 'vitest';
import { findings } from '../../src/trace/findings/findings.ts';
import { responseCodeOf } from '../../src/trace/findings/status.ts';
import { phraseText } from '../../src/trace/format.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import {
  at,
  coded,
  makeStep,
  makeTrace,
  type EventSpec,
  type StepSpec,
  type TraceSpec,
} from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { gapTrace, sampleTrace } from './support/sample-trace.ts';

const titles = (trace: CallTrace) =>
  findings(trace).map(({ severity, title }) => `${severity}: ${phraseText(title, inEnglish)}`);
const texts = (trace: CallTrace) =>
  findings(trace).map(({ text }) => text.map((one) => phraseText(one, inEnglish)).join(' '));
const titlesOf = (spec: TraceSpec) => titles(makeTrace(spec));

const queue = { id: 'q1', name: 'After-sales' };
const agent = { id: '8012@x', name: 'Li Na' };
const enqueued: EventSpec = { lane: 'queue', name: 'enqueued', at: 10, party: queue };
const http = (spec: Partial<StepSpec> = {}): StepSpec => ({
  node: 'queryOrder',
  kind: 'http-request',
  from: 5,
  to: 8.2,
  exit: 'failure',
  ...spec,
});
const digits = (from: number, exit: StepSpec['exit']): StepSpec => ({
  node: 'Order number',
  kind: 'collect-digits',
  from,
  to: from + 5,
  ...(exit === undefined ? {} : { exit }),
});

describe('the pictured call', () => {
  test('has the failed function first, then by time', () => {
    expect(titles(sampleTrace())).toEqual([
      'error: queryOrder failed: HTTP 502',
      'warning: Digits timed out 2×, invalid 1×',
      'warning: Waited 1 m 41 s in After-sales',
    ]);
  });

  test('says what happened and what it led to', () => {
    expect(texts(sampleTrace())[0]).toBe(
      'queryOrder answered 502 Bad Gateway after 3.2 s; the flow left it by “Failure”. ' +
        'Its message was: “upstream connect error”. ' +
        '“Order status?” then took its default branch. The caller was then queued for an agent in “After-sales”.',
    );
  });

  test('names the step or event, and when it was', () => {
    expect(findings(sampleTrace()).map(({ item, at: moment }) => [item, moment])).toEqual([
      ['step-11', at(39.1)],
      ['step-4', at(6.44)],
      // The step has the settings of the queue that its exit tells of.
      ['step-14', at(42.4)],
    ]);
  });

  test('has words for all of it in Chinese', () => {
    for (const { title, text } of findings(sampleTrace())) {
      for (const phrase of [title, ...text]) expect(phraseText(phrase, inChinese)).toMatch(/[一-鿿]/);
    }
  });
});

describe('nodes', () => {
  test('without a response code are said to have failed or timed out', () => {
    expect(titlesOf({ steps: [http()] })).toEqual(['error: queryOrder failed']);
    expect(titlesOf({ steps: [http({ exit: 'timeout' })] })).toEqual(['error: queryOrder timed out']);
    expect(titlesOf({ steps: [http({ kind: 'play', exit: 'timeout' })] })).toEqual([
      'warning: queryOrder timed out',
    ]);
  });

  test('that went on in spite of a failure code are a warning', () => {
    const variables = { responseCode: '500' };
    expect(titlesOf({ steps: [http({ exit: 'success', variables })] })).toEqual([
      'warning: queryOrder answered HTTP 500',
    ]);
    expect(titlesOf({ steps: [http({ exit: 'success', variables: { responseCode: 200 } })] })).toEqual([]);
  });

  test.each([
    [{ responseCode: 502 }, 502],
    [{ response_code: '404' }, 404],
    [{ statusCode: 503 }, 503],
    [{ http: 500 }, 500],
    [{ status: 'ok', code: 429 }, 429],
    [{ code: 0 }, undefined],
    [{ code: '200001' }, undefined],
  ])('carry their response code under any of its names: %j', (variables, code) => {
    expect(responseCodeOf(makeStep(http({ variables }), 0))).toBe(code);
    expect(responseCodeOf(makeStep(http({ output: variables }), 0))).toBe(code);
    expect(responseCodeOf(makeStep(http({ kind: 'set-variables', variables }), 0))).toBeUndefined();
  });

  test('a sub-flow that failed because a step in it did is not counted twice', () => {
    const call: StepSpec = { node: 'Look up', kind: 'sub-flow', from: 0, to: 9, exit: 'failure' };
    expect(titlesOf({ steps: [call, http({ parent: 'step-1', flow: 'Inner' })] })).toEqual([
      'error: queryOrder failed',
    ]);
    expect(titlesOf({ steps: [call] })).toEqual(['error: Look up failed']);
  });

  test('a survey that the caller does not answer is no problem', () => {
    expect(titlesOf({ steps: [http({ kind: 'survey', exit: 'timeout' })] })).toEqual([]);
  });
});

describe('input', () => {
  test('that is missing once and then right is no problem', () => {
    expect(titlesOf({ steps: [digits(0, 'timeout'), digits(6, 'success')] })).toEqual([]);
  });

  test('that is never right is one, also after one try', () => {
    const [finding] = findings(makeTrace({ steps: [digits(0, 'failure')] }));
    expect(finding?.text.map((one) => phraseText(one, inEnglish))).toEqual([
      'Order number did not accept what the caller keyed in, once.',
      'The caller never got past it.',
    ]);
  });

  test('is counted over all visits of the node', () => {
    const steps = [digits(0, 'failure'), digits(6, 'failure'), digits(12, 'failure')];
    expect(titlesOf({ steps })).toEqual(['warning: Invalid digits 3×']);
    const speech = steps.map((step) => ({ ...step, kind: 'speech-recognition' as const }));
    expect(titlesOf({ steps: speech })).toEqual(['warning: Speech not understood 3×']);
  });
});

describe('queues', () => {
  const after = (name: EventSpec['name'], seconds: number): readonly EventSpec[] => [
    enqueued,
    { lane: 'queue', name, at: 10 + seconds, party: queue },
  ];

  test.each([
    ['queue-timeout', 120, 'warning: Queue timed out after 2 m in After-sales'],
    ['queue-overflow', 0.2, 'warning: After-sales was full'],
    ['queue-overflow', 102, 'warning: Waited 1 m 42 s in After-sales'],
    ['abandoned-in-queue', 38, 'warning: Gave up after 38 s in After-sales'],
    ['agent-assigned', 60, 'warning: Waited 1 m in After-sales'],
  ] as const)('%s after %d s', (name, seconds, title) => {
    expect(titlesOf({ events: after(name, seconds) })).toEqual([title]);
  });

  test('a short wait is no problem', () =>
    expect(titlesOf({ events: after('agent-assigned', 59) })).toEqual([]));

  test('an assigned agent who does not answer does not end the wait', () => {
    const events: readonly EventSpec[] = [
      enqueued,
      { lane: 'queue', name: 'agent-assigned', at: 30, party: queue },
      { lane: 'queue', name: 'enqueued', at: 50, party: queue },
      { lane: 'queue', name: 'queue-timeout', at: 130, party: queue },
    ];
    expect(titlesOf({ events })).toEqual(['warning: Queue timed out after 2 m in After-sales']);
  });

  test('are what failed where the call failed by nothing else', () => {
    expect(titlesOf({ summary: { outcome: 'failed' }, events: after('queue-timeout', 20) })).toEqual([
      'error: Queue timed out after 20 s in After-sales',
    ]);
  });

  test('are told by the transfer node where the provider gives no queue events', () => {
    const transfer: StepSpec = { node: 'Sales', kind: 'transfer-to-agent', from: 0, to: 30, exit: 'timeout' };
    expect(titlesOf({ steps: [transfer] })).toEqual(['warning: Queue timed out after 30 s in Sales']);
    expect(titlesOf({ steps: [{ ...transfer, exit: 'success' }] })).toEqual([]);
  });
});

describe('agents', () => {
  const rings: readonly EventSpec[] = [
    { lane: 'agent', name: 'ringing', at: 30, party: agent },
    { lane: 'agent', name: 'released', at: 50, party: agent },
  ];

  test('who do not answer are named', () => {
    expect(titlesOf({ summary: { outcome: 'completed' }, events: rings })).toEqual([
      'warning: 8012 · Li Na did not answer',
    ]);
  });

  test('are not to blame where the caller gave up', () => {
    const gaveUp: EventSpec = { lane: 'queue', name: 'gave-up-while-ringing', at: 49.9, party: queue };
    expect(titlesOf({ events: [...rings, gaveUp] })).toEqual(['warning: Gave up while 8012 · Li Na rang']);
    expect(titlesOf({ summary: { outcome: 'abandoned', endedAt: at(50.5) }, events: rings })).toEqual([
      'warning: Gave up while 8012 · Li Na rang',
    ]);
  });

  test('who answer are no problem', () => {
    const answered: EventSpec = { lane: 'agent', name: 'established', at: 40, party: agent };
    const released: EventSpec = { lane: 'agent', name: 'released', at: 90, party: agent };
    expect(
      titlesOf({ events: [{ lane: 'agent', name: 'ringing', at: 30, party: agent }, answered, released] }),
    ).toEqual([]);
  });
});

describe('the call', () => {
  const last: StepSpec = { node: 'Reason', kind: 'hang-up-reason', from: 20, to: 20.1, exit: 'success' };

  test('that an IVR exception ended points at the reason, and at what failed before', () => {
    const summary = { outcome: 'failed', disposition: coded('ivr-exception') } as const;
    const trace = makeTrace({ summary, steps: [http(), last] });
    expect(titles(trace)).toEqual(['error: queryOrder failed', 'error: IVR exception ended the call']);
    expect(texts(trace)[1]).toBe(
      'The flow hung up and gave “IVR exception” as the reason. Before that: queryOrder failed.',
    );
    expect(findings(trace)[1]?.item).toBe('step-2');
  });

  test('that failed for a reason known only to the provider says so', () => {
    const summary = { outcome: 'failed', disposition: { code: 'Odd' } } as const;
    expect(titlesOf({ summary, steps: [last] })).toEqual(['error: The call failed: Odd']);
  });

  test('that the caller left in the IVR names the node', () => {
    const summary = { outcome: 'abandoned' } as const;
    const menu: StepSpec = { node: 'Menu', kind: 'play', from: 3, to: 9, exit: 'hang-up' };
    expect(titlesOf({ summary, steps: [menu] })).toEqual(['warning: Caller hung up during Menu']);
    const [finding] = findings(makeTrace({ summary, steps: [menu] }));
    expect(finding?.text.map((one) => phraseText(one, inEnglish))).toEqual([
      'The caller hung up 6 s into the prompt Menu, before it and the flow had come to an end.',
    ]);
  });

  test('that the flow itself ended was not left by the caller', () => {
    const summary = { outcome: 'abandoned' } as const;
    const end: StepSpec = { node: 'End', kind: 'hang-up', from: 30, to: 30.1, exit: 'success' };
    expect(titlesOf({ summary, steps: [last, end] })).toEqual([]);
  });

  test('outbound that nobody answered has not failed', () => {
    const summary = { direction: 'outbound', outcome: 'not-answered' } as const;
    const dialed: EventSpec = { lane: 'customer', name: 'ringing', at: 0 };
    expect(titlesOf({ summary, events: [dialed] })).toEqual([]);
    expect(titlesOf({ summary: { ...summary, earlyMedia: coded('busy') }, events: [dialed] })).toEqual([]);
    const off = { ...summary, earlyMedia: { code: 'PowerOff' } };
    expect(titlesOf({ summary: off, events: [dialed] })).toEqual(['warning: Not reached: PowerOff']);
  });

  test('without trouble has none', () => expect(titles(gapTrace())).toEqual([]));

  test('of which nothing is known has none', () => expect(titles(makeTrace())).toEqual([]));
});
