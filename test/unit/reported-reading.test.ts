import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readResponses, type Reading } from '../../src/providers/read.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import { valueAt } from '../../src/trace/pointer.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { menders } from '../../src/providers/read.ts';
import { defaultReadLimits } from '../../src/trace/source/response.ts';
import { parseXml } from '../../src/trace/source/xml.ts';
import { answer2020, eventLines, list2020, read, stepLines } from './alibaba-reading.ts';

/** Files that people had, as they had them: what is right stands here. */
function readingOf(...names: readonly string[]): Reading {
  return readResponses(
    names.map((name) => ({
      name,
      bytes: readFileSync(new URL(`../fixtures/reported/${name}`, import.meta.url)),
    })),
  );
}

function traceOf(...names: readonly string[]): CallTrace {
  const { traces, problems } = readingOf(...names);
  expect(problems).toEqual([]);
  expect(traces).toHaveLength(1);
  const [trace] = traces;
  if (trace === undefined) throw new Error('no trace');
  return trace;
}

describe('codes', () => {
  test('a disposition that was stored as its number is understood', () => {
    const { summary } = traceOf('13-disposition-as-number.json');
    expect(summary.disposition).toEqual({ code: '7', meaning: 'queue-timeout' });
    expect(summary.outcome).toBe('failed');
  });

  test('event names beyond the documented ones have meanings', () => {
    expect(eventLines(traceOf('15-queue-failure-names.json'))).toEqual([
      'ivr entered-ivr',
      'queue enqueued',
      'queue agent-assigned',
      'queue agent-assign-failed',
      'queue queue-rerouted',
      'queue enqueued',
      'queue queue-failed',
      'queue enqueued',
      'queue queue-cancelled',
      'agent ringing',
      'agent ringing-timeout',
      'agent ringing',
      'agent established',
      'agent muted',
      'agent unmuted',
      'agent attended-transfer',
      'agent released',
    ]);
  });
});

const threeSteps = ['n1 play → success', 'n2 collect-digits → timeout', 'n3 hang-up → success'];

/** Each step's own row, found through its source and pointer. */
const rowsOf = (trace: CallTrace) =>
  trace.steps.map(({ source: ref }) => {
    const source = trace.sources.find(({ id }) => id === ref.source);
    const whole = source === undefined ? undefined : sourceValue(source, menders);
    const row = whole === undefined ? undefined : valueAt(whole, ref.pointer);
    return typeof row === 'object' && row !== null && 'NodeId' in row ? row['NodeId'] : undefined;
  });
const messagesOf = (trace: CallTrace) => trace.gaps.map(({ message }) => message);

describe('files that people have', () => {
  test.each([
    ['01-sdk-dump-without-status.json', { line: 7, column: 10, pointer: '/body' }],
    ['03-bare-list.json', undefined],
    ['04-log-line.txt', { line: 1, column: 94 }],
    ['27-array-of-pages.json', { line: 2, column: 2, pointer: '/0' }],
    ['27-pages.jsonl', { line: 1, column: 1 }],
    ['27-rows.jsonl', undefined],
  ])('%s: the three steps, their rows, and where they stand', (name, place) => {
    const trace = traceOf(name);
    expect(trace.contactId).toBe('job-1000000000000101');
    expect(stepLines(trace)).toEqual(threeSteps);
    expect(rowsOf(trace)).toEqual(['n1', 'n2', 'n3']);
    expect(trace.sources[0]?.place).toEqual(place);
    expect(trace.sources.every((source) => source.name === name)).toBe(true);
  });

  test('one row is a list of one', () => {
    const trace = traceOf('03-one-row.json');
    expect(stepLines(trace)).toEqual(['n2 collect-digits → timeout']);
    expect(rowsOf(trace)).toEqual(['n2']);
  });

  test.each(['03-bare-list.json', '03-one-row.json', '27-rows.jsonl'])(
    '%s: a gap says that the frame is missing',
    (name) => {
      expect(messagesOf(traceOf(name))).toContain('gap.frame-missing');
    },
  );

  test('what stood in the middle of a text says so', () => {
    const [gap] = traceOf('04-log-line.txt').gaps.filter(({ message }) => message === 'gap.found-in-text');
    expect(gap).toMatchObject({ kind: 'repaired', source: { source: 'source1', pointer: '' } });
  });

  test('an error block of the command line is that error, with its advice', () => {
    const { traces, problems } = readingOf('04-cli-error.txt');
    expect(traces).toEqual([]);
    expect(problems.map(({ problem }) => renderIn('en')(problem.message)).join()).toMatch(
      /NotExists\.InstanceId .+ check the instance ID .+ REQ-9/,
    );
  });
});

