import { ProblemError } from '../trace/problem.ts';
import { parseResponse } from '../trace/source/parse.ts';
import { numberOf, record, recordOf, recordsOf, textOf, type RawRecord } from '../trace/source/record.ts';
import { defaultReadLimits } from '../trace/source/response.ts';
import { isObject } from '../trace/pointer.ts';

/** What the body of a reply is. */
export type Answer =
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'unreadable'; readonly problem: ProblemError };

/** The frame that every reply of Alibaba's RPC-style interfaces has, errors of its gateway included. */
export interface Envelope {
  readonly format: 'json' | 'xml';
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
  readonly body: RawRecord;
  /** The `Data` object, where there is one. */
  readonly data: RawRecord | undefined;
}

/**
 * Reads the frame of a reply: JSON or XML, keys in any case, with or without an XML root element.
 *
 * @param operation what problems call the reply
 */
export function readAnswer(bytes: Uint8Array, operation: string): Answer {
  try {
    const limits = { ...defaultReadLimits, maxBytes: Math.max(bytes.length, 1) };
    const { value, format } = parseResponse({ name: operation, bytes }, operation, limits, []);
    if (!isObject(value) || format === 'text') return unreadable(operation);
    const outer = record(value, '');
    const body = format === 'xml' ? withoutRoot(outer) : outer;
    return {
      kind: 'envelope',
      envelope: {
        format,
        code: textOf(body, 'Code'),
        message: textOf(body, 'Message'),
        requestId: identifier(textOf(body, 'RequestId')),
        body,
        data: recordOf(body, 'Data'),
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    const page = thrown.problem.message.key.startsWith('read.html');
    return page ? { kind: 'web-page' } : { kind: 'unreadable', problem: thrown };
  }
}

/** The rows of a paged reply, and what it says about their number. */
export interface Page {
  readonly rows: readonly RawRecord[];
  /** Filled on the first page of some lists only; 0 on later ones does not mean "none". */
  readonly total: number | undefined;
}

export function pageOf(envelope: Envelope): Page {
  const { data } = envelope;
  if (data === undefined) return { rows: [], total: undefined };
  return { rows: recordsOf(data, 'List'), total: numberOf(data, 'TotalCount') };
}

const unreadable = (name: string): Answer => ({
  kind: 'unreadable',
  problem: new ProblemError({ message: { key: 'read.neither-json-nor-xml', args: { name } } }),
});

/** An XML root element is the one member of the document; gateway errors have one, the samples of CCC 2020 do not. */
function withoutRoot(document: RawRecord): RawRecord {
  const names = Object.keys(document.object);
  return names.length === 1 ? (recordOf(document, ...names) ?? document) : document;
}

/** Request ids and codes are words; what is none is not passed on. */
export function identifier(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w.:-]{1,80}$/.test(text) ? text : undefined;
}
