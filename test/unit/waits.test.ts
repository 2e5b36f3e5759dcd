import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { at, makeTrace, type EventSpec, type StepSpec, type TraceSpec } from './support/make-trace.ts';

const inEnglish = renderIn('en');
const inChinese = renderIn('zh-cn');
const reported = new URL('../fixtures/reported/', import.meta.url);

function read(...names: readonly string[]): CallTrace {
  const [trace] = readResponses(
    names.map((name) => ({ name, bytes: readFileSync(new URL(name, reported)) })),
  ).traces;
  if (trace === undefined) throw new Error('nothing was read');
  return trace;
}

const viewOf = (trace: CallTrace) => traceView(trace, { language: 'en', render: inEnglish });
const titlesOf = (trace: CallTrace) => viewOf(trace).findings.map(({ title }) => title);
const sharesOf = (trace: CallTrace) => viewOf(trace).summary.shares.map(({ text }) => text);

const sales = { id: 'q1', name: 'Sales' };
const agent = { id: '8012', name: 'Li Na' };
const over = { outcome: 'completed', endedAt: at(200) } as const;

describe('two waits of one call', () => {
  const wait = (from: number, to: number, end: EventSpec['name']): readonly EventSpec[] => [
    { lane: 'queue', name: 'enqueued', at: from, party: sales },
    { lane: 'queue', name: end, at: to, party: sales },
  ];
  const talk: readonly EventSpec[] = [
    { lane: 'agent', name: 'ringing', at: 20, party: agent },
    { lane: 'agent', name: 'established', at: 25, party: agent },
    { lane: 'agent', name: 'released', at: 60, party: agent },
  ];

  test('are two where an agent talked between them', () => {
    const events = [...wait(0, 20, 'agent-assigned'), ...talk, ...wait(61, 126, 'queue-timeout')];
    expect(titlesOf(makeTrace({ summary: over, events }))).toContain(
      'Queue timed out after 1 m 05 s in Sales',
    );
  });

  test('are one where the assigned agent did not take the call', () => {
    const events = [
      ...wait(0, 20, 'agent-assigned'),
      { lane: 'agent', name: 'ringing', at: 20, party: agent },
      { lane: 'agent', name: 'released', at: 40, party: agent },
      ...wait(41, 126, 'queue-timeout'),
    ] as const;
    expect(titlesOf(makeTrace({ summary: over, events }))).toContain(
      'Queue timed out after 2 m 06 s in Sales',
    );
  });
});

test('a conference and a talk on another device are something that happens', () => {
  const room = { id: '9001', name: 'Room' };
  const user = { id: '7', name: 'Outside' };
  const events: readonly EventSpec[] = [
    { lane: 'agent', name: 'established', at: 0, party: agent },
    { lane: 'agent', name: 'released', at: 20, party: agent },
    { lane: 'system', name: 'conference-started', at: 20, party: room },
    { lane: 'system', name: 'left-device', at: 100, party: room },
    { lane: 'system', name: 'established', at: 100, party: user },
    { lane: 'system', name: 'released', at: 200, party: user },
  ];
  const trace = makeTrace({ provider: 'huawei-aicc', summary: over, events });
  expect(titlesOf(trace)).toEqual([]);
  expect(sharesOf(trace)).toEqual(['talking 3 m 20 s']);
  const rows = viewOf(trace).timeline.rows.filter(({ lane }) => lane === 'system');
  expect(rows.map(({ name, segments }) => `${name}: ${segments.map((one) => one.name).join()}`)).toEqual([
    '9001 · Room: Conference started',
    '7 · Outside: Talking',
    'System: ',
  ]);
});

test('a device that routes the call is told, and no silence', () => {
  const device = { id: '55', name: 'CDN' };
  const events: readonly EventSpec[] = [
    { lane: 'ivr', name: 'entered-ivr', at: 0, party: { id: '21' } },
    { lane: 'ivr', name: 'left-ivr', at: 20, party: { id: '21' } },
    { lane: 'system', name: 'entered-device', at: 20, party: device },
    { lane: 'system', name: 'left-device', at: 200, party: device },
  ];
  const trace = makeTrace({ provider: 'huawei-aicc', summary: over, events });
  expect(titlesOf(trace)).toEqual([]);
  expect(sharesOf(trace)).toEqual(['IVR 20 s', 'not known 3 m']);
});

