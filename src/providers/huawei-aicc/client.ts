import { requestAddress } from '../../http/address.ts';
import { CallTraceError } from '../../http/errors.ts';
import { addressRefused } from '../../http/failures.ts';
import { createLimit } from '../../http/limit.ts';
import type { HttpReply } from '../../http/types.ts';
import type { JsonObject } from '../../trace/model.ts';
import { isObject } from '../../trace/pointer.ts';
import { ProblemError } from '../../trace/problem.ts';
import { parseResponse } from '../../trace/source/parse.ts';
import { record, textOf, type RawRecord } from '../../trace/source/record.ts';
import { defaultReadLimits } from '../../trace/source/response.ts';
import { servedAt } from '../fetching.ts';
import type { FetchedResponse, LiveEnvironment } from '../live.ts';
import { signHuawei, timestampOf } from './sign.ts';

export interface HuaweiAccount {
  /** `https://<address>:<port>` of CC-CMS. */
  readonly endpoint: string;
  /** 1 to 65535. */
  readonly ccId: number;
  /** 1 to 5000. */
  readonly vdn: number;
  readonly accessKey: string;
  readonly secretKey: string;
  /** How the server wants the time written. */
  readonly timestamp: 'milliseconds' | 'seconds';
  /** Sent and signed as Host where a proxy in between changes it. */
  readonly signedHost?: string | undefined;
}

export type HuaweiOperation = 'querycalls' | 'querycalltracedetail' | 'querycalldetailbyid';

export interface HuaweiReply {
  readonly response: FetchedResponse;
  readonly body: RawRecord;
}

export interface HuaweiClient {
  readonly host: string;
  readonly ask: (
    operation: HuaweiOperation,
    parameters: JsonObject,
    signal: AbortSignal | undefined,
  ) => Promise<HuaweiReply>;
}

const paths: Readonly<Record<HuaweiOperation, string>> = {
  querycalls: '/rest/cmsapp/v2/openapi/vdn/querycalls',
  querycalltracedetail: '/rest/cmsapp/v1/openapi/vdn/querycalltracedetail',
  querycalldetailbyid: '/rest/cmsapp/v1/openapi/calldata/querycalldetailbyid',
};

/** One after the other: no limits are documented, and of several refused at once each would count towards a lock. */
const mostAtOnce = 1;

const contentType = 'application/json; charset=UTF-8';

/**
 * Asks CC-CMS of one installation. After a refused signature there is at most one more attempt, a corrected clock
 * counted in: the server locks addresses that send several bad ones.
 *
 * @throws CallTraceError when the endpoint is not a usable address.
 */
export function createHuaweiClient(account: HuaweiAccount, environment: LiveEnvironment): HuaweiClient {
  const endpoint = requestAddress(account.endpoint.trim(), environment.http?.allowPlainHttp ?? false);
  if (endpoint.pathname !== '/' || endpoint.search !== '' || endpoint.hash !== '') throw addressRefused();
  const { host } = endpoint;
  const signedHost = account.signedHost ?? host;
  const now = environment.now ?? Date.now;
  const limit = createLimit(mostAtOnce);
  let clockOffsetMs = 0;
  return {
    host,
    ask: (operation, parameters, signal) =>
      limit(async () => {
        const path = paths[operation];
        const body = JSON.stringify(parameters);
        const read = (reply: HttpReply) => bodyOf(reply, operation);
        const reply = await environment.send(
          {
            method: 'POST',
            url: `${endpoint.origin}${path}`,
            headers: {
              'content-type': contentType,
              accept: 'application/json',
              'user-agent': 'call-trace-inspector',
              ...(account.signedHost === undefined ? {} : { host: signedHost }),
            },
            body,
            sign: ({ clockOffsetMs: offset }) => ({
              headers: {
                authorization: signHuawei({
                  accessKey: account.accessKey,
                  secretKey: account.secretKey,
                  timestamp: timestampOf(now() + offset, account.timestamp),
                  method: 'POST',
                  path,
                  headers: { host: signedHost },
                  body,
                }).authorization,
              },
            }),
          },
          {
            ...environment.http,
            signal,
            retry: { ...environment.http?.retry, lastChanceAfter: isRefused },
            judge: (candidate) => errorOf(candidate, read(candidate), host, operation),
            clock: {
              isRefusal: isRefused,
              offsetMs: clockOffsetMs,
              now,
              onCorrected: (offsetMs) => {
                clockOffsetMs = offsetMs;
              },
            },
            onAttempt: (report) => environment.onAttempt?.(operation, report),
          },
        );
        const content = read(reply);
        if (content.kind !== 'object') throw new TypeError('A reply without content was judged good.');
        return {
          response: {
            name: operation,
            operation,
            bytes: reply.bytes,
            fetchedAt: now() + clockOffsetMs,
            ...servedAt(reply),
          },
          body: content.body,
        };
      }, signal),
  };
}

