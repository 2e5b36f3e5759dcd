import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SentenceError } from '../../src/extension/explain.ts';
import { localTimeText } from '../../src/extension/local-time.ts';
import { cliProfiles, resolveKey, type KeySurroundings } from '../../src/extension/connections/keys.ts';
import { keepProviders, liveProviderOf } from '../../src/extension/connections/live-provider.ts';
import { loggedEnvironment } from '../../src/extension/connections/request-log.ts';
import type { AlibabaKey, ConnectionRecord } from '../../src/extension/connections/record.ts';
import { CallTraceError } from '../../src/http/errors.ts';
import { send } from '../../src/http/send.ts';
import type { Send } from '../../src/http/types.ts';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';

const now = Date.UTC(2026, 0, 31, 12);
let folder = '';
const file = (name: string) => join(folder, name);
const with_ = (cliFile: string, variables: KeySurroundings['variables'] = {}): KeySurroundings => ({
  variables,
  cliFile: file(cliFile),
  now: () => now,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connection-keys-'));
  const key = { access_key_id: 'LTAI1', access_key_secret: 's3cret' };
  await writeFile(
    file('config.json'),
    JSON.stringify({
      current: 'default',
      profiles: [
        { name: 'default', mode: 'AK', ...key },
        { name: 'old', ...key },
        { name: 'sts', mode: 'StsToken', ...key, sts_token: 'token', sts_expiration: now / 1000 + 60 },
        { name: 'ended', mode: 'StsToken', ...key, sts_token: 'token', sts_expiration: now / 1000 - 60 },
        { name: 'role', mode: 'RamRoleArn', ...key, ram_role_arn: 'acs:ram::1:role/x' },
        { name: 'program', mode: 'External', process_command: 'touch /tmp/never' },
        { name: 'empty', mode: 'AK', access_key_id: '', access_key_secret: '' },
        { name: 'no token', mode: 'StsToken', ...key },
        'odd',
        null,
      ],
    }),
  );
  await writeFile(file('broken.json'), '{"profiles": [{"access_key_secret": "s3cret"');
  await writeFile(file('other.json'), '{"profiles": {}}');
  await writeFile(file('large.json'), ' '.repeat(1024 * 1024 + 1));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusalOf(work: Promise<unknown>): Promise<SentenceError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SentenceError) return error;
  throw new Error(`Not refused with a sentence: ${String(error)}`);
}

describe('where a key comes from', () => {
  test('stored keys are used until their token ends', async () => {
    const key: AlibabaKey = { kind: 'stored', accessKeyId: 'a', accessKeySecret: 'b', securityToken: 'c' };
    expect(await resolveKey({ ...key, expiresAt: now + 1 }, with_('config.json'))).toEqual({
      accessKeyId: 'a',
      accessKeySecret: 'b',
      securityToken: 'c',
    });
    const ended = await refusalOf(resolveKey({ ...key, expiresAt: now }, with_('config.json')));
    expect(ended.text).toEqual({ key: 'connection.key.ended', args: { ended: localTimeText(now) } });
    expect(ended.action).toBe('edit-connection');
  });

  test.each([
    ['default', { accessKeyId: 'LTAI1', accessKeySecret: 's3cret' }],
    ['old', { accessKeyId: 'LTAI1', accessKeySecret: 's3cret' }],
    ['sts', { accessKeyId: 'LTAI1', accessKeySecret: 's3cret', securityToken: 'token' }],
  ])('profile %s is read', async (profile, key) => {
    expect(await resolveKey({ kind: 'cli-profile', profile }, with_('config.json'))).toEqual(key);
  });

  test.each([
    ['config.json', 'role', 'connection.key.other-mode', { profile: 'role', mode: 'RamRoleArn' }],
    ['config.json', 'program', 'connection.key.other-mode', { profile: 'program', mode: 'External' }],
    ['config.json', 'ended', 'connection.key.profile-ended', { profile: 'ended' }],
    ['config.json', 'empty', 'connection.key.empty-profile', { profile: 'empty' }],
    ['config.json', 'no token', 'connection.key.empty-profile', { profile: 'no token' }],
    ['config.json', 'constructor', 'connection.key.no-profile', { profile: 'constructor' }],
    ['broken.json', 'default', 'connection.key.bad-cli-file', {}],
    ['other.json', 'default', 'connection.key.bad-cli-file', {}],
    ['large.json', 'default', 'connection.key.no-cli-file', {}],
    ['missing.json', 'default', 'connection.key.no-cli-file', {}],
  ])('%s, profile %s is refused: %s', async (cliFile, profile, key, args) => {
    const error = await refusalOf(resolveKey({ kind: 'cli-profile', profile }, with_(cliFile)));
    expect(error.text.key).toBe(key);
    expect(error.text.args).toMatchObject(args);
    expect(JSON.stringify([error.text, error.message, error.stack])).not.toContain('s3cret');
  });

  test('the profiles are listed with what can be used', async () => {
    const profiles = await cliProfiles(file('config.json'));
    expect(profiles.map(({ name, usable }) => [name, usable])).toEqual([
      ['default', true],
      ['old', true],
      ['sts', true],
      ['ended', true],
      ['role', false],
      ['program', false],
      ['empty', true],
      ['no token', true],
    ]);
  });

  test('environment variables are read by name', async () => {
    const key: AlibabaKey = {
      kind: 'environment',
      accessKeyId: 'A',
      accessKeySecret: 'B',
      securityToken: 'C',
    };
    expect(await resolveKey(key, with_('x', { A: ' id ', B: 'secret' }))).toEqual({
      accessKeyId: 'id',
      accessKeySecret: 'secret',
    });
    const error = await refusalOf(resolveKey(key, with_('x', { A: 'id', B: ' ' })));
    expect(error.text).toEqual({ key: 'connection.key.no-variable', args: { variable: 'B' } });
  });
});

