import type { EventType, RequestType } from './messenger.ts';
import {
  column,
  either,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  shapeOf,
  text,
  type Shape,
} from './shapes.ts';

/** A filter as it is written. */
export interface FilterQuestion {
  readonly text: string;
  /** Offset of the zone in which times of day are meant, `+08:00`. */
  readonly zone: string;
}

/** A term of a filter: its place in the text (UTF-16, `to` excluded). */
export interface ChipView {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly negated: boolean;
}

/** Something to write instead of the text from `from` to `to`; empty: leave it out. */
export interface FixView {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export type FilterAnswer =
  | {
      readonly kind: 'matches';
      /** Places of the rows that match, ascending. */
      readonly rows: Uint32Array;
      readonly chips: readonly ChipView[];
      /** Why nothing matches, in words. */
      readonly hint?: string;
    }
  | {
      readonly kind: 'error';
      /** In words. */
      readonly text: string;
      readonly from: number;
      readonly to: number;
      readonly fixes: readonly FixView[];
    }
  /** A later question came before this one was answered. */
  | { readonly kind: 'outdated' };

export interface CompletionQuestion {
  readonly text: string;
  readonly caret: number;
}

export interface SuggestionView {
  readonly kind: 'key' | 'value';
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
  /** How many steps and events have the value. */
  readonly count?: number;
}

/** What could stand in place of the text from `from` to `to`. */
export interface CompletionAnswer {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly SuggestionView[];
}

const question: Shape<FilterQuestion> = shapeOf<FilterQuestion>()(object({ text, zone: text }));
const place = { from: number, to: number };
const outdated: Shape<{ readonly kind: 'outdated' }> = object({ kind: oneOf(['outdated']) });

const filterAnswer: Shape<FilterAnswer> = shapeOf<FilterAnswer>()(
  either(
    either(
      object({
        kind: oneOf(['matches']),
        rows: column(Uint32Array),
        chips: list(object({ ...place, text, negated: flag })),
        hint: optional(text),
      }),
      object({ kind: oneOf(['error']), text, ...place, fixes: list(object({ ...place, insert: text })) }),
    ),
    outdated,
  ),
);

const completionAnswer: Shape<CompletionAnswer> = shapeOf<CompletionAnswer>()(
  object({
    ...place,
    suggestions: list(
      object({
        kind: oneOf(['key', 'value']),
        insert: text,
        label: text,
        detail: text,
        count: optional(number),
      }),
    ),
  }),
);

/** Webview → extension host. Of several questions that wait, the last is answered. */
export const filterToHost = {
  filter: { name: 'filter', payload: question, result: filterAnswer } satisfies RequestType<
    FilterQuestion,
    FilterAnswer
  >,
  complete: {
    name: 'complete-filter',
    payload: shapeOf<CompletionQuestion>()(object({ text, caret: number })),
    result: completionAnswer,
  } satisfies RequestType<CompletionQuestion, CompletionAnswer>,
};

/** What a command does with the filter. */
export interface FilterCommand {
  readonly command: 'focus' | 'next' | 'previous' | 'clear';
}

/** Extension host → webview. */
export const filterToWebview = {
  command: {
    name: 'filter-command',
    payload: shapeOf<FilterCommand>()(object({ command: oneOf(['focus', 'next', 'previous', 'clear']) })),
  } satisfies EventType<FilterCommand>,
};
