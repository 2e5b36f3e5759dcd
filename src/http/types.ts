import type { ClientRequest } from 'node:http';
import type { CallTraceError } from './errors.ts';

export type HttpHeaders = Readonly<Record<string, string>>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute address; `sign` may replace it by one of the same origin. */
  readonly url: string;
  readonly headers?: HttpHeaders;
  readonly body?: string;
  /** Called before every attempt, so that each has a fresh time, nonce and signature. */
  readonly sign?: (attempt: SignContext) => SignedParts;
}

export interface SignContext {
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** What to add to the local clock to have the provider's, ms. */
  readonly clockOffsetMs: number;
}

/** What signing adds: headers are added to those of the request, address and body replace them. */
export interface SignedParts {
  readonly url?: string;
  readonly headers?: HttpHeaders;
  readonly body?: string;
}

/** A reply that was read to its end. */
export interface HttpReply {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: HttpHeaders;
  /** The body after decompression; its own buffer, so it can be handed to another thread. */
  readonly bytes: Uint8Array;
}

export interface HttpResponse extends HttpReply {
  /** From the first attempt's start to the last byte, ms. */
  readonly durationMs: number;
  readonly attempts: number;
}

/** All limits of time in ms. */
export interface TimeOuts {
  /** Per attempt: name look-up, connection and TLS handshake. */
  readonly connectMs: number;
  /** Per attempt: from its start to the reply's last byte. */
  readonly attemptMs: number;
  /** All attempts and the waits between them. */
  readonly totalMs: number;
}

export interface RetryPolicy {
  /** Most repeats of one request; an error's own `retries` may be lower. */
  readonly max: number;
  /** The wait before the first repeat is up to this long, and doubles with each further one, ms. */
  readonly baseMs: number;
  /** The longest wait between two attempts that is not asked for by the provider, ms. */
  readonly maxMs: number;
  /** Jitter in [0, 1); `Math.random` unless a test needs to know. */
  readonly random?: () => number;
  /**
   * After a reply of which this is true, at most one more attempt is made, whatever for: a corrected clock counts, and
   * that attempt's own failure is final. For providers that lock an address out after a few refused signatures.
   */
  readonly lastChanceAfter?: (reply: HttpReply) => boolean;
}

/** How a provider's clock is followed: signatures are refused when the local clock is far from it. */
export interface ClockCorrection {
  /** True when the reply refuses the request because of its time. */
  readonly isRefusal: (reply: HttpReply) => boolean;
  /** The correction known from earlier requests, ms. */
  readonly offsetMs: number;
  /** Epoch ms of the local clock. */
  readonly now: () => number;
  /** Told when the reply's Date header has given a new correction. */
  readonly onCorrected?: (offsetMs: number) => void;
}

/** One attempt, for the log. */
export interface AttemptReport {
  readonly attempt: number;
  readonly durationMs: number;
  readonly status?: number;
  readonly error?: CallTraceError;
  /** The wait before the next attempt; absent when this was the last one. */
  readonly retryInMs?: number;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeOuts?: Partial<TimeOuts>;
  /** Largest reply, as received and again after decompression. */
  readonly maxBytes?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Plain http to addresses other than this machine's own is refused unless this is set. */
  readonly allowPlainHttp?: boolean;
  /**
   * The provider's view of a reply: the error that it is, or undefined where it is none. Replies that it passes with
   * a status other than 2xx are errors all the same.
   */
  readonly judge?: (reply: HttpReply) => CallTraceError | undefined;
  readonly clock?: ClockCorrection;
  readonly onAttempt?: (report: AttemptReport) => void;
  /** How bytes travel; the default goes over node-fetch. */
  readonly transport?: Transport;
}

/** Sends a request; a function of this type is what providers are given. */
export type Send = (request: HttpRequest, options?: SendOptions) => Promise<HttpResponse>;

/** One attempt's request, signed and complete. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: HttpHeaders;
  readonly body: string | undefined;
}

/** A reply whose body has not been read, and is not decompressed. */
export interface WireReply {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives the connection up; called for every reply whose body is not read to its end. */
  readonly discard: () => void;
}

export interface WireHooks {
  readonly signal: AbortSignal;
  /** Told of Node's request as soon as it exists: the connect time-out watches its socket. */
  readonly onRequest: (request: ClientRequest) => void;
}

/**
 * One HTTP exchange without redirects. The place where connections with their own certificate authority or a pinned
 * certificate take another way than node-fetch. Rejects with whatever the layer below throws.
 */
export type Transport = (request: WireRequest, hooks: WireHooks) => Promise<WireReply>;
