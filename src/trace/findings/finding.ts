import type { Phrase } from '../format.ts';

/** A problem of the call, in words that are still to be put into a language. */
export interface Finding {
  /** Stable for the same problem of the same call. */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** `data`: not the call but its records are wrong, or something of them is missing. */
  readonly about: 'call' | 'data';
  /** A few words. */
  readonly title: Phrase;
  /** Whole sentences: what happened, what it led to. */
  readonly text: readonly Phrase[];
  /** The step or event that it names; `theCall`: none of them, but the call itself. */
  readonly item: string;
  /** Further steps and events that show the same problem, and are marked like the one it names. */
  readonly also?: readonly string[];
  /** The step or event in which its effect is seen. */
  readonly effect?: string;
  /** Epoch ms. */
  readonly at: number;
}

/** In place of a step or event where the call itself is meant. */
export const theCall = '';

/** From how long on a wait in a queue is a problem by itself. */
export const longWaitMs = 60_000;
