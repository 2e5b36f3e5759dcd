import * as vscode from 'vscode';
import type { FetchedResponse } from '../../providers/live.ts';
import type { Message } from '../../trace/message.ts';
import type { CallTrace } from '../../trace/model.ts';
import type { RawResponse } from '../../trace/source/response.ts';
import type { FetchContext } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import { instanceNameIn, traceAddress, tracePath, traceScheme, type TraceAddress } from './address.ts';
import { createMemory } from './memory.ts';

/** A call as one part of the `calltrace:` tree makes it. */
export interface RoomTrace {
  readonly trace: CallTrace;
  /** The answers that it was made from, byte for byte. */
  readonly responses: readonly (FetchedResponse | RawResponse)[];
  /** When the answers were given, epoch ms; absent: now. */
  readonly readAt?: number;
  /** Something to know about it: that it is an old copy, and why. */
  readonly notice?: Message;
  /** Why the provider could not be asked, where that is why it is an old copy. */
  readonly failure?: unknown;
}

/** A call's trace and its document. */
export interface StoredTrace extends RoomTrace {
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly readAt: number;
}

export interface RoomContext extends FetchContext {
  /** Whether an answer that is kept must not be used. */
  readonly fresh: boolean;
}

/** Makes the traces of one part of the `calltrace:` tree. Undefined: there is no such call. */
export type TraceRoom = (address: TraceAddress, context: RoomContext) => Promise<RoomTrace | undefined>;

/** The traces behind `calltrace:` documents, made when they are asked for. */
export interface TraceLibrary {
  readonly dispose: () => void;
  readonly onDidChange: vscode.Event<vscode.Uri>;
  /** Whether the trace is there already. */
  readonly has: (uri: vscode.Uri) => boolean;
  /** The trace that is there already, without asking for it. */
  readonly known: (uri: vscode.Uri) => Promise<StoredTrace | undefined>;
  /** @throws SentenceError for a URI that means no call, and what its room throws */
  readonly read: (uri: vscode.Uri, context: FetchContext) => Promise<StoredTrace>;
  /**
   * Asks for the trace anew, also where an answer is kept, and says that it changed. When that fails the one that was
   * there stays.
   * @throws as `read`
   */
  readonly refresh: (uri: vscode.Uri, context: FetchContext) => Promise<StoredTrace>;
  /** Makes the trace anew when it is next asked for, and says that it changed. */
  readonly forget: (uri: vscode.Uri) => void;
  /** Makes every trace anew whose URI is meant, when it is next asked for. Documents that show one keep it. */
  readonly drop: (meant: (uri: vscode.Uri) => boolean) => void;
}

/** So many traces are kept; made anew when one that was dropped is asked for again. */
const most = 24;

export function createLibrary(roomOf: (provider: string) => TraceRoom): TraceLibrary {
  const changed = new vscode.EventEmitter<vscode.Uri>();

  const make = async (key: string, context: RoomContext): Promise<StoredTrace> => {
    const address = traceAddress(vscode.Uri.parse(key, true));
    if (address === undefined) throw new SentenceError({ key: 'extension.trace.not-an-address' });
    const made = await roomOf(address.provider)(address, context);
    if (made === undefined) {
      const { provider, contactId } = address;
      const instance = instanceNameIn(address.instance);
      throw new SentenceError({ key: 'extension.trace.not-found', args: { provider, instance, contactId } });
    }
    const { serialise } = await import('../../trace/document/serialise.ts');
    const bytes = new TextEncoder().encode(serialise(made.trace));
    return { ...made, bytes, readAt: made.readAt ?? Date.now() };
  };
  const traces = createMemory(make, most);

  return {
    onDidChange: changed.event,
    has: (uri) => traces.has(uri.toString()),
    known: (uri) => traces.known(uri.toString()),
    read: (uri, context) => traces.read(uri.toString(), context),
    refresh: async (uri, context) => {
      const refreshed = await traces.refresh(uri.toString(), context);
      if (refreshed.changed) changed.fire(uri);
      return refreshed.trace;
    },
    forget: (uri) => {
      traces.forget(uri.toString());
      changed.fire(uri);
    },
    drop: (meant) => {
      for (const key of traces.keys()) if (meant(vscode.Uri.parse(key, true))) traces.forget(key);
    },
    dispose: () => changed.dispose(),
  };
}

/** The URI of a call's document. */
export function traceUri(address: Omit<TraceAddress, 'query'>, query = ''): vscode.Uri {
  return vscode.Uri.from({ scheme: traceScheme, path: tracePath(address), query });
}
