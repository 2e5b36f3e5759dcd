import { afterEach, describe, expect, it } from 'vitest';
import { send } from '../../src/http/send.ts';
import { createHuawei, dayWanted } from '../../src/providers/huawei-aicc/live.ts';
import type { CallListing, CallPager } from '../../src/providers/live.ts';
import { startHuaweiSimulator } from '../simulators/huawei-aicc.ts';
import { populate } from '../simulators/population.ts';
import { context, refusal, scripted, type Asked, type ScriptedReply } from './support/scripted.ts';

const now = Date.UTC(2026, 10, 18, 6, 0, 0);
const account = {
  endpoint: 'https://cms.example:28443',
  ccId: 1,
  vdn: 170,
  accessKey: 'made-up-ak',
  secretKey: 'made-up-sk',
  timestamp: 'milliseconds',
} as const;
const ok = (resultDesc: unknown): ScriptedReply => ({ body: { resultCode: '0100000', resultDesc } });
const row = { callIdNum: '-1', deviceType: '2', deviceNo: '101', waitBegin: '1789000000000' };
const day = { range: { kind: 'last', minutes: 1440 } } as const;

const start = (reply: (asked: Asked, count: number) => ScriptedReply) => {
  const { environment, requests } = scripted(now, reply);
  return { provider: createHuawei(account, environment), requests };
};

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

async function all(pager: CallPager): Promise<readonly CallListing[]> {
  const calls: CallListing[] = [];
  for (;;) {
    const page = await pager.next(context());
    calls.push(...page.calls);
    if (!page.more) return calls;
  }
}

describe('a list', () => {
  it('is newest first over all pages, whatever the order of the rows', async () => {
    const calls = populate({ count: 900, newest: now - 60_000, seed: 5 });
    const server = await startHuaweiSimulator({ now: () => now, calls });
    closing.push(server.close);
    const provider = createHuawei({ ...account, endpoint: server.url }, { send, now: () => now });
    const pager = provider.list(day);
    const first = await pager.next(context());
    expect(first.calls[0]?.contactId).toBe(server.callId(0));
    const starts = [...first.calls, ...(await all(pager))].map(({ summary }) => summary.startedAt ?? 0);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    expect(starts.length).toBe(first.total);
    expect(server.mostAtOnce()).toBe(1);
  });

  it('of a quiet time takes one request for each direction', async () => {
    const { provider, requests } = start(() => ok({ data: [], count: 0 }));
    expect(await provider.list(day).next(context())).toEqual({ calls: [], more: false, total: 0 });
    expect(requests.map(({ body }) => body['isCallIn'])).toEqual(['true', 'false']);
  });

  it('of a time that is no longer kept asks for nothing', async () => {
    const { provider, requests } = start(() => ok({ data: [], count: 0 }));
    const range = { kind: 'between', from: 0, to: 86_400_000 } as const;
    expect(await provider.list({ range }).next(context())).toEqual({ calls: [], more: false });
    expect(requests).toHaveLength(0);
  });

  it('takes a shorter window where one is refused, and gives up after the shortest', async () => {
    const long = 12 * 3_600_000;
    const refused = { body: { resultCode: '0100002', resultDesc: '参数不合法' } };
    const kind = (asked: Asked) => Number(asked.body['endDate']) - Number(asked.body['beginDate']);
    const short = start((asked) => (kind(asked) > long ? refused : ok({ data: [], count: 0 })));
    expect((await short.provider.list(day).next(context())).calls).toEqual([]);
    expect(kind(short.requests.at(-1) ?? { url: '', headers: {}, body: {} })).toBe(long);
    const wrong = start(() => refused);
    expect(await refusal(wrong.provider.list(day).next(context()))).toMatchObject({ code: '0100002' });
    expect(wrong.requests.length).toBeLessThanOrEqual(4);
  });
});

