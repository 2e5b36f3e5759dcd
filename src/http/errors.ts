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
export type ErrorAction = 'retry' | 'edit-connection' | 'look-up-again' | 'show-log' | 'none';

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

  constructor(details: ErrorDetails) {
    super(plainText(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.text = details.text;
    this.action = details.action;
    this.retries = details.retries;
    this.code = details.code;
    this.requestId = details.requestId;
    this.status = details.status;
  }
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
