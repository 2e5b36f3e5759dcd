import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { eventMeanings, nodeKinds, type CallTrace } from '../../src/trace/model.ts';
import { lanes } from '../../src/trace/model.ts';
import type { TimelineView } from '../../src/trace/view/types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { longCall } from '../bench/long-call.ts';
import { asTrace } from '../bench/long-call-forms.ts';
import {
  at,
  callStart,
  makeTrace,
  type EventSpec,
  type StepSpec,
  type TraceSpec,
} from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { gapTrace, sampleTrace } from './support/sample-trace.ts';

const timelineIn = (trace: CallTrace) => traceView(trace, { language: 'en', render: inEnglish }).timeline;
const timelineOf = (spec: TraceSpec) => timelineIn(makeTrace(spec));
const seconds = (moment: number | undefined) =>
  moment === undefined ? '…' : String((moment - callStart) / 1000);

/** The bars of a row as `kind name from-to duration`. */
function bars(timeline: TimelineView, row: string): readonly string[] {
  const found = timeline.rows.find(({ id }) => id === row)?.segments ?? [];
  return found.map(({ kind, name, from, to, duration }) =>
    `${kind} ${name} ${seconds(from)}-${seconds(to)} ${duration}`.trim(),
  );
}

const queue = { id: 'q1', name: 'Sales' };
const agent = { id: '8012', name: 'Li Na' };
const over = { outcome: 'completed', endedAt: at(100) } as const;

describe('the pictured call', () => {
  const timeline = timelineIn(sampleTrace());

  test('has its lanes in order, the sub-flow under the IVR, a row for each agent', () => {
    expect(timeline.rows.map(({ lane, name, depth }) => `${'  '.repeat(depth)}${lane}: ${name}`)).toEqual([
      'customer: Customer',
      'ivr: IVR',
      '  ivr: Order status',
      'queue: Queue',
      'agent: 8012 · Li Na',
      'agent: 8027 · Chen Wei',
      'system: System',
    ]);
  });

  test('spans the call', () => {
    expect([timeline.from, timeline.to]).toEqual([at(0), at(332.5)]);
  });

  test('shows who waited, rang and talked how long', () => {
    expect(bars(timeline, 'customer')).toEqual(['connected Connected 0-332 5 m 32 s']);
    expect(bars(timeline, 'queue')).toEqual([
      'waiting After-sales 42.4-144.38 1 m 41 s',
      'waiting General service 144.42-155.5 11 s',
    ]);
    expect(bars(timeline, 'agent:8012@production')).toEqual([
      'ringing Ringing 155.5-161.5 6 s',
      'talking Talking 161.5-279.4 1 m 57 s',
    ]);
  });

  test('marks what failed and what was slow', () => {
    const bad = timeline.rows.flatMap(({ segments }) =>
      segments.filter(({ severity }) => severity !== 'none'),
    );
    expect(bad.map(({ item, severity }) => `${item} ${severity}`)).toEqual([
      'step-4 warning',
      'step-5 warning',
      'step-6 warning',
      'step-14 warning',
      'step-11 error',
      'event-2 warning',
    ]);
  });

  test('has every event as a bar or as a moment', () => {
    const shown = new Set(
      timeline.rows.flatMap((row) => [...row.segments, ...row.marks].map(({ item }) => item)),
    );
    for (const { id } of sampleTrace().events) expect(shown).toContain(id);
  });

  test('is in Chinese where it is asked for', () => {
    const chinese = traceView(sampleTrace(), { language: 'zh-cn', render: inChinese }).timeline;
    expect(chinese.rows.map(({ name }) => name)).toContain('队列');
    expect(bars(chinese, 'customer')).toEqual(['connected 已接通 0-332 5 分 32 秒']);
  });
});

