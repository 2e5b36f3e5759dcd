import { CallTraceError, type ErrorAction, type ErrorKind } from '../http/errors.ts';
import type { HttpReply } from '../http/types.ts';
import { identifier, type Answer, type Envelope } from './alibaba-answer.ts';

/** What a request was about: the words that its errors need. */
export interface Asked {
  readonly host: string;
  readonly operation: string;
  readonly instanceId: string;
  readonly contactId?: string | undefined;
  /** Texts that must not appear anywhere: secret and security token. */
  readonly secrets: readonly string[];
}

interface Rule {
  readonly codes: RegExp;
  readonly kind: ErrorKind;
  readonly key: string;
  readonly action: ErrorAction;
  readonly retries: number;
}

const rule = (codes: RegExp, kind: ErrorKind, key: string, action: ErrorAction, retries = 0): Rule => ({
  codes,
  kind,
  key,
  action,
  retries,
});

/**
 * The gateway's and the contact centre's error codes, from the error pages of Alibaba Cloud's interfaces ("common error
 * codes" and the lists of the CCC operations). First match counts.
 */
const rules: readonly Rule[] = [
  rule(/^Throttling(\.|$)/i, 'throttled', 'error.throttled', 'retry', 4),
  rule(
    /^(ServiceUnavailable|InternalError|InternalService)(\.|$)/i,
    'provider',
    'error.provider.service',
    'retry',
    3,
  ),
  rule(/^SignatureNonceUsed$/i, 'provider', 'error.provider.nonce', 'retry', 1),
  rule(/^InvalidTimeStamp\.Expired$/i, 'clock', 'error.clock', 'retry'),
  rule(
    /^(SignatureDoesNotMatch|IncompleteSignature|InvalidSignatureMethod)(\.|$)/i,
    'credentials',
    'error.credentials.signature',
    'edit-connection',
  ),
  rule(/^InvalidAccessKeyId\.Inactive$/i, 'credentials', 'error.credentials.inactive-key', 'edit-connection'),
  rule(
    /^(InvalidAccessKeyId|MissingAccessKeyId)(\.|$)/i,
    'credentials',
    'error.credentials.unknown-key',
    'edit-connection',
  ),
  rule(
    /^(InvalidSecurityToken|MissingSecurityToken)(\.|$)/i,
    'credentials',
    'error.credentials.token',
    'edit-connection',
  ),
  rule(
    /^(Permission(\.|$)|NoPermission\.Recording$)/i,
    'permission',
    'error.permission.role',
    'edit-connection',
  ),
  rule(/^(Forbidden|NoPermission)(\.|$)/i, 'permission', 'error.permission.account', 'edit-connection'),
  rule(/^NotExists\.InstanceId$/i, 'not-found', 'error.not-found.instance', 'edit-connection'),
  rule(/^NotExists\.JobId$/i, 'not-found', 'error.not-found.call', 'look-up-again'),
  rule(/^NotExists(\.|$)/i, 'not-found', 'error.not-found.other', 'show-log'),
  rule(
    /^(InvalidAction\.NotFound|InvalidApi\.NotFound|InvalidProduct\.NotFound|NoSuchVersion|InvalidProtocol\.NeedSsl)$/i,
    'provider',
    'error.provider.endpoint',
    'edit-connection',
  ),
  rule(
    /^(Parameter\.|Missing[A-Z]|InvalidParameter)/i,
    'provider',
    'error.provider.parameter',
    'edit-connection',
  ),
];

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
  return answer.kind === 'envelope' && answer.envelope.code?.toLowerCase() === 'invalidtimestamp.expired';
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
    return data === undefined ? malformed('error.malformed.answer', asked, reply, 0, requestId) : undefined;
  }
  if (goodCodes.has(code.toLowerCase())) {
    if (failed) return undefined;
    return envelope.format === 'xml'
      ? malformed('error.malformed.answer', asked, reply, 0, requestId)
      : undefined;
  }
  const { kind, key, action, retries } = rules.find(({ codes }) => codes.test(code)) ?? {
    kind: 'provider',
    key: 'error.provider.other',
    action: 'show-log',
    retries: reply.status >= 500 ? 3 : 0,
  };
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
    code: shownCode,
    requestId,
    status: reply.status,
  });
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
