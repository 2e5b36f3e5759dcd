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

/** The zone in which providers tell times, unless a connection says another. */
export const usualZone = '+08:00';

/** Where calls come from: the samples that ship with the extension, or a stored connection. */
export interface CallSource {
  readonly id: string;
  readonly kind: 'samples' | 'connection';
  /** First part of its documents' paths. */
  readonly provider: string;
  /** Second part of its documents' paths: which contact centre it is, unlike any other of the provider. */
  readonly instance: string;
  /** The same for people; two centres may share it. */
  readonly instanceName: string;
  /** What `instance` was before: documents and links may still say so. */
  readonly formerly: readonly string[];
  /** When its key, address or settings were changed, epoch ms. */
  readonly changedAt?: number;
  /** Whether look-ups ask it that name no connection. */
  readonly inLookUps: boolean;
  readonly name: string;
  /** What kind of source it is, in the language of the editor. */
  readonly description: string;
  /** In which times are typed and shown while no call of it is known, `+08:00`. */
  readonly zone: string;
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

/** The provider and instance of a document, a link or a kept call. */
export interface SourcePlace {
  readonly provider: string;
  readonly instance: string;
}

/**
 * The sources that a place means, in their order: those of this instance; where there are none, those that were it
 * before, or whose name alone older versions wrote.
 */
export function sourcesAt<S extends Pick<CallSource, 'provider' | 'instance' | 'instanceName' | 'formerly'>>(
  sources: readonly S[],
  { provider, instance }: SourcePlace,
): readonly S[] {
  const ofProvider = sources.filter((source) => source.provider === provider);
  const exact = ofProvider.filter((source) => source.instance === instance);
  return exact.length > 0
    ? exact
    : ofProvider.filter(
        ({ formerly, instanceName }) => formerly.includes(instance) || instanceName === instance,
      );
}

/** The zone in which a list's times are shown and typed. */
export const zoneOf = (
  { zone }: Pick<CallSource, 'zone'>,
  { calls }: { readonly calls: readonly Pick<ListedCall, 'zone'>[] },
): string => calls[0]?.zone ?? zone;