describe('intervals', () => {
  const talk = (...events: EventSpec[]) => bars(timelineOf({ summary: over, events }), 'agent:8012');
  const established: EventSpec = { lane: 'agent', name: 'established', at: 10, party: agent };
  const released: EventSpec = { lane: 'agent', name: 'released', at: 40.4, party: agent };

  test('end with the event that ends them', () =>
    expect(talk(established, released)).toEqual(['talking Talking 10-40.4 30.4 s']));

  test('end as the provider says where no event does', () => {
    expect(talk({ ...established, seconds: 25 })).toEqual(['talking Talking 10-35 25 s']);
  });

  test('take the exact event over a duration in whole seconds', () => {
    expect(talk({ ...established, seconds: 30 }, released)).toEqual(['talking Talking 10-40.4 30.4 s']);
  });

  test('end before the next event where the provider says that they were shorter', () => {
    expect(talk({ ...established, seconds: 12 }, released)).toEqual(['talking Talking 10-22 12 s']);
  });

  test('last to the end of the call where nobody tells, without a duration', () => {
    expect(talk(established)).toEqual(['talking Talking 10-100']);
  });

  test('stay open while the call goes on', () => {
    const events = [established];
    expect(bars(timelineOf({ summary: { outcome: 'in-progress' }, events }), 'agent:8012')).toEqual([
      'talking Talking 10-…',
    ]);
  });

  test('are never negative, whatever the provider says', () => {
    expect(talk({ ...released, at: 50 }, { ...established, at: 60 }, { ...released, at: 55 })).toEqual([
      'talking Talking 60-100',
    ]);
    const step: StepSpec = { node: 'Menu', kind: 'play', from: 9, to: 4 };
    expect(bars(timelineOf({ steps: [step] }), 'ivr')).toEqual(['node Menu 9-9 0 ms']);
  });

  test('of after-call work, hold and consultation are told apart', () => {
    const event = (name: EventSpec['name'], moment: number): EventSpec => ({
      lane: 'agent',
      name,
      at: moment,
      party: agent,
    });
    expect(
      talk(
        established,
        event('held', 20),
        event('retrieved', 25),
        event('consulting', 30),
        event('after-call-work', 50),
        event('after-call-work-ended', 58),
      ),
    ).toEqual([
      'talking Talking 10-20 10 s',
      'held On hold 20-25 5 s',
      'talking Talking 25-30 5 s',
      'held Consult transfer 30-50 20 s',
      'after-call After-call work 50-58 8 s',
    ]);
  });

  test('of a caller who is queued twice at once are in two rows', () => {
    const other = { id: 'q2', name: 'Service' };
    const timeline = timelineOf({
      summary: over,
      events: [
        { lane: 'queue', name: 'enqueued', at: 1, party: queue },
        { lane: 'queue', name: 'enqueued', at: 5, party: other },
        { lane: 'queue', name: 'left-queue', at: 9, party: queue },
        { lane: 'queue', name: 'agent-assigned', at: 12, party: other },
      ],
    });
    expect(bars(timeline, 'queue')).toEqual(['waiting Sales 1-9 8 s']);
    expect(bars(timeline, 'queue/1')).toEqual(['waiting Service 5-12 7 s']);
  });

  test('of two legs of the customer at once are in two rows, by who it is', () => {
    const [caller, lawyer] = [{ id: '138****2315' }, { id: '010****8888', name: 'Lawyer' }];
    const timeline = timelineOf({
      summary: over,
      events: [
        { lane: 'customer', name: 'established', at: 0, party: caller },
        { lane: 'customer', name: 'ringing', at: 30, party: lawyer },
        { lane: 'customer', name: 'established', at: 35, party: lawyer },
        { lane: 'customer', name: 'released', at: 60, party: lawyer },
        { lane: 'customer', name: 'released', at: 90, party: caller },
      ],
    });
    expect(bars(timeline, 'customer')).toEqual(['connected 138****2315 0-90 1 m 30 s']);
    expect(bars(timeline, 'customer/1')).toEqual([
      'ringing 010****8888 · Lawyer 30-35 5 s',
      'connected 010****8888 · Lawyer 35-60 25 s',
    ]);
  });

  test('of nodes that ran at the same time are in two rows of their level', () => {
    const steps: StepSpec[] = [
      { node: 'Play', kind: 'play', from: 0, to: 9 },
      { node: 'Look up', kind: 'function', from: 2, to: 5 },
      { node: 'Bye', kind: 'play', from: 9, to: 11 },
    ];
    const timeline = timelineOf({ summary: over, steps });
    expect(bars(timeline, 'ivr')).toEqual(['node Play 0-9 9 s', 'node Bye 9-11 2 s']);
    expect(bars(timeline, 'ivr/1')).toEqual(['node Look up 2-5 3 s']);
  });

  test('of the queue of 2017-07-05 last as long as the waiting in it', () => {
    const events: EventSpec[] = [
      { lane: 'queue', name: 'enqueued', at: 1, party: queue, seconds: 0 },
      { lane: 'queue', name: 'waiting', at: 1, party: queue, seconds: 18 },
      { lane: 'queue', name: 'left-queue', at: 19, party: queue, seconds: 0 },
    ];
    expect(bars(timelineOf({ summary: over, events }), 'queue')).toEqual(['waiting Sales 1-19 18 s']);
  });
});

