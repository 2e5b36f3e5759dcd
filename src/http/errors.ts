import type { Message } from '../trace/message.ts';

/** What kind of thing went wrong while talking to a provider; each has its own sentence and its own way out. */
export const errorKinds = [
  'network',
  'tls',
  'proxy',
  'clock',
  'credentials',
  'permission',
  'not-found',
  'throttled',
  'provider',
  'malformed',
  'cancelled',
  'time-out',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** What a person can do about an error; the label is the message `error.action.<action>`. */
export type ErrorAction =
  | 'retry'
  | 'edit-connection'
  /** Show the server's certificate (`readCertificate`) and offer to pin it. */
  | 'accept-certificate'
  | 'look-up-again'
  /** Open `page` in the browser. */
  | 'open-error-page'
  | 'show-log'
  | 'none';

export interface ErrorDetails {
  readonly kind: ErrorKind;
  /** One sentence or two: what is wrong, where, what to do. */
  readonly text: Message;
  readonly action: ErrorAction;
  /**
   * How many times sending the same request again may help: 0 where it cannot. All requests of the product are reads,
   * so repeating one is always harmless; this only says whether it makes sense.
   */
  readonly retries: number;
  /** The provider's own error code, or the system's (`ECONNRESET`). */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** HTTP status of the reply. */
  readonly status?: number | undefined;
  /** The provider's page about the error; kept only where it is an https address. */
  readonly page?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Every failure of a request. It never holds a secret, a signature, a request header or the query of an address:
 * lower layers put whole addresses into their messages, so their errors are not passed on as `cause`.
 */
export class CallTraceError extends Error {
  override readonly name = 'CallTraceError';
  readonly kind: ErrorKind;
  readonly text: Message;
  readonly action: ErrorAction;
  readonly retries: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly status: number | undefined;
  readonly page: string | undefined;

  constructor(details: ErrorDetails) {
    super(plainText(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.text = details.text;
    this.action = details.action;
    this.retries = details.retries;
    this.code = details.code;
    this.requestId = details.requestId;
    this.status = details.status;
    this.page = details.page === undefined ? undefined : safePage(details.page);
  }
}

/** What work that a person gave up fails with. */
export const cancelled = (): CallTraceError =>
  new CallTraceError({ kind: 'cancelled', text: { key: 'error.cancelled' }, action: 'none', retries: 0 });

/** Addresses come out of replies: only https ones without a login in them are worth opening. */
function safePage(page: string): string | undefined {
  if (!URL.canParse(page)) return undefined;
  const { protocol, username, password, href } = new URL(page);
  return protocol === 'https:' && username === '' && password === '' ? href : undefined;
}

/** The English-less form for logs and stack traces; people are shown `text`, rendered from the catalogue. */
function plainText({ kind, text, code, requestId, status }: ErrorDetails): string {
  const facts = [
    code === undefined ? '' : `code ${code}`,
    status === undefined ? '' : `status ${status}`,
    requestId === undefined ? '' : `request ${requestId}`,
  ].filter((fact) => fact !== '');
  return [`${kind}: ${text.key}`, ...facts].join(', ');
}
