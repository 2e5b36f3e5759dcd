import { describe, expect, test } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { insideOf } from '../../src/trace/inside.ts';
import { endOf, spanOf, startOf } from '../../src/trace/span.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { at, makeTrace, type EventSpec, type StepSpec, type TraceSpec } from './support/make-trace.ts';

const inEnglish = renderIn('en');
const inChinese = renderIn('zh-cn');
const viewOf = (spec: TraceSpec) => traceView(makeTrace(spec), { language: 'en', render: inEnglish });
const titlesOf = (spec: TraceSpec) => viewOf(spec).findings.map(({ title }) => title);

const year = 365 * 86_400;
const sales = { id: 'q1', name: 'Sales' };
const agent = { id: '8012', name: 'Li Na' };
const over = { outcome: 'completed', startedAt: at(0), endedAt: at(100) } as const;
const call: readonly EventSpec[] = [
  { lane: 'ivr', name: 'entered-ivr', at: 0 },
  { lane: 'queue', name: 'enqueued', at: 10, party: sales },
  { lane: 'queue', name: 'agent-assigned', at: 30, party: sales },
  { lane: 'agent', name: 'established', at: 30, party: agent },
  { lane: 'agent', name: 'released', at: 100, party: agent },
];

describe.each([
  ['a year early', -year],
  ['a year late', year],
  ['eight hours early', -28_800],
  ['eight hours late', 28_800],
])('an event with a time %s', (_, off) => {
  const events = [...call, { lane: 'queue', name: 'enqueued', at: off, party: sales } as const];

  test('makes no axis and no waits', () => {
    const { timeline, summary } = viewOf({ summary: over, events });
    expect([timeline.from, timeline.to]).toEqual([at(0), at(100)]);
    expect(summary.shares.map(({ text }) => text)).toEqual(['IVR 10 s', 'waiting 20 s', 'talking 1 m 10 s']);
  });

  test('is told, once, and drawn aside at the end of the axis beyond which it is', () => {
    const view = viewOf({ summary: over, events });
    expect(view.findings.map(({ title }) => title)).toEqual(['1 record lies outside the call']);
    const aside = view.timeline.rows.find(({ id }) => id === 'outside');
    expect(aside?.name).toBe('Outside the call');
    expect(aside?.marks.map((mark) => [mark.item, mark.at])).toEqual([
      ['event-6', off < 0 ? at(0) : at(100)],
    ]);
    const others = view.timeline.rows.filter(({ id }) => id !== 'outside');
    expect(
      others.flatMap(({ marks, segments }) => [...marks, ...segments]).map(({ item }) => item),
    ).not.toContain('event-6');
  });
});

test('what lies outside is told also where no record says when the call was', () => {
  const steps: readonly StepSpec[] = [
    { node: 'A', kind: 'play', from: 0, to: 10 },
    { node: 'B', kind: 'play', from: 10, to: 20 },
    { node: 'C', kind: 'function', from: 20, to: 20 + year },
    { node: 'D', kind: 'play', from: year * 2, to: year * 2 + 1 },
  ];
  const summary = { direction: 'inbound', outcome: 'unknown', agents: [], queues: [] } as const;
  const known = { ...makeTrace({ steps }), summary };
  const view = traceView(known, { language: 'en', render: inEnglish });
  expect([view.timeline.from, view.timeline.to]).toEqual([at(0), at(20)]);
  expect(view.findings.map(({ title }) => title)).toEqual(['2 records lie outside the call']);
  expect(view.findings[0]?.text).toBe('“C” happened 8760 h after everything else that is told of the call.');
  expect(view.summary.shares.map(({ text }) => text)).toEqual(['IVR 20 s']);
  expect(view.graph.nodes.some(({ time }) => time.includes('8760'))).toBe(false);
  const ivr = view.timeline.rows.find(({ id }) => id === 'ivr')?.segments;
  expect(ivr?.map(({ from, to }) => [from, to])).toEqual([
    [at(0), at(10)],
    [at(10), at(20)],
    [at(20), at(20)],
    [at(20), at(20)],
  ]);
});

describe('a call record with a time a year off', () => {
  test.each([
    ['startedAt', -year, 'The call record starts at another time'],
    ['startedAt', year, 'The call record starts at another time'],
    ['endedAt', year, 'The call record ends at another time'],
    ['establishedAt', -year, 'Answered at another time'],
  ] as const)('%s %d', (which, off, title) => {
    const spec = { summary: { ...over, [which]: at(off) }, events: call };
    const view = viewOf(spec);
    expect(view.findings.map((one) => one.title)).toEqual([title]);
    expect([view.timeline.from, view.timeline.to]).toEqual([at(0), at(100)]);
    const text = textOfTrace(makeTrace(spec), inEnglish);
    expect(text).toContain('IVR 10 s · waiting 20 s · talking 1 m 10 s');
    expect(text).toMatch(/87(60 h|59 h 58 m)/);
    expect(textOfTrace(makeTrace(spec), inChinese, { language: 'zh-cn' })).toContain('不予计入');
  });
});

test('where most steps and events lie elsewhere, the record is not believed', () => {
  const trace = makeTrace({ summary: { ...over, startedAt: at(-7200), endedAt: at(-7100) }, events: call });
  expect(insideOf(trace).outside.size).toBe(0);
  expect(spanOf(trace)?.to).toBe(at(100));
});

test('what may follow the end of a call is no problem and has its place', () => {
  const events: readonly EventSpec[] = [
    ...call,
    { lane: 'agent', name: 'after-call-work', at: 100, party: agent },
    { lane: 'agent', name: 'after-call-work-ended', at: 400, party: agent },
  ];
  expect(titlesOf({ summary: over, events })).toEqual([]);
  expect(viewOf({ summary: over, events }).timeline.to).toBe(at(400));
});

test('a trace of which nothing lies outside is itself what lies inside, found once', () => {
  const trace = makeTrace({ summary: over, events: call });
  expect(insideOf(trace).trace).toBe(trace);
  expect(insideOf(trace)).toBe(insideOf(trace));
  expect([startOf(trace), endOf(trace)]).toEqual([at(0), at(100)]);
});

describe('clocks', () => {
  const step = (left: number): StepSpec => ({ node: 'A', kind: 'play', from: 10, to: left });

  test('that agree to a second are no problem', () => {
    expect(titlesOf({ summary: over, events: call, steps: [step(9.5)] })).toEqual([]);
    expect(titlesOf({ summary: { ...over, endedAt: at(-0.4) } })).toEqual([]);
    expect(titlesOf({ summary: over, events: call, steps: [step(9)] })).toEqual([]);
  });

  test('that differ by more are one', () => {
    expect(titlesOf({ summary: over, events: call, steps: [step(8)] })).toEqual([
      'A was left before it was entered',
    ]);
  });
});
