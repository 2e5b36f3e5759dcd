import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConnectionSources } from '../../src/extension/connections/sources.ts';
import type { ConnectionEntry, ConnectionRecord } from '../../src/extension/connections/record.ts';
import { zoneOf, type CallSource } from '../../src/extension/calls/source.ts';
import { createTexts } from '../../src/extension/texts.ts';
import { CallTraceError } from '../../src/http/errors.ts';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { builtInContactId } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';

const entry: ConnectionEntry = {
  id: '1',
  name: 'Bench',
  provider: 'alibaba-ccc-2020',
  instance: 'ccc-test.0123456789',
  instanceName: 'ccc-test',
  formerly: [],
  inLookUps: true,
};
const context = () => ({ signal: AbortSignal.timeout(15_000), onProgress: () => undefined });

describe('a stored connection as a source of calls', () => {
  let simulator: Simulator;
  let record: ConnectionRecord | undefined;
  let lines: string[];

  const source = async (): Promise<CallSource> => {
    const sources = createConnectionSources(
      { list: () => Promise.resolve([entry]), record: () => Promise.resolve(record) },
      {
        reader: { responses: (responses) => Promise.resolve(readResponses(responses)) },
        log: { info: (line) => lines.push(line) },
      },
      createTexts('en'),
    );
    const [first] = await sources.list();
    if (first === undefined) throw new Error('There is no source.');
    return first;
  };

  beforeEach(async () => {
    lines = [];
    simulator = await startSimulator();
    record = {
      provider: 'alibaba-ccc-2020',
      endpoint: simulator.url,
      trust: { kind: 'system' },
      allowPlainHttp: false,
      instanceId: simulator.instanceId,
      key: {
        kind: 'stored',
        accessKeyId: simulator.accessKeyId,
        accessKeySecret: simulator.accessKeySecret,
      },
      scheme: 'v3',
    };
  });
  afterEach(() => simulator.close());

  test('gives the call with its answers, byte for byte', async () => {
    const bench = await source();
    expect(bench.filters?.fields).toContain('number');
    const fetched = await bench.fetch(builtInContactId, {}, context());
    expect(fetched?.trace.contactId).toBe(builtInContactId);
    expect(fetched?.trace.instance).toBe('ccc-test');
    expect(fetched?.responses.length).toBeGreaterThan(1);
    expect(fetched?.responses.every(({ bytes }) => bytes.length > 0)).toBe(true);
    expect(lines.length).toBe(simulator.requests.length);
  });

  test('a part that failed is a gap that names the operation and the reason', async () => {
    simulator.inject({
      trouble: { kind: 'html', status: 502 },
      operation: 'ListIvrTrackingDetails',
      times: 9,
    });
    const fetched = await (await source()).fetch(builtInContactId, {}, context());
    const gaps = fetched?.trace.gaps.filter(({ kind }) => kind === 'not-answered') ?? [];
    expect(gaps.length).toBeGreaterThan(0);
    for (const language of ['en', 'zh-cn'] as const) {
      const said = gaps.map(({ message, args }) =>
        renderIn(language)({ key: message, ...(args === undefined ? {} : { args }) }),
      );
      expect(said.join('\n')).toContain('ListIvrTrackingDetails');
      expect(said.join('\n')).toContain('502');
    }
  });

  test('another call is never shown in place of the one that was asked for', async () => {
    await expect((await source()).fetch('job-404', {}, context())).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('says that the host did not keep the secret', async () => {
    record = undefined;
    const error: unknown = await (
      await source()
    )
      .list(undefined)
      .next(context())
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CallTraceError);
    expect(error).toMatchObject({
      text: { key: 'extension.connection.secret-lost', args: { name: 'Bench' } },
    });
    expect(simulator.requests).toHaveLength(0);
  });

  test('a list goes on after its first page failed', async () => {
    const pager = (await source()).list({ range: { kind: 'last', minutes: 60 } });
    const kept = record;
    record = undefined;
    await expect(pager.next(context())).rejects.toBeInstanceOf(CallTraceError);
    record = kept;
    const { calls } = await pager.next(context());
    expect(Array.isArray(calls)).toBe(true);
  });

  test('has the zone that was entered for it before any call of it is known', async () => {
    expect((await source()).zone).toBe('+08:00');
    const texts = createTexts('en');
    const listed = async (of: ConnectionRecord | undefined) => {
      const sources = createConnectionSources(
        {
          list: () => Promise.resolve([{ ...entry, provider: 'laaffic' }]),
          record: () => Promise.resolve(of),
        },
        {
          reader: { responses: () => Promise.reject(new Error('nothing is read')) },
          log: { info: () => undefined },
        },
        texts,
      );
      return sources.list();
    };
    const [laaffic] = await listed({
      provider: 'laaffic',
      endpoint: simulator.url,
      trust: { kind: 'system' },
      allowPlainHttp: false,
      apiKey: 'made up',
      apiSecret: 'made up',
      zone: '-03:00',
    });
    expect(laaffic?.zone).toBe('-03:00');
    expect(laaffic && zoneOf(laaffic, { calls: [] })).toBe('-03:00');
    expect((await listed(undefined))[0]?.zone).toBe('+08:00');
  });
});
