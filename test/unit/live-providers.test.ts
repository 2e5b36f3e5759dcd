import { afterEach, describe, expect, test } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import {
  alibaba2017,
  alibaba2020,
  all,
  closeAll,
  failureOf,
  faulty,
  huawei,
  laaffic,
  lastDay,
  listening,
  minute,
  now,
} from './support/live-bench.ts';

const inEnglish = renderIn('en');
const inChinese = renderIn('zh-cn');

afterEach(closeAll);

describe.each([
  ['alibaba-ccc-2020', alibaba2020],
  ['alibaba-ccc-2017 as JSON', alibaba2017('json')],
  ['alibaba-ccc-2017 as XML', alibaba2017('xml')],
  ['huawei-aicc', huawei],
  ['laaffic', laaffic],
] as const)('%s', (name, start) => {
  test('lists every call of a day once, newest first within what was read, over several pages', async () => {
    const { provider, idOf } = await start(350);
    const calls = await all(provider.list(lastDay));
    expect(new Set(calls.map(({ contactId }) => contactId)).size).toBe(calls.length);
    expect(new Set(calls.map(({ contactId }) => contactId))).toEqual(
      new Set(Array.from({ length: 350 }, (_, index) => idOf(index))),
    );
    expect(
      calls.every(({ hint, summary }) => hint.startedAt !== undefined && summary.startedAt !== undefined),
    ).toBe(true);
    // Huawei's rows come in no order that is documented, so only a page is in order.
    if (name !== 'huawei-aicc') expect(calls[0]?.contactId).toBe(idOf(0));
  });

  test('narrows by direction and number at the provider', async () => {
    const { provider } = await start(120);
    const inbound = await all(provider.list({ ...lastDay, direction: 'inbound' }));
    const outbound = await all(provider.list({ ...lastDay, direction: 'outbound' }));
    expect(inbound.length + outbound.length).toBe(120);
    expect(outbound.length).toBeGreaterThan(3);
    expect(outbound.every(({ summary }) => summary.direction === 'outbound')).toBe(true);
    const number = inbound[3]?.summary.caller ?? '';
    const found = await all(provider.list({ ...lastDay, number }));
    expect(found.map(({ contactId }) => contactId)).toContain(inbound[3]?.contactId);
    expect(found.length).toBeLessThan(5);
  });

  test('an empty window is an empty list', async () => {
    const { provider } = await start(3);
    const range = { kind: 'between', from: now - 30 * minute, to: now - 29 * minute } as const;
    expect(await all(provider.list({ range }))).toEqual([]);
  });

  test('fetches a call by its bare ID and with its hint: the trace of that call alone', async () => {
    const { provider, idOf } = await start(130);
    for (const index of [0, 57, 129]) {
      const contactId = idOf(index);
      const { responses, failures } = await provider.fetch(contactId, {}, listening());
      expect(failures).toEqual([]);
      const { traces, problems } = readResponses(responses, {});
      expect(problems).toEqual([]);
      expect(traces.map((trace) => trace.contactId)).toEqual([contactId]);
      const hinted = await provider.fetch(
        contactId,
        { startedAt: traces[0]?.summary.startedAt ?? 0 },
        listening(),
      );
      expect(readResponses(hinted.responses, {}).traces[0]?.contactId).toBe(contactId);
    }
  });

  test('says where it looked for a call that does not exist', async () => {
    const { provider } = await start(5);
    const error = await failureOf(
      provider.fetch(name === 'huawei-aicc' ? '1700000000-1' : 'job-404', {}, listening()),
    );
    expect(error.kind).toBe('not-found');
    for (const render of [inEnglish, inChinese]) {
      const text = render(error.text);
      expect(text).not.toContain(error.text.key);
      expect(text).not.toMatch(/[{}]/);
    }
  });

  test('tests the connection with a sentence in both languages', async () => {
    const { provider } = await start(10);
    const { text } = await provider.test(listening());
    expect(inEnglish(text)).toMatch(/answers/);
    expect(inChinese(text)).toMatch(/有应答/);
  });

  test('a wrong secret is refused once, with the way to the connection', async () => {
    const { stranger, server } = await start(5);
    const error = await failureOf(stranger.test(listening()));
    expect(error).toMatchObject({ kind: 'credentials', action: 'edit-connection' });
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(error)).not.toContain('wrong');
  });

  test('a slow clock is corrected once, from the reply', async () => {
    const { late, server } = await start(5);
    await late.test(listening());
    expect(server.requests).toHaveLength(2);
    await late.test(listening());
    expect(server.requests).toHaveLength(3);
  });

  test.each([
    ['a service that is busy', faulty({ kind: 'error', status: 503, code: 'ServiceUnavailable' })],
    ['a reset connection', faulty({ kind: 'reset' })],
    ['a cut-off answer', faulty({ kind: 'cut-off' })],
  ])('survives %s', async (_, fault) => {
    const { provider, server } = await start(5);
    server.inject(fault);
    await provider.test(listening());
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['HTML from a gateway', faulty({ kind: 'html', status: 200 }, 9), 'malformed'],
    ['a redirect', faulty({ kind: 'redirect', location: 'https://elsewhere.example/' }, 9), 'network'],
  ] as const)('%s is an error that says so', async (_, fault, kind) => {
    const { provider, server } = await start(5);
    server.inject(fault);
    expect((await failureOf(provider.test(listening()))).kind).toBe(kind);
  });

  test('a page that failed is asked for again by the next "next", and nothing is lost or doubled', async () => {
    const { provider, server, listOperation, idOf } = await start(240);
    const pager = provider.list(lastDay);
    const first = await pager.next(listening());
    server.inject({ trouble: { kind: 'html', status: 200 }, operation: listOperation });
    await failureOf(pager.next(listening()));
    const rest = await all(pager);
    const ids = [...first.calls, ...rest].map(({ contactId }) => contactId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 240 }, (_, index) => idOf(index))));
  });

  test('can be given up in the middle', async () => {
    const { provider, server, idOf } = await start(20);
    server.inject(faulty({ kind: 'stalled' }, 9));
    const context = listening();
    const fetching = failureOf(provider.fetch(idOf(3), {}, context));
    setTimeout(context.cancel, 30);
    expect((await fetching).kind).toBe('cancelled');
  });

  test('never has more than three requests at once', async () => {
    const { provider, server, idOf } = await start(60);
    await Promise.all(Array.from({ length: 8 }, (_, index) => provider.fetch(idOf(index), {}, listening())));
    expect(server.mostAtOnce()).toBeLessThanOrEqual(3);
  });
});
