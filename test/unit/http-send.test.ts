import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { CallTraceError } from '../../src/http/errors.ts';
import { send } from '../../src/http/send.ts';
import type { AttemptReport, SendOptions, SignContext } from '../../src/http/types.ts';
import { serveHttp, type LocalServer } from '../simulators/local-server.ts';

const running: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<LocalServer> {
  const server = await serveHttp(listener);
  running.push(server);
  return server;
}

const quick = { retry: { baseMs: 1, maxMs: 2 } } as const satisfies SendOptions;

async function failureOf(work: Promise<unknown>): Promise<CallTraceError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof CallTraceError)) throw new Error('Expected a CallTraceError.', { cause: thrown });
  return thrown;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a good exchange', () => {
  it('returns status, headers, bytes and how long it took', async () => {
    const server = await serve((_, response) => {
      response.setHeader('X-Thing', ['a', 'b']);
      response.end('good');
    });
    const response = await send({ method: 'GET', url: server.url });
    expect(response).toMatchObject({ status: 200, attempts: 1, headers: { 'x-thing': 'a, b' } });
    expect(text(response.bytes)).toBe('good');
    expect(response.bytes.buffer.byteLength).toBe(4);
    expect(response.durationMs).toBeGreaterThan(0);
  });

  it('sends what signing adds: address, headers and body', async () => {
    const server = await serve((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () =>
        response.end(JSON.stringify([request.method, request.url, request.headers['x-signed'], body])),
      );
    });
    const response = await send({
      method: 'POST',
      url: server.url,
      headers: { 'X-Signed': 'no', 'content-type': 'text/plain' },
      body: 'plain',
      sign: () => ({ url: `${server.url}/?q=1%2A`, headers: { 'x-signed': 'yes' }, body: '请 signed' }),
    });
    expect(JSON.parse(text(response.bytes))).toEqual(['POST', '/?q=1%2A', 'yes', '请 signed']);
  });

  it('does not let a signature change where a request goes', async () => {
    const sign = () => ({ url: 'http://127.0.0.1:1/' });
    await expect(send({ method: 'GET', url: 'http://127.0.0.1:2/', sign })).rejects.toThrow(TypeError);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('decompresses %s', async (coding, compress) => {
    const server = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, br');
      response.setHeader('content-encoding', coding);
      response.end(compress('压缩'.repeat(1000)));
    });
    const response = await send({ method: 'GET', url: server.url });
    expect(text(response.bytes)).toBe('压缩'.repeat(1000));
    expect(response.bytes.buffer.byteLength).toBe(response.bytes.length);
  });

  it('keeps the connection for the next request, which is then never late to connect', async () => {
    const sockets = new Set<unknown>();
    const server = await serve((request, response) => {
      sockets.add(request.socket);
      setTimeout(() => response.end('x'), 40);
    });
    await send({ method: 'GET', url: server.url });
    await send({ method: 'GET', url: server.url }, { timeOuts: { connectMs: 1 } });
    expect(sockets.size).toBe(1);
  });
});

describe('limits of size', () => {
  const limit = { maxBytes: 1000, ...quick } as const satisfies SendOptions;
  const zeros = Buffer.alloc(1001);

  it.each<[string, RequestListener]>([
    ['that says so', (_, response) => response.writeHead(200, { 'content-length': 1001 }).end(zeros)],
    [
      'that does not say so',
      (_, response) => {
        response.write(zeros.subarray(500));
        response.end(zeros.subarray(500));
      },
    ],
    [
      'after decompression',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50_000_000))),
    ],
  ])('refuses a reply that is too large, %s', async (_, listener) => {
    let asked = 0;
    const server = await serve((request, response) => {
      asked += 1;
      listener(request, response);
    });
    const error = await failureOf(send({ method: 'GET', url: server.url }, { ...limit, maxBytes: 1000 }));
    expect(error).toMatchObject({ kind: 'malformed', text: { key: 'error.malformed.too-large' } });
    expect(asked).toBe(1);
  });

  it('takes a reply of exactly the limit', async () => {
    const server = await serve((_, response) => response.end(zeros.subarray(1)));
    expect((await send({ method: 'GET', url: server.url }, limit)).bytes).toHaveLength(1000);
  });

  it.each([
    ['cut short', 'gzip', gzipSync('x'.repeat(5000)).subarray(0, 20)],
    ['not what it says', 'br', Buffer.from('plain text')],
    ['unknown', 'zstd', Buffer.from('plain text')],
  ])('refuses compression that is %s', async (_, coding, body) => {
    const server = await serve((__, response) => response.setHeader('content-encoding', coding).end(body));
    const error = await failureOf(send({ method: 'GET', url: server.url }, quick));
    expect(error).toMatchObject({ kind: 'malformed', text: { key: 'error.malformed.compression' } });
  });
});

