import type {
  CallFilter,
  CallHint,
  CallListing,
  CallPage,
  FetchedResponse,
  FilterOffer,
  LiveContext,
} from '../../providers/live.ts';
import type { CallTrace, Gap } from '../../trace/model.ts';

/** A row of a list of calls. */
export interface ListedCall extends CallListing {
  /** What this call is an example of. */
  readonly note?: string;
}

/** A `CallPager`, whose rows may say what they are examples of. */
export interface ListedPager {
  /** @throws CallTraceError */
  readonly next: (
    context: LiveContext,
  ) => Promise<Omit<CallPage, 'calls'> & { readonly calls: readonly ListedCall[] }>;
}

/** A call that was fetched, with the answers that it was made from, byte for byte. */
export interface FetchedCall {
  readonly trace: CallTrace;
  readonly responses: readonly FetchedResponse[];
  /** What could not be fetched or read; stands among the gaps of the trace too. */
  readonly missing?: readonly Gap[];
}

/** Where calls come from: the samples that ship with the extension, or a stored connection. */
export interface CallSource {
  readonly id: string;
  readonly kind: 'samples' | 'connection';
  /** First part of its documents' paths. */
  readonly provider: string;
  /** Second part of its documents' paths. */
  readonly instance: string;
  readonly name: string;
  /** What kind of source it is, in the language of the editor. */
  readonly description: string;
  /** What its lists can be narrowed by; the samples' cannot. */
  readonly filters?: FilterOffer;
  /** Its calls, newest first. Samples give all of them as one page. */
  readonly list: (filter: CallFilter | undefined) => ListedPager;
  /**
   * One call. Undefined: there is none with this contact ID.
   * @throws CallTraceError, of kind `not-found` where the source says how far it looked; ProblemError
   */
  readonly fetch: (
    contactId: string,
    hint: CallHint,
    context: LiveContext,
  ) => Promise<FetchedCall | undefined>;
  /** A link to the call's recording, asked for when somebody wants to hear it. */
  readonly recording?: (contactId: string, context: LiveContext) => Promise<string | undefined>;
}

export type FetchContext = LiveContext;
