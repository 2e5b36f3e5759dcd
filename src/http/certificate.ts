import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { requestAddress } from './address.ts';
import { connectTimeOut, transportFailure } from './failures.ts';
import { holdRequest, hostOf } from './held-request.ts';
import { within } from './scope.ts';
import { noCertificate, unreadableCertificate } from './tls-failures.ts';

/** What a person compares before accepting a certificate, and what a pin keeps of it. */
export interface ServerCertificate {
  /** Of the whole certificate: upper-case hex, bytes separated by colons. */
  readonly sha256: string;
  /** `CN=…, O=…`; without control characters, as certificates may say anything. */
  readonly subject: string;
  readonly issuer: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms. A certificate that is not valid in time is not accepted, pinned or not. */
  readonly validTo: number;
  /** Host names and IP addresses that it is for. */
  readonly names: readonly string[];
  readonly selfSigned: boolean;
  readonly pem: string;
}

export interface CertificateReading {
  readonly signal?: AbortSignal | undefined;
  /** For the connection and its handshake, ms. */
  readonly timeOutMs?: number;
}

/**
 * The certificate that a server shows, whoever signed it: a TLS handshake on which not a byte of HTTP is sent, over
 * the proxy that VS Code uses for the address.
 *
 * @param address absolute https address; only host and port are used
 * @throws CallTraceError when the address is none or not https, nothing answers in time, the proxy refuses, or it was
 *   cancelled
 */
export async function readCertificate(
  address: string,
  { signal, timeOutMs = 10_000 }: CertificateReading = {},
): Promise<ServerCertificate> {
  const url = requestAddress(address, true);
  const { host } = url;
  if (url.protocol !== 'https:') throw noCertificate(host);
  const name = hostOf(url);
  const late = () => connectTimeOut(host, timeOutMs);
  return within(signal, timeOutMs, late, async (scope) => {
    try {
      const { request, socket } = await holdRequest(
        {
          method: 'HEAD',
          hostname: name,
          port: url.port === '' ? 443 : Number(url.port),
          servername: isIP(name) === 0 ? name : '',
          // Nothing is sent on this connection, so there is nothing that a wrong server could read.
          rejectUnauthorized: false,
          sessionIdContext: 'call-trace-look',
        },
        { host, signal: scope.signal },
      );
      const certificate = socket.getPeerX509Certificate();
      request.destroy();
      if (certificate === undefined) throw noCertificate(host);
      return factsOf(certificate);
    } catch (thrown) {
      throw transportFailure(host, thrown);
    }
  });
}

/**
 * The certificates in a file: PEM, one or several, or one in binary form.
 *
 * @throws CallTraceError of kind tls when there is none, or one of them cannot be read
 */
export function certificatesIn(
  file: string | Uint8Array,
): readonly [ServerCertificate, ...ServerCertificate[]] {
  const text = typeof file === 'string' ? file : Buffer.from(file).toString('latin1');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu) ?? [file];
  try {
    const [first, ...others] = blocks.map((block) => factsOf(new X509Certificate(block)));
    if (first !== undefined) return [first, ...others];
  } catch {
    // Said below: what the decoder says of it helps nobody.
  }
  throw unreadableCertificate();
}

function factsOf(certificate: X509Certificate): ServerCertificate {
  const subject = plain(certificate.subject);
  const issuer = plain(certificate.issuer);
  return {
    sha256: certificate.fingerprint256,
    subject,
    issuer,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    names: namesOf(certificate),
    selfSigned: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
    pem: certificate.toString(),
  };
}

/** `DNS:a.example, IP Address:192.0.2.1`; odd values are quoted as in JSON. */
function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  const entries = subjectAltName.matchAll(/(?:^|, )(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/gu);
  return [...entries].map(([, name = '']) => plain(name));
}

/** One line without characters that a person does not see. */
const plain = (text: string | undefined): string =>
  (text ?? '')
    .trim()
    .replaceAll(/\n/gu, ', ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 300);
