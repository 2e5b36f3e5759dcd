import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readResponses, type Reading } from '../../src/providers/read.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import { valueAt } from '../../src/trace/pointer.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { menders } from '../../src/providers/read.ts';
import { eventLines, stepLines } from './alibaba-reading.ts';

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
