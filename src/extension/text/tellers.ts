import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import type { TextTeller, TraceReader } from '../reader/reader.ts';
import { nameOf } from '../files/open-text.ts';

/** What is known about the texts that are open: one teller for the last version of each. */
export interface Tellers {
  /** Undefined where the text is no valid trace, or nobody waits any more. Never rejects. */
  readonly of: (
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ) => Promise<TextTeller | undefined>;
  readonly dispose: () => void;
}

interface Kept {
  readonly version: number;
  readonly masked: boolean;
  readonly teller: Promise<TextTeller | undefined>;
  /** Who asked and has neither been answered nor gone. */
  readonly waiting: Set<vscode.CancellationToken>;
  readonly cancel: () => void;
}

/** A text that nobody asks about for so long is forgotten, ms: a large one keeps a thread. */
const idleMs = 120_000;

export function createTellers(reader: TraceReader, log: Log): Tellers {
  const kept = new Map<string, Kept>();
  const timers = new Map<string, NodeJS.Timeout>();
  const forget = (key: string) => {
    clearTimeout(timers.get(key));
    timers.delete(key);
    kept.get(key)?.cancel();
    kept.delete(key);
  };
  const start = (document: vscode.TextDocument, masked: boolean): Kept => {
    const controller = new AbortController();
    let opened: TextTeller | undefined;
    const waiting = new Set<vscode.CancellationToken>();
    const input = { name: nameOf(document.uri), content: document.getText(), mask: masked };
    const teller = reader.text(input, controller.signal).then(
      (told) => {
        if (controller.signal.aborted) told?.dispose();
        else opened = told;
        return opened;
      },
      (error: unknown) => {
        if (!controller.signal.aborted) log.error(`${input.name}: ${String(error)}`);
        return undefined;
      },
    );
    const cancel = () => {
      controller.abort();
      opened?.dispose();
    };
    return { version: document.version, masked, teller, waiting, cancel };
  };
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri.toString()));
  return {
    of: async (document, token) => {
      const key = document.uri.toString();
      const masked =
        vscode.workspace.getConfiguration('callTraceInspector').get<boolean>('viewer.masked') === true;
      let known = kept.get(key);
      if (known?.version !== document.version || known.masked !== masked) {
        forget(key);
        known = start(document, masked);
        kept.set(key, known);
      }
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => forget(key), idleMs),
      );
      const { teller, waiting, version } = known;
      waiting.add(token);
      const gone = token.onCancellationRequested(() => {
        waiting.delete(token);
        if (waiting.size === 0 && kept.get(key)?.teller === teller) forget(key);
      });
      const told = await teller;
      gone.dispose();
      waiting.delete(token);
      return token.isCancellationRequested || document.version !== version ? undefined : told;
    },
    dispose: () => {
      closing.dispose();
      for (const key of [...kept.keys()]) forget(key);
    },
  };
}
