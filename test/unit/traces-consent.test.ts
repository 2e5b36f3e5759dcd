import { describe, expect, test } from 'vitest';
import { rawPath, tracePath } from '../../src/extension/traces/address.ts';
import { createConsent, type ConsentTools } from '../../src/extension/traces/consent.ts';
import type { KeptCall } from '../../src/extension/calls/book.ts';

const key = { provider: 'alibaba-ccc-2020', instance: 'ccc-test', contactId: 'job-1' };
const uriOf = (path: string) => ({ scheme: 'calltrace', authority: '', path, query: '', fragment: '' });
const uri = uriOf(tracePath(key));
const raw = uriOf(rawPath({ ...key, number: 1, operation: 'GetCall', ending: 'json' }));
const kept: KeptCall = {
  ...key,
  at: 0,
  zone: '+08:00',
  hint: {},
  summary: { direction: 'inbound', outcome: 'completed', agents: [], queues: [] },
};

const consent = (tools: Partial<ConsentTools> = {}) =>
  createConsent({
    asks: () => Promise.resolve(true),
    isThere: () => false,
    book: { pinned: () => [], history: () => [] },
    store: () => Promise.resolve({ get: () => Promise.resolve(undefined) }),
    ...tools,
  });

describe('a provider is asked for a call', () => {
  test('not because its document or a raw response of it is looked at', async () => {
    expect(await consent().given(uri)).toBe(false);
    expect(await consent().given(raw)).toBe(false);
    expect(await consent().given(uriOf(tracePath({ ...key, instance: 'inspected' })))).toBe(false);
  });

  test('when a person chose it, and no other', async () => {
    const { allow, given } = consent();
    allow(key);
    expect(await given(uri)).toBe(true);
    expect(await given(raw)).toBe(true);
    expect(await given(uriOf(tracePath({ ...key, contactId: 'job-2' })))).toBe(false);
    expect(await given(uriOf(tracePath({ ...key, instance: 'other' })))).toBe(false);
  });

  test.each<[string, Partial<ConsentTools>]>([
    ['was fetched in this window', { isThere: ({ contactId }) => contactId === key.contactId }],
    ['is pinned', { book: { pinned: () => [kept], history: () => [] } }],
    ['was looked up', { book: { pinned: () => [], history: () => [kept] } }],
    [
      'was fetched before and stored',
      { store: () => Promise.resolve({ get: () => Promise.resolve({ key, fetchedAt: 0, responses: [] }) }) },
    ],
    ['is of no connection, so that nobody is asked', { asks: () => Promise.resolve(false) }],
  ])('when it %s', async (_, tools) => {
    expect(await consent(tools).given(uri)).toBe(true);
  });
});