describe('limits of time', () => {
  it('gives an attempt up in the middle of a body, and repeats it once', async () => {
    let asked = 0;
    let closed = 0;
    const server = await serve((_, response) => {
      asked += 1;
      response.write('begun');
      response.once('close', () => (closed += 1));
    });
    const options = { ...quick, timeOuts: { attemptMs: 50 } };
    const error = await failureOf(send({ method: 'GET', url: server.url }, options));
    expect(error).toMatchObject({ kind: 'time-out', text: { key: 'error.time-out.answer' } });
    expect(asked).toBe(2);
    await expect.poll(() => closed).toBe(2);
  });

  it('ends everything after the total time, also while it waits to repeat', async () => {
    const server = await serve((_, response) => response.writeHead(503).end());
    // Long enough that a busy machine cannot use the total time up before the first answer.
    const retry = { baseMs: 1500, maxMs: 1500, max: 99, random: () => 1 };
    const error = await failureOf(
      send({ method: 'GET', url: server.url }, { retry, timeOuts: { totalMs: 2800 } }),
    );
    // The second wait would end too late, so the last failure is told at once.
    expect(error).toMatchObject({ kind: 'provider', status: 503 });
    const stalled = await serve(() => undefined);
    const late = await failureOf(send({ method: 'GET', url: stalled.url }, { timeOuts: { totalMs: 40 } }));
    expect(late).toMatchObject({ kind: 'time-out', text: { key: 'error.time-out.total' } });
  });

  it.each(['before it starts', 'before the answer', 'in the middle of the body', 'while it waits'])(
    'can be cancelled %s',
    async (moment) => {
      const controller = new AbortController();
      const stop = () => setTimeout(() => controller.abort(), 20);
      let asked = 0;
      let closed = 0;
      const server = await serve((_, response) => {
        asked += 1;
        response.once('close', () => (closed += 1));
        if (moment === 'in the middle of the body') response.write('begun');
        if (moment === 'while it waits') response.writeHead(503).end();
        stop();
      });
      if (moment === 'before it starts') controller.abort();
      const retry = { baseMs: 5000, maxMs: 5000 };
      const started = performance.now();
      const error = await failureOf(
        send({ method: 'GET', url: server.url }, { signal: controller.signal, retry }),
      );
      expect(error).toMatchObject({ kind: 'cancelled', retries: 0 });
      expect(performance.now() - started).toBeLessThan(2000);
      expect(asked).toBe(moment === 'before it starts' ? 0 : 1);
      await expect.poll(() => closed).toBe(asked);
    },
  );
});

