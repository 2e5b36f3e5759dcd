import { describe, expect, test } from 'vitest';
import { recordOf, valuesOf } from '../../src/extension/connections/form-record.ts';
import { connectionForms, formOf } from '../../src/extension/connections/forms.ts';
import {
  parseConnectionEntries,
  parseStoredConnection,
  identityOf,
  type ConnectionProvider,
  type ConnectionRecord,
} from '../../src/extension/connections/record.ts';
import {
  activeSteps,
  answered,
  firstOpen,
  settled,
  type FormStep,
  type Values,
} from '../../src/extension/connections/steps.ts';
import { wrap } from '../../src/extension/connections/wrap.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

const stepOf = (provider: ConnectionProvider, id: string): FormStep => {
  const step = formOf(provider).steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`There is no step ${id}.`);
  return step;
};

/** The ids of the steps that are asked in order, with these answers. */
const asked = (provider: ConnectionProvider, values: Values = {}) =>
  activeSteps(formOf(provider), values)
    .filter((step) => step.advanced !== true)
    .map(({ id }) => id);

const refusal = (provider: ConnectionProvider, id: string, value: string) =>
  stepOf(provider, id).check(value, {})?.key;

const system = { trust: { kind: 'system' }, allowPlainHttp: false } as const;
const records: readonly ConnectionRecord[] = [
  {
    provider: 'alibaba-ccc-2020',
    endpoint: 'https://ccc.cn-shanghai.aliyuncs.com',
    ...system,
    instanceId: 'ccc-test',
    key: { kind: 'stored', accessKeyId: 'LTAI1', accessKeySecret: 's3cret' },
    scheme: 'v3',
  },
  {
    provider: 'alibaba-ccc-2020',
    endpoint: 'http://gateway.example',
    trust: { kind: 'system' },
    allowPlainHttp: true,
    instanceId: 'ccc-test',
    key: {
      kind: 'stored',
      accessKeyId: 'STS.1',
      accessKeySecret: 's3cret',
      securityToken: 'token',
      expiresAt: Date.UTC(2026, 0, 31, 12),
    },
    scheme: 'rpc-sha1',
  },
  {
    provider: 'alibaba-ccc-2017',
    endpoint: 'https://ccc.cn-shanghai.aliyuncs.com',
    trust: { kind: 'ca', pem: 'PEM' },
    allowPlainHttp: false,
    instanceId: 'dd33c5e0',
    key: { kind: 'cli-profile', profile: 'default' },
    scheme: 'rpc-sha1',
    format: 'xml',
  },
  {
    provider: 'alibaba-ccc-2017',
    endpoint: 'https://ccc.cn-shanghai.aliyuncs.com',
    ...system,
    instanceId: 'dd33c5e0',
    key: { kind: 'environment', accessKeyId: 'A', accessKeySecret: 'B', securityToken: 'C' },
    scheme: 'v3',
    format: 'json',
  },
  {
    provider: 'huawei-aicc',
    endpoint: 'https://192.0.2.10:28443',
    ...system,
    ccId: 1,
    vdn: 5000,
    accessKey: 'ak',
    secretKey: 'sk',
    timestamp: 'seconds',
    signedHost: 'aicc.example.com:28443',
  },
  {
    provider: 'laaffic',
    endpoint: 'https://api.onbuka.com/v3',
    ...system,
    apiKey: 'key',
    apiSecret: 'secret',
    zone: '+08:00',
  },
  {
    provider: 'laaffic',
    endpoint: 'https://gateway.example/voice',
    ...system,
    apiKey: 'key',
    apiSecret: 'secret',
    zone: '-03:00',
  },
];

