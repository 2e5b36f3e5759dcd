import * as vscode from 'vscode';
import type { SharedState } from '../shared-state.ts';
import type { CallHint, CallListing } from '../../providers/live.ts';
import type { InstanceMove } from '../connections/store.ts';
import {
  keptOf,
  mostLookedUp,
  mostPinned,
  parseKept,
  sameCall,
  without,
  withoutDoubles,
  withFirst,
} from './kept.ts';

/** Which call, of whom: what a document's address holds. */
export interface CallKey {
  readonly provider: string;
  readonly instance: string;
  readonly contactId: string;
}

/** A call that is kept beyond the list in which it stood. */
export interface KeptCall extends CallKey, CallListing {
  /** When it was pinned or looked up, epoch ms. */
  readonly at: number;
}

/** Calls that people come back to: pinned ones and those that were looked up, kept across restarts. */
export interface CallBook {
  readonly dispose: () => void;
  readonly onDidChange: vscode.Event<void>;
  /** Another window wrote into it. */
  readonly changedElsewhere: () => void;
  /** The one that was pinned last comes first. */
  readonly pinned: () => readonly KeptCall[];
  /** The one that was looked up last comes first; a limited number. */
  readonly history: () => readonly KeptCall[];
  readonly pin: (call: CallKey & CallListing) => Promise<void>;
  readonly unpin: (key: CallKey) => Promise<void>;
  /** A look-up found this call. */
  readonly lookedUp: (call: CallKey & CallListing) => Promise<void>;
  readonly clearHistory: () => Promise<void>;
  /** What was kept of one instance is that of another one now. */
  readonly move: (move: InstanceMove) => Promise<void>;
  /** Everything of a connection that was removed. */
  readonly forget: (of: Omit<CallKey, 'contactId'>) => Promise<void>;
  /** Calls that a list showed: remembered in this window only, for their hints. */
  readonly listed: (of: Omit<CallKey, 'contactId'>, calls: readonly CallListing[]) => void;
  /** What is known about where a call is found; empty where nothing is. */
  readonly hintFor: (key: CallKey) => CallHint;
}

const pinnedKey = 'calls.pinned';
const historyKey = 'calls.lookedUp';
/** Where the book stands in the global state. */
export const bookKeys = [pinnedKey, historyKey] as const;
/** So many hints of listed calls are remembered in a window. */
const mostHints = 50_000;

/** The book over the global state, which all windows share: it is read each time, and checked. */
export function createCallBook(state: SharedState): CallBook {
  const changed = new vscode.EventEmitter<void>();
  const hints = new Map<string, CallHint>();
  const read = (key: string, most: number) => parseKept(state.get(key), most);
  const pinned = () => read(pinnedKey, mostPinned);
  const history = () => read(historyKey, mostLookedUp);
  const change = async (
    key: string,
    most: number,
    to: (calls: readonly KeptCall[]) => readonly KeptCall[],
  ) => {
    await state.change(key, (value) => {
      const calls = parseKept(value, most);
      const after = to(calls);
      return after === calls ? value : after;
    });
    changed.fire();
  };
  const first = (call: CallKey & CallListing, most: number) => {
    const kept = keptOf(call, Date.now());
    let made = false;
    return (calls: readonly KeptCall[]) => {
      if (made && calls.some((other) => sameCall(other, kept) && other.at >= kept.at)) return calls;
      made = true;
      return withFirst(calls, kept, most);
    };
  };
  const both = async (to: (calls: readonly KeptCall[]) => readonly KeptCall[]) => {
    await change(pinnedKey, mostPinned, to);
    await change(historyKey, mostLookedUp, to);
  };
  const idOf = ({ provider, instance, contactId }: CallKey) =>
    JSON.stringify([provider, instance, contactId]);

  return {
    onDidChange: changed.event,
    changedElsewhere: () => changed.fire(),
    pinned,
    history,
    pin: (call) => change(pinnedKey, mostPinned, first(call, mostPinned)),
    unpin: (key) => change(pinnedKey, mostPinned, (calls) => without(calls, (call) => sameCall(call, key))),
    lookedUp: (call) => change(historyKey, mostLookedUp, first(call, mostLookedUp)),
    clearHistory: () => {
      const until = Date.now();
      return change(historyKey, mostLookedUp, (calls) => without(calls, ({ at }) => at <= until));
    },
    move: ({ provider, from, to }) =>
      both((calls) =>
        calls.some((call) => call.provider === provider && call.instance === from)
          ? withoutDoubles(
              calls.map((call) =>
                call.provider === provider && call.instance === from ? { ...call, instance: to } : call,
              ),
            )
          : calls,
      ),
    forget: async ({ provider, instance }) => {
      const until = Date.now();
      await both((calls) =>
        without(
          calls,
          (call) => call.provider === provider && call.instance === instance && call.at <= until,
        ),
      );
      for (const id of [...hints.keys()]) {
        if (id.startsWith(idOf({ provider, instance, contactId: '' }).slice(0, -2))) hints.delete(id);
      }
    },
    listed: (of, calls) => {
      for (const { contactId, hint } of calls) hints.set(idOf({ ...of, contactId }), hint);
      for (const id of [...hints.keys()].slice(0, Math.max(0, hints.size - mostHints))) hints.delete(id);
    },
    hintFor: (key) =>
      hints.get(idOf(key)) ?? [...pinned(), ...history()].find((call) => sameCall(call, key))?.hint ?? {},
    dispose: () => changed.dispose(),
  };
}
