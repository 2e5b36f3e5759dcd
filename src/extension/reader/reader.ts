import type {
  CompletionAnswer,
  CompletionQuestion,
  FilterAnswer,
  FilterQuestion,
} from '../../protocol/filter-messages.ts';
import type { Reading } from '../../providers/read.ts';
import type { Language } from '../../trace/message.ts';
import type { RawResponse, ReadLimits } from '../../trace/source/response.ts';
import type { VariableChanges, VariableQuestion } from '../../trace/view/history.ts';
import type { DetailsView } from '../../trace/view/details-types.ts';
import { SentenceError } from '../explain.ts';
import type { ExportChoice, ExportFormat } from '../../trace/export/export.ts';
import type { OutlineEntry } from '../../trace/text/outline.ts';
import type { Meaning } from '../../trace/text/meaning-types.ts';
import type { ReadingThread } from './thread.ts';
import { createThreads, type Threads } from './threads.ts';
import type { DocumentInput, DocumentReading, OpenedDocument, TextPlace } from './work.ts';

/** From this many bytes or characters on, reading happens in a thread of its own. */
export const threadFrom = 1024 * 1024;

/** Reads responses and documents without holding the extension host up. */
export interface TraceReader {
  readonly responses: (responses: readonly RawResponse[], signal: AbortSignal) => Promise<Reading>;
  /**
   * The masked copy of a document.
   * @throws ProblemError where it is not valid
   */
  readonly masked: (
    input: Pick<DocumentInput, 'name' | 'content'>,
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  /** One document, which may be read again and again as it is edited. */
  readonly document: () => DocumentReader;
  /** What is told about one version of a text; undefined where it is no valid trace. */
  readonly text: (
    input: Pick<DocumentInput, 'name' | 'mask'> & { readonly content: string },
    signal: AbortSignal,
  ) => Promise<TextTeller | undefined>;
}

/** Answers about one version of a text; in a thread of its own where it is large. */
export interface TextTeller {
  readonly outline: () => Promise<readonly OutlineEntry[]>;
  readonly meaningAt: (offset: number) => Promise<Meaning | undefined>;
  readonly dispose: () => void;
}

/** Questions mean the last document that was a trace, and reject while there was none. */
export interface DocumentReader {
  readonly read: (
    input: Pick<DocumentInput, 'name' | 'content' | 'mask'>,
    signal: AbortSignal,
  ) => Promise<DocumentReading>;
  readonly details: (item: string | undefined) => Promise<DetailsView>;
  readonly variableChanges: (question: VariableQuestion) => Promise<VariableChanges>;
  readonly placeOf: (item: string | undefined, place: 'item' | 'source') => Promise<TextPlace>;
  readonly itemAt: (offset: number) => Promise<string | undefined>;
  readonly asText: () => Promise<string>;
  readonly exported: (format: ExportFormat, choice: ExportChoice) => Promise<string>;
  readonly filter: (question: FilterQuestion) => Promise<FilterAnswer>;
  readonly complete: (question: CompletionQuestion) => Promise<CompletionAnswer>;
  readonly dispose: () => void;
}

/**
 * @param script path of the reading thread's bundle
 * @param limits the limits in force when something is read
 */
export function createReader(script: string, language: Language, limits: () => ReadLimits): TraceReader {
  const threads = createThreads(async () => (await import('./thread.ts')).startThread(script));
  const inThread = async <T>(signal: AbortSignal, ask: (thread: ReadingThread) => Promise<T>): Promise<T> => {
    const thread = await threads.take();
    try {
      return await cancellable(thread, signal, () => ask(thread));
    } finally {
      threads.leave(thread);
    }
  };
  return {
    responses: async (responses, signal) => {
      const options = { limits: limits() };
      const size = responses.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (size < threadFrom) return (await import('./work.ts')).readCalls(responses, options);
      return inThread(signal, (thread) => thread.ask('responses', { responses, options }));
    },
    masked: async (input, signal) => {
      const whole = { ...input, limits: limits() };
      if (input.content.length < threadFrom) return (await import('./work.ts')).maskedCopy(whole);
      return inThread(signal, (thread) => thread.ask('masked', whole));
    },
    document: () => createDocumentReader(threads, language, limits),
    text: async (given, signal) => {
      const input: DocumentInput = { ...given, language, limits: limits() };
      if (input.content.length < threadFrom) {
        const opened = (await import('./text-work.ts')).openText(input);
        return (
          opened && {
            outline: () => Promise.resolve(opened.outline()),
            meaningAt: (offset) => Promise.resolve(opened.meaningAt(offset)),
            dispose: () => undefined,
          }
        );
      }
      const thread = await threads.take();
      try {
        const valid = await cancellable(thread, signal, () => thread.ask('openText', input));
        if (!valid) threads.leave(thread);
        return valid
          ? {
              outline: () => thread.ask('outline', undefined),
              meaningAt: (offset) => thread.ask('meaningAt', offset),
              // Who still asks is not to be answered about another text.
              dispose: () => thread.end(),
            }
          : undefined;
      } catch (error) {
        thread.end();
        throw error;
      }
    },
  };
}

/** Ends the thread when the person gives up; what the thread then fails with is that it was cancelled. */
async function cancellable<T>(thread: ReadingThread, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  const cancel = () => thread.end();
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await ask();
  } catch (error) {
    throw signal.aborted ? new SentenceError({ key: 'error.cancelled' }) : error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Who has the last document that was valid. */
type Owner =
  | { readonly kind: 'here'; readonly document: OpenedDocument }
  | { readonly kind: 'thread'; readonly thread: ReadingThread };

function createDocumentReader(
  threads: Threads,
  language: Language,
  limits: () => ReadLimits,
): DocumentReader {
  let owner: Owner | undefined;
  let thread: ReadingThread | undefined;
  let disposed = false;
  const endThread = () => {
    if (thread !== undefined) threads.leave(thread);
    if (owner?.kind === 'thread') owner = undefined;
    thread = undefined;
  };
  const valid = () => {
    if (owner === undefined) throw new SentenceError({ key: 'extension.trace.not-read' });
    return owner;
  };
  const readHere = async (input: DocumentInput): Promise<DocumentReading> => {
    const { openDocument } = await import('./work.ts');
    const document = openDocument(input);
    if (document.reading.ok) {
      endThread();
      owner = { kind: 'here', document };
    }
    return document.reading;
  };
  const readInThread = async (input: DocumentInput, signal: AbortSignal): Promise<DocumentReading> => {
    const reading = (thread ??= await threads.take());
    if (disposed) reading.end();
    try {
      const result = await cancellable(reading, signal, () => reading.ask('open', input));
      if (result.ok) owner = { kind: 'thread', thread: reading };
      return result;
    } catch (error) {
      // A thread that broke down or was ended is not asked again.
      endThread();
      throw error;
    }
  };
  return {
    read: (input, signal) => {
      const whole: DocumentInput = { ...input, language, limits: limits() };
      return input.content.length < threadFrom ? readHere(whole) : readInThread(whole, signal);
    },
    details: async (item) => {
      const at = valid();
      return at.kind === 'here' ? at.document.details(item) : at.thread.ask('details', item);
    },
    variableChanges: async (question) => {
      const at = valid();
      return at.kind === 'here'
        ? at.document.variableChanges(question)
        : at.thread.ask('variableChanges', question);
    },
    placeOf: async (item, kind) => {
      const at = valid();
      return at.kind === 'here'
        ? at.document.placeOf(item, kind)
        : at.thread.ask('placeOf', { item, place: kind });
    },
    itemAt: async (offset) => {
      const at = valid();
      return at.kind === 'here' ? at.document.itemAt(offset) : at.thread.ask('itemAt', offset);
    },
    asText: async () => {
      const at = valid();
      return at.kind === 'here' ? at.document.asText() : at.thread.ask('asText', undefined);
    },
    exported: async (format, choice) => {
      const at = valid();
      return at.kind === 'here'
        ? at.document.exported(format, choice)
        : at.thread.ask('exported', { format, choice });
    },
    filter: async (question) => {
      const at = valid();
      return at.kind === 'here' ? at.document.filter(question) : at.thread.ask('filter', question);
    },
    complete: async (question) => {
      const at = valid();
      return at.kind === 'here' ? at.document.complete(question) : at.thread.ask('complete', question);
    },
    dispose: () => {
      disposed = true;
      endThread();
    },
  };
}