describe('what is asked for a connection', () => {
  test('a plain connection takes few steps', () => {
    expect(asked('alibaba-ccc-2020')).toEqual([
      'keyKind',
      'accessKeyId',
      'accessKeySecret',
      'endpoint',
      'instanceId',
      'name',
    ]);
    expect(asked('alibaba-ccc-2017')).toEqual(asked('alibaba-ccc-2020'));
    expect(asked('huawei-aicc')).toEqual(['endpoint', 'ccId', 'vdn', 'accessKey', 'secretKey', 'name']);
    expect(asked('laaffic')).toEqual(['brand', 'apiKey', 'apiSecret', 'zone', 'name']);
  });

  test('further steps follow from the answers', () => {
    expect(asked('alibaba-ccc-2020', { accessKeyId: 'STS.x' })).toContain('securityToken');
    expect(asked('alibaba-ccc-2020', { keyKind: 'cli-profile', accessKeyId: 'STS.x' })).toEqual([
      'keyKind',
      'profile',
      'endpoint',
      'instanceId',
      'name',
    ]);
    expect(asked('alibaba-ccc-2020', { keyKind: 'environment' })).toEqual(
      expect.arrayContaining(['idVariable', 'secretVariable', 'tokenVariable']),
    );
    expect(asked('laaffic', { brand: 'other' })).toContain('endpoint');
    expect(asked('huawei-aicc', { endpoint: 'http://192.0.2.10' })).toContain('allowPlainHttp');
    expect(asked('huawei-aicc', { endpoint: 'http://127.0.0.1:8080' })).not.toContain('allowPlainHttp');
  });

  test('certificates are asked for only where they are used', () => {
    const ids = (values: Values) => activeSteps(formOf('huawei-aicc'), values).map(({ id }) => id);
    expect(ids({ endpoint: 'https://x', trust: 'pin' })).toContain('pinPem');
    expect(ids({ endpoint: 'https://x', trust: 'system' })).not.toContain('pinPem');
    expect(ids({ endpoint: 'http://127.0.0.1', trust: 'pin' })).not.toContain('trust');
  });

  test('plain http is insisted on, or becomes https', () => {
    const step = stepOf('huawei-aicc', 'allowPlainHttp');
    const open = { endpoint: 'http://192.0.2.10:28080' };
    expect(step.check('', open)?.key).toBe('extension.connection.plain-http');
    expect(answered(step, 'yes', open)).toEqual({ ...open, allowPlainHttp: 'yes' });
    expect(answered(step, 'no', open)['endpoint']).toBe('https://192.0.2.10:28080');
    expect(recordOf('huawei-aicc', settled(formOf('huawei-aicc'), answered(step, 'no', open)))).toMatchObject(
      {
        allowPlainHttp: false,
        endpoint: 'https://192.0.2.10:28080',
      },
    );
  });

  test('the insistence does not outlive the address that it was for', () => {
    const values = { endpoint: 'https://192.0.2.10', allowPlainHttp: 'yes' };
    expect(recordOf('huawei-aicc', settled(formOf('huawei-aicc'), values)).allowPlainHttp).toBe(false);
  });

  test('the first step without a good answer is found', () => {
    const steps = activeSteps(formOf('laaffic'), {});
    expect(steps[firstOpen(steps, {})]?.id).toBe('apiKey');
    expect(firstOpen(steps, { apiKey: 'a', apiSecret: 'b' })).toBe(-1);
  });

  test('a credential that is pasted answers its fields', () => {
    const step = stepOf('alibaba-ccc-2020', 'accessKeyId');
    if (step.kind !== 'text') throw new Error('The key is typed.');
    expect(step.paste?.({ id: 'STS.a', secret: 'b', token: 'c', expiresAt: 0 })).toEqual({
      accessKeyId: 'STS.a',
      accessKeySecret: 'b',
      securityToken: 'c',
      expiresAt: '1970-01-01T00:00:00.000Z',
    });
  });

  test('secrets are hidden, and nothing stands in them to begin with', () => {
    const hidden = connectionForms.flatMap(({ steps }) =>
      steps.filter((step) => step.kind === 'text' && step.secret),
    );
    expect(new Set(hidden.map(({ id }) => id))).toEqual(
      new Set(['accessKeySecret', 'securityToken', 'secretKey', 'apiSecret']),
    );
    expect(hidden.map((step) => step.start({}))).toEqual(hidden.map(() => ''));
  });

  test('every word stands in both languages', () => {
    const odd = ['', 'a b', 'ftp://x', 'https://u:p@x', 'https://x/y?z', 'https://[', '！', '0', 'x/y', '+9'];
    const messages = connectionForms.flatMap(({ steps }) =>
      steps.flatMap((step) => [
        step.label,
        step.prompt,
        ...odd.map((value) => step.check(value, {})).filter((message) => message !== undefined),
        ...(step.kind === 'choice'
          ? step.choices.flatMap(({ label, detail }) => [label, detail ?? label])
          : []),
      ]),
    );
    for (const message of messages) {
      expect(renderIn('en')(message)).not.toBe(message.key);
      expect(renderIn('zh-cn')(message)).not.toBe(message.key);
    }
  });
});

