import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { isLoopback, requestAddress } from '../../src/http/address.ts';
import { CallTraceError } from '../../src/http/errors.ts';
import { createLimit } from '../../src/http/limit.ts';
import { retryAfter, retryDelay } from '../../src/http/retry.ts';
import { send } from '../../src/http/send.ts';
import type { Transport } from '../../src/http/types.ts';
import { listen, serveHttp } from '../simulators/local-server.ts';

async function failureOf(work: Promise<unknown>): Promise<CallTraceError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof CallTraceError)) throw new Error('Expected a CallTraceError.', { cause: thrown });
  return thrown;
}

const never = { retry: { max: 0 } };

describe('addresses', () => {
  it.each([
    'http://localhost:1',
    'http://a.localhost',
    'http://127.8.9.1/',
    'http://[::1]:80',
    'http://LOCALHOST',
  ])('takes %s for this machine', (address) => expect(isLoopback(new URL(address))).toBe(true));

  it.each([
    'http://localhost.example.com',
    'http://128.0.0.1',
    'http://127.0.0.1.example.com',
    'http://[::2]',
    'http://10.0.0.1',
  ])('does not take %s for this machine', (address) => expect(isLoopback(new URL(address))).toBe(false));

  it('refuses plain http to other machines unless it is wanted', async () => {
    let used = 0;
    const transport: Transport = () => {
      used += 1;
      return Promise.reject(new Error('not reached'));
    };
    const request = { method: 'GET', url: 'http://192.0.2.1/?secret=1' } as const;
    const error = await failureOf(send(request, { transport }));
    expect(error).toMatchObject({
      kind: 'network',
      text: { key: 'error.network.plain-http' },
      action: 'edit-connection',
    });
    expect(used).toBe(0);
    await failureOf(send(request, { transport, allowPlainHttp: true, ...never }));
    expect(used).toBe(1);
  });

  it('refuses what is no web address, or has a password in it', () => {
    for (const address of ['', 'host', 'file:///etc/passwd', 'https://user@host', 'https://:pw@host']) {
      expect(() => requestAddress(address, true)).toThrow('error.network.address');
    }
  });
});