describe('one call', () => {
  it('with one row is found in the month that its ID tells', async () => {
    const { provider, requests } = start(() => ok([{ ...row, callId: '1789000000-7' }]));
    const { responses, failures } = await provider.fetch('1789000000-7', {}, context());
    expect(responses).toHaveLength(1);
    expect(failures).toEqual([]);
    expect(requests[0]?.body).toEqual({
      ccId: 1,
      vdn: 170,
      callId: '1789000000-7',
      logDate: '1789000000000',
    });
  });

  it('reads milliseconds in an ID', async () => {
    const { provider, requests } = start(() => ok([{ ...row, callId: '1789000000123-7' }]));
    await provider.fetch('1789000000123-7', {}, context());
    expect(requests[0]?.body['logDate']).toBe('1789000000123');
  });

  it('is looked for in the month next to an edge, and nowhere else', async () => {
    const edge = Date.UTC(2026, 9, 31, 15, 59) / 1000;
    const { provider, requests } = start(() => ok([]));
    const error = await refusal(provider.fetch(`${edge}-7`, {}, context()));
    expect(error.kind).toBe('not-found');
    expect(error.text.args).toMatchObject({ months: '2026-10, 2026-11' });
    expect(requests).toHaveLength(2);
  });

  /** Begins ten minutes before November in the zone of the installations. */
  const crossing = Date.UTC(2026, 9, 31, 15, 50) / 1000;
  const tables =
    (october: readonly string[], november: readonly string[]) =>
    ({ body }: Asked): ScriptedReply => {
      const early = Number(body['logDate']) < Date.UTC(2026, 9, 31, 16);
      const numbers = early ? october : november;
      return ok(numbers.map((callIdNum) => ({ ...row, callIdNum, callId: body['callId'] })));
    };

  it.each<[string, readonly string[], readonly string[], number | undefined, number, number]>([
    ['at its end, in the next month', ['1', '2'], ['-1'], undefined, 2, 2],
    ['at its end, where that has nothing either', ['1', '2'], [], undefined, 1, 2],
    ['nowhere', ['1', '-1'], ['-1'], undefined, 1, 1],
    ['at its beginning, in the month before', ['1', '2'], ['3', '-1'], Date.UTC(2026, 10, 1), 2, 2],
  ])('that lacks rows %s, is asked for there too', async (_, october, november, logDate, answers, asked) => {
    const { provider, requests } = start(tables(october, november));
    const hint = logDate === undefined ? {} : { logDate };
    const { responses, failures } = await provider.fetch(`${crossing}-7`, hint, context());
    expect([responses.length, requests.length]).toEqual([answers, asked]);
    expect(failures).toEqual([]);
  });

  it('of which the month beside cannot be asked is there, and that part is missing', async () => {
    const { provider } = start((asked, count) =>
      count === 1 ? tables(['1'], [])(asked) : { body: { resultCode: '0101003', resultDesc: 'no' } },
    );
    const { responses, failures } = await provider.fetch(`${crossing}-7`, {}, context());
    expect(responses).toHaveLength(1);
    expect(failures.map(({ error }) => error.kind)).toEqual(['permission']);
  });

  it('whose ID tells no time needs the day, and takes it', async () => {
    const { provider, requests } = start(() => ok([{ ...row, callId: 'abc-7' }]));
    expect((await refusal(provider.fetch('abc-7', {}, context()))).text.key).toBe(dayWanted);
    expect(requests).toHaveLength(0);
    await provider.fetch('abc-7', { logDate: now }, context());
    expect(requests[0]?.body['logDate']).toBe(String(now));
  });
});

describe('refusals', () => {
  const spring = (status: number) => ({
    status,
    body: { timestamp: now, status, error: 'No', message: 'No message available', path: '/rest/x' },
    headers: { date: new Date(now + 3_600_000).toUTCString() },
  });

  it.each([
    [401, 'credentials', 2],
    [403, 'permission', 1],
    [418, 'permission', 1],
  ])('of status %i are sent at most twice, whatever the clock', async (status, kind, most) => {
    const { provider, requests } = start(() => spring(status));
    expect((await refusal(provider.test(context()))).kind).toBe(kind);
    expect(requests.length).toBeLessThanOrEqual(most);
  });

  it('are not followed by more for a wrong key: the simulator does not lock', async () => {
    const server = await startHuaweiSimulator({ now: () => now, lockAfter: 3 });
    closing.push(server.close);
    const environment = { send, now: () => now };
    const stranger = createHuawei({ ...account, endpoint: server.url, secretKey: 'wrong' }, environment);
    expect((await refusal(stranger.list(day).next(context()))).kind).toBe('credentials');
    const owner = createHuawei({ ...account, endpoint: server.url }, environment);
    expect((await owner.test(context())).text.key).toBe('requests.huawei.test');
  });

  it.each([
    ['{"resultCode":"0100', 'malformed'],
    ['<html><body>Gateway</body></html>', 'malformed'],
    ['[]', 'malformed'],
    ['{}', 'malformed'],
  ])('name a body that is no answer: %s', async (body, kind) => {
    const { provider } = start(() => ({ body }));
    expect((await refusal(provider.test(context()))).kind).toBe(kind);
  });

  it('signs and sends the host that a proxy makes of it', async () => {
    const { environment, requests } = scripted(now, () => ok({ data: [], count: 0 }));
    await createHuawei({ ...account, signedHost: '192.0.2.1:1' }, environment).test(context());
    expect(requests[0]?.headers).toMatchObject({ host: '192.0.2.1:1' });
  });
});
