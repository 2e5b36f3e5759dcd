import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CallTraceError } from '../../src/http/errors.ts';
import { send } from '../../src/http/send.ts';
import type { AttemptReport } from '../../src/http/types.ts';
import { createClient } from '../../src/providers/alibaba-ccc-2020/client.ts';
import { fetchCallSources } from '../../src/providers/alibaba-ccc-2020/fetch-call.ts';
import { pageOf } from '../../src/providers/alibaba-answer.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { languages } from '../../src/trace/message.ts';
import { builtInContactId, builtInFlowName } from '../simulators/alibaba-ccc-2020-calls.ts';
import { throttled } from '../simulators/alibaba-ccc-2020.ts';
import { listen } from '../simulators/local-server.ts';
import { clientOf, failureOf, simulate, text } from './alibaba-2020-setup.ts';

describe('operations', () => {
  it('returns the exact bytes of a call, with request id and time', async () => {
    const simulator = await simulate();
    const before = Date.now();
    const { response, envelope } = await clientOf(simulator).getCallDetailRecord(builtInContactId);
    expect(response).toMatchObject({ name: 'GetCallDetailRecord', operation: 'GetCallDetailRecord' });
    expect(text(response.bytes)).toContain(`"ContactId":"${builtInContactId}"`);
    expect(response.requestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(envelope.requestId).toBe(response.requestId);
    expect(response.fetchedAt).toBeGreaterThanOrEqual(before);
    expect(response.fetchedAt).toBeLessThanOrEqual(Date.now());
    expect(simulator.requests).toMatchObject([{ method: 'POST', result: 'OK' }]);
  });

  it('reads compressed replies', async () => {
    const simulator = await simulate({ gzip: true });
    const { response } = await clientOf(simulator).getCallDetailRecord(builtInContactId);
    expect(text(response.bytes)).toContain('"Code":"OK"');
  });

  it('sends the security token of temporary credentials', async () => {
    const simulator = await simulate({ securityToken: 'CAIS+token==' });
    const good = await clientOf(simulator, { securityToken: 'CAIS+token==' }).listInstances({
      number: 1,
      size: 10,
    });
    expect(pageOf(good.envelope)).toMatchObject({ total: 1 });
    const error = await failureOf(
      clientOf(simulator, { securityToken: 'stale-token' }).getCallDetailRecord(builtInContactId),
    );
    expect(error).toMatchObject({ kind: 'credentials', code: 'InvalidSecurityToken.MismatchWithAccessKey' });
    expect(error.text.key).toBe('error.credentials.token');
  });

  it('lists calls of a window, flows by name, and one flow with its draft', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    const page = { number: 1, size: 10 };
    const window = { StartTime: String(Date.UTC(2026, 9, 12)), EndTime: String(Date.UTC(2026, 9, 13)) };
    const calls = await client.listCalls('ListCallDetailRecordsV2', window, page);
    expect(pageOf(calls.envelope).rows).toHaveLength(1);
    const none = await client.listCalls('ListCallDetailRecordsV2', { StartTime: '0', EndTime: '1' }, page);
    expect(pageOf(none.envelope)).toEqual({ rows: [], total: 0 });
    const flows = await client.listContactFlows(page, builtInFlowName);
    expect(pageOf(flows.envelope).rows.map(({ object }) => object['Name'])).toEqual([builtInFlowName]);
    const flowId = 'edaf2eaa-8f88-44ca-812e-41b3cd2b7a90';
    const flow = await client.getContactFlow(flowId, 'draft-edaf2eaa');
    expect(text(flow.response.bytes)).toContain('activities');
    const error = await failureOf(client.getContactFlow(flowId, undefined));
    expect(error).toMatchObject({ kind: 'provider', code: 'MissingDraftId', retries: 0 });
  });

  it('runs at most two requests at once', async () => {
    const simulator = await simulate({ faults: [{ times: 6, trouble: { kind: 'slow', ms: 30 } }] });
    const client = clientOf(simulator);
    await Promise.all(Array.from({ length: 6 }, () => client.getCallDetailRecord(builtInContactId)));
    expect(simulator.requests).toHaveLength(6);
    expect(simulator.mostAtOnce()).toBe(2);
  });
});

