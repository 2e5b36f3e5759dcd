import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** A certificate with its private key, both PEM. */
export interface KeyedCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWishes {
  /** Host names and IP addresses that it is for. */
  readonly names: readonly string[];
  /** Who signs it; the server itself where nobody is given. */
  readonly authority?: KeyedCertificate;
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

/** A certificate authority of one's own; a root unless another one signs it. */
export async function makeAuthority(name: string, signer?: KeyedCertificate): Promise<KeyedCertificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true },
    ],
    ...(signer === undefined ? {} : { ca: signer }),
  });
  return { cert: made.cert, key: made.private };
}

/** A certificate for a server; valid from yesterday for 30 days unless other days are wanted. */
export async function makeCertificate(wishes: CertificateWishes): Promise<KeyedCertificate> {
  const { names, authority } = wishes;
  const day = 24 * 3600_000;
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'nobody' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: wishes.validFrom ?? new Date(Date.now() - day),
    notAfterDate: wishes.validTo ?? new Date(Date.now() + 30 * day),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
    ...(authority === undefined ? {} : { ca: authority }),
  });
  return { cert: made.cert, key: made.private };
}
