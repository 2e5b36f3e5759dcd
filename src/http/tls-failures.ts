import { CallTraceError, type ErrorAction } from './errors.ts';
import type { Trust } from './trust.ts';

/*
 * What is wrong with a server's certificate or with the secure connection to it. Where accepting the certificate is
 * a way out, the action says so; it is never one for a certificate that is not valid in time, because a pinned one
 * must be valid too.
 */

type TrustKind = Trust['kind'];

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EPROTO)/;

/** Codes of certificates that nobody trusted has signed. */
const untrusted = /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA)/;

/** The error for a code of Node's TLS, or undefined where it is a code of something else. */
export function tlsFailure(host: string, code: string, trust: TrustKind): CallTraceError | undefined {
  if (!tlsCode.test(code)) return undefined;
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return failure('error.tls.expired', host, code, 'edit-connection');
    case 'CERT_NOT_YET_VALID':
      return failure('error.tls.not-yet-valid', host, code, 'edit-connection');
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return trust === 'pin' ? otherCertificate(host) : otherName(host, code);
    default:
      return untrusted.test(code)
        ? unknownIssuer(host, code, trust)
        : failure('error.tls.handshake', host, code, 'edit-connection');
  }
}

/** The certificate is for another name than the one that was called. */
export const otherName = (host: string, code = 'ERR_TLS_CERT_ALTNAME_INVALID'): CallTraceError =>
  failure('error.tls.other-name', host, code, 'accept-certificate');

/** Another certificate than the pinned one: renewed, or somebody is in between. */
export const otherCertificate = (host: string): CallTraceError =>
  failure('error.tls.other-certificate', host, 'CERTIFICATE_NOT_PINNED', 'edit-connection');

/** The connection's own authorities or certificate are no certificates. */
export const unreadableCertificate = (): CallTraceError =>
  new CallTraceError({
    kind: 'tls',
    text: { key: 'error.tls.unreadable' },
    action: 'edit-connection',
    retries: 0,
  });

/** There is no certificate where nothing is encrypted. */
export const noCertificate = (host: string): CallTraceError =>
  new CallTraceError({
    kind: 'tls',
    text: { key: 'error.tls.none', args: { host } },
    action: 'edit-connection',
    retries: 0,
  });

/** Nobody whom the connection trusts has signed the certificate. */
export function unknownIssuer(host: string, code: string, trust: TrustKind): CallTraceError {
  switch (trust) {
    case 'pin':
      return otherCertificate(host);
    case 'ca':
      return failure('error.tls.other-authority', host, code, 'accept-certificate');
    case 'system':
      return code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
        ? failure('error.tls.self-signed', host, code, 'accept-certificate')
        : failure('error.tls.unknown-issuer', host, code, 'accept-certificate');
  }
}

const failure = (key: string, host: string, code: string, action: ErrorAction): CallTraceError =>
  new CallTraceError({ kind: 'tls', text: { key, args: { host, code } }, action, retries: 0, code });