describe('errors of the provider', () => {
  it('says that the secret is wrong, and repeats neither it nor what was signed', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator, { accessKeySecret: 'not-the-secret' });
    const error = await failureOf(fetchCallSources(client, builtInContactId));
    expect(error).toMatchObject({
      kind: 'credentials',
      code: 'SignatureDoesNotMatch',
      action: 'edit-connection',
      status: 400,
    });
    expect(error.requestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(renderIn('en')(error.text)).toMatch(
      /^127\.0\.0\.1:\d+ refused the signature of GetCallDetailRecord: .*secret.* Edit/,
    );
    expect(simulator.requests.map(({ result }) => result)).toEqual([
      'SignatureDoesNotMatch',
      'SignatureDoesNotMatch',
    ]);
    const authorization = simulator.requests[0]?.headers['authorization'] ?? '';
    const signature = /Signature=(\w+)/.exec(authorization)?.[1] ?? '';
    expect(signature).toHaveLength(64);
    const everything = JSON.stringify([error, error.message, error.stack, error.cause, error.text]);
    for (const hidden of ['not-the-secret', signature, 'string to sign', 'ACS3-HMAC', 'InstanceId=']) {
      expect(everything).not.toContain(hidden);
    }
  });

  it.each([
    ['an unknown key', { accessKeyId: 'other' }, 'credentials', 'InvalidAccessKeyId.NotFound'],
    ['an unknown instance', { instanceId: 'nowhere' }, 'not-found', 'NotExists.InstanceId'],
  ])('names %s', async (_, options, kind, code) => {
    const error = await failureOf(clientOf(await simulate(), options).getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind, code, action: 'edit-connection', retries: 0 });
  });

  it.each([{}, { businessErrorStatus: 200 as const }, { unknownCallTracking: 'empty' as const }])(
    'says that a call does not exist (%j)',
    async (options) => {
      const simulator = await simulate(options);
      const error = await failureOf(fetchCallSources(clientOf(simulator), 'job-404'));
      expect(error).toMatchObject({ kind: 'not-found', code: 'NotExists.JobId', action: 'look-up-again' });
      expect(renderIn('en')(error.text)).toContain('The call job-404 does not exist in instance ccc-test.');
      expect(simulator.requests).toHaveLength(2);
    },
  );

  it('reads errors of the gateway in XML', async () => {
    const simulator = await simulate({ errorFormat: 'xml' });
    const client = clientOf(simulator, { accessKeySecret: 'wrong' });
    const error = await failureOf(client.getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind: 'credentials', code: 'SignatureDoesNotMatch' });
    expect(error.requestId).toMatch(/^[0-9A-F-]{36}$/);
  });

  it.each([
    ['Throttling', 400, 'throttled', 4],
    ['Throttling.Api', 429, 'throttled', 4],
    ['ServiceUnavailable', 503, 'provider', 3],
    ['InternalService.DB', 500, 'provider', 3],
    ['SignatureNonceUsed', 400, 'provider', 1],
    ['IncompleteSignature', 400, 'credentials', 0],
    ['InvalidAccessKeyId.Inactive', 400, 'credentials', 0],
    ['InvalidSecurityToken.Expired', 400, 'credentials', 0],
    ['Forbidden.RAM', 403, 'permission', 0],
    ['NoPermission', 403, 'permission', 0],
    ['NoPermission.Recording', 403, 'permission', 0],
    ['Permission.Role', 403, 'permission', 0],
    ['Parameter.Format', 400, 'provider', 0],
    ['MissingParameter', 400, 'provider', 0],
    ['NotExists.ChannelId', 404, 'not-found', 0],
    ['InvalidAction.NotFound', 404, 'provider', 0],
    ['InvalidProtocol.NeedSsl', 400, 'provider', 0],
    ['SomethingNew', 400, 'provider', 0],
    ['SomethingNew', 500, 'provider', 3],
  ])('takes %s with status %i for %s, worth %i repeats', async (code, status, kind, retries) => {
    const simulator = await simulate({ faults: [{ times: 9, trouble: { kind: 'error', status, code } }] });
    const reports: AttemptReport[] = [];
    const client = clientOf(simulator, { onAttempt: (_, report) => reports.push(report) });
    const error = await failureOf(client.getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind, code, status, retries });
    expect(simulator.requests).toHaveLength(1 + retries);
    expect(reports.map(({ attempt }) => attempt)).toEqual(
      Array.from({ length: 1 + retries }, (_, i) => i + 1),
    );
    for (const language of languages) {
      const sentence = renderIn(language)(error.text);
      expect(sentence).not.toMatch(/^error\.|[{}]|undefined/);
    }
  });

  it('is patient with throttling, signing each attempt anew', async () => {
    const simulator = await simulate({ faults: [throttled(2, 20)] });
    const reports: AttemptReport[] = [];
    const client = clientOf(simulator, { onAttempt: (_, report) => reports.push(report) });
    const { response } = await client.getCallDetailRecord(builtInContactId);
    expect(text(response.bytes)).toContain('"Code":"OK"');
    expect(simulator.requests.map(({ result }) => result)).toEqual([
      'Throttling.User',
      'Throttling.User',
      'OK',
    ]);
    const nonces = simulator.requests.map(({ headers }) => headers['x-acs-signature-nonce']);
    expect(new Set(nonces).size).toBe(3);
    expect(reports).toMatchObject([
      { error: { kind: 'throttled' } },
      { error: { kind: 'throttled' } },
      { status: 200 },
    ]);
    for (const { retryInMs } of reports.slice(0, 2)) expect(retryInMs).toBeGreaterThanOrEqual(20);
  });

  it('corrects the clock once from the reply, and remembers it', async () => {
    const ahead = 3 * 3600_000;
    const simulator = await simulate({ now: () => Date.now() + ahead });
    const client = clientOf(simulator);
    const { response } = await client.getCallDetailRecord(builtInContactId);
    expect(Math.abs(response.fetchedAt - (Date.now() + ahead))).toBeLessThan(5000);
    await client.getCallDetailRecord(builtInContactId);
    expect(simulator.requests.map(({ result }) => result)).toEqual(['InvalidTimeStamp.Expired', 'OK', 'OK']);
  });

  it('corrects it for the other word of the gateway too', async () => {
    const trouble = { kind: 'error', status: 400, code: 'IllegalTimestamp' } as const;
    const simulator = await simulate({ now: () => Date.now() + 600_000, faults: [{ times: 1, trouble }] });
    await clientOf(simulator).getCallDetailRecord(builtInContactId);
    expect(simulator.requests.map(({ result }) => result)).toEqual(['IllegalTimestamp', 'OK']);
  });

  it.each(['InvalidTimeStamp.Expired', 'IllegalTimestamp'])(
    'gives up when the corrected time is refused too: %s',
    async (code) => {
      const trouble = { kind: 'error', status: 400, code } as const;
      const simulator = await simulate({ now: () => Date.now() + 600_000, faults: [{ times: 9, trouble }] });
      const error = await failureOf(clientOf(simulator).getCallDetailRecord(builtInContactId));
      expect(error).toMatchObject({ kind: 'clock', code });
      expect(simulator.requests).toHaveLength(2);
    },
  );
});