describe('rows that are wrapped in an item element', () => {
  test('steps', () => {
    const trace = traceOf('07-steps-item-wrapper.json');
    expect(stepLines(trace)).toEqual(threeSteps);
    expect(rowsOf(trace)).toEqual(['n1', 'n2', 'n3']);
  });

  test('groups of events and their sequences', () => {
    const trace = traceOf('07-cdr-item-wrappers.json');
    expect(eventLines(trace)).toEqual([
      'ivr entered-ivr',
      'queue enqueued',
      'queue agent-assigned',
      'agent ringing',
      'agent established',
      'agent released',
    ]);
    expect(trace.events[1]?.source.pointer).toBe(
      '/Data/CdrQueueEvents/CdrQueueEventsItem/0/EventSequence/EventSequenceItem/0',
    );
    expect(trace.summary.agents).toEqual([{ id: 'a1@ccc-demo', name: '小王' }]);
  });

  test('an object where rows are expected, in which no field is known, is a gap', () => {
    const { traces } = read({
      'a.json': answer2020({
        ContactId: 'job-1',
        ContactType: 'INBOUND',
        StartTime: 1_790_000_000_000,
        AgentEvents: { Items: 3, Note: 'x' },
      }),
    });
    expect(traces[0]?.gaps).toContainEqual(
      expect.objectContaining({
        message: 'alibaba.gap.row',
        args: { name: 'a.json', pointer: '/Data/AgentEvents' },
      }),
    );
  });
});

describe('times and durations', () => {
  const start = Date.UTC(2026, 1, 12, 1, 30, 3);

  test('an offset in the text counts before the zone of the provider', () => {
    const { summary, gaps } = traceOf('11-laaffic-iso-times.json');
    expect([summary.startedAt, summary.establishedAt, summary.endedAt]).toEqual([
      start,
      start + 7000,
      start + 57_000,
    ]);
    expect(gaps.map(({ message }) => message)).not.toContain('laaffic.gap.time-unreadable');
  });

  test.each([
    ['2026-02-12T01:30:03Z', start],
    ['2026-02-12 09:30:03+0800', start],
    ['2026-02-12 09:30:03.500 +08:00', start + 500],
    ['2026-02-12T01:30:03 GMT', start],
    ['2026-02-12 09:30:03', start],
  ])('%s, for every provider', (text, at) => {
    const step = { NodeId: 'n', NodeType: 'PLAY_SAY', ContactId: 'job-1', EnterTime: text };
    expect(read({ 'a.json': list2020([step]) }).traces[0]?.steps[0]?.enteredAt).toBe(at);
    const row2017 = { acid: '1', NodeName: 'n', NodeType: 'play', StartTime: text };
    expect(read({ 'a.json': [row2017] }).traces[0]?.steps[0]?.enteredAt).toBe(at);
    const huawei = { resultCode: '0100000', resultDesc: [{ callId: '1', deviceType: '2', waitBegin: text }] };
    const utc = /[Z+]|GMT/.test(text) ? at : at + 8 * 3_600_000;
    expect(read({ 'a.json': huawei }).traces[0]?.events[0]?.at).toBe(utc);
  });

  test('a duration that no call can have is told where it is read, and kept as it came', () => {
    const trace = traceOf('hostile-01-huge-duration.GetCallDetailRecord.json');
    expect(trace.events.map(({ durationMs }) => durationMs)).toEqual([undefined, undefined]);
    expect(trace.gaps).toContainEqual({
      kind: 'incomplete',
      message: 'gap.duration-unreadable',
      args: { field: 'Duration', value: '9007199254740993' },
      source: { source: 'source1', pointer: '/Data/AgentEvents/0/EventSequence/0/Duration' },
    });
  });

  test.each(['99999999999999999', '9999-12-31T23:59:59Z', 'soon', '2026-02-31 10:00:00'])(
    'a time that is none, %s, is told where it is read',
    (text) => {
      const step = {
        NodeId: 'n',
        NodeType: 'PLAY_SAY',
        ContactId: 'job-1',
        EnterTime: 1_790_000_000_000,
        LeaveTime: text,
      };
      const record = { ContactId: 'job-1', ContactType: 'INBOUND', CallingNumber: '1', StartTime: text };
      for (const row of [step, record]) {
        const [trace] = read({ 'a.json': list2020([row]) }).traces;
        expect(trace?.gaps.map(({ message, args }) => [message, args?.['value']])).toContainEqual([
          'gap.time-unreadable',
          text,
        ]);
      }
    },
  );

  test('a document with a time that it could not write again is refused, with its line', () => {
    const { traces, problems } = readingOf('hostile-10-edge-year.calltrace.json');
    expect(traces).toEqual([]);
    expect(problems.map(({ problem }) => [problem.message.key, problem.line])).toEqual([
      ['document.no-such-time', 28],
    ]);
  });
});

describe('XML', () => {
  test('what is not well-formed is told', () => {
    const { problems } = readingOf('hostile-08-underscore.xml');
    expect(problems.map(({ problem }) => problem.message.key)).toEqual(['read.xml-invalid']);
  });

  test('an element may be called _', () => {
    const parse = (xml: string) => parseXml(xml, 'a.xml', defaultReadLimits);
    expect(parse('<Response><_><T>1</T></_></Response>')).toEqual({ Response: { _: { T: '1' } } });
    expect(parse('<R>\n <_>x</_>\n <_>y</_>\n</R>')).toEqual({ R: { _: ['x', 'y'] } });
  });
});