describe('which answers are refused', () => {
  test.each([
    ['https://ccc.cn-shanghai.aliyuncs.com', undefined],
    ['ccc.cn-shanghai.aliyuncs.com/', undefined],
    ['http://127.0.0.1:8080', undefined],
    ['', 'extension.connection.empty'],
    ['ftp://ccc.cn-shanghai.aliyuncs.com', 'extension.connection.not-an-address'],
    ['javascript://x', 'extension.connection.not-an-address'],
    ['https://', 'extension.connection.not-an-address'],
    ['https://a b', 'extension.connection.not-an-address'],
    ['https://key:secret@ccc.cn-shanghai.aliyuncs.com', 'extension.connection.login-in-address'],
    ['https://ccc.cn-shanghai.aliyuncs.com/api', 'extension.connection.path-in-address'],
    ['https://ccc.cn-shanghai.aliyuncs.com?x=1', 'extension.connection.path-in-address'],
  ])('endpoint %s: %s', (value, key) => expect(refusal('alibaba-ccc-2020', 'endpoint', value)).toBe(key));

  test.each([
    ['huawei-aicc', 'ccId', '0', false],
    ['huawei-aicc', 'ccId', '65535', true],
    ['huawei-aicc', 'ccId', '65536', false],
    ['huawei-aicc', 'vdn', '5001', false],
    ['huawei-aicc', 'vdn', '1e3', false],
    ['huawei-aicc', 'vdn', '٣', false],
    ['huawei-aicc', 'signedHost', '', true],
    ['huawei-aicc', 'signedHost', 'a\r\nx: y', false],
    ['laaffic', 'zone', '+08:00', true],
    ['laaffic', 'zone', '+8', false],
    ['laaffic', 'endpoint', 'https://api.example/v3', true],
    ['laaffic', 'endpoint', 'https://api.example/v3?x', false],
    ['alibaba-ccc-2020', 'instanceId', '../x', false],
    ['alibaba-ccc-2020', 'accessKeySecret', 'ｆｕｌｌ', false],
    ['alibaba-ccc-2020', 'accessKeySecret', 'two words', false],
    ['alibaba-ccc-2020', 'accessKeySecret', 'x'.repeat(9000), false],
    ['alibaba-ccc-2020', 'expiresAt', '2026-01-31', false],
    ['alibaba-ccc-2020', 'expiresAt', '2020-12-31T12:00:00Z', false],
    ['alibaba-ccc-2020', 'expiresAt', '2126-01-31T12:00:00Z', true],
    ['alibaba-ccc-2020', 'idVariable', 'A-B', false],
    ['alibaba-ccc-2020', 'name', 'a\u202eb', false],
  ] as const)('%s %s %j', (provider, id, value, good) => {
    expect(refusal(provider, id, value) === undefined).toBe(good);
  });
});

describe('what is stored', () => {
  test.each(records)('$provider: a record becomes answers, and the same record again', (record) => {
    const values = valuesOf(record);
    if (record.trust.kind === 'ca') expect(values['caPem']).toBe('PEM');
    expect(recordOf(record.provider, settled(formOf(record.provider), values))).toEqual(record);
  });

  test.each(records)('$provider: what is stored is read again', (record) => {
    const stored = { list: 'l', savedAt: 1, record };
    expect(parseStoredConnection(JSON.stringify(stored))).toEqual(stored);
    expect(identityOf(record)).toMatch(/^[\w-]+\.[0-9a-f]{10}$/u);
  });

  test.each(['', 'null', '{}', '[]', '{"list":"l","savedAt":1,"record":{"provider":"other"}}', '{"list":'])(
    '%s is no connection',
    (text) => expect(parseStoredConnection(text)).toBeUndefined(),
  );

  test('a list that is damaged is an empty one', () => {
    expect(parseConnectionEntries(undefined)).toEqual([]);
    expect(parseConnectionEntries([{ id: 1 }])).toEqual([]);
    const older = { id: 'x', name: 'Bench', provider: 'laaffic', instance: 'api.laaffic.com' };
    expect(parseConnectionEntries([older])).toEqual([
      { ...older, instanceName: 'api.laaffic.com', formerly: [], inLookUps: true },
    ]);
  });
});

test('sentences are broken at blanks and between Chinese characters, and nothing is lost', () => {
  const sentence =
    'The certificate is signed by nobody but the server itself. 证书由服务器自身签名，请核对指纹。';
  const lines = wrap(sentence, 30);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('').replaceAll(/\s/gu, '')).toBe(sentence.replaceAll(/\s/gu, ''));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(30);
  expect(wrap('')).toEqual([]);
});