const alibaba: ConnectionRecord = {
  provider: 'alibaba-ccc-2020',
  endpoint: 'https://ccc.example',
  trust: { kind: 'system' },
  allowPlainHttp: false,
  instanceId: 'ccc-test',
  key: { kind: 'environment', accessKeyId: 'A', accessKeySecret: 'B' },
  scheme: 'v3',
};
const never: Send = () => Promise.reject(new Error('Nothing is to be sent.'));

describe('the provider of a connection', () => {
  test('is kept, and made anew when the record or the key changed', async () => {
    let variables: KeySurroundings['variables'] = { A: 'id', B: 'one' };
    const providers = keepProviders(
      () => ({ send: never }),
      () => with_('x', variables),
    );
    const [first, same] = await Promise.all([providers.of('1', alibaba), providers.of('1', alibaba)]);
    expect(same).toBe(first);
    expect(await providers.of('2', alibaba)).not.toBe(first);
    variables = { A: 'id', B: 'two' };
    const second = await providers.of('1', alibaba);
    expect(second).not.toBe(first);
    expect(await providers.of('1', { ...alibaba, instanceId: 'other' })).not.toBe(second);
    variables = {};
    await refusalOf(providers.of('1', alibaba));
  });

  test('exists for every kind of connection', async () => {
    const reach = { trust: { kind: 'system' }, allowPlainHttp: false } as const;
    const records: readonly ConnectionRecord[] = [
      alibaba,
      { ...alibaba, provider: 'alibaba-ccc-2017', format: 'xml' },
      {
        provider: 'huawei-aicc',
        endpoint: 'https://192.0.2.10:28443',
        ...reach,
        ccId: 1,
        vdn: 1,
        accessKey: 'a',
        secretKey: 'b',
        timestamp: 'seconds',
      },
      {
        provider: 'laaffic',
        endpoint: 'https://api.laaffic.com/v3',
        ...reach,
        apiKey: 'a',
        apiSecret: 'b',
        zone: '+08:00',
      },
    ];
    for (const record of records) {
      const provider = await liveProviderOf(record, { send: never }, with_('x', { A: 'a', B: 'b' }));
      expect(typeof provider.test).toBe('function');
    }
  });

  test('does not send in plain http to another machine unless the record says so', async () => {
    const record: ConnectionRecord = { ...alibaba, endpoint: 'http://192.0.2.1' };
    await expect(
      liveProviderOf(record, { send: never }, with_('x', { A: 'a', B: 'b' })),
    ).rejects.toBeInstanceOf(CallTraceError);
  });
});

test('a request is one line of the log, without anything that was sent', async () => {
  const simulator = await startSimulator();
  const lines: string[] = [];
  try {
    const test_ = async (secret: string) => {
      const provider = await liveProviderOf(
        { ...alibaba, endpoint: simulator.url, instanceId: simulator.instanceId },
        loggedEnvironment(send, (line) => lines.push(line)),
        with_('x', { A: simulator.accessKeyId, B: secret }),
      );
      return provider.test({ signal: AbortSignal.timeout(10_000), onProgress: () => undefined });
    };
    await test_(simulator.accessKeySecret);
    await expect(test_('notTheSecret')).rejects.toBeInstanceOf(CallTraceError);
  } finally {
    await simulator.close();
  }
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^ListCallDetailRecordsV2 at 127\.0\.0\.1:\d+, \d+ ms, status 200,.* 1 attempt$/u);
  expect(lines[1]).toMatch(/^ListCallDetailRecordsV2 at .*, status \d+, credentials .*, 1 attempt$/u);
  const all = lines.join('\n');
  for (const secret of [simulator.accessKeySecret, 'notTheSecret', simulator.accessKeyId, 'Signature='])
    expect(all).not.toContain(secret);
});
