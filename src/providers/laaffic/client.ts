import { withoutEnd } from '../../trace/text/trimmed.ts';
import { requestAddress } from '../../http/address.ts';
import { CallTraceError, type ErrorAction, type ErrorKind } from '../../http/errors.ts';
import { addressRefused } from '../../http/failures.ts';
import { createLimit } from '../../http/limit.ts';
import type { HttpReply } from '../../http/types.ts';
import type { JsonObject } from '../../trace/model.ts';
import { isObject } from '../../trace/pointer.ts';
import { ProblemError } from '../../trace/problem.ts';
import { parseResponse } from '../../trace/source/parse.ts';
import { record, textOf, type RawRecord } from '../../trace/source/record.ts';
import { defaultReadLimits } from '../../trace/source/response.ts';
import type { Zone } from '../../trace/time.ts';
import { servedAt } from '../fetching.ts';
import type { FetchedResponse, LiveEnvironment } from '../live.ts';
import { failures } from './codes.ts';
import { laafficHeaders } from './sign.ts';

export interface LaafficAccount {
  /** Base address of the brand, `https://api.laaffic.com/v3`; without a path the brand's own is taken. */
  readonly endpoint: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Zone of the plain times in answers, `+08:00`. */
  readonly zone: Zone;
}

export interface LaafficReply {
  readonly response: FetchedResponse;
  readonly body: RawRecord;
}

export interface LaafficClient {
  readonly host: string;
  readonly query: (parameters: JsonObject, signal: AbortSignal | undefined) => Promise<LaafficReply>;
}

export const operation = 'ccRecordQuery';
const mostAtOnce = 2;

/**
 * Asks LAAFFIC (or a sibling brand) for call-centre records.
 *
 * @throws CallTraceError when the address is not usable.
 */
export function createLaafficClient(account: LaafficAccount, environment: LiveEnvironment): LaafficClient {
  const base = requestAddress(account.endpoint.trim(), environment.http?.allowPlainHttp ?? false);
  if (base.search !== '' || base.hash !== '') throw addressRefused();
  const { host } = base;
  const url = `${base.origin}${pathOf(base)}/voice/${operation}`;
  const now = environment.now ?? Date.now;
  const limit = createLimit(mostAtOnce);
  let clockOffsetMs = 0;
  return {
    host,
    query: (parameters, signal) =>
      limit(async () => {
        const reply = await environment.send(
          {
            method: 'POST',
            url,
            headers: { accept: 'application/json', 'user-agent': 'call-trace-inspector' },
            body: JSON.stringify(parameters),
            sign: ({ clockOffsetMs: offset }) => ({
              headers: laafficHeaders(account.apiKey, account.apiSecret, now() + offset),
            }),
          },
          {
            ...environment.http,
            signal,
            judge: (candidate) => errorOf(candidate, bodyOf(candidate), host),
            clock: {
              isRefusal: (candidate) => statusOf(bodyOf(candidate)) === '-16',
              offsetMs: clockOffsetMs,
              now,
              onCorrected: (offsetMs) => {
                clockOffsetMs = offsetMs;
              },
            },
            onAttempt: (report) => environment.onAttempt?.(operation, report),
          },
        );
        const content = bodyOf(reply);
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

/**
 * The path before `/voice`: as it is given, else that of the brand. ITNIO TECH has voice queries without a version, the
 * others have them under `/v3`.
 */
function pathOf({ pathname, hostname }: URL): string {
  const plain = withoutEnd(pathname, '/');
  if (plain !== '') return plain;
  return /(^|\.)itniotech\.com$/.test(hostname) ? '' : '/v3';
}

type Content =
  { readonly kind: 'object'; readonly body: RawRecord } | { readonly kind: 'web-page' | 'unreadable' };

function bodyOf({ bytes }: HttpReply): Content {
  try {
    const limits = { ...defaultReadLimits, maxBytes: Math.max(bytes.length, 1) };
    const { value } = parseResponse({ name: operation, bytes }, operation, limits, []);
    return isObject(value) ? { kind: 'object', body: record(value, '') } : { kind: 'unreadable' };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    return { kind: thrown.problem.message.key.startsWith('read.html') ? 'web-page' : 'unreadable' };
  }
}

/** Newer endpoints answer `code` and `msg` in place of `status` and `reason`. */
const statusOf = (content: Content): string | undefined =>
  content.kind === 'object' ? textOf(content.body, 'status', 'code') : undefined;

interface Rule {
  readonly kind: ErrorKind;
  readonly key: string;
  readonly action: ErrorAction;
  readonly retries: number;
}

const other: Rule = { kind: 'provider', key: 'requests.laaffic.failed', action: 'show-log', retries: 0 };

const rules: Readonly<Record<string, Rule>> = {
  credentials: {
    kind: 'credentials',
    key: 'requests.laaffic.credentials',
    action: 'edit-connection',
    retries: 0,
  },
  address: { kind: 'permission', key: 'requests.laaffic.address', action: 'edit-connection', retries: 0 },
  clock: { kind: 'clock', key: 'requests.laaffic.clock', action: 'retry', retries: 0 },
  system: { kind: 'provider', key: 'requests.laaffic.system', action: 'retry', retries: 3 },
  parameter: { kind: 'provider', key: 'requests.laaffic.parameter', action: 'show-log', retries: 0 },
  check: { kind: 'provider', key: 'requests.laaffic.parameter', action: 'show-log', retries: 0 },
  'time-range': { kind: 'provider', key: 'requests.laaffic.time-range', action: 'show-log', retries: 0 },
};

/** The error that a reply is: its status in the body decides, as that of HTTP is not documented for failures. */
function errorOf(reply: HttpReply, content: Content, host: string): CallTraceError | undefined {
  const good = reply.status >= 200 && reply.status < 300;
  if (content.kind !== 'object') {
    if (!good) return undefined;
    const page = content.kind === 'web-page';
    return new CallTraceError({
      kind: 'malformed',
      text: { key: page ? 'error.malformed.page' : 'error.malformed.answer', args: { host, operation } },
      action: page ? 'edit-connection' : 'retry',
      retries: page ? 0 : 1,
      status: reply.status,
    });
  }
  const status = statusOf(content);
  if (status === '0') return undefined;
  if (status === undefined || !/^-?\d{1,6}$/.test(status)) {
    if (!good) return undefined;
    return new CallTraceError({
      kind: 'malformed',
      text: { key: 'error.malformed.answer', args: { host, operation } },
      action: 'show-log',
      retries: 0,
      status: reply.status,
    });
  }
  const failure = Object.hasOwn(failures, status) ? failures[status] : undefined;
  const rule = (failure === undefined ? undefined : rules[failure]) ?? other;
  const said = (textOf(content.body, 'reason', 'msg') ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return new CallTraceError({
    kind: rule.kind,
    text: { key: rule.key, args: { host, code: status, said: said === '' ? '–' : said.slice(0, 200) } },
    action: rule.action,
    retries: rule.retries,
    code: status,
    status: reply.status,
  });
}
