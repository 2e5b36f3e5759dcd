import { describe, expect, it } from 'vitest';
import { createLaaffic } from '../../src/providers/laaffic/live.ts';
import { readResponses } from '../../src/providers/read.ts';
import { context, refusal, scripted, type Asked, type ScriptedReply } from './support/scripted.ts';

const now = Date.UTC(2026, 10, 18, 6, 0, 0);
const account = {
  endpoint: 'https://api.laaffic.com',
  apiKey: 'madeUpKy',
  apiSecret: 'madeUpSecret',
  zone: '+08:00',
} as const;
const record = (id: string, time = '2026-11-18 10:00:00') => ({
  callSessionId: id,
  called: '861380000',
  caller: '8610000',
  callType: 2,
  hangupReason: 9,
  hangingDirection: 0,
  callDuration: 20,
  callStartTime: time,
  answerTime: time,
  callEndTime: time,
});
const ok = (records: readonly unknown[], total = records.length): ScriptedReply => ({
  body: { status: '0', reason: 'success', data: { total, size: 100, current: 1, records } },
});
const start = (
  reply: (asked: Asked, count: number) => ScriptedReply,
  endpoint: string = account.endpoint,
) => {
  const { environment, requests } = scripted(now, reply);
  return { provider: createLaaffic({ ...account, endpoint }, environment), requests };
};
const paramsOf = ({ body: { params } }: Asked): Readonly<Record<string, unknown>> =>
  typeof params === 'object' && params !== null ? { ...params } : {};
const lengthOf = (asked: Asked) => {
  const { strTime, endTime } = paramsOf(asked);
  return Date.parse(String(endTime)) - Date.parse(String(strTime));
};

describe('addresses', () => {
  it.each([
    ['https://api.laaffic.com', 'https://api.laaffic.com/v3/voice/ccRecordQuery'],
    ['https://api.laaffic.com/v3/', 'https://api.laaffic.com/v3/voice/ccRecordQuery'],
    ['https://api.onbuka.com/v3', 'https://api.onbuka.com/v3/voice/ccRecordQuery'],
    ['https://api.itniotech.com', 'https://api.itniotech.com/voice/ccRecordQuery'],
    ['https://api.itniotech.com/v3', 'https://api.itniotech.com/v3/voice/ccRecordQuery'],
  ])('%s', async (endpoint, url) => {
    const { provider, requests } = start(() => ok([]), endpoint);
    await provider.test(context());
    expect(requests[0]?.url).toBe(url);
  });
});

describe('a list', () => {
  it('narrows by everything that is offered', async () => {
    const { provider, requests } = start(() => ok([]));
    await provider
      .list({
        range: { kind: 'today' },
        number: '861380000',
        direction: 'outbound',
        disposition: '4',
        agent: '李四',
        queue: '售后',
      })
      .next(context());
    expect(requests.map(paramsOf)).toEqual([
      {
        strTime: '2026-11-18T00:00:00+08:00',
        endTime: '2026-11-18T14:00:00+08:00',
        calledOrCaller: '861380000',
        callType: [1, 3],
        hangupReason: [4],
        seatNameList: ['李四'],
        sipGroupName: '售后',
      },
    ]);
  });

  it('of two months asks in windows of at most 31 days, the newest first', async () => {
    const { provider, requests } = start(() => ok([]));
    await provider.list({ range: { kind: 'last', minutes: 90 * 1440 } }).next(context());
    expect(requests.length).toBe(2);
    expect(requests.every((asked) => lengthOf(asked) <= 31 * 86_400_000)).toBe(true);
    const [first, second] = requests.map((asked) => String(paramsOf(asked)['endTime']));
    expect(Date.parse(first ?? '')).toBeGreaterThan(Date.parse(second ?? ''));
  });

  it('of a time that is no longer kept asks for nothing', async () => {
    const { provider, requests } = start(() => ok([]));
    const range = { kind: 'between', from: 0, to: 86_400_000 } as const;
    expect(await provider.list({ range }).next(context())).toEqual({ calls: [], more: false });
    expect(requests).toHaveLength(0);
  });
});

