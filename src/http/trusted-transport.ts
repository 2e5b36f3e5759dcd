import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { RequestOptions } from 'node:https';
import {
  checkServerIdentity,
  type ConnectionOptions,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { certificatesIn } from './certificate.ts';
import type { CallTraceError } from './errors.ts';
import { transportFailure } from './failures.ts';
import { holdRequest, hostOf } from './held-request.ts';
import { otherCertificate, otherName, unknownIssuer } from './tls-failures.ts';
import type { Trust } from './trust.ts';
import type { HttpHeaders, Transport, WireReply, WireRequest } from './types.ts';

export type OwnTrust = Exclude<Trust, { readonly kind: 'system' }>;

/** The agent that VS Code puts in place of Node's would otherwise have every connection closed after its request. */
export const keptOpen = { connection: 'keep-alive' } as const;

/**
 * The way over `https.request` for connections that say themselves whose certificates they accept. Nothing but
 * options of the request decides: VS Code exchanges agents. The request is sent when its connection is secure and the
 * certificate has been looked at once more, so not a byte of it reaches a server that is not the right one.
 */
export function trustedTransport(trust: OwnTrust): Transport {
  return async (wire, hooks) => {
    const { host } = wire.url;
    const { signal, onRequest } = hooks;
    const check = identityCheck(trust, wire.url);
    try {
      const held = await holdRequest(requestOptions(trust, wire, check), { host, signal, onRequest });
      const problem = refusal(held.socket, trust, host, check);
      if (problem !== undefined) {
        held.request.destroy();
        throw problem;
      }
      held.request.end(wire.body === undefined ? undefined : Buffer.from(wire.body));
      return wireReply(await held.reply);
    } catch (thrown) {
      throw transportFailure(host, thrown, trust.kind);
    }
  };
}

/** Why a server with this certificate is not the one that is called; undefined where it is. */
type IdentityCheck = (certificate: PeerCertificate) => CallTraceError | undefined;

function identityCheck(trust: OwnTrust, url: URL): IdentityCheck {
  switch (trust.kind) {
    case 'ca':
      return (certificate) =>
        checkServerIdentity(hostOf(url), certificate) === undefined ? undefined : otherName(url.host);
    case 'pin':
      return (certificate) =>
        certificate.fingerprint256 === trust.sha256 ? undefined : otherCertificate(url.host);
  }
}

function requestOptions(trust: OwnTrust, { method, url, headers }: WireRequest, check: IdentityCheck) {
  const name = hostOf(url);
  const trusted = certificatesIn(trust.pem).map(({ pem }) => pem);
  return {
    method,
    hostname: name,
    port: url.port === '' ? 443 : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { ...keptOpen, accept: '*/*', ...headers },
    // Without this, it would follow a Host header.
    servername: isIP(name) === 0 ? name : '',
    ca: trusted.join(''),
    // Whatever the environment says.
    rejectUnauthorized: true,
    // What is trusted need not be a root: a server's own certificate, or an authority in the middle.
    allowPartialTrustChain: true,
    ...(namesDecide(trust, name, trusted)
      ? {}
      : { checkServerIdentity: (_: string, certificate: PeerCertificate) => check(certificate) }),
    // A resumed session would skip the look at the certificate.
    session: undefined,
    // Sets these connections apart from all others that Node keeps open.
    sessionIdContext: `call-trace-${trust.kind}`,
  } satisfies RequestOptions & Pick<ConnectionOptions, 'session'>;
}

/**
 * Whether Node's own comparison of names comes to the same result. It does not for pinned certificates of any other
 * name, nor for IP addresses, which it compares with the proxy's name behind a proxy. Where it does, it is left in
 * place: newer versions of Node keep no connection open that was made with a comparison of the request's own.
 */
function namesDecide(trust: OwnTrust, name: string, trusted: readonly string[]): boolean {
  if (isIP(name) !== 0) return false;
  if (trust.kind === 'ca') return true;
  return trusted.every(
    (pem) => checkServerIdentity(name, new X509Certificate(pem).toLegacyObject()) === undefined,
  );
}

/**
 * Looks at the certificate of every connection before it is used, kept-alive ones included. Node has done so already,
 * but other extensions of the same process can give its one agent options that come before those of a request.
 */
function refusal(
  socket: TLSSocket,
  trust: OwnTrust,
  host: string,
  check: IdentityCheck,
): CallTraceError | undefined {
  // The newer way to ask, getPeerX509Certificate, takes the certificate away from a kept-alive connection in Node 20.
  const certificate = socket.getPeerCertificate(true);
  const problem = check(certificate);
  if (problem !== undefined) return problem;
  const trusted = certificatesIn(trust.pem).map(({ pem }) => new X509Certificate(pem));
  const known = socket.authorized && isSignedByOne(certificate, trusted);
  return known ? undefined : unknownIssuer(host, 'CERT_UNTRUSTED', trust.kind);
}

/** Whether one of the trusted certificates is in the chain of a server's, or signed a part of it. */
function isSignedByOne(
  // A chain ends without issuer, whatever its type says, or with a certificate that is its own.
  shown: DetailedPeerCertificate | undefined,
  trusted: readonly X509Certificate[],
  depth = 0,
): boolean {
  if (shown === undefined || depth > 9) return false;
  const certificate = new X509Certificate(shown.raw);
  const known = trusted.some(
    (one) =>
      one.fingerprint256 === certificate.fingerprint256 ||
      (certificate.checkIssued(one) && certificate.verify(one.publicKey)),
  );
  return known || isSignedByOne(shown.issuerCertificate, trusted, depth + 1);
}

function wireReply(reply: IncomingMessage): WireReply {
  return {
    status: reply.statusCode ?? 0,
    headers: joined(reply.headers),
    body: reply,
    discard: () => reply.destroy(),
  };
}

const joined = (headers: IncomingMessage['headers']): HttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
