import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type {
  CompletionAnswer,
  CompletionQuestion,
  FilterAnswer,
  FilterQuestion,
} from '../../protocol/filter-messages.ts';
import type { Reading, ReadingOptions } from '../../providers/read.ts';
import type { Message } from '../../trace/message.ts';
import { ProblemError } from '../../trace/problem.ts';
import type { RawResponse } from '../../trace/source/response.ts';
import type { VariableChanges, VariableQuestion } from '../../trace/view/history.ts';
import type { DetailsView } from '../../trace/view/details-types.ts';
import { SentenceError } from '../explain.ts';
import type { ExportChoice, ExportFormat } from '../../trace/export/export.ts';
import type { OutlineEntry } from '../../trace/text/outline.ts';
import type { Meaning } from '../../trace/text/meaning-types.ts';
import type { DocumentInput, DocumentReading, MaskInput, TextPlace } from './work.ts';

/** What the reading thread is asked, and what it answers. Questions about a document mean the last one opened. */
export interface ThreadCalls {
  readonly open: { readonly argument: DocumentInput; readonly result: DocumentReading };
  readonly details: { readonly argument: string | undefined; readonly result: DetailsView };
  readonly variableChanges: { readonly argument: VariableQuestion; readonly result: VariableChanges };
  readonly placeOf: {
    readonly argument: { readonly item: string | undefined; readonly place: 'item' | 'source' };
    readonly result: TextPlace;
  };
  readonly itemAt: { readonly argument: number; readonly result: string | undefined };
  readonly asText: { readonly argument: undefined; readonly result: string };
  readonly exported: {
    readonly argument: { readonly format: ExportFormat; readonly choice: ExportChoice };
    readonly result: string;
  };
  readonly filter: { readonly argument: FilterQuestion; readonly result: FilterAnswer };
  readonly complete: { readonly argument: CompletionQuestion; readonly result: CompletionAnswer };
  /** Answers whether the text is a valid trace. */
  readonly openText: { readonly argument: DocumentInput; readonly result: boolean };
  readonly outline: { readonly argument: undefined; readonly result: readonly OutlineEntry[] };
  readonly meaningAt: { readonly argument: number; readonly result: Meaning | undefined };
  readonly masked: { readonly argument: MaskInput; readonly result: Uint8Array };
  /** Lets go what it has read. */
  readonly forget: { readonly argument: undefined; readonly result: undefined };
  readonly responses: {
    readonly argument: { readonly responses: readonly RawResponse[]; readonly options: ReadingOptions };
    readonly result: Reading;
  };
}

export type ThreadReply<K extends keyof ThreadCalls> =
  | { readonly ok: true; readonly result: ThreadCalls[K]['result'] }
  | { readonly ok: false; readonly problem?: ProblemError['problem']; readonly reason: string };

export type ThreadRequest = {
  readonly [K in keyof ThreadCalls]: {
    readonly kind: K;
    readonly argument: ThreadCalls[K]['argument'];
    /** Where the answer goes: each request has its own. */
    readonly port: MessagePort;
  };
}[keyof ThreadCalls];

/** A thread that reads large documents. */
export interface ReadingThread {
  readonly ask: <K extends keyof ThreadCalls>(
    kind: K,
    argument: ThreadCalls[K]['argument'],
  ) => Promise<ThreadCalls[K]['result']>;
  /** Whether it has nothing to do and can still be asked. */
  readonly idle: () => boolean;
  readonly end: () => void;
}

export interface ThreadLimits {
  readonly memoryMb: number;
  /** How long an answer may take, ms. */
  readonly longestMs: number;
}

/** A document that needs more memory or time than this ends its thread, not the extension host. */
const usualLimits: ThreadLimits = { memoryMb: 2048, longestMs: 180_000 };

export function startThread(
  script: string,
  { memoryMb, longestMs }: ThreadLimits = usualLimits,
): ReadingThread {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  const waiting = new Set<(error: Error) => void>();
  let ended: Error | undefined;
  const fail = (message: Message) => {
    ended ??= new SentenceError(message);
    for (const reject of waiting) reject(ended);
    waiting.clear();
  };
  worker.on('error', (error) => fail({ key: 'extension.reader.failed', args: { reason: wordsOf(error) } }));
  worker.on('exit', () => fail({ key: 'extension.reader.failed', args: { reason: 'exit' } }));

  return {
    ask: <K extends keyof ThreadCalls>(kind: K, argument: ThreadCalls[K]['argument']) =>
      new Promise<ThreadCalls[K]['result']>((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        const settled = () => {
          clearTimeout(timer);
          port1.close();
          waiting.delete(given);
        };
        const given = (error: Error) => {
          settled();
          reject(error);
        };
        const timer = setTimeout(() => {
          fail({ key: 'extension.reader.too-long', args: { seconds: Math.round(longestMs / 1000) } });
          void worker.terminate();
        }, longestMs);
        waiting.add(given);
        port1.once('message', (reply: ThreadReply<K>) => {
          settled();
          if (reply.ok) resolve(reply.result);
          else if (reply.problem !== undefined) reject(new ProblemError(reply.problem));
          else reject(new Error(reply.reason));
        });
        worker.postMessage({ kind, argument, port: port2 }, [port2]);
      }),
    idle: () => ended === undefined && waiting.size === 0,
    end: () => {
      ended ??= new SentenceError({ key: 'extension.reader.failed', args: { reason: 'exit' } });
      void worker.terminate();
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
