import * as openApi from '@alicloud/openapi-core';
import PopCore from '@alicloud/pop-core';
import { RuntimeOptions } from '@darabonba/typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../src/http/send.ts';
import { createAlibaba2017 } from '../../src/providers/alibaba-ccc-2017/live.ts';
import { createAlibaba2020 } from '../../src/providers/alibaba-ccc-2020/live.ts';
import type { LiveProvider } from '../../src/providers/live.ts';
import { startSimulator2017, type Simulator2017 } from '../simulators/alibaba-ccc-2017.ts';
import { isRow, type Row } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';

const now = Date.now;
const calls = populate({ count: 40, newest: now() - 20 * 60_000 });
const range = { from: now() - 6 * 3_600_000, to: now() };
const { $OpenApiUtil } = openApi;

let newer: Simulator;
let older: Simulator2017;
beforeAll(async () => {
  [newer, older] = await Promise.all([startSimulator({ calls }), startSimulator2017({ calls })]);
});
afterAll(() => Promise.all([newer.close(), older.close()]));

type Query = Readonly<Record<string, string>>;
type Server = Pick<Simulator, 'url' | 'accessKeyId' | 'accessKeySecret'>;
type OfficialClient = (server: Server, version: string, action: string, query: Query) => Promise<Row>;

/** Node gives the module's default export as CommonJS has it: inside the default. */
const isClient = (value: unknown): value is typeof openApi.default =>
  typeof value === 'function' && 'prototype' in value;
function openApiClient(): typeof openApi.default {
  const outer: unknown = openApi.default;
  if (isClient(outer)) return outer;
  const inner: unknown = isRow(outer) ? outer['default'] : undefined;
  if (isClient(inner)) return inner;
  throw new Error('@alicloud/openapi-core exports no client.');
}

const openApiCore =
  (more: { readonly signatureAlgorithm?: string; readonly securityToken?: string }): OfficialClient =>
  async ({ url, accessKeyId, accessKeySecret }, version, action, query) => {
    const Client = openApiClient();
    const endpoint = new URL(url).host;
    const client = new Client(
      new $OpenApiUtil.Config({
        ...more,
        accessKeyId,
        accessKeySecret,
        endpoint,
        protocol: 'http',
        regionId: 'cn-shanghai',
      }),
    );
    const reply: unknown = await client.callApi(
      new $OpenApiUtil.Params({
        action,
        version,
        protocol: 'HTTPS',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      }),
      new $OpenApiUtil.OpenApiRequest({ query: { ...query } }),
      new RuntimeOptions({}),
    );
    return member(reply, 'body');
  };

const popCore =
  (method: 'GET' | 'POST'): OfficialClient =>
  async ({ url, accessKeyId, accessKeySecret }, apiVersion, action, query) => {
    const client = new PopCore({ endpoint: url, apiVersion, accessKeyId, accessKeySecret });
    const reply: unknown = await client.request(action, { ...query }, { method });
    if (!isRow(reply)) throw new Error('The answer is no object.');
    return reply;
  };

const clients: readonly (readonly [string, OfficialClient])[] = [
  ['openapi-core, V3', openApiCore({})],
  ['openapi-core, RPC-SHA1', openApiCore({ signatureAlgorithm: 'v2' })],
  ['pop-core by GET', popCore('GET')],
  ['pop-core by POST', popCore('POST')],
];

function member(value: unknown, ...path: readonly string[]): Row {
  let found: unknown = value;
  for (const name of path) found = isRow(found) ? found[name] : undefined;
  if (!isRow(found)) throw new Error(`The answer has no ${path.join('.')}: ${JSON.stringify(value)}`);
  return found;
}

function idsOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) throw new Error(`No list: ${JSON.stringify(list)}`);
  return list.map((row) => String(isRow(row) ? row['ContactId'] : undefined));
}

async function ourIds(provider: LiveProvider): Promise<readonly string[]> {
  const context = { signal: new AbortController().signal, onProgress: () => undefined };
  const pager = provider.list({ range: { kind: 'between', ...range } });
  const { calls: listed } = await pager.next(context);
  return listed.map(({ contactId }) => contactId);
}

describe.each(clients)('%s', (_, client) => {
  it('gets the calls of 2020-07-01 that our client gets', async () => {
    const { url: endpoint, accessKeyId, accessKeySecret, instanceId } = newer;
    const ours = await ourIds(
      createAlibaba2020({ endpoint, accessKeyId, accessKeySecret, instanceId, scheme: 'v3' }, { send }),
    );
    expect(ours).toHaveLength(40);
    const body = await client(newer, '2020-07-01', 'ListCallDetailRecordsV2', {
      InstanceId: instanceId,
      StartTime: String(range.from),
      EndTime: String(range.to),
      ContactTypeList: '["INBOUND","OUTBOUND"]',
      PageNumber: '1',
      PageSize: '100',
    });
    expect(idsOf(member(body, 'Data')['List'])).toEqual(ours);

    const ContactId = ours[3] ?? '';
    const detail = await client(newer, '2020-07-01', 'GetCallDetailRecord', {
      InstanceId: instanceId,
      ContactId,
    });
    expect(member(detail, 'Data')['ContactId']).toBe(ContactId);
  });

  it('gets the calls of 2017-07-05 that our client gets', async () => {
    const { url: endpoint, accessKeyId, accessKeySecret, instanceId } = older;
    const account = { endpoint, accessKeyId, accessKeySecret, instanceId };
    const ours = await ourIds(createAlibaba2017({ ...account, scheme: 'rpc-sha1', format: 'xml' }, { send }));
    expect(ours.length).toBeGreaterThan(30);
    const body = await client(older, '2017-07-05', 'ListCallDetailRecords', {
      Format: 'JSON',
      InstanceId: instanceId,
      StartTime: String(range.from),
      StopTime: String(range.to),
      OrderBy: 'DESC',
      PageNumber: '1',
      PageSize: '100',
    });
    expect(idsOf(member(body, 'CallDetailRecords', 'List')['CallDetailRecord'])).toEqual(ours);
  });

  it('is refused with a wrong secret', async () => {
    const wrong = { ...newer, accessKeySecret: 'wrong' };
    await expect(
      client(wrong, '2020-07-01', 'ListInstances', { PageNumber: '1', PageSize: '10' }),
    ).rejects.toThrow(/SignatureDoesNotMatch|not matched/);
  });
});
