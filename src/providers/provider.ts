import type {
  CallEvent,
  CallSummary,
  DesignedFlow,
  Gap,
  IvrStep,
  JsonObject,
  JsonValue,
  ProviderId,
} from '../trace/model.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import type { Problem } from '../trace/problem.ts';
import type { Zone } from '../trace/time.ts';

/** Whose answer a response is. */
export interface Detection {
  readonly provider: ProviderId;
  /** The operation's name in the provider's spelling, `ListIvrTrackingDetail`. */
  readonly operation: string;
  /** Version of the interface, and the generation of the answer where there are several: `2017-07-05`, `2020-07-01 B`. */
  readonly version: string;
}

/** What a provider's reader says of a response: it is its own, it is its error answer, or it is not its own. */
export type DetectionResult =
  | { readonly kind: 'response'; readonly detection: Detection }
  | { readonly kind: 'error-answer'; readonly provider: ProviderId; readonly problem: Problem }
  | { readonly kind: 'none' };

/** Rows without the frame of their answer (what is left of it by `jq` or a command line's query), put into one. */
export interface FramedRows {
  readonly detection: Detection;
  /** A whole answer with the rows in it. */
  readonly value: JsonObject;
  /** JSON pointer to the list of the rows in it. */
  readonly list: string;
  /** The sentence about the missing frame; absent where the provider sends such rows without one. */
  readonly gap?: string;
}

/** A step before the steps of one call are put together: without id, parent and visit number. */
export type StepDraft = Omit<IvrStep, 'id' | 'parent' | 'visit'>;
/** An event before the events of one call are put together. */
export type EventDraft = Omit<CallEvent, 'id'>;

/** How many rows a response says there are of something, and how many it holds: what is missing becomes a gap. */
export interface RowCount {
  readonly operation: string;
  readonly what: 'steps' | 'events';
  readonly total: number;
}

/** Which page of a list a response is, as it says itself. Pages of one size do not overlap. */
export interface PagePlace {
  /** From 1. */
  readonly number: number;
  /** How many rows a full page has. */
  readonly size: number;
}

/** What one response says about one call. `source` in the drafts names the id of the `ParsedResponse`. */
export interface CallFragment {
  readonly kind: 'call';
  readonly contactId: string;
  readonly instance?: string;
  /** Fields of later fragments fill those that are missing; agents and queues are united. */
  readonly summary: Partial<CallSummary>;
  readonly steps: readonly StepDraft[];
  readonly events: readonly EventDraft[];
  readonly gaps: readonly Gap[];
  readonly rows?: RowCount;
  readonly page?: PagePlace;
  /** Pointers of the records of this call, where the response is a list that may hold those of other calls. */
  readonly own?: readonly string[];
}

/** A fragment with the response that it was read from. */
export interface ReadFragment {
  readonly fragment: CallFragment;
  readonly response: ParsedResponse;
  readonly detection: Detection;
}

/** Designed flows; they are kept with every call of the same reading that passed them. */
export interface FlowsFragment {
  readonly kind: 'flows';
  readonly flows: readonly DesignedFlow[];
  /** Definitions that could not be read; they are missing in every call of the same reading. */
  readonly gaps?: readonly Gap[];
}

export type Fragment = CallFragment | FlowsFragment;

export interface ReadOptions {
  /** Zone of the provider's plain times; absent: the provider's default. */
  readonly zone?: Zone;
}

/** What a provider contributes to reading: one per folder. All functions are pure. */
export interface ProviderReader {
  readonly provider: ProviderId;
  /** The zone of its plain times, and the one in which its documents are written. */
  readonly defaultZone: Zone;
  readonly detect: (response: ParsedResponse) => DetectionResult;
  /**
   * Mends a text that is not valid JSON but is this provider's (Huawei prints such samples); undefined: not its own.
   * Runs only where strict parsing failed.
   */
  readonly mend?: (text: string) => string | undefined;
  /** Puts rows that stand without the frame of their answer into one; undefined: they are not its own. */
  readonly frameRows?: (items: readonly JsonValue[]) => FramedRows | undefined;
  /** The fragments of a detected response. Throws ProblemError where it cannot be read. */
  readonly read: (
    response: ParsedResponse,
    detection: Detection,
    options: ReadOptions,
  ) => readonly Fragment[];
  /** Key of the sentence, with `name` and `operation`, that says that a good answer holds no call. */
  readonly noCalls: (operation: string) => string;
  /**
   * What several answers say of one call that can only be understood together; absent: each stands for itself. Gives
   * as many fragments as it is given.
   */
  readonly unite?: (answers: readonly ReadFragment[]) => readonly CallFragment[];
  /** For steps in their final order: the index of the step that called the sub-flow in which each ran. */
  readonly parents: (steps: readonly StepDraft[]) => readonly (number | undefined)[];
  /**
   * The gaps of a finished call: what this provider never offers, and what the operations read do not hold. Gaps of
   * the fragments are already in it.
   */
  readonly gaps: (call: {
    readonly operations: ReadonlySet<string>;
    readonly steps: readonly StepDraft[];
    readonly events: readonly EventDraft[];
    readonly summary: CallSummary;
  }) => readonly Gap[];
}
