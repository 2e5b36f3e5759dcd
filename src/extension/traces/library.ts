import * as vscode from 'vscode';
import type { CallTrace } from '../../trace/model.ts';
import type { FetchContext } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import { traceAddress, tracePath, traceScheme, type TraceAddress } from './address.ts';

/** A call's trace and its document. */
export interface StoredTrace {
  readonly trace: CallTrace;
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly readAt: number;
}

/** Makes the traces of one part of the `calltrace:` tree. Undefined: there is no such call. */
export type TraceRoom = (address: TraceAddress, context: FetchContext) => Promise<CallTrace | undefined>;

/** The traces behind `calltrace:` documents, made when they are asked for. */
export interface TraceLibrary {
  readonly dispose: () => void;
  readonly onDidChange: vscode.Event<vscode.Uri>;
  /** Whether the trace is there already. */
  readonly has: (uri: vscode.Uri) => boolean;
  /** @throws SentenceError for a URI that means no call, and what its room throws */
  readonly read: (uri: vscode.Uri, context: FetchContext) => Promise<StoredTrace>;
  /** Makes the trace anew when it is next asked for, and says that it changed. */
  readonly forget: (uri: vscode.Uri) => void;
  /** Makes every trace anew whose URI is meant, when it is next asked for. Documents that show one keep it. */
  readonly drop: (meant: (uri: vscode.Uri) => boolean) => void;
}

/** So many traces are kept; made anew when one that was dropped is asked for again. */
const most = 24;

export function createLibrary(roomOf: (provider: string) => TraceRoom): TraceLibrary {
  const traces = new Map<string, Promise<StoredTrace>>();
  const changed = new vscode.EventEmitter<vscode.Uri>();

  const make = async (uri: vscode.Uri, context: FetchContext): Promise<StoredTrace> => {
    const address = traceAddress(uri);
    if (address === undefined) throw new SentenceError({ key: 'extension.trace.not-an-address' });
    const trace = await roomOf(address.provider)(address, context);
    if (trace === undefined) {
      const { provider, instance, contactId } = address;
      throw new SentenceError({ key: 'extension.trace.not-found', args: { provider, instance, contactId } });
    }
    const { serialise } = await import('../../trace/document/serialise.ts');
    return { trace, bytes: new TextEncoder().encode(serialise(trace)), readAt: Date.now() };
  };

  return {
    onDidChange: changed.event,
    has: (uri) => traces.has(uri.toString()),
    read: (uri, context) => {
      const key = uri.toString();
      const known = traces.get(key);
      const reading = known ?? make(uri, context);
      // The one that was asked for last stands last.
      traces.delete(key);
      traces.set(key, reading);
      if (known === undefined) {
        reading.catch(() => traces.delete(key));
        for (const oldest of [...traces.keys()].slice(0, Math.max(0, traces.size - most)))
          traces.delete(oldest);
      }
      return reading;
    },
    forget: (uri) => {
      traces.delete(uri.toString());
      changed.fire(uri);
    },
    drop: (meant) => {
      for (const key of [...traces.keys()]) if (meant(vscode.Uri.parse(key, true))) traces.delete(key);
    },
    dispose: () => changed.dispose(),
  };
}

/** The URI of a call's document. */
export function traceUri(address: Omit<TraceAddress, 'query'>, query = ''): vscode.Uri {
  return vscode.Uri.from({ scheme: traceScheme, path: tracePath(address), query });
}
