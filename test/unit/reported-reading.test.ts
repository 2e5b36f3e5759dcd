import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readResponses, type Reading } from '../../src/providers/read.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { eventLines } from './alibaba-reading.ts';

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
