import * as assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { ErrorDetails } from '../../src/http/errors.ts';
import type { Trust } from '../../src/http/trust.ts';
import { makeAuthority, makeCertificate, type KeyedCertificate } from '../simulators/certificates.ts';
import type * as tlsClient from './support/tls-client.ts';
import { listen } from '../simulators/local-server.ts';
import { startProxy, type ConnectProxy } from './support/tls-proxy.ts';
import { serveTls, type RecordingServer, type ServerWishes } from './support/tls-server.ts';
import { until } from './support/window.ts';

type Client = typeof tlsClient;

/** A name for 127.0.0.1 that VS Code does not know for this machine's; the runner writes it into the hosts file. */
const host = process.env['INTEGRATION_TLS_HOST'] ?? '';
/** An address of the documentation's network: only the proxy knows a way to it. */
const farAddress = '192.0.2.10';
const secret = 'the-signature-of-this-request';

const pinOf = ({ cert }: KeyedCertificate): Trust => ({
  kind: 'pin',
  sha256: new X509Certificate(cert).fingerprint256,
  pem: cert,
});

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
  await until(`http.${name} is ${String(value)}`, () => {
    const now: unknown = vscode.workspace.getConfiguration('http').get(name);
    return value === undefined || now === value ? true : undefined;
  });
}

