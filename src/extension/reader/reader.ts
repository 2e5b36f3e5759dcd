import type { Reading } from '../../providers/read.ts';
import type { Language } from '../../trace/message.ts';
import type { RawResponse, ReadLimits } from '../../trace/source/response.ts';
import type { DetailsView } from '../../trace/view/types.ts';
import { SentenceError } from '../explain.ts';
import type { ReadingThread } from './thread.ts';
import type { DocumentInput, DocumentReading, OpenedDocument, TextPlace } from './work.ts';

/** From this many bytes or characters on, reading happens in a thread of its own. */
export const threadFrom = 1024 * 1024;

/** Reads responses and documents without holding the extension host up. */
export interface TraceReader {
  readonly responses: (responses: readonly RawResponse[]) => Promise<Reading>;
  /** One document, which may be read again and again as it is edited. */
  readonly document: () => DocumentReader;
}

/** Questions mean what was read last. All reject with ProblemError while that is not a trace. */
export interface DocumentReader {
  readonly read: (
    input: Pick<DocumentInput, 'name' | 'content'>,
    signal: AbortSignal,
  ) => Promise<DocumentReading>;
  readonly details: (item: string | undefined) => Promise<DetailsView>;
  readonly placeOf: (item: string | undefined, place: 'item' | 'source') => Promise<TextPlace>;
  readonly itemAt: (offset: number) => Promise<string | undefined>;
  readonly asText: () => Promise<string>;
  readonly dispose: () => void;
}

/**
 * @param script path of the reading thread's bundle
 * @param limits the limits in force when something is read
 */
export function createReader(script: string, language: Language, limits: () => ReadLimits): TraceReader {
  const start = async () => (await import('./thread.ts')).startThread(script);
  return {
    responses: async (responses) => {
      const options = { limits: limits() };
      const size = responses.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (size < threadFrom) return (await import('./work.ts')).readCalls(responses, options);
      const thread = await start();
      try {
        return await thread.ask('responses', { responses, options });
      } finally {
        thread.end();
      }
    },
    document: () => createDocumentReader(start, language, limits),
  };
}

type Place =
  | { readonly kind: 'here'; readonly document: OpenedDocument }
  | { readonly kind: 'thread'; readonly thread: ReadingThread };

function createDocumentReader(
  start: () => Promise<ReadingThread>,
  language: Language,
  limits: () => ReadLimits,
): DocumentReader {
  let place: Place | undefined;
  let disposed = false;
  const end = () => {
    if (place?.kind === 'thread') place.thread.end();
    place = undefined;
  };
  const read = () => {
    if (place === undefined) throw new Error('No document has been read.');
    return place;
  };
  return {
    read: async (input, signal) => {
      const whole: DocumentInput = { ...input, language, limits: limits() };
      if (input.content.length < threadFrom) {
        const { openDocument } = await import('./work.ts');
        end();
        const document = openDocument(whole);
        place = { kind: 'here', document };
        return document.reading;
      }
      if (place?.kind !== 'thread') place = { kind: 'thread', thread: await start() };
      const { thread } = place;
      if (disposed || signal.aborted) thread.end();
      const cancel = () => thread.end();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await thread.ask('open', whole);
      } catch (error) {
        // A thread that broke down or was ended is not asked again.
        end();
        throw signal.aborted ? new SentenceError({ key: 'error.cancelled' }) : error;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    details: async (item) => {
      const at = read();
      return at.kind === 'here' ? at.document.details(item) : at.thread.ask('details', item);
    },
    placeOf: async (item, kind) => {
      const at = read();
      return at.kind === 'here'
        ? at.document.placeOf(item, kind)
        : at.thread.ask('placeOf', { item, place: kind });
    },
    itemAt: async (offset) => {
      const at = read();
      return at.kind === 'here' ? at.document.itemAt(offset) : at.thread.ask('itemAt', offset);
    },
    asText: async () => {
      const at = read();
      return at.kind === 'here' ? at.document.asText() : at.thread.ask('asText', undefined);
    },
    dispose: () => {
      disposed = true;
      end();
    },
  };
}