describe('the customer', () => {
  const row = (spec: TraceSpec) => bars(timelineOf(spec), 'customer');
  const steps: StepSpec[] = [{ node: 'Menu', kind: 'play', from: 0, to: 4 }];

  test('is connected from the beginning of an inbound call', () => {
    expect(row({ summary: { ...over, establishedAt: at(50) }, steps })).toEqual([
      'connected Connected 0-100 1 m 40 s',
    ]);
  });

  test('rings first where the summary of an outbound call says so', () => {
    expect(bars(timelineIn(gapTrace()), 'customer')).toEqual([
      'ringing Ringing 0-9 9 s',
      'connected Connected 9-77 1 m 08 s',
    ]);
  });

  test('rings to the end of a call that nobody answered', () => {
    const summary = { ...over, outcome: 'not-answered', direction: 'outbound' } as const;
    expect(row({ summary })).toEqual(['ringing Ringing 0-100 1 m 40 s']);
  });
});

describe('a bar of the customer that only the summary tells', () => {
  const item = (spec: TraceSpec) =>
    timelineOf(spec).rows.find(({ id }) => id === 'customer')?.segments[0]?.item;
  const released: EventSpec = { lane: 'customer', name: 'released', at: 100 };
  const steps: StepSpec[] = [{ node: 'Menu', kind: 'play', from: 0, to: 4 }];

  test('belongs to the event with which it begins, not to the hanging up that ends it', () => {
    const events: EventSpec[] = [{ lane: 'ivr', name: 'entered-ivr', at: 0 }, released];
    expect(item({ summary: over, steps, events })).toBe('event-1');
  });

  test('belongs to what ends it where nothing or only something of an agent happens when it begins', () => {
    const events: EventSpec[] = [{ lane: 'agent', name: 'dialing', at: 0, party: agent }, released];
    expect(item({ summary: over, steps, events })).toBe('event-2');
    expect(item({ summary: over, steps, events: [released] })).toBe('event-1');
  });
});

describe('the IVR', () => {
  test('says that the provider offers no steps', () => {
    expect(timelineIn(gapTrace()).rows.find(({ id }) => id === 'ivr')).toMatchObject({
      gap: 'IVR steps are not offered',
      segments: [],
    });
  });

  test('shows what events tell where there are no steps', () => {
    const events: EventSpec[] = [
      { lane: 'ivr', name: 'entered-device', at: 0, party: { id: '21', name: 'Main flow' } },
      { lane: 'ivr', name: 'left-device', at: 28, party: { id: '21', name: 'Main flow' } },
    ];
    expect(bars(timelineOf({ summary: over, events }), 'ivr')).toEqual(['node 21 · Main flow 0-28 28 s']);
  });

  test('ends a step that was not left where the next one begins; the call of a sub-flow lasts as long as it', () => {
    const steps: StepSpec[] = [
      { node: 'Look up', kind: 'sub-flow', from: 0, to: 0 },
      { node: 'Ask', kind: 'play', from: 1, parent: 'step-1' },
      { node: 'Tell', kind: 'play', from: 3, to: 7, parent: 'step-1' },
      { node: 'Bye', kind: 'play', from: 8, to: 9 },
    ];
    const timeline = timelineOf({ summary: over, steps });
    expect(bars(timeline, 'ivr')).toEqual(['sub-flow Look up 0-7 0 ms', 'node Bye 8-9 1 s']);
    expect(bars(timeline, 'ivr:1')).toEqual(['node Ask 1-3', 'node Tell 3-7 4 s']);
  });
});

