import type { Message } from '../message.ts';
import type { Lane } from '../model.ts';
import type { FilterKey, NameKey, Status } from './keys.ts';

/** A place in the text of a filter, in characters (UTF-16), `to` excluded. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What is to be shown: rows for which every clause holds. */
export interface Filter {
  readonly clauses: readonly Clause[];
}

/** One chip: holds where one of its terms does. */
export interface Clause extends Place {
  readonly terms: readonly Term[];
}

export interface Term {
  readonly negated: boolean;
  readonly test: Test;
}

export type Test =
  /** Anywhere in what is known of a row: one of the texts. */
  | { readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly kind: 'name'; readonly key: NameKey; readonly values: readonly NameValue[] }
  | { readonly kind: 'lane'; readonly values: readonly Lane[] }
  | { readonly kind: 'status'; readonly values: readonly Status[] }
  | { readonly kind: 'time'; readonly key: 'after' | 'before'; readonly moment: Moment }
  | { readonly kind: 'duration'; readonly ranges: readonly DurationRange[] }
  | { readonly kind: 'variable'; readonly values: readonly VariableTest[] };

export interface NameValue {
  readonly text: string;
  /** Only the whole name, not a part of one. */
  readonly whole: boolean;
}

/** A moment as it was written; which one it is depends on the call and, of a time of day, on the zone. */
export type Moment =
  /** ms since the call began. */
  | { readonly kind: 'elapsed'; readonly ms: number }
  /** ms since midnight, in the zone in which times are shown. */
  | { readonly kind: 'clock'; readonly ms: number }
  /** Epoch ms. */
  | { readonly kind: 'instant'; readonly at: number }
  /** `yyyy-MM-dd HH:mm:ss`, in the zone in which times are shown. */
  | { readonly kind: 'local'; readonly text: string };

/** ms; `to` excluded. */
export interface DurationRange {
  readonly from: number;
  readonly to: number;
}

export type VariableComparison = 'exists' | '=' | '!=' | '~' | '<' | '<=' | '>' | '>=';

export interface VariableTest {
  /** A name, or a path into its JSON, `order.id`. */
  readonly name: string;
  readonly comparison: VariableComparison;
  readonly value: string;
}

/** One clause as it is shown and taken away. */
export interface Chip extends Place {
  readonly text: string;
  readonly negated: boolean;
  /** The key of its terms; absent: free text, or terms of several keys. */
  readonly key?: FilterKey;
}

/** Something to write instead. */
export interface Fix extends Place {
  readonly insert: string;
}

/** What is wrong with a filter, where, and what could be written there instead. */
export interface FilterError extends Place {
  readonly message: Message;
  readonly fixes: readonly Fix[];
}

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter; readonly chips: readonly Chip[] }
  | { readonly ok: false; readonly error: FilterError };
