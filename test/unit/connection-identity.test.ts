import { describe, expect, test } from 'vitest';
import { sourcesAt } from '../../src/extension/calls/source.ts';
import { identityOf, type ConnectionRecord } from '../../src/extension/connections/record.ts';
import { callLinkText, parseCallLink } from '../../src/extension/look-up/call-link.ts';
import { instanceNameIn, traceAddress, tracePath } from '../../src/extension/traces/address.ts';

const reach = { trust: { kind: 'system' }, allowPlainHttp: false } as const;

const laaffic = (apiKey: string, endpoint = 'https://api.laaffic.com/v3'): ConnectionRecord => ({
  ...reach,
  provider: 'laaffic',
  endpoint,
  apiKey,
  apiSecret: 'secret',
  zone: '+08:00',
});

const huawei = (endpoint: string, accessKey = 'AK'): ConnectionRecord => ({
  ...reach,
  provider: 'huawei-aicc',
  endpoint,
  ccId: 1,
  vdn: 2,
  accessKey,
  secretKey: 'SK',
  timestamp: 'milliseconds',
});

const alibaba = (endpoint: string, accessKeyId = 'LTAI-1'): ConnectionRecord => ({
  ...reach,
  provider: 'alibaba-ccc-2020',
  endpoint,
  instanceId: 'ccc-test',
  key: { kind: 'stored', accessKeyId, accessKeySecret: 'secret' },
  scheme: 'v3',
});

describe('what makes a connection one', () => {
  test.each([
    ['two accounts at one host', laaffic('key-one'), laaffic('key-two')],
    [
      'two installations with the same numbers',
      huawei('https://one.example'),
      huawei('https://two.example:28443'),
    ],
    ['two ports of a host', huawei('https://one.example:1'), huawei('https://one.example:2')],
    [
      'two gateways at one host',
      laaffic('k', 'https://gate.example/a'),
      laaffic('k', 'https://gate.example/b'),
    ],
    [
      'one name at the cloud and at a copy of it',
      alibaba('https://ccc.cn-shanghai.aliyuncs.com'),
      alibaba('https://ccc.example'),
    ],
  ])('%s are two', (_, one, other) => {
    expect(identityOf(one)).not.toBe(identityOf(other));
  });

  test.each([
    ['keys of one instance', alibaba('https://ccc.example', 'a'), alibaba('https://ccc.example', 'b')],
    ['keys of one installation', huawei('https://one.example', 'a'), huawei('https://one.example/', 'b')],
    [
      'networks of Alibaba Cloud',
      alibaba('https://ccc.cn-shanghai.aliyuncs.com'),
      alibaba('https://ccc-vpc.cn-shanghai.aliyuncs.com'),
    ],
    ['ways of writing an address', laaffic('k', 'https://API.laaffic.com/v3/'), laaffic('k')],
  ])('two %s are one', (_, one, other) => {
    expect(identityOf(one)).toBe(identityOf(other));
  });

  test.each([laaffic('key-one'), huawei('https://cms.example:28443'), alibaba('https://ccc.example')])(
    '$provider: documents and links tell neither address nor key',
    (record) => {
      const instance = identityOf(record);
      const call = { provider: record.provider, instance, contactId: '1678978542-92' };
      const path = tracePath(call);
      const uri = { scheme: 'calltrace', authority: '', path, query: '', fragment: '' };
      expect(traceAddress(uri)).toEqual({ ...call, query: '' });
      const link = callLinkText('vscode', 'a.b', call) ?? '';
      for (const secret of [new URL(record.endpoint).host, 'example', 'key-one', 'AK', 'LTAI']) {
        expect(link).not.toContain(secret);
        expect(path).not.toContain(secret);
      }
      const { pathname, searchParams } = new URL(link);
      expect(parseCallLink({ path: pathname, query: String(searchParams), fragment: '' })).toEqual({
        ok: true,
        link: call,
      });
    },
  );

  test('people read the name without the hash', () => {
    expect(instanceNameIn(identityOf(huawei('https://one.example')))).toBe('1-2');
    expect(instanceNameIn(identityOf(alibaba('https://one.example')))).toBe('ccc-test');
    expect(instanceNameIn('ccc-test')).toBe('ccc-test');
  });
});

test('a place means the sources of its instance, and by a former or older name those that had it', () => {
  const source = (instance: string, formerly: readonly string[] = [], provider = 'huawei-aicc') => ({
    provider,
    instance,
    instanceName: instanceNameIn(instance),
    formerly,
  });
  const one = source('1-2.00000000aa');
  const two = source('1-2.00000000bb', ['1-2.00000000cc']);
  const foreign = source('1-2.00000000aa', [], 'laaffic');
  const sources = [foreign, one, two];
  const at = (instance: string) => sourcesAt(sources, { provider: 'huawei-aicc', instance });
  expect(at('1-2.00000000bb')).toEqual([two]);
  expect(at('1-2.00000000cc')).toEqual([two]);
  expect(at('1-2')).toEqual([one, two]);
  expect(at('1-3')).toEqual([]);
});
