import { CallTraceError, type ErrorAction, type ErrorKind } from '../http/errors.ts';
import type { HttpReply } from '../http/types.ts';
import { keyOf, textOf } from '../trace/source/record.ts';
import { meaningOfError, type ErrorMeaning } from './alibaba-error-codes.ts';
import { identifier, type Answer, type Envelope } from './alibaba-answer.ts';

/** What a request was about: the words that its errors need. */
export interface Asked {
  readonly host: string;
  readonly operation: string;
  readonly instanceId: string;
  readonly contactId?: string | undefined;
  /** In which form a good answer comes. */
  readonly format: 'json' | 'xml';
  /** Texts that must not appear anywhere: secret and security token. */
  readonly secrets: readonly string[];
}

interface Rule {
  readonly kind: ErrorKind;
  readonly key: string;
  readonly action: ErrorAction;
  /** How often a request that fails so is repeated at most. */
  readonly retries: number;
}

const rule = (kind: ErrorKind, key: string, action: ErrorAction, retries = 0): Rule => ({
  kind,
  key,
  action,
  retries,
});

const rules: Readonly<Record<ErrorMeaning, Rule>> = {
  throttled: rule('throttled', 'error.throttled', 'retry', 4),
  unavailable: rule('provider', 'error.provider.service', 'retry', 3),
  repeated: rule('provider', 'error.provider.nonce', 'retry', 1),
  clock: rule('clock', 'error.clock', 'retry'),
  signature: rule('credentials', 'error.credentials.signature', 'edit-connection'),
  'inactive-key': rule('credentials', 'error.credentials.inactive-key', 'edit-connection'),
  'unknown-key': rule('credentials', 'error.credentials.unknown-key', 'edit-connection'),
  token: rule('credentials', 'error.credentials.token', 'edit-connection'),
  role: rule('permission', 'error.permission.role', 'edit-connection'),
  account: rule('permission', 'error.permission.account', 'edit-connection'),
  instance: rule('not-found', 'error.not-found.instance', 'edit-connection'),
  call: rule('not-found', 'error.not-found.call', 'look-up-again'),
  'not-found': rule('not-found', 'error.not-found.other', 'show-log'),
  operation: rule('provider', 'error.provider.endpoint', 'edit-connection'),
  parameter: rule('provider', 'error.provider.parameter', 'edit-connection'),
  other: rule('provider', 'error.provider.other', 'show-log'),
};

const goodCodes = new Set(['ok', 'success', '200']);

/**
 * The error that a reply is. The code in the frame decides, not the HTTP status: business errors also come with 200.
 * Undefined for a good reply, and for one without a frame whose status already says that it failed.
 */
export function errorOfAnswer(answer: Answer, reply: HttpReply, asked: Asked): CallTraceError | undefined {
  const failed = reply.status < 200 || reply.status > 299;
  switch (answer.kind) {
    case 'web-page':
      return failed ? undefined : malformed('error.malformed.page', asked, reply, 0);
    case 'unreadable':
      return failed ? undefined : malformed('error.malformed.answer', asked, reply, 1);
    case 'envelope':
      return errorOfEnvelope(answer.envelope, reply, asked, failed);
  }
}

/** True when the reply refuses the request because of its time. */
export function isClockRefusal(answer: Answer): boolean {
  return answer.kind === 'envelope' && meaningOfError(answer.envelope.code ?? '') === 'clock';
}

function errorOfEnvelope(
  envelope: Envelope,
  reply: HttpReply,
  asked: Asked,
  failed: boolean,
): CallTraceError | undefined {
  const { code, data, requestId } = envelope;
  if (code === undefined) {
    // A frame without a code is good only if it carries what was asked for.
    if (failed) return undefined;
    const answered = data !== undefined || hasList(envelope.body);
    return !answered ? malformed('error.malformed.answer', asked, reply, 0, requestId) : undefined;
  }
  if (goodCodes.has(code.toLowerCase())) {
    if (failed) return undefined;
    return envelope.format !== asked.format
      ? malformed('error.malformed.answer', asked, reply, 0, requestId)
      : undefined;
  }
  const meaning = meaningOfError(code);
  const { kind, key, action } = rules[meaning];
  const retries = meaning === 'other' && reply.status >= 500 ? 3 : rules[meaning].retries;
  const shownCode = identifier(code) ?? 'unknown';
  return new CallTraceError({
    kind,
    text: {
      key,
      args: {
        host: asked.host,
        operation: asked.operation,
        instance: asked.instanceId,
        contactId: asked.contactId ?? '',
        code: shownCode,
        requestId: requestId ?? '',
        providerText: kind === 'credentials' ? '' : shownText(envelope.message, asked.secrets),
      },
    },
    action,
    retries,
    page: errorPage(textOf(envelope.body, 'Recommend')),
    code: shownCode,
    requestId,
    status: reply.status,
  });
}

/** Version 2017-07-05 has its lists beside the frame, not in `Data`. */
const hasList = (body: Envelope['body']) =>
  ['IvrTrackingDetails', 'CallDetailRecords'].some((name) => keyOf(body, name) !== undefined);

/** The provider's page about an error, where the reply names one of its own. */
function errorPage(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return /(^|\.)(aliyun|alibabacloud)\.com$/.test(hostname) ? address : undefined;
}

const malformed = (key: string, asked: Asked, reply: HttpReply, retries: number, requestId?: string) =>
  new CallTraceError({
    kind: 'malformed',
    text: { key, args: { host: asked.host, operation: asked.operation } },
    action: retries > 0 ? 'retry' : 'edit-connection',
    retries,
    requestId,
    status: reply.status,
  });

/**
 * The provider's own words, fit to be shown: one line, not endless, and not at all where they repeat what was signed
 * or a secret (a refused signature is answered with the server's string to sign).
 */
function shownText(text: string | undefined, secrets: readonly string[]): string {
  const line = (text ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const tells =
    /string to sign|signature|accesskey/i.test(line) || secrets.some((secret) => line.includes(secret));
  if (tells || line === '') return '–';
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
