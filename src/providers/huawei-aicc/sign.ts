import { createHmac } from 'node:crypto';

export interface HuaweiSignInput {
  readonly accessKey: string;
  readonly secretKey: string;
  /** UTC, in the form that the server parses: `timestampOf`. */
  readonly timestamp: string;
  readonly method: string;
  /** Path as it is sent, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** At least `host`; values byte for byte as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as it is sent. */
  readonly body: string;
}

export interface HuaweiSignature {
  readonly signedHeaders: string;
  readonly authStringPrefix: string;
  readonly signingKey: string;
  readonly canonicalRequest: string;
  readonly signature: string;
  /** The value of the `Authorization` header. */
  readonly authorization: string;
}

/**
 * Signs a request in mode C2 ("auth-v2") of Huawei AICC: HMAC-SHA256 twice, the second time with the hex text of the
 * first as key, over the request with its body percent-encoded. Without a query its line is absent, not empty.
 */
export function signHuawei(input: HuaweiSignInput): HuaweiSignature {
  const headers = Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const signedHeaders = headers
    .map(([name]) => name)
    .sort(byText)
    .join(';');
  const authStringPrefix = `auth-v2/${input.accessKey}/${input.timestamp}/${signedHeaders}`;
  const signingKey = hmac(input.secretKey, authStringPrefix);
  const query = Object.entries(input.query ?? {})
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort(byText)
    .join('&');
  const canonicalRequest = [
    input.method.toUpperCase(),
    input.path,
    ...(query === '' ? [] : [query]),
    signedHeaders,
    ...headers.map(([name, value]) => `${encode(name)}:${encode(value)}`).sort(byText),
    encode(input.body),
  ].join('\n');
  const signature = hmac(signingKey, canonicalRequest);
  return {
    signedHeaders,
    authStringPrefix,
    signingKey,
    canonicalRequest,
    signature,
    authorization: `${authStringPrefix}/${signature}`,
  };
}

/** The time of a request in UTC: `2021-03-14T10:29:25.123Z`, or without the milliseconds. */
export function timestampOf(epochMs: number, form: 'milliseconds' | 'seconds'): string {
  const text = new Date(epochMs).toISOString();
  return form === 'milliseconds' ? text : `${text.slice(0, 19)}Z`;
}

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text, 'utf8').digest('hex');

/** UTF-8, everything but letters, digits and `-._~` as `%XX` in upper case; a lone surrogate as U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