describe('certificates in the extension host', function () {
  let client: Client;
  let authority: KeyedCertificate;
  let right: KeyedCertificate;
  let wrong: KeyedCertificate;
  let far: KeyedCertificate;
  let selfSigned: KeyedCertificate;
  let proxy: ConnectProxy;
  const servers: RecordingServer[] = [];

  const serve = async (certificate: KeyedCertificate, wishes?: ServerWishes) => {
    const server = await serveTls(certificate, wishes);
    servers.push(server);
    return server;
  };
  const ask = (trust: Trust, url: string, connectMs = 10_000) =>
    client.send(
      { method: 'POST', url, headers: { authorization: secret }, body: 'body' },
      { transport: client.createTransport(trust), retry: { max: 0 }, timeOuts: { connectMs } },
    );
  const failureOf = async (work: Promise<unknown>): Promise<Omit<ErrorDetails, 'retries'>> => {
    const thrown: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    // The class of the error belongs to the other bundle.
    assert.ok(thrown instanceof Error && thrown.name === 'CallTraceError', String(thrown));
    assert.ok(isDetailed(thrown));
    return thrown;
  };

  before(async function () {
    if (host === '') {
      // eslint-disable-next-line no-console -- a test that is left out says why
      console.log(
        '[test] Left out: giving this machine a further name needs the right to write the hosts file.',
      );
      this.skip();
    }
    const loaded: unknown = await import(pathToFileURL(join(__dirname, 'tls-client.mjs')).href);
    assert.ok(isClient(loaded));
    client = loaded;
    authority = await makeAuthority('Test authority');
    [right, wrong, far, selfSigned] = await Promise.all([
      makeCertificate({ names: [host], authority }),
      makeCertificate({ names: [host], authority }),
      makeCertificate({ names: [farAddress], authority }),
      makeCertificate({ names: ['anything.example'] }),
    ]);
    proxy = await startProxy();
  });
  afterEach(async () => {
    proxy.answerWith(200);
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  after(async () => {
    await setting('proxySupport', undefined);
    await setting('proxy', undefined);
    await proxy.close();
  });

  for (const support of ['override', 'fallback', 'on', 'off'] as const) {
    for (const through of ['no proxy', 'a proxy'] as const) {
      describe(`with proxySupport ${support} and ${through}`, () => {
        const used = through === 'a proxy' && support !== 'off';
        let asked = 0;

        before(async function () {
          await setting('proxySupport', support);
          await setting('proxy', through === 'a proxy' ? proxy.url : undefined);
        });
        beforeEach(() => {
          asked = proxy.targets.length;
        });

        /** What the proxy was asked since the test began. */
        const ways = () => proxy.targets.slice(asked);
        const expectWay = (port: number) => {
          if (used) assert.ok(ways().length > 0 && ways().every((target) => target === `${host}:${port}`));
          else assert.deepEqual(ways(), []);
        };

        it('reads a certificate without a byte of HTTP, and it can be pinned', async () => {
          const server = await serve(selfSigned);
          const url = `https://${host}:${server.port}`;
          const refused = await failureOf(ask({ kind: 'system' }, url));
          assert.equal(refused.text.key, 'error.tls.self-signed');
          assert.equal(refused.action, 'accept-certificate');
          const seen = await client.readCertificate(url);
          assert.equal(seen.sha256, new X509Certificate(selfSigned.cert).fingerprint256);
          assert.deepEqual(seen.names, ['anything.example']);
          await server.idle();
          assert.equal(server.received(), '');
          const reply = await ask({ kind: 'pin', sha256: seen.sha256, pem: seen.pem }, url);
          assert.equal(reply.status, 200);
          assert.ok(server.received().includes(secret));
          assert.deepEqual([...new Set(server.names)], [host]);
          expectWay(server.port);
        });

        for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
          it(`refuses another certificate of the same name once one is pinned, ${version}`, async () => {
            const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';
            const server = await serve(right, { version, answer });
            const url = `https://${host}:${server.port}`;
            assert.equal((await ask(pinOf(right), url)).status, 200);
            await server.close();
            const other = await serve(wrong, { version, port: server.port });
            for (const error of await Promise.all([0, 1, 2].map(() => failureOf(ask(pinOf(right), url))))) {
              assert.equal(error.text.key, 'error.tls.other-certificate');
              assert.equal(error.code, 'CERTIFICATE_NOT_PINNED');
            }
            await other.idle();
            assert.equal(other.received(), '', 'the other server could read nothing');
            // It is a good one for who trusts the authority.
            assert.equal((await ask({ kind: 'ca', pem: authority.cert }, url)).status, 200);
            assert.ok(other.received().includes(secret));
            expectWay(server.port);
          });
        }

        it("keeps to the connection's own authority", async () => {
          const server = await serve(selfSigned);
          const url = `https://${host}:${server.port}`;
          const error = await failureOf(ask({ kind: 'ca', pem: authority.cert }, url));
          assert.equal(error.text.key, 'error.tls.other-authority');
          const named = await serve(far);
          const other = await failureOf(
            ask({ kind: 'ca', pem: authority.cert }, `https://${host}:${named.port}`),
          );
          assert.equal(other.text.key, 'error.tls.other-name');
          await Promise.all([server.idle(), named.idle()]);
          assert.equal(server.received() + named.received(), '');
        });

        if (used) {
          it('compares an IP address with the certificate, not with the proxy', async () => {
            const server = await serve(far);
            const url = `https://${farAddress}:${server.port}`;
            assert.equal((await ask({ kind: 'ca', pem: authority.cert }, url)).status, 200);
            assert.equal((await ask(pinOf(far), url)).status, 200);
            assert.equal((await failureOf(ask(pinOf(right), url))).code, 'CERTIFICATE_NOT_PINNED');
            assert.deepEqual([...new Set(ways())], [`${farAddress}:${server.port}`]);
          });

          it('gives up a proxy that says nothing, and a server that does so behind it', async () => {
            const mute = createServer();
            const { port } = await listen(mute);
            const url = `https://${host}:${port}`;
            for (const answer of ['nothing', 200] as const) {
              proxy.answerWith(answer);
              const failures = [
                ask({ kind: 'system' }, url, 300),
                ask(pinOf(right), url, 300),
                client.readCertificate(url, { timeOutMs: 300 }),
              ].map((work) => failureOf(work));
              for (const error of await Promise.all(failures))
                assert.equal(error.text.key, 'error.time-out.connect');
            }
            assert.equal(ways().length, 6);
            mute.close();
          });

          for (const [status, key] of [
            [403, 'error.proxy.refused'],
            [407, 'error.proxy.login'],
            [502, 'error.proxy.no-way'],
          ] as const) {
            it(`says that the proxy answers ${status}, and shows it nothing`, async () => {
              const server = await serve(right);
              const url = `https://${host}:${server.port}`;
              proxy.answerWith(status);
              const trusts: readonly Trust[] = [
                { kind: 'system' },
                { kind: 'ca', pem: authority.cert },
                pinOf(right),
              ];
              for (const trust of trusts) {
                const error = await failureOf(ask(trust, url));
                assert.deepEqual([error.kind, error.text.key, error.status], ['proxy', key, status]);
              }
              const reading = await failureOf(client.readCertificate(url));
              assert.deepEqual([reading.kind, reading.text.key], ['proxy', key]);
              assert.equal(ways().length, 4);
              assert.ok(!proxy.heard().includes(secret));
              assert.equal(server.connections(), 0);
            });
          }
        } else {
          it('keeps the connection open for the next request', async () => {
            const server = await serve(right);
            for (let round = 0; round < 3; round += 1)
              await ask(pinOf(right), `https://${host}:${server.port}`);
            assert.equal(server.connections(), 1);
          });
        }
      });
    }
  }

  it('says that the proxy is not there', async () => {
    const gone = await startProxy();
    await gone.close();
    await setting('proxySupport', 'override');
    await setting('proxy', gone.url);
    const trusts: readonly Trust[] = [{ kind: 'system' }, pinOf(right)];
    for (const trust of trusts) {
      const error = await failureOf(ask(trust, `https://${host}:9`));
      assert.equal(error.kind, 'proxy');
      assert.deepEqual(error.text, {
        key: 'error.proxy.unreachable-at',
        args: { host: `${host}:9`, proxy: new URL(gone.url).host },
      });
    }
  });
});

function isClient(module: unknown): module is Client {
  return typeof module === 'object' && module !== null && 'send' in module && 'readCertificate' in module;
}

function isDetailed(error: Error): error is Error & Omit<ErrorDetails, 'retries'> {
  return 'kind' in error && 'text' in error && 'action' in error;
}