describe('one call', () => {
  it('comes without the calls that stood on its page', async () => {
    const others = [record('a', '2026-11-18 09:00:00'), record('b'), record('c', '2026-11-18 11:00:00')];
    const { provider } = start((asked) => ok(lengthOf(asked) < 5000 ? [record('b')] : others));
    const { responses } = await provider.fetch('b', {}, context());
    expect(readResponses(responses, { zone: '+08:00' }).traces.map(({ contactId }) => contactId)).toEqual([
      'b',
    ]);
    expect(responses.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).not.toContain('"a"');
  });

  const busy = [record('a', '2026-11-18 09:00:00'), record('b'), { ...record('a2'), caller: '8610009999' }];
  const kept = async (records: (asked: Asked) => ScriptedReply) => {
    const { provider } = start(records);
    const { responses } = await provider.fetch('b', {}, context());
    const [response] = responses;
    return { response, text: Buffer.from(response?.bytes ?? []).toString(), responses };
  };

  it.each<[string, (asked: Asked) => ScriptedReply]>([
    ['another began in the same second', (asked) => ok(lengthOf(asked) < 5000 ? busy.slice(1) : busy)],
    [
      'the second question fails',
      (asked) => (lengthOf(asked) < 5000 ? { body: { status: '-22' } } : ok(busy)),
    ],
    ['it is not found again', (asked) => ok(lengthOf(asked) < 5000 ? [] : busy)],
  ])('is kept as its row alone, in its exact text, where %s', async (_, reply) => {
    const { response, text, responses } = await kept(reply);
    expect(response?.name).toBe('ccRecordQuery#/data/records/1');
    expect(text).toBe(JSON.stringify(record('b')));
    const { traces, problems } = readResponses(responses, { zone: '+08:00' });
    expect(problems).toEqual([]);
    expect(traces.map(({ contactId }) => contactId)).toEqual(['b']);
    expect(traces[0]?.gaps).toContainEqual({
      kind: 'incomplete',
      message: 'laaffic.gap.row-alone',
      args: { name: 'ccRecordQuery#/data/records/1' },
      source: { source: traces[0]?.sources[0]?.id, pointer: '' },
    });
  });

  it('keeps the digits and blanks of its row', async () => {
    const own = '{ "callSessionId" : 12345678901234567890, "hangupReason": 9,\n "callStartTime": "" }';
    const page = `\uFEFF{"status":"0","reason":"ok","data":{"total":2,"records":[${JSON.stringify(record('a'))},${own}]}}`;
    const { provider } = start(() => ({ body: page }));
    const { responses } = await provider.fetch('12345678901234567890', {}, context());
    expect(Buffer.from(responses[0]?.bytes ?? []).toString()).toBe(own);
  });

  it('that is nowhere is not found, with how far was looked', async () => {
    const { provider, requests } = start(() => ok([]));
    const error = await refusal(provider.fetch('none', {}, context()));
    expect(error).toMatchObject({ kind: 'not-found', text: { args: { day: '2026-09-20' } } });
    expect(requests).toHaveLength(2);
  });

  it('is no longer looked for once that is cancelled', async () => {
    const controller = new AbortController();
    const { provider, requests } = start((_, count) => {
      if (count === 3) controller.abort();
      return ok([record(`x${String(count)}`)], 5000);
    });
    const error = await refusal(provider.fetch('none', {}, context(controller.signal)));
    expect(error.kind).toBe('cancelled');
    expect(requests.length).toBeLessThanOrEqual(4);
  });
});

describe('refusals', () => {
  it.each([
    ['-1', 'credentials', 'requests.laaffic.credentials', 1],
    ['-2', 'permission', 'requests.laaffic.address', 1],
    ['-22', 'provider', 'requests.laaffic.parameter', 1],
    ['-25', 'provider', 'requests.laaffic.time-range', 1],
    ['-99', 'provider', 'requests.laaffic.failed', 1],
  ])('of status %s', async (status, kind, key, count) => {
    const { provider, requests } = start(() => ({ body: { status, reason: 'no' } }));
    expect(await refusal(provider.test(context()))).toMatchObject({ kind, text: { key }, code: status });
    expect(requests).toHaveLength(count);
  });

  it('of the time are answered by one correction', async () => {
    const late = { body: { status: '-16', reason: 'timestamp expires' } };
    const headers = { date: new Date(now + 3_600_000).toUTCString() };
    const { provider, requests } = start((_, count) => (count === 1 ? { ...late, headers } : ok([])));
    await provider.test(context());
    const times = requests.map((asked) => Number(asked.headers['Timestamp'] ?? asked.headers['timestamp']));
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(3600);
    const always = start(() => ({ ...late, headers }));
    expect((await refusal(always.provider.test(context()))).kind).toBe('clock');
    expect(always.requests).toHaveLength(2);
  });

  it.each(['{"status":"0","da', '<html>no</html>', '[]', '{}'])(
    'name a body that is no answer: %s',
    async (body) => {
      const { provider } = start(() => ({ body }));
      expect((await refusal(provider.test(context()))).kind).toBe('malformed');
    },
  );
});
