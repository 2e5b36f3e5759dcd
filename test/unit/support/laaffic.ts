import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readResponses, type Reading } from '../../../src/providers/read.ts';
import type { CallTrace, JsonObject, JsonValue } from '../../../src/trace/model.ts';

export const payload = (name: string): string =>
  readFileSync(new URL(`../../fixtures/payloads/${name}`, import.meta.url), 'utf8');

export const read = (text: string, zone?: string): Reading =>
  readResponses(
    [{ name: 'records.json', bytes: new TextEncoder().encode(text) }],
    zone === undefined ? {} : { zone },
  );

export const answer = (...records: readonly JsonValue[]): string =>
  JSON.stringify({
    status: '0',
    reason: 'success',
    data: { records, total: records.length, size: 20, current: 1 },
  });

export const call = (fields: JsonObject): JsonObject => ({
  callSessionId: '1',
  caller: '1001',
  called: '91861****978737',
  callType: 2,
  callStartTime: '2023-11-20 23:43:12',
  callEndTime: '2023-11-20 23:43:26',
  ...fields,
});

export function traceOf(text: string, zone?: string): CallTrace {
  const reading = read(text, zone);
  expect(reading.problems).toEqual([]);
  const trace = reading.traces[0];
  if (trace === undefined) throw new Error('no trace');
  return trace;
}
