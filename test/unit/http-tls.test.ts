import { X509Certificate } from 'node:crypto';
import https from 'node:https';
import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallTraceError } from '../../src/http/errors.ts';
import { send } from '../../src/http/send.ts';
import { createTransport } from '../../src/http/transport.ts';
import type { Trust } from '../../src/http/trust.ts';
import type { SendOptions } from '../../src/http/types.ts';
import { serveTls, type RecordingServer } from '../integration/support/tls-server.ts';
import { makeAuthority, makeCertificate, type KeyedCertificate } from '../simulators/certificates.ts';
import { listen, serveHttp } from '../simulators/local-server.ts';

const running: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(...args: Parameters<typeof serveTls>): Promise<RecordingServer> {
  const server = await serveTls(...args);
  running.push(server);
  return server;
}

async function failureOf(work: Promise<unknown>): Promise<CallTraceError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof CallTraceError)) throw new Error('Expected a CallTraceError.', { cause: thrown });
  return thrown;
}

const pinOf = ({ cert }: KeyedCertificate): Trust => ({
  kind: 'pin',
  sha256: new X509Certificate(cert).fingerprint256,
  pem: cert,
});
const caOf = ({ cert }: KeyedCertificate): Trust => ({ kind: 'ca', pem: cert });

const ask = (trust: Trust, url: string, options: SendOptions = {}) =>
  send(
    { method: 'POST', url, headers: { authorization: 'secret-signature' }, body: 'secret body' },
    { transport: createTransport(trust), retry: { max: 0 }, ...options },
  );

const closing = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';
const day = 24 * 3600_000;
let authority: KeyedCertificate;
let issued: KeyedCertificate;
let issuedForIp: KeyedCertificate;
let otherIssued: KeyedCertificate;
let selfSigned: KeyedCertificate;
let otherName: KeyedCertificate;
let expired: KeyedCertificate;
let early: KeyedCertificate;
beforeAll(async () => {
  authority = await makeAuthority('Test authority');
  const names = ['localhost'];
  [issued, otherIssued, issuedForIp, selfSigned, otherName, expired, early] = await Promise.all([
    makeCertificate({ names, authority }),
    makeCertificate({ names, authority }),
    makeCertificate({ names: ['127.0.0.1'], authority }),
    makeCertificate({ names }),
    makeCertificate({ names: ['elsewhere.example'] }),
    makeCertificate({
      names,
      validFrom: new Date(Date.now() - 9 * day),
      validTo: new Date(Date.now() - day),
    }),
    makeCertificate({ names, validFrom: new Date(Date.now() + day) }),
  ]);
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a pinned certificate, %s', (version) => {
  it.each<[string, () => KeyedCertificate, string]>([
    ['self-signed', () => selfSigned, 'localhost'],
    ['from a private authority', () => issued, 'localhost'],
    ['for another name', () => otherName, 'localhost'],
    ['asked for by IP address', () => issued, '127.0.0.1'],
    ['for the IP address', () => issuedForIp, '127.0.0.1'],
  ])('is accepted: %s', async (_, certificate, host) => {
    const server = await serve(certificate(), { version });
    const reply = await ask(pinOf(certificate()), `https://${host}:${server.port}/path?q=1`);
    expect(reply).toMatchObject({ status: 200, headers: { 'x-thing': 'a' } });
    expect(new TextDecoder().decode(reply.bytes)).toBe('ok');
    expect(server.received()).toMatch(/^POST \/path\?q=1 HTTP\/1\.1\r\n/u);
    expect(server.received()).toContain('authorization: secret-signature');
    expect(server.received()).toMatch(/\r\n\r\nsecret body$/u);
    expect(server.names).toEqual([host === 'localhost' ? host : '']);
  });

  it.each<[string, () => KeyedCertificate, () => KeyedCertificate]>([
    ['self-signed instead of self-signed', () => selfSigned, () => otherName],
    ['of the same authority and name', () => issued, () => otherIssued],
    ['signed by the pinned one', () => authority, () => issued],
    ['from an authority instead of self-signed', () => selfSigned, () => issued],
  ])('refuses another one before a byte of HTTP: %s', async (_, pinned, shown) => {
    const server = await serve(shown(), { version });
    const error = await failureOf(ask(pinOf(pinned()), `https://localhost:${server.port}`));
    expect(error).toMatchObject({
      kind: 'tls',
      code: 'CERTIFICATE_NOT_PINNED',
      action: 'edit-connection',
      retries: 0,
      text: { key: 'error.tls.other-certificate', args: { host: `localhost:${server.port}` } },
    });
    await server.idle();
    expect(server.received()).toBe('');
  });

  it('refuses the right one when it is not valid in time', async () => {
    for (const [certificate, key] of [
      [expired, 'error.tls.expired'],
      [early, 'error.tls.not-yet-valid'],
    ] as const) {
      const server = await serve(certificate, { version });
      const error = await failureOf(ask(pinOf(certificate), `https://localhost:${server.port}`));
      expect(error).toMatchObject({ kind: 'tls', action: 'edit-connection', text: { key } });
      await server.idle();
      expect(server.received()).toBe('');
    }
  });

  it('holds when the server is exchanged and the client could take up its old session', async () => {
    const right = await serve(issued, { version, answer: closing });
    const url = `https://localhost:${right.port}`;
    await ask(pinOf(issued), url);
    await right.close();
    const wrong = await serve(otherIssued, { version, port: right.port });
    const attempts = await Promise.all([0, 1, 2].map(() => failureOf(ask(pinOf(issued), url))));
    await wrong.idle();
    expect(attempts.map(({ code }) => code)).toEqual(attempts.map(() => 'CERTIFICATE_NOT_PINNED'));
    expect(wrong.received()).toBe('');
    expect(wrong.resumed()).toBe(0);
  });
});

