import type { Message } from '../../trace/message.ts';
import type { CallTrace } from '../../trace/model.ts';

/** A row of a list of calls. */
export interface ListedCall extends Pick<CallTrace, 'contactId' | 'summary' | 'zone'> {
  /** What this call is an example of. */
  readonly note?: string;
}

export interface FetchContext {
  readonly signal: AbortSignal;
  readonly onProgress: (message: Message) => void;
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
  /** The calls that it lists, newest first. */
  readonly calls: () => Promise<readonly ListedCall[]>;
  /**
   * One call. Undefined: there is none with this contact ID.
   * @throws CallTraceError, ProblemError
   */
  readonly trace: (contactId: string, context: FetchContext) => Promise<CallTrace | undefined>;
}