describe('failures on the way', () => {
  it.each([
    ['ECONNREFUSED', 'network', 'error.network.refused', 0],
    ['ENOTFOUND', 'network', 'error.network.unknown-host', 0],
    ['EAI_AGAIN', 'network', 'error.network.unknown-host', 3],
    ['EHOSTUNREACH', 'network', 'error.network.unreachable', 0],
    ['ECONNRESET', 'network', 'error.network.cut-off', 3],
    ['ERR_STREAM_PREMATURE_CLOSE', 'network', 'error.network.cut-off', 3],
    ['EWHATEVER', 'network', 'error.network.other', 0],
    ['ETIMEDOUT', 'time-out', 'error.time-out.network', 1],
    ['CERT_HAS_EXPIRED', 'tls', 'error.tls.expired', 0],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'error.tls.other-name', 0],
    ['CERT_NOT_YET_VALID', 'tls', 'error.tls.not-yet-valid', 0],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'error.tls.self-signed', 0],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'error.tls.unknown-issuer', 0],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'error.tls.unknown-issuer', 0],
    ['EPROTO', 'tls', 'error.tls.handshake', 0],
    ['HPE_INVALID_CONSTANT', 'malformed', 'error.malformed.http', 0],
  ])('tells %s as %s', async (code, kind, key, retries) => {
    let attempts = 0;
    const transport: Transport = () => {
      attempts += 1;
      const message = 'request to https://ccc.example.com/?Signature=abc failed';
      return Promise.reject(Object.assign(new Error(message), { code }));
    };
    const options = { transport, retry: { baseMs: 1, maxMs: 1 } };
    const error = await failureOf(
      send({ method: 'GET', url: 'https://ccc.example.com/?Signature=abc' }, options),
    );
    expect(error).toMatchObject({ kind, retries, code, text: { key, args: { host: 'ccc.example.com' } } });
    expect(attempts).toBe(1 + retries);
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain('Signature=');
  });

  it.each([
    ['PROXY 10.0.0.1:3128', 'error.proxy.unreachable-at', '10.0.0.1:3128'],
    ['PROXY user:p@ss@proxy.example:3128', 'error.proxy.unreachable-at', 'proxy.example:3128'],
    ['["HTTPS user:pw@[fd00::1]:3128"]', 'error.proxy.unreachable-at', '[fd00::1]:3128'],
    ['SOCKS5 <credentials>@socks.example:1080', 'error.proxy.unreachable-at', 'socks.example:1080'],
    ['something new', 'error.proxy.unreachable', undefined],
  ])('tells that the proxy of %j is not reached, without its login', async (proxies, key, proxy) => {
    const reason = `Failed to establish a socket connection to proxies: ${proxies}`;
    for (const message of [reason, `request to https://ccc.example.com/ failed, reason: ${reason}`]) {
      const transport: Transport = () => Promise.reject(new Error(message));
      const error = await failureOf(send({ method: 'GET', url: 'https://ccc.example.com/' }, { transport }));
      const args = { host: 'ccc.example.com', ...(proxy === undefined ? {} : { proxy }) };
      expect(error).toMatchObject({ kind: 'proxy', action: 'retry', retries: 0, text: { key } });
      expect(error.text.args).toEqual(args);
      expect(error.cause).toBeUndefined();
    }
  });

  it.each([
    [407, 'error.proxy.login', 0],
    [403, 'error.proxy.refused', 0],
    [502, 'error.proxy.no-way', 1],
    [undefined, 'error.proxy.unreachable', 0],
  ])("tells the proxy's status %s in Node's own tunnel", async (statusCode, key, retries) => {
    const transport: Transport = () =>
      Promise.reject(Object.assign(new Error('no'), { code: 'ERR_PROXY_TUNNEL', statusCode }));
    const error = await failureOf(
      send({ method: 'GET', url: 'https://ccc.example.com/' }, { transport, ...never }),
    );
    expect(error).toMatchObject({ kind: 'proxy', retries, text: { key, args: { host: 'ccc.example.com' } } });
  });

  it('says that nothing listens', async () => {
    const server = await serveHttp(() => undefined);
    await server.close();
    const error = await failureOf(send({ method: 'GET', url: server.url }));
    expect(error).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' });
  });

  it('says that a server cannot do TLS, or speaks plain http', async () => {
    const tls = createTlsServer({});
    const plain = await serveHttp((_, response) => response.end());
    const { port } = await listen(tls);
    for (const url of [`https://127.0.0.1:${port}`, plain.url.replace('http:', 'https:')]) {
      const error = await failureOf(send({ method: 'GET', url }, never));
      expect(error).toMatchObject({ kind: 'tls', text: { key: 'error.tls.handshake' } });
    }
    tls.close();
    await plain.close();
  });

  it('says that what answers does not speak HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const { port } = await listen(server);
    const error = await failureOf(send({ method: 'GET', url: `http://127.0.0.1:${port}` }));
    server.close();
    expect(error).toMatchObject({ kind: 'malformed', text: { key: 'error.malformed.http' } });
  });

  it('gives up a connection that is not ready in time, also for requests with a body', async () => {
    const mute = createServer();
    const { port } = await listen(mute);
    const timeOuts = { connectMs: 40, attemptMs: 5000 };
    for (const body of [undefined, 'body']) {
      const request = {
        method: 'POST',
        url: `https://127.0.0.1:${port}`,
        ...(body === undefined ? {} : { body }),
      } as const;
      const error = await failureOf(send(request, { timeOuts, ...never }));
      expect(error).toMatchObject({ kind: 'time-out', text: { key: 'error.time-out.connect' } });
    }
    mute.close();
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (status) => {
    let asked = 0;
    const server = await serveHttp((_, response) => {
      asked += 1;
      response
        .writeHead(status, { location: asked > 1 ? '/other?token=1' : 'https://elsewhere.example/?token=1' })
        .end();
    });
    const away = await failureOf(send({ method: 'POST', url: server.url }));
    expect(away.text).toEqual({
      key: 'error.network.redirect-to',
      args: { host: new URL(server.url).host, target: 'elsewhere.example' },
    });
    const here = await failureOf(send({ method: 'POST', url: server.url }));
    expect(here).toMatchObject({ status, text: { key: 'error.network.redirect' } });
    expect(asked).toBe(2);
    await server.close();
  });

  it.each([
    [400, 'provider', 'error.provider.status'],
    [401, 'credentials', 'error.credentials.status'],
    [403, 'permission', 'error.permission.status'],
    [404, 'not-found', 'error.not-found.status'],
    [407, 'proxy', 'error.proxy.login'],
    [429, 'throttled', 'error.throttled'],
    [502, 'provider', 'error.provider.unavailable'],
  ])('tells status %i as %s', async (status, kind, key) => {
    const server = await serveHttp((_, response) => response.writeHead(status).end());
    const error = await failureOf(send({ method: 'GET', url: server.url }, never));
    await server.close();
    expect(error).toMatchObject({ kind, status, text: { key } });
  });
});

