import { CallTraceError } from './errors.ts';
import { proxyFailure, proxyLogin } from './proxy-failures.ts';
import { tlsFailure } from './tls-failures.ts';
import type { Trust } from './trust.ts';

/*
 * The errors of the HTTP layer itself. Hosts are named, whole addresses never: their queries hold identifiers and,
 * with some signature schemes, the signature.
 */

export const connectTimeOut = (host: string, ms: number): CallTraceError =>
  new CallTraceError({
    kind: 'time-out',
    text: { key: 'error.time-out.connect', args: { host, seconds: seconds(ms) } },
    action: 'retry',
    retries: 1,
  });

export const attemptTimeOut = (host: string, ms: number): CallTraceError =>
  new CallTraceError({
    kind: 'time-out',
    text: { key: 'error.time-out.answer', args: { host, seconds: seconds(ms) } },
    action: 'retry',
    retries: 1,
  });

/** No time is left for another attempt, so this one is never repeated. */
export const totalTimeOut = (host: string, ms: number): CallTraceError =>
  new CallTraceError({
    kind: 'time-out',
    text: { key: 'error.time-out.total', args: { host, seconds: seconds(ms) } },
    action: 'retry',
    retries: 0,
  });

export const addressRefused = (): CallTraceError =>
  new CallTraceError({
    kind: 'network',
    text: { key: 'error.network.address' },
    action: 'edit-connection',
    retries: 0,
  });

export const plainHttpRefused = (host: string): CallTraceError =>
  new CallTraceError({
    kind: 'network',
    text: { key: 'error.network.plain-http', args: { host } },
    action: 'edit-connection',
    retries: 0,
  });

/** A signed request is for one host only; its signature is not carried on to another. */
export const redirectRefused = (host: string, status: number, target: string): CallTraceError =>
  new CallTraceError({
    kind: 'network',
    text:
      target === ''
        ? { key: 'error.network.redirect', args: { host } }
        : { key: 'error.network.redirect-to', args: { host, target } },
    action: 'edit-connection',
    retries: 0,
    status,
  });

export const tooLarge = (host: string, maxBytes: number): CallTraceError =>
  new CallTraceError({
    kind: 'malformed',
    text: { key: 'error.malformed.too-large', args: { host, megabytes: Math.ceil(maxBytes / 1e6) } },
    action: 'show-log',
    retries: 0,
  });

export const badCompression = (host: string): CallTraceError =>
  new CallTraceError({
    kind: 'malformed',
    text: { key: 'error.malformed.compression', args: { host } },
    action: 'retry',
    retries: 1,
  });

/** The error that a reply with a status other than 2xx is when the provider's body does not say more. */
export function statusFailure(host: string, status: number): CallTraceError {
  if (status === 407) return proxyLogin(host);
  const args = { host, status };
  if (status === 401) {
    const text = { key: 'error.credentials.status', args };
    return new CallTraceError({ kind: 'credentials', text, action: 'edit-connection', retries: 0, status });
  }
  if (status === 403) {
    const text = { key: 'error.permission.status', args };
    return new CallTraceError({ kind: 'permission', text, action: 'edit-connection', retries: 0, status });
  }
  if (status === 404) {
    const text = { key: 'error.not-found.status', args };
    return new CallTraceError({ kind: 'not-found', text, action: 'edit-connection', retries: 0, status });
  }
  if (status === 429) {
    const text = { key: 'error.throttled', args: { host } };
    return new CallTraceError({ kind: 'throttled', text, action: 'retry', retries: 4, status });
  }
  const text = { key: status >= 500 ? 'error.provider.unavailable' : 'error.provider.status', args };
  return new CallTraceError({
    kind: 'provider',
    text,
    action: status >= 500 ? 'retry' : 'show-log',
    retries: status >= 500 ? 3 : 0,
    status,
  });
}

/** Codes after which the same request often succeeds: the connection existed, or the name server was busy. */
const passing = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'EAI_AGAIN', 'ECONNABORTED']);

const networkTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'error.network.refused',
  ENOTFOUND: 'error.network.unknown-host',
  EAI_AGAIN: 'error.network.unknown-host',
  EAI_FAIL: 'error.network.unknown-host',
  EHOSTUNREACH: 'error.network.unreachable',
  ENETUNREACH: 'error.network.unreachable',
  ENETDOWN: 'error.network.unreachable',
  EHOSTDOWN: 'error.network.unreachable',
  ECONNRESET: 'error.network.cut-off',
  EPIPE: 'error.network.cut-off',
  ECONNABORTED: 'error.network.cut-off',
  ERR_STREAM_PREMATURE_CLOSE: 'error.network.cut-off',
};

/**
 * The error for whatever Node or node-fetch threw. Only the system's code is taken over: node-fetch's messages hold
 * the whole address.
 *
 * @param trust whose certificates the connection accepts
 */
export function transportFailure(
  host: string,
  thrown: unknown,
  trust: Trust['kind'] = 'system',
): CallTraceError {
  if (thrown instanceof CallTraceError) return thrown;
  const code = systemCode(thrown);
  const known =
    proxyFailure(host, thrown) ?? (code === undefined ? undefined : tlsFailure(host, code, trust));
  if (known !== undefined) return known;
  if (code === 'ETIMEDOUT' || code === 'ERR_SOCKET_CONNECTION_TIMEOUT') {
    const text = { key: 'error.time-out.network', args: { host } };
    return new CallTraceError({ kind: 'time-out', text, action: 'retry', retries: 1, code });
  }
  if (code?.startsWith('HPE_') === true) {
    const text = { key: 'error.malformed.http', args: { host } };
    return new CallTraceError({ kind: 'malformed', text, action: 'edit-connection', retries: 0, code });
  }
  const key = code === undefined ? undefined : networkTexts[code];
  return new CallTraceError({
    kind: 'network',
    text:
      key === undefined
        ? { key: 'error.network.other', args: { host, code: code ?? 'unknown' } }
        : { key, args: { host } },
    action: 'retry',
    retries: code !== undefined && passing.has(code) ? 3 : 0,
    code,
  });
}

function systemCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  // A code is a word; anything else might be a text with an address in it.
  return typeof thrown.code === 'string' && /^[A-Z0-9_]{2,60}$/.test(thrown.code) ? thrown.code : undefined;
}

const seconds = (ms: number) => Math.max(1, Math.round(ms / 1000));