describe('a last step without an end', () => {
  const trace = read('31-last-step-open-record.json', '31-last-step-open-steps.json');

  test('of a call that ended counts as far as is known', () => {
    expect(sharesOf(trace)).toEqual(['IVR 1 s', 'not known 4 m 59 s']);
    const bars = viewOf(trace).timeline.rows.find(({ id }) => id === 'ivr')?.segments;
    expect(bars?.map(({ from, to }) => (to ?? NaN) - from)).toEqual([1000, 0]);
  });

  test('is said to have no end given', () => {
    expect(textOfTrace(trace, inEnglish)).toMatch(/节点2 +Play \/ say +end not given/);
    expect(textOfTrace(trace, inEnglish)).not.toContain('ongoing');
    expect(textOfTrace(trace, inChinese, { language: 'zh-cn' })).toContain('未给出结束时间');
    const details = detailsOf(trace, { language: 'en', render: inEnglish })('s2');
    expect(details.groups[0]?.fields.map(({ value }) => value)).toContain('end not given');
    expect(viewOf(trace).graph.nodes.some(({ unfinished }) => unfinished)).toBe(false);
  });

  test('of a call that goes on is ongoing', () => {
    const steps: readonly StepSpec[] = [{ node: 'Hello', kind: 'play', from: 0 }];
    const running = makeTrace({ summary: { outcome: 'in-progress' }, steps });
    expect(textOfTrace(running, inEnglish)).toContain('ongoing');
    expect(viewOf(running).graph.nodes.some(({ unfinished }) => unfinished)).toBe(true);
  });
});

describe('an interval that no event ends', () => {
  const shares = (spec: TraceSpec) => sharesOf(makeTrace(spec));
  const ringing: EventSpec = { lane: 'agent', name: 'ringing', at: 20, party: agent };
  const queued: EventSpec = { lane: 'queue', name: 'enqueued', at: 10, party: sales };

  test('of ringing or waiting counts until the call was elsewhere', () => {
    const other = { id: '8027' };
    const events: readonly EventSpec[] = [
      queued,
      ringing,
      { lane: 'agent', name: 'ringing', at: 30, party: other },
      { lane: 'agent', name: 'established', at: 35, party: other },
      { lane: 'agent', name: 'released', at: 200, party: other },
    ];
    expect(shares({ summary: over, events })).toEqual([
      'waiting 10 s',
      'ringing 15 s',
      'talking 2 m 45 s',
      'not known 10 s',
    ]);
  });

  test('counts until the end of a call that nobody took, and of no other', () => {
    expect(shares({ summary: { ...over, outcome: 'abandoned' }, events: [queued, ringing] })).toEqual([
      'waiting 10 s',
      'ringing 3 m',
      'not known 10 s',
    ]);
    expect(shares({ summary: over, events: [queued, ringing] })).toEqual([
      'waiting 10 s',
      'not known 3 m 10 s',
    ]);
  });
});

describe('events beyond the documented ones', () => {
  const trace = read('15-queue-failure-names.json');

  test('end what they end', () => {
    expect(sharesOf(trace)).toEqual([
      'IVR 9 s',
      'waiting 23 s',
      'ringing 8 s',
      'talking 11 s',
      'not known 9 s',
    ]);
  });

  test('are problems where they are', () => {
    expect(titlesOf(trace)).toEqual([
      'An agent could not be assigned in 售后',
      'Queueing in 投诉 failed',
      '小王 did not answer',
    ]);
  });

  test.each([
    ['queue-cancelled', 'Taken out of Sales after 20 s'],
    ['dispatch-failed', 'Sales could not dispatch the call'],
    ['queue-failed', 'Queueing in Sales failed'],
  ] as const)('%s of a queue from which nobody took the call', (name, title) => {
    const events: readonly EventSpec[] = [
      { lane: 'queue', name: 'enqueued', at: 0, party: sales },
      { lane: 'queue', name, at: 20, party: sales },
    ];
    expect(titlesOf(makeTrace({ summary: { outcome: 'completed', endedAt: at(21) }, events }))).toEqual([
      title,
    ]);
  });
});
