import { randomUUID } from 'node:crypto';
import { requestAddress } from '../http/address.ts';
import { CallTraceError } from '../http/errors.ts';
import { addressRefused } from '../http/failures.ts';
import { createLimit } from '../http/limit.ts';
import type { HttpReply, SignContext, SignedParts } from '../http/types.ts';
import { readAnswer, type Answer, type Envelope } from './alibaba-answer.ts';
import { errorOfAnswer, isClockRefusal } from './alibaba-errors.ts';
import {
  canonicalQuery,
  rpcPublicParameters,
  signAcs3,
  signRpc,
  timestamp,
  type AlibabaCredentials,
  type Parameters,
} from './alibaba-signing.ts';
import { servedAt } from './fetching.ts';
import type { FetchedResponse, LiveEnvironment } from './live.ts';

/** How requests are signed: in headers (V3, ACS3-HMAC-SHA256) or in parameters (RPC, HMAC-SHA1). */
export type AlibabaScheme = 'v3' | 'rpc-sha1';

export interface AlibabaAccount extends AlibabaCredentials {
  /** Host, `ccc.cn-shanghai.aliyuncs.com`, or address with scheme. */
  readonly endpoint: string;
  readonly instanceId: string;
  readonly scheme: AlibabaScheme;
}

export interface AlibabaInterface {
  /** Version that every request names. */
  readonly version: '2020-07-01' | '2017-07-05';
  readonly format: 'json' | 'xml';
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A good reply: as it came, and its frame. */
export interface OperationResult {
  readonly response: FetchedResponse;
  readonly envelope: Envelope;
}

export interface AlibabaClient {
  readonly instanceId: string;
  /** Host and port, for logs and messages. */
  readonly host: string;
  /** @throws CallTraceError */
  readonly call: (action: string, parameters: Parameters, options?: CallOptions) => Promise<OperationResult>;
}

/** Requests of one client that run at the same time; the interface's rate limits are not published. */
const mostAtOnce = 2;

/**
 * Calls operations of Alibaba Cloud's contact centre. At most two requests run at once; a correction of the clock is
 * kept for the requests that follow; every attempt has its own nonce, time and signature.
 *
 * @throws CallTraceError when the endpoint is not a usable address, or a credential has characters that none has.
 */
export function createAlibabaClient(
  account: AlibabaAccount,
  { version, format }: AlibabaInterface,
  environment: LiveEnvironment,
): AlibabaClient {
  const endpoint = endpointAddress(account.endpoint, environment.http?.allowPlainHttp ?? false);
  const { accessKeyId, accessKeySecret, securityToken, instanceId } = account;
  const credentials: AlibabaCredentials = { accessKeyId, accessKeySecret, securityToken };
  checkCredentials(credentials, endpoint.host);
  const secrets = [accessKeySecret, securityToken ?? ''].filter((secret) => secret !== '');
  const now = environment.now ?? Date.now;
  const nonce = environment.nonce ?? randomUUID;
  const limit = createLimit(mostAtOnce);
  let clockOffsetMs = 0;

  const signed = (action: string, parameters: Parameters, { clockOffsetMs: offset }: SignContext) => {
    const request: Signing = {
      endpoint,
      action,
      version,
      format,
      parameters,
      credentials,
      epochMs: now() + offset,
      nonce: nonce(),
    };
    return account.scheme === 'v3' ? signedInHeaders(request) : signedInParameters(request);
  };

  return {
    instanceId,
    host: endpoint.host,
    call: (action, parameters, { signal } = {}) =>
      limit(async () => {
        const contactId = parameters['ContactId'];
        const asked = { host: endpoint.host, operation: action, instanceId, contactId, secrets, format };
        const read = lastRead((bytes) => readAnswer(bytes, action));
        const reply = await environment.send(
          {
            method: 'POST',
            url: endpoint.href,
            headers: { 'user-agent': 'call-trace-inspector' },
            sign: (attempt) => signed(action, parameters, attempt),
          },
          {
            ...environment.http,
            signal,
            judge: (candidate) => errorOfAnswer(read(candidate), candidate, asked),
            clock: {
              isRefusal: (candidate) => isClockRefusal(read(candidate)),
              offsetMs: clockOffsetMs,
              now,
              onCorrected: (offsetMs) => {
                clockOffsetMs = offsetMs;
              },
            },
            onAttempt: (report) => environment.onAttempt?.(action, report),
          },
        );
        const answer = read(reply);
        if (answer.kind !== 'envelope') throw new TypeError('A reply without a frame was judged good.');
        const { envelope } = answer;
        const response: FetchedResponse = {
          name: action,
          operation: action,
          bytes: reply.bytes,
          fetchedAt: now() + clockOffsetMs,
          ...servedAt(reply),
          ...(envelope.requestId === undefined ? {} : { requestId: envelope.requestId }),
        };
        return { response, envelope };
      }, signal),
  };
}

interface Signing {
  /** Origin of the endpoint, `https://ccc.cn-shanghai.aliyuncs.com/`. */
  readonly endpoint: URL;
  readonly action: string;
  readonly version: AlibabaInterface['version'];
  readonly format: AlibabaInterface['format'];
  readonly parameters: Parameters;
  readonly credentials: AlibabaCredentials;
  /** Time of the request in the provider's clock, epoch ms. */
  readonly epochMs: number;
  readonly nonce: string;
}

/**
 * One call signed with ACS3-HMAC-SHA256: POST without a body, parameters in the query, as the official client sends
 * the operations used here.
 */
export function signedInHeaders(call: Signing): SignedParts {
  const { accessKeyId, accessKeySecret, securityToken } = call.credentials;
  const headers = {
    host: call.endpoint.host,
    'x-acs-action': call.action,
    'x-acs-version': call.version,
    'x-acs-date': timestamp(call.epochMs),
    'x-acs-signature-nonce': call.nonce,
    ...(securityToken === undefined
      ? {}
      : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
  };
  const query = { ...call.parameters, ...(call.format === 'xml' ? { Format: 'XML' } : {}) };
  const signature = signAcs3({
    method: 'POST',
    path: '/',
    query,
    headers,
    body: '',
    accessKeyId,
    accessKeySecret,
  });
  return {
    url: `${call.endpoint.origin}/?${signature.canonicalQueryString}`,
    headers: {
      ...headers,
      accept: call.format === 'xml' ? 'text/xml' : 'application/json',
      'x-acs-content-sha256': signature.hashedPayload,
      authorization: signature.authorization,
    },
  };
}

/** One call signed with HMAC-SHA1: POST, public parameters in the query, those of the operation in a form body. */
export function signedInParameters(call: Signing): SignedParts {
  const open = rpcPublicParameters({
    action: call.action,
    version: call.version,
    format: call.format === 'xml' ? 'XML' : 'JSON',
    credentials: call.credentials,
    epochMs: call.epochMs,
    nonce: call.nonce,
  });
  const { signature } = signRpc({
    method: 'POST',
    parameters: { ...open, ...call.parameters },
    accessKeySecret: call.credentials.accessKeySecret,
  });
  return {
    url: `${call.endpoint.origin}/?${canonicalQuery({ ...open, Signature: signature })}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: canonicalQuery(call.parameters),
  };
}

/** Blanks, line ends and full-width characters come from pasting; they would fail later, and less clearly. */
function checkCredentials(credentials: AlibabaCredentials, host: string): void {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const given = [accessKeyId, accessKeySecret, ...(securityToken === undefined ? [] : [securityToken])];
  if (given.every((text) => /^[\x21-\x7e]+$/.test(text))) return;
  throw new CallTraceError({
    kind: 'credentials',
    text: { key: 'error.credentials.characters', args: { host } },
    action: 'edit-connection',
    retries: 0,
  });
}

function endpointAddress(endpoint: string, allowPlainHttp: boolean): URL {
  const trimmed = endpoint.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = requestAddress(address, allowPlainHttp);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw addressRefused();
  return url;
}

/** Reads each reply once, however often it is looked at. */
function lastRead(read: (bytes: Uint8Array) => Answer): (reply: HttpReply) => Answer {
  let last: { readonly bytes: Uint8Array; readonly answer: Answer } | undefined;
  return ({ bytes }) => {
    if (last?.bytes !== bytes) last = { bytes, answer: read(bytes) };
    return last.answer;
  };
}
