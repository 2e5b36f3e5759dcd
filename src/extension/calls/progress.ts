import * as vscode from 'vscode';
import { withViewProgress } from '../window/progress.ts';

export interface LoadingBar {
  readonly dispose: () => void;
  /** Whether this list is being loaded. */
  readonly set: (id: string, loading: boolean) => void;
}

/** The progress bar of a view while any of its lists is loaded, and a context key for the button that stops it. */
export function showLoading(viewId: string): LoadingBar {
  const running = new Set<string>();
  let finish: (() => void) | undefined;
  const update = () => {
    const loading = running.size > 0;
    if (loading === (finish !== undefined)) return;
    void vscode.commands.executeCommand('setContext', 'callTraceInspector.loadingCalls', loading);
    if (!loading) {
      finish?.();
      finish = undefined;
      return;
    }
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    withViewProgress(viewId, done);
  };
  return {
    set: (id, loading) => {
      if (loading) running.add(id);
      else running.delete(id);
      update();
    },
    dispose: () => {
      running.clear();
      finish?.();
      finish = undefined;
    },
  };
}