const isRefused = ({ status }: HttpReply) => status === 401;

type Content =
  { readonly kind: 'object'; readonly body: RawRecord } | { readonly kind: 'web-page' | 'unreadable' };

function bodyOf({ bytes }: HttpReply, operation: string): Content {
  try {
    const limits = { ...defaultReadLimits, maxBytes: Math.max(bytes.length, 1) };
    const { value } = parseResponse({ name: operation, bytes }, operation, limits, []);
    return isObject(value) ? { kind: 'object', body: record(value, '') } : { kind: 'unreadable' };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    return { kind: thrown.problem.message.key.startsWith('read.html') ? 'web-page' : 'unreadable' };
  }
}

const success = '0100000';

/** The error that a reply is: by its status first, then by its result code. */
function errorOf(
  reply: HttpReply,
  content: Content,
  host: string,
  operation: string,
): CallTraceError | undefined {
  const { status } = reply;
  const fail = (
    details: Pick<CallTraceError, 'kind' | 'action' | 'retries'> & { readonly key: string },
    args: Readonly<Record<string, string | number>> = {},
    code?: string,
  ) =>
    new CallTraceError({
      kind: details.kind,
      text: { key: details.key, args: { host, operation, status, ...args } },
      action: details.action,
      retries: details.retries,
      code,
      status,
    });
  if (status === 401)
    return fail({
      kind: 'credentials',
      key: 'requests.huawei.refused',
      action: 'edit-connection',
      retries: 0,
    });
  if (status === 403)
    return fail({ kind: 'permission', key: 'requests.huawei.locked', action: 'edit-connection', retries: 0 });
  if (status === 418)
    return fail({
      kind: 'permission',
      key: 'requests.huawei.firewall',
      action: 'edit-connection',
      retries: 0,
    });
  if (status < 200 || status > 299) return undefined;
  if (content.kind !== 'object') {
    const key = content.kind === 'web-page' ? 'error.malformed.page' : 'error.malformed.answer';
    const retries = content.kind === 'web-page' ? 0 : 1;
    return fail({ kind: 'malformed', key, action: retries > 0 ? 'retry' : 'edit-connection', retries });
  }
  const given = textOf(content.body, 'resultCode');
  if (given === undefined) {
    return fail({ kind: 'malformed', key: 'error.malformed.answer', action: 'show-log', retries: 0 });
  }
  const code = /^[1-9]\d{5}$/.test(given) ? given.padStart(7, '0') : given;
  if (code === success) return undefined;
  const args = { code, said: said(textOf(content.body, 'resultDesc')) };
  switch (code) {
    case '0100002':
      return fail(
        { kind: 'provider', key: 'requests.huawei.parameter', action: 'edit-connection', retries: 0 },
        args,
        code,
      );
    case '0101003':
      return fail(
        { kind: 'permission', key: 'requests.huawei.permission', action: 'edit-connection', retries: 0 },
        args,
        code,
      );
    case '0100003':
      return fail(
        { kind: 'provider', key: 'requests.huawei.version', action: 'none', retries: 0 },
        args,
        code,
      );
    case '0100001':
    case '0100999':
      return fail(
        { kind: 'provider', key: 'requests.huawei.failed', action: 'retry', retries: 2 },
        args,
        code,
      );
    default:
      return fail(
        { kind: 'provider', key: 'requests.huawei.failed', action: 'show-log', retries: 0 },
        args,
        code,
      );
  }
}

/** A provider's own text as part of a sentence. */
function said(text: string | undefined): string {
  const line = (text ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line === '' ? '–' : line.slice(0, 200);
}
