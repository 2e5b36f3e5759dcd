import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readResponses, type Reading } from '../../../src/providers/read.ts';
import type { CallTrace, JsonObject, JsonValue } from '../../../src/trace/model.ts';

export const payload = (name: string): string =>
  readFileSync(new URL(`../../fixtures/payloads/${name}`, import.meta.url), 'utf8');

export const read = (...texts: readonly string[]): Reading =>
  readResponses(
    texts.map((text, index) => ({ name: `r${index + 1}.json`, bytes: new TextEncoder().encode(text) })),
  );

/** The one trace of a text that is read without problems. */
export function traceOf(...texts: readonly string[]): CallTrace {
  const reading = read(...texts);
  expect(reading.problems).toEqual([]);
  expect(reading.traces).toHaveLength(1);
  const trace = reading.traces[0];
  if (trace === undefined) throw new Error('no trace');
  return trace;
}

export const detail = (...rows: readonly JsonValue[]): string =>
  JSON.stringify({ resultCode: '0100000', resultDesc: rows });

export const t0 = 1_700_000_000_000;
export const seconds = (after: number): string => String(t0 + after * 1000);

/** A row with times in seconds after the start of the call; 0 or absent: none. */
export function row(
  device: number,
  times: readonly [wait: number, ack: number, call: number, end: number],
  fields: JsonObject = {},
): JsonObject {
  const [waitBegin, ackBegin, callBegin, callEnd] = times.map((time) => (time < 0 ? '0' : seconds(time)));
  return {
    callId: '1700000000-1',
    callerNo: '13800002315',
    calleeNo: '40080001234',
    callType: '0',
    mediaType: '5',
    deviceType: String(device),
    deviceNo: '7',
    waitBegin: waitBegin ?? '0',
    ackBegin: ackBegin ?? '0',
    callBegin: callBegin ?? '0',
    callEnd: callEnd ?? '0',
    ...fields,
  };
}

export const none = -1;
export const story = (trace: CallTrace): readonly string[] =>
  trace.events.map(
    ({ at, lane, name, reason }) =>
      `${(at - t0) / 1000} ${lane} ${name.meaning ?? name.code}${reason === undefined ? '' : ` (${reason.meaning ?? reason.code})`}`,
  );
