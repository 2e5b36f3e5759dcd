import type { Message } from '../message.ts';
import type { JsonValue } from '../model.ts';
import type { Place } from './places.ts';

/** A raw provider response, as it was fetched or stands in a file. */
export interface RawResponse {
  /** File name or operation: what a message about it calls it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The provider's operation, where the caller knows it; otherwise it is detected. */
  readonly operation?: string;
  readonly requestId?: string;
  /** Epoch ms. */
  readonly fetchedAt?: number;
}

/** Something to say about how a response was come by: a sentence about it, which becomes a gap of its calls. */
export interface Remark {
  readonly kind: 'incomplete' | 'repaired';
  readonly message: Message;
}

export type ResponseFormat = 'json' | 'xml' | 'text';

/** A response whose bytes were parsed, not yet understood. */
export interface ParsedResponse {
  /** Unique among the responses that are read together; what a `SourceRef` of a fragment names. */
  readonly id: string;
  readonly name: string;
  readonly format: ResponseFormat;
  /** The exact text, without a byte order mark. */
  readonly text: string;
  /**
   * The value tree. Numbers that a double cannot hold are strings of their digits. XML: element name → text, object of
   * the children, or array where an element is repeated; a document without a root element is an object of its elements.
   */
  readonly value: JsonValue;
  readonly operation?: string;
  readonly requestId?: string;
  readonly fetchedAt?: number;
  /** Where it stood, where it is only a part of its file. */
  readonly place?: Place;
  readonly remarks?: readonly Remark[];
  /** Set where the text is no valid JSON and was mended; pointers then mean the mended form. */
  readonly mended?: true;
}

/** Limits for bytes from outside. */
export interface ReadLimits {
  /** Bytes of one response. */
  readonly maxBytes: number;
  /** Levels of nesting of one response. */
  readonly maxDepth: number;
}

/** Levels of nesting of a file, which may be a document, or hold responses within other JSON. */
export const deepestFile = 256;

export const defaultReadLimits: ReadLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 64 };