describe('repeats', () => {
  it('signs every attempt anew and reports each', async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 200).end();
    });
    const signed: SignContext[] = [];
    const reports: AttemptReport[] = [];
    const response = await send(
      {
        method: 'GET',
        url: server.url,
        sign: (context) => {
          signed.push(context);
          return {};
        },
      },
      { ...quick, onAttempt: (report) => reports.push(report) },
    );
    expect(response.attempts).toBe(3);
    expect(signed.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(reports).toMatchObject([
      { attempt: 1, status: 503, error: { kind: 'provider' } },
      { attempt: 2, status: 503 },
      { attempt: 3, status: 200 },
    ]);
    expect(reports.map(({ retryInMs }) => typeof retryInMs)).toEqual(['number', 'number', 'undefined']);
  });

  it('stops after the number that the policy allows', async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      asked += 1;
      response.writeHead(429).end();
    });
    const error = await failureOf(
      send({ method: 'GET', url: server.url }, { retry: { baseMs: 1, maxMs: 1, max: 2 } }),
    );
    expect(error.kind).toBe('throttled');
    expect(asked).toBe(3);
  });

  it('waits as long as it is asked to', async () => {
    const times: number[] = [];
    const server = await serve((_, response) => {
      times.push(performance.now());
      if (times.length === 1) response.writeHead(429, { 'x-acs-retry-after': '80' });
      if (times.length === 2) response.writeHead(503, { 'retry-after': '1' });
      response.end();
    });
    await send({ method: 'GET', url: server.url }, quick);
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(78);
    expect(third - second).toBeGreaterThanOrEqual(998);
  });

  it('does not wait longer than there is time', async () => {
    const server = await serve((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    const started = performance.now();
    const error = await failureOf(send({ method: 'GET', url: server.url }));
    expect(error.kind).toBe('throttled');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('gives a refused signature one more attempt in all, the corrected clock counted in', async () => {
    const refused = new CallTraceError({
      kind: 'credentials',
      text: { key: 'error.credentials.status' },
      action: 'edit-connection',
      retries: 3,
    });
    const asked = async (answers: readonly number[], skewMs: number) => {
      let attempts = 0;
      const server = await serve((_, response) => {
        response.setHeader('date', new Date(Date.now() + skewMs).toUTCString());
        response.writeHead(answers[attempts] ?? 200).end();
        attempts += 1;
      });
      const outcome = await send(
        { method: 'GET', url: server.url },
        {
          retry: { baseMs: 1, maxMs: 1, lastChanceAfter: ({ status }) => status === 401 },
          judge: ({ status }) => (status === 401 ? refused : undefined),
          clock: { isRefusal: ({ status }) => status === 401, offsetMs: 0, now: Date.now },
        },
      ).then(
        () => 'answered',
        (error: unknown) => (error instanceof CallTraceError ? error.kind : 'thrown'),
      );
      return { attempts, outcome };
    };
    // A wrong clock: corrected, and refused all the same.
    expect(await asked([401, 401, 401], 7200_000)).toEqual({ attempts: 2, outcome: 'credentials' });
    // A right clock: the repeat that the error itself is worth.
    expect(await asked([401, 401, 401], 0)).toEqual({ attempts: 2, outcome: 'credentials' });
    // What else fails afterwards is final too, as the next attempt could be refused again.
    expect(await asked([401, 503, 401], 7200_000)).toEqual({ attempts: 2, outcome: 'provider' });
    // What failed before does not count.
    expect(await asked([503, 503, 401, 401], 0)).toEqual({ attempts: 4, outcome: 'credentials' });
    expect(await asked([503, 401], 7200_000)).toEqual({ attempts: 3, outcome: 'answered' });
  });

  it('believes the provider about what a reply is', async () => {
    const server = await serve((_, response) => response.end('{"Code":"Bad"}'));
    const text = { key: 'error.cancelled' };
    const bad = new CallTraceError({ kind: 'provider', text, action: 'none', retries: 0, code: 'Bad' });
    const error = await failureOf(send({ method: 'GET', url: server.url }, { judge: () => bad }));
    expect(error).toBe(bad);
  });

  it('corrects the clock once, and only where it is off', async () => {
    const offsets: number[] = [];
    const server = await serve((_, response) => {
      response.setHeader('date', new Date(Date.now() + 7200_000).toUTCString());
      response.writeHead(403).end();
    });
    const ask = (offsetMs: number, corrected: number[]) =>
      failureOf(
        send(
          {
            method: 'GET',
            url: server.url,
            sign: ({ clockOffsetMs }) => {
              offsets.push(Math.round(clockOffsetMs / 10_000) * 10_000);
              return {};
            },
          },
          {
            clock: {
              isRefusal: ({ status }) => status === 403,
              offsetMs,
              now: Date.now,
              onCorrected: (offset) => corrected.push(offset),
            },
          },
        ),
      );
    const corrected: number[] = [];
    expect(await ask(0, corrected)).toMatchObject({ kind: 'permission' });
    expect(corrected).toHaveLength(1);
    expect(offsets).toEqual([0, 7200_000]);
    await ask(7200_000, corrected);
    expect(corrected).toHaveLength(1);
    expect(offsets).toHaveLength(3);
  });
});
