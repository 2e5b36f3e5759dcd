import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readResponses, type Reading } from '../../src/providers/read.ts';
import type { CallTrace, JsonValue } from '../../src/trace/model.ts';

/** Reading of Alibaba CCC's answers, for the tests. */

export const payload = (name: string): string =>
  readFileSync(new URL(`../fixtures/payloads/${name}`, import.meta.url), 'utf8');

/** Reads texts as files; a value that is no text is written as JSON. */
export function read(files: Readonly<Record<string, JsonValue>>, zone?: string): Reading {
  return readResponses(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
    })),
    zone === undefined ? {} : { zone },
  );
}

/** The one call of the files, which are read without problems. */
export function traceOf(files: Readonly<Record<string, JsonValue>>, zone?: string): CallTrace {
  const reading = read(files, zone);
  expect(reading.problems).toEqual([]);
  expect(reading.traces).toHaveLength(1);
  const [trace] = reading.traces;
  if (trace === undefined) throw new Error('no trace');
  return trace;
}

/** The sentence key with which the one file is refused. */
export function refusalOf(content: JsonValue, name = 'answer.json'): string {
  const reading = read({ [name]: content });
  expect(reading.traces).toEqual([]);
  return reading.problems.map(({ problem }) => problem.message.key).join();
}

/** The frame of version 2020-07-01. */
export const answer2020 = (data: JsonValue): JsonValue => ({
  RequestId: 'EEEE671A-3E24-4A04-81E6-6C4F5B39DF75',
  Code: 'OK',
  HttpStatusCode: 200,
  Message: '无',
  Data: data,
});

export const list2020 = (rows: JsonValue, more: Readonly<Record<string, JsonValue>> = {}): JsonValue =>
  answer2020({ PageNumber: 1, PageSize: 100, TotalCount: 0, List: rows, ...more });

/** What happened, one line a step or event, with its meaning or, where it has none, `?` and its code. */
const word = (coded: { readonly code: string; readonly meaning?: string }) =>
  coded.meaning ?? `?${coded.code}`;

export const stepLines = (trace: CallTrace): readonly string[] =>
  trace.steps.map(
    ({ nodeId, kind, exit }) =>
      `${nodeId ?? '–'} ${word(kind)}${exit === undefined ? '' : ` → ${word(exit)}`}`,
  );

export const eventLines = (trace: CallTrace): readonly string[] =>
  trace.events.map(({ lane, name }) => `${lane} ${word(name)}`);
