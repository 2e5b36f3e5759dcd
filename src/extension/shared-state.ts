import type * as vscode from 'vscode';

/**
 * What is to stand in place of a value. It is made again when the write of another window has undone it, so making it
 * twice must do the same as once; where there is nothing to do it gives the value itself.
 */
export type Change = (value: unknown) => unknown;

/** Values that all windows share, and change at the same time. */
export interface SharedState {
  readonly dispose: () => void;
  readonly get: (key: string) => unknown;
  /** @param stillWanted asked before the change is made again */
  readonly change: (key: string, change: Change, stillWanted?: () => Promise<boolean>) => Promise<void>;
}

/** When it is looked whether a change has been undone, ms after it. */
const looksAfter = [150, 400, 1000, 2000, 4000] as const;

interface Made {
  readonly key: string;
  readonly change: Change;
  readonly stillWanted: (() => Promise<boolean>) | undefined;
}

/**
 * VS Code writes the state of an extension as a whole, and the window that writes last wins: what another window wrote in
 * the same moment, whichever value it is, is lost. So each window looks for a while whether its own changes still stand.
 */
export function createSharedState(state: Pick<vscode.Memento, 'get' | 'update'>): SharedState {
  const timers = new Set<NodeJS.Timeout>();
  let changes: readonly Made[] = [];

  const lookAgain = async (key: string) => {
    const wanted: Made[] = [];
    for (const made of changes) {
      if (made.key === key && (made.stillWanted === undefined || (await made.stillWanted())))
        wanted.push(made);
    }
    const value: unknown = state.get(key);
    const after = wanted.reduce((before, { change }) => change(before), value);
    if (JSON.stringify(after) !== JSON.stringify(value)) await state.update(key, after);
  };
  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    timers.add(timer);
  };

  return {
    get: (key) => state.get(key),
    change: async (key, change, stillWanted) => {
      const value: unknown = state.get(key);
      const after = change(value);
      if (after === value) return;
      await state.update(key, after);
      const made: Made = { key, change, stillWanted };
      changes = [...changes, made];
      for (const ms of looksAfter) {
        later(ms, () => {
          // A write that fails now is tried at the next look; who asked for the change was told of its success.
          lookAgain(key).catch(() => undefined);
          if (ms === looksAfter.at(-1)) changes = changes.filter((one) => one !== made);
        });
      }
    },
    dispose: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
