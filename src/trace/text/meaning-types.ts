import type { Zone } from '../time.ts';
import type { Analysis } from '../view/analysis.ts';
import type { Stretch } from './places.ts';

/** What a place of a document means, in words. */
export interface Words {
  readonly title: string;
  /** Sentences and facts, one a line. */
  readonly lines: readonly string[];
  /** Other places of the document, by JSON pointer. */
  readonly links?: readonly { readonly text: string; readonly pointer: string }[];
}

/** The same with the places of the text that it is about and leads to. */
export interface Meaning extends Stretch {
  readonly title: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly text: string; readonly offset: number }[];
  /** The step or event of the place. */
  readonly item?: string;
}

/** What the words are made from. */
export interface MeaningContext extends Analysis {
  /** The zone of whoever reads, at a moment (epoch ms). */
  readonly localZone: (epochMs: number) => Zone;
  /** Steps and events by the place of the sources that they were made from. */
  readonly madeFrom: (source: string, pointer: string) => readonly string[];
}

/** A token of a document: the path to it, and its value where it is one and no key. */
export interface Token {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}
