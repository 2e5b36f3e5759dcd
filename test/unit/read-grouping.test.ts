import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import type { CallTrace } from '../../src/trace/model.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../media/samples/ivr-2017/${name}.json`, import.meta.url), 'utf8');

/** The record of a call, and the events of one whose ID they do not tell: only who called whom. */
const [contactId, caller] = ['4712055831', '13800000017'];
const record = sample('ListCallDetailRecords');
const events = sample('ListCallEventDetailByContactId');

/** What is read, by contact ID. */
function readTexts(texts: Readonly<Record<string, string>>): ReadonlyMap<string, CallTrace> {
  const encoder = new TextEncoder();
  const responses = Object.entries(texts).map(([name, text]) => ({ name, bytes: encoder.encode(text) }));
  const { traces, problems } = readResponses(responses);
  expect(problems).toEqual([]);
  return new Map(traces.map((trace) => [trace.contactId, trace]));
}

const gapsOf = (trace: CallTrace | undefined) => trace?.gaps.map(({ message }) => message) ?? [];

test('a response without a contact ID belongs to the call with its parties', () => {
  const other = record.replaceAll(contactId, '4712055999').replaceAll(caller, '13800000099');
  const read = readTexts({ 'a.json': record, 'b.json': other, 'events.json': events });
  expect([...read.keys()]).toEqual([contactId, '4712055999']);
  expect(read.get(contactId)?.events.length).toBeGreaterThan(3);
  expect(read.get('4712055999')?.events.length).toBeLessThan(3);
  expect(gapsOf(read.get(contactId))).not.toContain('gap.attached');
});

test('of two calls between the same parties it is taken for neither', () => {
  const again = record.replaceAll(contactId, '4712055999');
  const read = readTexts({ 'a.json': record, 'b.json': again, 'events.json': events });
  expect([...read.keys()]).toEqual([contactId, '4712055999', 'events']);
  expect(gapsOf(read.get('events'))).toContain('gap.contact-id-unknown');
});

test('it belongs to the only call of its provider, with a gap where the parties are others', () => {
  const read = readTexts({ 'a.json': record.replaceAll(caller, '13800000099'), 'events.json': events });
  expect([...read.keys()]).toEqual([contactId]);
  expect(gapsOf(read.get(contactId))).toContain('gap.attached');
});

test('alone it is a call of its own, called as its file', () => {
  const read = readTexts({ 'events.json': events });
  expect([...read.keys()]).toEqual(['events']);
});
