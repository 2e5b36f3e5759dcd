import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificatesIn, readCertificate } from '../../src/http/certificate.ts';
import { CallTraceError } from '../../src/http/errors.ts';
import { send } from '../../src/http/send.ts';
import { createTransport } from '../../src/http/transport.ts';
import { serveTls, type RecordingServer } from '../integration/support/tls-server.ts';
import { makeAuthority, makeCertificate, type KeyedCertificate } from '../simulators/certificates.ts';
import { listen, serveHttp } from '../simulators/local-server.ts';

const running: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(certificate: KeyedCertificate): Promise<RecordingServer> {
  const server = await serveTls(certificate);
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

const day = 24 * 3600_000;
let authority: KeyedCertificate;
let issued: KeyedCertificate;
let selfSigned: KeyedCertificate;
let expired: KeyedCertificate;
beforeAll(async () => {
  authority = await makeAuthority('Test authority');
  const names = ['localhost'];
  [issued, selfSigned, expired] = await Promise.all([
    makeCertificate({ names, authority }),
    makeCertificate({ names }),
    makeCertificate({
      names,
      validFrom: new Date(Date.now() - 9 * day),
      validTo: new Date(Date.now() - day),
    }),
  ]);
});

describe('reading a certificate', () => {
  it('tells what it says and sends nothing', async () => {
    const server = await serve(issued);
    const certificate = await readCertificate(`https://localhost:${server.port}/any?path`);
    const raw = new X509Certificate(issued.cert);
    expect(certificate).toMatchObject({
      sha256: raw.fingerprint256,
      subject: 'CN=localhost',
      issuer: 'CN=Test authority',
      names: ['localhost'],
      selfSigned: false,
      validFrom: Date.parse(raw.validFrom),
      validTo: Date.parse(raw.validTo),
    });
    expect(certificate.sha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/u);
    await server.idle();
    expect(server.received()).toBe('');
    const trust = { kind: 'pin', sha256: certificate.sha256, pem: certificate.pem } as const;
    const transport = createTransport(trust);
    expect(
      await send({ method: 'GET', url: `https://localhost:${server.port}` }, { transport }),
    ).toMatchObject({
      status: 200,
    });
  });

  it('tells of certificates that nobody would accept, too', async () => {
    const server = await serve(expired);
    const certificate = await readCertificate(`https://127.0.0.1:${server.port}`);
    expect(certificate.selfSigned).toBe(true);
    expect(certificate.validTo).toBeLessThan(Date.now());
    await server.idle();
    expect(server.received()).toBe('');
  });

  it('says why there is none', async () => {
    const plain = await serveHttp((_, response) => response.end());
    running.push(plain);
    expect(await failureOf(readCertificate(plain.url))).toMatchObject({ text: { key: 'error.tls.none' } });
    expect(await failureOf(readCertificate(plain.url.replace('http:', 'https:')))).toMatchObject({
      text: { key: 'error.tls.handshake' },
    });
    expect(await failureOf(readCertificate('no address'))).toMatchObject({
      text: { key: 'error.network.address' },
    });
    await plain.close();
    expect(await failureOf(readCertificate(plain.url.replace('http:', 'https:')))).toMatchObject({
      text: { key: 'error.network.refused' },
    });
  });

  it('ends in time and when it is cancelled', async () => {
    const mute = createServer();
    const { port } = await listen(mute);
    const address = `https://127.0.0.1:${port}`;
    expect(await failureOf(readCertificate(address, { timeOutMs: 40 }))).toMatchObject({
      kind: 'time-out',
      text: { key: 'error.time-out.connect' },
    });
    const controller = new AbortController();
    const reading = failureOf(readCertificate(address, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await reading).toMatchObject({ kind: 'cancelled' });
    expect(await failureOf(readCertificate(address, { signal: controller.signal }))).toMatchObject({
      kind: 'cancelled',
    });
    mute.close();
  });
});

describe('a certificate file', () => {
  it('may hold several certificates, or one in binary form', () => {
    const several = certificatesIn(`${authority.cert}\r\nnotes\r\n${selfSigned.cert}`);
    expect(several.map(({ subject }) => subject)).toEqual(['CN=Test authority', 'CN=localhost']);
    const [binary] = certificatesIn(new X509Certificate(selfSigned.cert).raw);
    expect(binary).toEqual(several[1]);
    expect(certificatesIn(Buffer.from(selfSigned.cert))).toEqual([binary]);
  });

  it('is refused when it holds none, or a private key only', () => {
    for (const file of ['', 'x', selfSigned.key, new Uint8Array([48, 3, 1, 2])])
      expect(() => certificatesIn(file)).toThrow('error.tls.unreadable');
  });
});