describe('kept-alive connections', () => {
  it.each<[string, () => Trust, () => KeyedCertificate]>([
    ['a pin', () => pinOf(issued), () => issued],
    ['an authority', () => caOf(authority), () => issued],
  ])('are used again with %s', async (_, trust, certificate) => {
    const server = await serve(certificate());
    const transport = createTransport(trust());
    for (let round = 0; round < 3; round += 1)
      await ask(trust(), `https://localhost:${server.port}`, { transport });
    expect(server.connections()).toBe(1);
    expect(server.received().match(/POST/gu)).toHaveLength(3);
  });

  it('are not lent to a connection that accepts something else', async () => {
    const server = await serve(issued);
    const url = `https://localhost:${server.port}`;
    await ask(caOf(authority), url);
    expect(await failureOf(ask(pinOf(otherIssued), url))).toMatchObject({ code: 'CERTIFICATE_NOT_PINNED' });
    expect(await failureOf(ask(pinOf(authority), url))).toMatchObject({ code: 'CERTIFICATE_NOT_PINNED' });
    expect(await failureOf(ask({ kind: 'system' }, url))).toMatchObject({
      text: { key: 'error.tls.unknown-issuer' },
    });
    expect(server.received().match(/POST/gu)).toHaveLength(1);
  });

  it('never take up a session: that would skip the look at the certificate', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const server = await serve(issued, { version, answer: closing });
      for (let round = 0; round < 3; round += 1)
        await ask(caOf(authority), `https://localhost:${server.port}`);
      expect([server.connections(), server.resumed()]).toEqual([3, 0]);
    }
  });
});

describe("a connection's own authority", () => {
  it.each<[string, () => KeyedCertificate, string]>([
    ['a name', () => issued, 'localhost'],
    ['an IP address', () => issuedForIp, '127.0.0.1'],
  ])('is enough for %s that the certificate has', async (_, certificate, host) => {
    const server = await serve(certificate());
    expect(await ask(caOf(authority), `https://${host}:${server.port}`)).toMatchObject({ status: 200 });
  });

  it('may be one of several in the file, and the server itself', async () => {
    const server = await serve(selfSigned);
    const pem = `# two\n${authority.cert}\n${selfSigned.cert}`;
    expect(await ask({ kind: 'ca', pem }, `https://localhost:${server.port}`)).toMatchObject({ status: 200 });
  });

  it.each<[string, () => KeyedCertificate, string, string]>([
    ['other authorities', () => selfSigned, 'localhost', 'error.tls.other-authority'],
    ['other names', () => issuedForIp, 'localhost', 'error.tls.other-name'],
    ['other IP addresses', () => issued, '127.0.0.1', 'error.tls.other-name'],
  ])('does not accept %s, and sends nothing', async (_, certificate, host, key) => {
    const server = await serve(certificate());
    const error = await failureOf(ask(caOf(authority), `https://${host}:${server.port}`));
    expect(error).toMatchObject({ kind: 'tls', action: 'accept-certificate', text: { key } });
    await server.idle();
    expect(server.received()).toBe('');
  });

  it('is the only one, whatever is done to the agent that all share', async () => {
    const other = await makeAuthority('Other authority');
    const foreign = await serve(await makeCertificate({ names: ['localhost'], authority: other }));
    const { options } = https.globalAgent;
    try {
      Object.assign(options, { ca: other.cert });
      const accepted = await failureOf(ask(caOf(authority), `https://localhost:${foreign.port}`));
      expect(accepted.text.key).toBe('error.tls.other-authority');
      Object.assign(options, { ca: authority.cert, rejectUnauthorized: false });
      for (const trust of [caOf(authority), pinOf(issued)]) {
        const ignored = await failureOf(ask(trust, `https://localhost:${foreign.port}`));
        expect(ignored.kind).toBe('tls');
      }
    } finally {
      delete options.ca;
      delete options.rejectUnauthorized;
    }
    await foreign.idle();
    expect(foreign.received()).toBe('');
  });

  it('may stand for a server whose certificate an authority in the middle signed', async () => {
    const middle = await makeAuthority('Middle', authority);
    const server = await serve(await makeCertificate({ names: ['localhost'], authority: middle }));
    const url = `https://localhost:${server.port}`;
    expect(await ask(caOf(middle), url)).toMatchObject({ status: 200 });
    const both = { kind: 'ca', pem: `${authority.cert}\n${middle.cert}` } as const;
    expect(await ask(both, url)).toMatchObject({ status: 200 });
    const error = await failureOf(ask(caOf(authority), url));
    expect(error.text.key).toBe('error.tls.other-authority');
    const { cert, key } = await makeCertificate({ names: ['localhost'], authority: middle });
    const chain = await serve({ cert: `${cert}\n${middle.cert}`, key });
    expect(await ask(caOf(authority), `https://localhost:${chain.port}`)).toMatchObject({ status: 200 });
  });

  it('follows the address, not a Host header, in whose name it accepts', async () => {
    const server = await serve(issued);
    const request = {
      method: 'GET',
      url: `https://localhost:${server.port}`,
      headers: { host: 'signed.example' },
    };
    await send({ ...request, method: 'GET' }, { transport: createTransport(caOf(authority)) });
    expect(server.names).toEqual(['localhost']);
    expect(server.received()).toContain('host: signed.example');
  });

  it('that is no certificate is said so', async () => {
    for (const pem of ['', 'text', authority.cert.replace(/[A-Za-z]{20}/u, '!')]) {
      const error = await failureOf(ask({ kind: 'ca', pem }, 'https://localhost:1'));
      expect(error).toMatchObject({ kind: 'tls', text: { key: 'error.tls.unreadable' } });
    }
  });
});

