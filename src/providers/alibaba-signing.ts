import { createHash, createHmac } from 'node:crypto';

/*
 * The two signature schemes of Alibaba Cloud's RPC-style interfaces, as pure functions: "V3 request structure and
 * signature" (ACS3-HMAC-SHA256, in headers) and "RPC mechanism" (HMAC-SHA1, in parameters).
 */

export type Parameters = Readonly<Record<string, string>>;

export interface AlibabaCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The token of temporary (STS) credentials. */
  readonly securityToken?: string | undefined;
}

/**
 * Percent-encoding of both schemes: UTF-8, everything but letters, digits and `-_.~` becomes `%XX` in upper case.
 * A lone surrogate, which has no UTF-8 form, is encoded as U+FFFD.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Parameters sorted by key and encoded; an empty value stays as `key=`. Also the query that is sent. */
export function canonicalQuery(parameters: Parameters): string {
  return Object.entries(parameters)
    .sort(byName)
    .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
    .join('&');
}

/** UTC without milliseconds, `2023-10-26T10:22:32Z`: the form of `x-acs-date` and of `Timestamp`. */
export function timestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

export interface Acs3Input {
  readonly method: string;
  /** Canonical path; `/` for every RPC-style operation. */
  readonly path: string;
  readonly query: Parameters;
  /** `host`, `content-type` when there is a body, and every `x-acs-*` header but the hash, which is added here. */
  readonly headers: Parameters;
  readonly body: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

export interface Acs3Signature {
  /** Lower-case hex SHA-256 of the body, to be sent as `x-acs-content-sha256`. */
  readonly hashedPayload: string;
  readonly canonicalQueryString: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
  /** The value of the `Authorization` header. */
  readonly authorization: string;
}

/** Signs a request with ACS3-HMAC-SHA256. */
export function signAcs3(input: Acs3Input): Acs3Signature {
  const hashedPayload = sha256(input.body);
  const signed = Object.entries(input.headers)
    .map(([name, value]): readonly [string, string] => [name.toLowerCase(), value.trim()])
    .concat([['x-acs-content-sha256', hashedPayload]])
    .filter(([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort(byName);
  const signedHeaders = signed.map(([name]) => name).join(';');
  const canonicalQueryString = canonicalQuery(input.query);
  const canonicalRequest = [
    input.method,
    input.path,
    canonicalQueryString,
    signed.map(([name, value]) => `${name}:${value}\n`).join(''),
    signedHeaders,
    hashedPayload,
  ].join('\n');
  const stringToSign = `ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`;
  const signature = createHmac('sha256', input.accessKeySecret).update(stringToSign).digest('hex');
  return {
    hashedPayload,
    canonicalQueryString,
    canonicalRequest,
    stringToSign,
    signature,
    authorization: `ACS3-HMAC-SHA256 Credential=${input.accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`,
  };
}

export interface RpcInput {
  readonly method: string;
  /** Public and the operation's own parameters, from query and form body alike, without `Signature`. */
  readonly parameters: Parameters;
  readonly accessKeySecret: string;
}

export interface RpcSignature {
  readonly canonicalizedQuery: string;
  readonly stringToSign: string;
  /** Base64; the value of the parameter `Signature`, still to be encoded. */
  readonly signature: string;
}

/** Signs a request with HMAC-SHA1, SignatureVersion 1.0. */
export function signRpc(input: RpcInput): RpcSignature {
  const canonicalizedQuery = canonicalQuery(input.parameters);
  const stringToSign = `${input.method}&${percentEncode('/')}&${percentEncode(canonicalizedQuery)}`;
  const signature = createHmac('sha1', `${input.accessKeySecret}&`).update(stringToSign).digest('base64');
  return { canonicalizedQuery, stringToSign, signature };
}

export interface RpcCall {
  readonly action: string;
  readonly version: string;
  readonly format: 'JSON' | 'XML';
  readonly credentials: AlibabaCredentials;
  readonly epochMs: number;
  readonly nonce: string;
}

/** The public parameters that every RPC-SHA1 request carries beside those of its operation. */
export function rpcPublicParameters(call: RpcCall): Parameters {
  const { accessKeyId, securityToken } = call.credentials;
  return {
    Action: call.action,
    Version: call.version,
    Format: call.format,
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: call.nonce,
    Timestamp: timestamp(call.epochMs),
    ...(securityToken === undefined ? {} : { SecurityToken: securityToken }),
  };
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