test('a call of which nothing is known has a timeline of no length', () => {
  const trace = makeTrace();
  const { direction, outcome, agents, queues } = trace.summary;
  const timeline = timelineIn({ ...trace, summary: { direction, outcome, agents, queues } });
  expect(timeline.from).toBe(timeline.to);
});

const moment = fc.integer({ min: -50, max: 200 });
const event = fc.record(
  {
    lane: fc.constantFrom(...lanes),
    name: fc.constantFrom(...eventMeanings),
    at: moment,
    party: fc.constantFrom(queue, agent, { id: '138****2315' }, {}),
    seconds: fc.nat({ max: 100 }),
  },
  { requiredKeys: ['lane', 'name', 'at'] },
);
const step = fc.record(
  {
    node: fc.constantFrom('A', 'B', 'C'),
    kind: fc.constantFrom(...nodeKinds),
    from: moment,
    to: moment,
    parent: fc.constantFrom('step-1', 'step-2', 'step-9'),
  },
  { requiredKeys: ['node', 'kind', 'from'] },
);
const outcome = fc.constantFrom('completed', 'in-progress', 'abandoned', 'failed');

/** Bars that begin before the one before them in the row ends, as `row: name, name`. */
function overlaps({ rows }: TimelineView): readonly string[] {
  return rows.flatMap(({ id, segments }) =>
    segments.flatMap((segment, index) => {
      const before = segments[index - 1];
      if (before === undefined || segment.from >= (before.to ?? Infinity)) return [];
      return [`${id}: ${before.name}, ${segment.name}`];
    }),
  );
}

describe('no two bars of a row overlap', () => {
  const samples = new URL('../../media/samples/', import.meta.url);
  const slugs = readdirSync(samples, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(slugs.map(({ name }) => name))('of the sample %s', (slug) => {
    const url = new URL(`${slug}/${slug}.calltrace.json`, samples);
    const document = parseDocument(readFileSync(url, 'utf8'), slug);
    if (!document.ok) throw new Error(`${slug} is not valid`);
    expect(overlaps(timelineIn(document.trace))).toEqual([]);
  });

  test('of any call, and every bar and its length are kept', () => {
    const spec = { steps: fc.array(step, { maxLength: 15 }), events: fc.array(event, { maxLength: 20 }) };
    fc.assert(
      fc.property(fc.record(spec), outcome, ({ steps, events }, ends) => {
        const trace = makeTrace({ steps, events, summary: { outcome: ends } });
        const { rows } = timelineIn(trace);
        expect(overlaps(timelineIn(trace))).toEqual([]);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        const drawn = rows.filter(({ lane }) => lane === 'ivr').flatMap(({ segments }) => segments);
        if (steps.length > 0)
          expect(drawn.map(({ item }) => item).sort()).toEqual(trace.steps.map(({ id }) => id).sort());
      }),
    );
  });

  test('of a long call, which is in as few rows as it has levels of sub-flow and queues at once', () => {
    const timeline = timelineIn(asTrace(longCall(20_000)));
    expect(overlaps(timeline)).toEqual([]);
    expect(timeline.rows.length).toBeLessThan(20);
  });
});

test('any steps and events make a timeline within its own ends', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.array(event, { maxLength: 20 }),
      outcome,
      (steps, events, ends) => {
        const trace = makeTrace({ steps, events, summary: { outcome: ends } });
        const view = traceView(trace, { language: 'en', render: inEnglish });
        const { timeline, rows } = view;
        for (const { segments, marks } of timeline.rows) {
          for (const { from, to = timeline.to } of segments) {
            expect(from).toBeGreaterThanOrEqual(timeline.from);
            expect(to).toBeGreaterThanOrEqual(from);
          }
          for (const { at: when } of marks) expect(when).toBeLessThanOrEqual(timeline.to);
        }
        expect(rows).toHaveLength(steps.length + events.length);
        // An empty one is the call itself.
        const items = new Set(['', ...[...trace.steps, ...trace.events].map(({ id }) => id)]);
        for (const { item } of view.findings) expect(items).toContain(item);
        for (const node of view.graph.nodes) for (const item of node.items) expect(items).toContain(item);
      },
    ),
  );
});