describe('plain http, where a connection may use it', () => {
  it('has no certificate to compare', async () => {
    const server = await serveHttp((_, response) => response.end('ok'));
    running.push(server);
    for (const trust of [caOf(authority), pinOf(issued)])
      expect(await ask(trust, server.url)).toMatchObject({ status: 200 });
  });
});

describe("the system's authorities", () => {
  it.each<[string, () => KeyedCertificate, string, string]>([
    ['self-signed', () => selfSigned, 'accept-certificate', 'error.tls.self-signed'],
    ['from an unknown authority', () => issued, 'accept-certificate', 'error.tls.unknown-issuer'],
  ])('refuse what is %s, and say what can be done', async (_, certificate, action, key) => {
    const server = await serve(certificate());
    const error = await failureOf(ask({ kind: 'system' }, `https://localhost:${server.port}`));
    expect(error).toMatchObject({ kind: 'tls', action, retries: 0, text: { key } });
    await server.idle();
    expect(server.received()).toBe('');
  });
});

describe('giving up', () => {
  it('ends a request that waits for its connection or for the reply, with the reason', async () => {
    const mute = createServer();
    const { port } = await listen(mute);
    const late = await failureOf(
      ask(pinOf(issued), `https://127.0.0.1:${port}`, { timeOuts: { connectMs: 40 } }),
    );
    expect(late.text.key).toBe('error.time-out.connect');
    mute.close();

    const server = await serve(issued, { answer: 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf' });
    const url = `https://localhost:${server.port}`;
    const slow = await failureOf(ask(pinOf(issued), url, { timeOuts: { attemptMs: 300 } }));
    expect(slow.text.key).toBe('error.time-out.answer');
    const controller = new AbortController();
    const cancelled = failureOf(ask(pinOf(issued), url, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 100);
    expect(await cancelled).toMatchObject({ kind: 'cancelled' });
  });

  it('tells a reply that is cut off', async () => {
    const server = await serve(issued, { answer: 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf' });
    setTimeout(() => void server.close(), 300);
    const error = await failureOf(ask(pinOf(issued), `https://localhost:${server.port}`));
    expect(error).toMatchObject({ kind: 'network', text: { key: 'error.network.cut-off' } });
  });

  it('reads no more than allowed, and follows no redirect', async () => {
    const large = await serve(issued, { answer: 'HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n' });
    const over = ask(pinOf(issued), `https://localhost:${large.port}`, { maxBytes: 1000 });
    expect(await failureOf(over)).toMatchObject({ text: { key: 'error.malformed.too-large' } });
    const away = await serve(issued, {
      answer: 'HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n',
    });
    const redirected = await failureOf(ask(pinOf(issued), `https://localhost:${away.port}`));
    expect(redirected.text.key).toBe('error.network.redirect-to');
  });
});
