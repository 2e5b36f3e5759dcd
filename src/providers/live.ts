import type { AttemptReport, Send, SendOptions } from '../http/types.ts';
import type { CallTraceError } from '../http/errors.ts';
import type { Message } from '../trace/message.ts';
import type { CallSummary, CallTrace, Coded, Lane } from '../trace/model.ts';
import type { RawResponse } from '../trace/source/response.ts';

/*
 * What a provider does over the network. Each provider's folder has a `live.ts` that makes a `LiveProvider` of a
 * connection's values; nothing here knows where the values are kept or how calls are shown.
 */

/** The time that a list of calls covers. */
export type TimeRange =
  | { readonly kind: 'last'; readonly minutes: number }
  /** From midnight in the provider's zone. */
  | { readonly kind: 'today' }
  /** Epoch ms, both ends included. */
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

/** What a list of calls is narrowed to by the provider itself. */
export interface CallFilter {
  readonly range: TimeRange;
  /** Either side's number, or a part of it, as far as the provider can search for one. */
  readonly number?: string;
  readonly direction?: 'inbound' | 'outbound';
  /** The provider's own code, one of `FilterOffer.dispositions`. */
  readonly disposition?: string;
  readonly agent?: string;
  readonly queue?: string;
}

export type FilterField = Exclude<keyof CallFilter, 'range'>;

/** What a provider's lists can be narrowed by; the same for all its connections. */
export interface FilterOffer {
  readonly fields: readonly FilterField[];
  /** Codes of `CallFilter.disposition`, with the meaning that names them. */
  readonly dispositions: readonly Coded[];
  /** The range of a list that nobody has narrowed. */
  readonly range: TimeRange;
  /** How far back lists reach, ms; absent where the provider does not say. */
  readonly reachMs?: number;
}

/** What helps to find a call again: kept with pins and history, so it is plain data. */
export interface CallHint {
  /** Start of the call, epoch ms. */
  readonly startedAt?: number;
  /** Huawei: the row's `logDate`, which selects the table, epoch ms. */
  readonly logDate?: number;
}

/** One call of a list. */
export interface CallListing extends Pick<CallTrace, 'contactId' | 'zone'> {
  readonly summary: CallSummary;
  readonly hint: CallHint;
}

export interface CallPage {
  /** Newest first; calls that an earlier page had are left out. */
  readonly calls: readonly CallListing[];
  /** Whether `next` has more. */
  readonly more: boolean;
  /** How many calls the filter matches, where the provider says so. */
  readonly total?: number;
  /** Why calls are missing so far, where the provider did not give the list to its end. */
  readonly incomplete?: CallTraceError;
}

/** A list of calls that is read page by page. A page that failed is asked for again by the next `next`. */
export interface CallPager {
  /** @throws CallTraceError */
  readonly next: (context: LiveContext) => Promise<CallPage>;
}

export interface LiveContext {
  readonly signal: AbortSignal;
  /** Which request of how many, or how far a search has looked. */
  readonly onProgress: (message: Message) => void;
}

/** A raw answer with where it came from. */
export interface FetchedResponse extends RawResponse {
  readonly operation: string;
  /** Epoch ms in the provider's clock, as far as it is known. */
  readonly fetchedAt: number;
  /** When the provider itself says that it answered (the reply's Date), epoch ms; absent where it does not. */
  readonly servedAt?: number;
  readonly requestId?: string;
}

/** A part of a call that could not be fetched. */
export interface SourceFailure {
  readonly operation: string;
  /** The lanes that are empty without it; `flow`: only the design of a flow is missing. */
  readonly missing?: readonly Lane[] | 'flow';
  readonly error: CallTraceError;
}

/** Everything that was fetched for one call, as `readResponses` takes it. */
export interface CallSources {
  readonly responses: readonly FetchedResponse[];
  /** Parts that failed; each becomes a gap. */
  readonly failures: readonly SourceFailure[];
}

/** What a successful test of a connection says: a sentence with what the provider answered. */
export interface TestAnswer {
  readonly text: Message;
}

/** An instance that an account may read, to choose from. */
export interface InstanceOffer {
  readonly id: string;
  readonly name: string;
}

/** A provider behind one connection. At most two or three of its requests run at once. */
export interface LiveProvider {
  readonly list: (filter: CallFilter) => CallPager;
  /**
   * Everything that makes up one call.
   * @throws CallTraceError of kind `not-found` with a text that says where and how far it was looked for, and what
   *   the provider keeps; other kinds when nothing about the call could be fetched, or when it was cancelled
   */
  readonly fetch: (contactId: string, hint: CallHint, context: LiveContext) => Promise<CallSources>;
  /** @throws CallTraceError */
  readonly test: (context: LiveContext) => Promise<TestAnswer>;
  /** The instances of the account, where the provider lists them; needs no instance id. */
  readonly instances?: (context: LiveContext) => Promise<readonly InstanceOffer[]>;
  /** A link to the call's recording that works for a while; undefined: there is none. Never kept. */
  readonly recording?: (contactId: string, context: LiveContext) => Promise<string | undefined>;
}

/** What a live provider needs of its surroundings. */
export interface LiveEnvironment {
  readonly send: Send;
  /** What the connection says about the way of its requests: trust, plain http, limits. */
  readonly http?: Omit<SendOptions, 'signal' | 'judge' | 'clock' | 'onAttempt'>;
  readonly onAttempt?: (operation: string, report: AttemptReport) => void;
  /** Epoch ms. */
  readonly now?: () => number;
  readonly nonce?: () => string;
}