describe('replies that are none', () => {
  it('says that a web page came instead of data', async () => {
    const simulator = await simulate({ faults: [{ times: 9, trouble: { kind: 'html', status: 200 } }] });
    const error = await failureOf(clientOf(simulator).getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind: 'malformed', text: { key: 'error.malformed.page' } });
    expect(simulator.requests).toHaveLength(1);
  });

  it('gets over a gateway that fails with a web page, a cut-off body and a reset', async () => {
    for (const trouble of [
      { kind: 'html', status: 502 },
      { kind: 'cut-off' },
      { kind: 'reset' },
      { kind: 'broken-json' },
    ] as const) {
      const simulator = await simulate({ faults: [{ trouble }] });
      await clientOf(simulator).getCallDetailRecord(builtInContactId);
      expect(simulator.requests.map(({ result }) => result)).toEqual([trouble.kind, 'OK']);
    }
  });

  it.each([
    ['cut-off', 'network', 'error.network.cut-off'],
    ['reset', 'network', 'error.network.cut-off'],
    ['broken-json', 'malformed', 'error.malformed.answer'],
  ] as const)('says what is wrong when every reply is %s', async (trouble, kind, key) => {
    const simulator = await simulate({ faults: [{ times: 9, trouble: { kind: trouble } }] });
    const error = await failureOf(clientOf(simulator).getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind, text: { key } });
  });

  it('does not follow a redirect with a signed request', async () => {
    const elsewhere = await simulate();
    const location = `${elsewhere.url}/?x=1`;
    const simulator = await simulate({ faults: [{ trouble: { kind: 'redirect', location } }] });
    const error = await failureOf(clientOf(simulator).getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind: 'network', text: { key: 'error.network.redirect-to' } });
    expect(simulator.requests).toHaveLength(1);
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('says that a stopped server refuses the connection', async () => {
    const simulator = await simulate();
    const client = clientOf(simulator);
    await simulator.close();
    const error = await failureOf(fetchCallSources(client, builtInContactId));
    expect(error).toMatchObject({ kind: 'network', code: 'ECONNREFUSED', action: 'retry' });
    expect(renderIn('en')(error.text)).toMatch(
      /^Nothing answers at 127\.0\.0\.1:\d+: the connection was refused\. Check/,
    );
    expect(`${error.message} ${error.stack ?? ''} ${JSON.stringify(error.cause)}`).not.toContain('ContactId');
  });

  it('refuses credentials that cannot be ones, without repeating them', async () => {
    const options = {
      endpoint: 'example.com',
      instanceId: 'i',
      send,
      accessKeyId: 'k',
      accessKeySecret: 's',
    };
    const slips = [
      { accessKeyId: '' },
      { accessKeyId: 'k\n' },
      { accessKeySecret: 'canary secret' },
      { securityToken: '令牌canary' },
    ];
    for (const slip of slips) {
      const error = await failureOf(Promise.resolve().then(() => createClient({ ...options, ...slip })));
      expect(error).toMatchObject({ kind: 'credentials', action: 'edit-connection' });
      expect(JSON.stringify([error, error.message, error.stack])).not.toContain('canary');
    }
  });

  it('refuses endpoints that are no origins, and plain http to other machines', () => {
    const options = { accessKeyId: 'k', accessKeySecret: 's', instanceId: 'i', send };
    for (const endpoint of [
      '',
      'https://',
      'ftp://host',
      'https://user:pass@host',
      'https://host/path',
      'host?a=b',
    ]) {
      expect(() => createClient({ ...options, endpoint })).toThrow(CallTraceError);
    }
    expect(() => createClient({ ...options, endpoint: 'http://ccc.cn-shanghai.aliyuncs.com' })).toThrow(
      'error.network.plain-http',
    );
    const client = createClient({ ...options, endpoint: ' ccc.cn-shanghai.aliyuncs.com ' });
    expect(client.host).toBe('ccc.cn-shanghai.aliyuncs.com');
  });
});

describe('a server that takes its time', () => {
  it('is given up after the time for one attempt, twice', async () => {
    const simulator = await simulate({ faults: [{ times: 9, trouble: { kind: 'stalled' } }] });
    const http = { timeOuts: { attemptMs: 60 }, retry: { baseMs: 1 } };
    const error = await failureOf(clientOf(simulator, { http }).getCallDetailRecord(builtInContactId));
    expect(error).toMatchObject({ kind: 'time-out', text: { key: 'error.time-out.answer' } });
    expect(simulator.requests).toHaveLength(2);
  });

  it('is given up when a TLS handshake does not end', async () => {
    const mute = createServer();
    const { port } = await listen(mute);
    const options = { accessKeyId: 'k', accessKeySecret: 's', instanceId: 'i', send };
    const http = { timeOuts: { connectMs: 50, attemptMs: 5000 }, retry: { max: 0 } };
    const client = createClient({ ...options, endpoint: `https://127.0.0.1:${port}`, http });
    const error = await failureOf(client.getCallDetailRecord('job-1'));
    mute.close();
    expect(error).toMatchObject({ kind: 'time-out', text: { key: 'error.time-out.connect' } });
  });
});
