import { afterEach, describe, expect, test } from 'vitest';
import { createAlibaba2017 } from '../../src/providers/alibaba-ccc-2017/live.ts';
import { createAlibaba2020 } from '../../src/providers/alibaba-ccc-2020/live.ts';
import { createHuawei, dayWanted } from '../../src/providers/huawei-aicc/live.ts';
import { createLaaffic } from '../../src/providers/laaffic/live.ts';
import { readResponses } from '../../src/providers/read.ts';
import { startSimulator2017 } from '../simulators/alibaba-ccc-2017.ts';
import { startHuaweiSimulator } from '../simulators/huawei-aicc.ts';
import { populate } from '../simulators/population.ts';
import {
  alibaba2017,
  alibaba2020,
  all,
  closeAll,
  environment,
  failureOf,
  hour,
  huawei,
  keep,
  keysOf,
  laaffic,
  lastDay,
  listening,
  minute,
  now,
} from './support/live-bench.ts';

afterEach(closeAll);

describe('alibaba-ccc-2020', () => {
  test('signs with HMAC-SHA1 too', async () => {
    const { server } = await alibaba2020(12);
    const provider = createAlibaba2020(
      {
        endpoint: server.url,
        instanceId: 'ccc-live',
        accessKeyId: 'testAccessKeyId',
        accessKeySecret: 'testAccessKeySecret',
        scheme: 'rpc-sha1',
      },
      environment,
    );
    expect(await all(provider.list(lastDay))).toHaveLength(12);
    expect(server.requests[0]?.query.get('SignatureMethod')).toBe('HMAC-SHA1');
  });

  test('reaches beyond ten thousand calls by narrowing the window', async () => {
    const { provider, idOf } = await alibaba2020(10_150);
    const range = { kind: 'last', minutes: 14 * 24 * 60 } as const;
    const calls = await all(provider.list({ range }));
    expect(calls).toHaveLength(10_150);
    expect(calls.at(-1)?.contactId).toBe(idOf(10_149));
  });

  test('takes the older list where the newer one does not exist, and remembers', async () => {
    const { provider, server } = await alibaba2020(5);
    server.inject({ trouble: { kind: 'error', status: 404, code: 'InvalidAction.NotFound' } });
    expect(await all(provider.list(lastDay))).toHaveLength(5);
    await all(provider.list({ ...lastDay, direction: 'outbound' }));
    expect(server.requests.map(({ operation }) => operation)).toEqual([
      'ListCallDetailRecordsV2',
      'ListCallDetailRecords',
      'ListCallDetailRecords',
    ]);
  });

  test('offers the instances of the account, and a link to a recording', async () => {
    const { provider } = await alibaba2020(150);
    expect(await provider.instances?.(listening())).toContainEqual({ id: 'ccc-live', name: '实例 ccc-live' });
    const calls = await all(provider.list({ ...lastDay, disposition: 'Success' }));
    const link = await provider.recording?.(calls[0]?.contactId ?? '', listening());
    expect(link).toMatch(/^https:\/\/recordings\.example\.test\//);
    const unanswered = await all(provider.list({ ...lastDay, disposition: 'AbandonedInIVR' }));
    expect(await provider.recording?.(unanswered[0]?.contactId ?? 'none', listening())).toBeUndefined();
  });

  test('asks for the definition of a flow once for many calls', async () => {
    const { provider, server, idOf } = await alibaba2020(40);
    const inbound = await all(provider.list({ ...lastDay, direction: 'inbound' }));
    for (const { contactId } of inbound.slice(0, 4)) await provider.fetch(contactId, {}, listening());
    expect(server.requests.filter(({ operation }) => operation === 'ListContactFlows')).toHaveLength(1);
    expect(idOf(0)).toMatch(/^job-/);
  });
});

describe('alibaba-ccc-2017', () => {
  test('walks through windows of seven days', async () => {
    const { provider, server } = await alibaba2017('json')(3);
    const range = { kind: 'last', minutes: 20 * 24 * 60 } as const;
    expect(await all(provider.list({ range }))).toHaveLength(3);
    expect(server.requests.filter(({ operation }) => operation === 'ListCallDetailRecords')).toHaveLength(3);
  });

  test('lists calls that are in the IVR and have no record yet', async () => {
    const calls = populate({ count: 30, newest: now - minute, seed: 5, running: 2 });
    const server = keep(await startSimulator2017({ now: () => now, calls }));
    const provider = createAlibaba2017(
      {
        endpoint: server.url,
        instanceId: server.instanceId,
        ...keysOf(server),
        scheme: 'rpc-sha1',
        format: 'json',
      },
      environment,
    );
    const listed = await all(provider.list(lastDay));
    expect(listed.map(({ contactId }) => contactId)).toContain(server.contactId(0));
  });

  test('looks back in windows that widen, and tells how far', async () => {
    const { provider, server } = await alibaba2017('json')(3);
    server.inject({
      trouble: { kind: 'error', status: 404, code: 'NotExists.JobId' },
      operation: 'ListCallEventDetailByContactId',
    });
    const context = listening();
    const error = await failureOf(provider.fetch('999', {}, context));
    expect(error).toMatchObject({ kind: 'not-found', text: { key: 'requests.alibaba.not-found-since' } });
    expect(context.told.filter(({ key }) => key === 'requests.alibaba.search').length).toBeGreaterThan(20);
  });
});

describe('huawei-aicc', () => {
  test('after a refused signature there is one more attempt at most, and none when the address is locked', async () => {
    const { stranger, provider, server } = await huawei(5);
    for (let attempt = 0; attempt < 5; attempt += 1) await failureOf(stranger.test(listening()));
    expect(server.requests).toHaveLength(5);
    const error = await failureOf(provider.test(listening()));
    expect(error).toMatchObject({ kind: 'permission', text: { key: 'requests.huawei.locked' } });
    expect(server.requests).toHaveLength(6);
  });

  test('asks for the day where the ID does not tell it, and takes it', async () => {
    const { provider } = await huawei(5);
    expect((await failureOf(provider.fetch('abc', {}, listening()))).text.key).toBe(dayWanted);
    const error = await failureOf(provider.fetch('abc', { logDate: now }, listening()));
    expect(error.text.key).toBe('requests.huawei.not-found');
  });

  test('tries the neighbouring month at the edge of one', async () => {
    const edge = Date.UTC(2026, 10, 30, 16, 0, 5);
    const calls = populate({ count: 1, newest: edge + 20_000, seed: 1 });
    const server = keep(await startHuaweiSimulator({ now: () => edge + hour, calls }));
    const { accessKey, secretKey, ccId, vdn } = server;
    const provider = createHuawei(
      { endpoint: server.url, ccId, vdn, accessKey, secretKey, timestamp: 'milliseconds' },
      { ...environment, now: () => edge + hour },
    );
    const { responses } = await provider.fetch(server.callId(0), { logDate: edge - hour }, listening());
    expect(responses).toHaveLength(1);
  });

  test('signs the host that a proxy shows, and times in seconds', async () => {
    const calls = populate({ count: 2, newest: now - minute });
    const server = keep(
      await startHuaweiSimulator({
        now: () => now,
        calls,
        timestamp: 'seconds',
        host: '10.0.0.1:28443',
      }),
    );
    const { accessKey, secretKey, ccId, vdn } = server;
    const account = { endpoint: server.url, ccId, vdn, accessKey, secretKey, timestamp: 'seconds' } as const;
    await createHuawei({ ...account, signedHost: '10.0.0.1:28443' }, environment).test(listening());
    const error = await failureOf(createHuawei(account, environment).test(listening()));
    expect(error.text.key).toBe('requests.huawei.refused');
  });

  test('a wrong virtual call centre is named', async () => {
    const { server } = await huawei(2);
    const { accessKey, secretKey, ccId } = await Promise.resolve({
      accessKey: 'made-up-ak',
      secretKey: 'made-up-sk',
      ccId: 1,
    });
    const account = {
      endpoint: server.url,
      ccId,
      vdn: 9,
      accessKey,
      secretKey,
      timestamp: 'milliseconds',
    } as const;
    const error = await failureOf(createHuawei(account, environment).test(listening()));
    expect(error).toMatchObject({ code: '0100002', action: 'edit-connection' });
  });
});

describe('laaffic', () => {
  test('the trace holds the record alone, not the page on which it was found', async () => {
    const { provider, idOf } = await laaffic(130);
    const { responses } = await provider.fetch(idOf(70), {}, listening());
    expect(readResponses(responses, {}).traces).toHaveLength(1);
    expect(new TextDecoder().decode(responses[0]?.bytes)).not.toContain(idOf(10));
  });

  test('tells how far it looked, and says what is kept', async () => {
    const { provider } = await laaffic(5);
    const context = listening();
    const error = await failureOf(provider.fetch('404', {}, context));
    expect(error.text.key).toBe('requests.laaffic.not-found');
    expect(context.told.map(({ key }) => key)).toContain('requests.laaffic.search');
  });

  test('the address of a brand may lack the version', async () => {
    const { server } = await laaffic(2);
    const account = {
      endpoint: `${server.url}/v3`,
      apiKey: 'madeUpKy',
      apiSecret: 'madeUpSecret',
      zone: '+08:00',
    };
    await createLaaffic(account, environment).test(listening());
  });
});

describe('what one request does to others', () => {
  test('two lists at once find out together that the newer list does not exist', async () => {
    const { provider, server } = await alibaba2020(5);
    server.inject({
      trouble: { kind: 'error', status: 404, code: 'InvalidAction.NotFound' },
      times: 2,
      operation: 'ListCallDetailRecordsV2',
    });
    const lists = await Promise.all([all(provider.list(lastDay)), all(provider.list(lastDay))]);
    expect(lists.map((calls) => calls.length)).toEqual([5, 5]);
  });

  test('a call that was given up takes no other with it that goes through the same flow', async () => {
    const { provider, server } = await alibaba2020(60);
    const inbound = await all(provider.list({ ...lastDay, direction: 'inbound' }));
    const [one = '', other = ''] = inbound.map(({ contactId }) => contactId);
    server.inject({ trouble: { kind: 'slow', ms: 200 }, times: 9, operation: 'ListContactFlows' });
    const context = listening();
    const first = failureOf(provider.fetch(one, {}, context));
    const second = provider.fetch(other, {}, listening());
    setTimeout(context.cancel, 100);
    expect((await first).kind).toBe('cancelled');
    expect((await second).failures).toEqual([]);
  });

  test('an event log that cannot be had does not keep the rest of a 2017 call away', async () => {
    const { provider, server, idOf } = await alibaba2017('json')(5);
    server.inject({
      trouble: { kind: 'error', status: 403, code: 'Forbidden.RAM' },
      times: 9,
      operation: 'ListCallEventDetailByContactId',
    });
    const { responses, failures } = await provider.fetch(idOf(2), {}, listening());
    expect(responses.length).toBeGreaterThan(0);
    expect(failures.map(({ operation }) => operation)).toEqual(['ListCallEventDetailByContactId']);
  });

  test('the number of calls stays that of the whole list when its window is narrowed', async () => {
    const { provider } = await alibaba2020(10_150);
    const pager = provider.list({ range: { kind: 'last', minutes: 14 * 24 * 60 } });
    const totals = new Set<number | undefined>();
    for (let more = true; more;) {
      const page = await pager.next(listening());
      totals.add(page.total);
      ({ more } = page);
    }
    expect([...totals]).toEqual([10_150]);
  });

  test("an error names the provider's own page about it, and no other's", async () => {
    const { stranger } = await alibaba2020(1);
    expect((await failureOf(stranger.test(listening()))).page).toMatch(/^https:\/\/api\.aliyun\.com\//);
  });
});
