import type * as vscode from 'vscode';
import type { CallHint, CallListing } from '../../providers/live.ts';

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
  /** The one that was pinned last comes first. */
  readonly pinned: () => readonly KeptCall[];
  /** The one that was looked up last comes first; a limited number. */
  readonly history: () => readonly KeptCall[];
  readonly pin: (call: CallKey & CallListing) => Promise<void>;
  readonly unpin: (key: CallKey) => Promise<void>;
  /** A look-up found this call. */
  readonly lookedUp: (call: CallKey & CallListing) => Promise<void>;
  readonly clearHistory: () => Promise<void>;
  /** Everything of a connection that was removed. */
  readonly forget: (of: Omit<CallKey, 'contactId'>) => Promise<void>;
  /** Calls that a list showed: remembered in this window only, for their hints. */
  readonly listed: (of: Omit<CallKey, 'contactId'>, calls: readonly CallListing[]) => void;
  /** What is known about where a call is found; empty where nothing is. */
  readonly hintFor: (key: CallKey) => CallHint;
}