describe('the page about an error', () => {
  const pageOf = (page: string) =>
    new CallTraceError({
      kind: 'provider',
      text: { key: 'error.cancelled' },
      action: 'open-error-page',
      retries: 0,
      page,
    }).page;

  it('is kept where it is https', () =>
    expect(pageOf('https://api.example.com/troubleshoot?q=1')).toBe(
      'https://api.example.com/troubleshoot?q=1',
    ));

  it.each([
    'http://api.example.com',
    'command:x',
    'javascript:alert(1)',
    'https://user:pw@host/',
    'text',
    '',
  ])('is dropped where it is %j', (page) => expect(pageOf(page)).toBeUndefined());
});

describe('waiting', () => {
  const error = (retries: number) =>
    new CallTraceError({ kind: 'throttled', text: { key: 'error.throttled' }, action: 'retry', retries });
  const policy = { max: 4, baseMs: 500, maxMs: 3000, random: () => 1 };

  it('doubles with each repeat up to a limit, and is never less than half of that', () => {
    expect([0, 1, 2, 3].map((repeats) => retryDelay(error(9), repeats, policy))).toEqual([
      500, 1000, 2000, 3000,
    ]);
    expect(retryDelay(error(9), 2, { ...policy, random: () => 0 })).toBe(1000);
  });

  it('ends with the policy and with what the error is worth', () => {
    expect(retryDelay(error(9), 4, policy)).toBeUndefined();
    expect(retryDelay(error(1), 1, policy)).toBeUndefined();
    expect(retryDelay(error(0), 0, policy)).toBeUndefined();
  });

  it('is at least as long as asked', () => {
    expect(retryDelay(error(9), 0, { ...policy, random: () => 0 }, 60_000)).toBe(60_000);
  });

  it('reads both headers', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(retryAfter({ 'x-acs-retry-after': '250', 'retry-after': '9' }, now)).toBe(250);
    expect(retryAfter({ 'retry-after': '9' }, now)).toBe(9000);
    expect(retryAfter({ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, now)).toBe(7000);
    expect(retryAfter({ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, now)).toBe(0);
    expect(retryAfter({ 'retry-after': 'soon' }, now)).toBeUndefined();
    // Both times are the server's: a wrong local clock does not lengthen the wait.
    expect(
      retryAfter(
        { 'retry-after': 'Thu, 01 Jan 2026 02:00:07 GMT', date: 'Thu, 01 Jan 2026 02:00:00 GMT' },
        now,
      ),
    ).toBe(7000);
    expect(retryAfter({}, now)).toBeUndefined();
  });
});

describe('the queue', () => {
  it('runs no more than its limit at once, in order, and goes on after failures', async () => {
    const limit = createLimit(2);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const task = (id: number) => async () => {
      started.push(id);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (id % 2 === 0) throw new Error('even');
      return id;
    };
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map((id) => limit(task(id))));
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(started).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
  });

  it('lets a waiting task go as soon as it is cancelled', async () => {
    const limit = createLimit(1);
    let release: () => void = () => undefined;
    const first = limit(() => new Promise<void>((resolve) => (release = resolve)));
    const controller = new AbortController();
    const second = limit(() => Promise.resolve(controller.signal.aborted), controller.signal);
    controller.abort();
    expect(await second).toBe(true);
    const third = limit(() => Promise.resolve('third'));
    release();
    await first;
    expect(await third).toBe('third');
  });
});
