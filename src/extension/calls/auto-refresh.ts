import * as vscode from 'vscode';
import type { Texts } from '../texts.ts';
import type { CallList, ListState } from './list.ts';
import type { CallSource } from './source.ts';
import { pauseAfter } from './pause.ts';

interface RefreshedList {
  readonly source: Pick<CallSource, 'kind' | 'name'>;
  readonly list: Pick<CallList, 'refresh'> & {
    readonly state: () => Pick<ListState, 'loaded' | 'problem'>;
  };
}

/**
 * Refreshes the lists that are loaded while their view can be seen: the setting `calls.autoRefresh` with the interval
 * `calls.autoRefreshInterval` (s). After a failure it waits longer each time, and says so.
 */
export function registerAutoRefresh(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  lists: { readonly all: () => readonly RefreshedList[] },
  texts: Texts,
  say: (message: string | undefined) => void,
): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let working = false;
  let disposed = false;

  const settings = () => {
    const values = vscode.workspace.getConfiguration('callTraceInspector.calls');
    const seconds: unknown = values.get('autoRefreshInterval');
    return {
      on: values.get('autoRefresh') === true,
      seconds: typeof seconds === 'number' && Number.isFinite(seconds) ? Math.max(10, seconds) : 30,
    };
  };
  const wanted = () => !disposed && view.visible && vscode.window.state.focused && settings().on;

  const refresh = async () => {
    const live = lists
      .all()
      .filter(({ source, list }) => source.kind === 'connection' && list.state().loaded);
    const results = await Promise.allSettled(live.map(({ list }) => list.refresh()));
    const failed = live.filter(
      ({ list }, at) => list.state().problem !== undefined || results[at]?.status === 'rejected',
    );
    failures = failed.length > 0 ? failures + 1 : 0;
    if (failures === 0) say(undefined);
    else {
      const render = await texts.render();
      const names = failed.map(({ source }) => source.name).join(', ');
      const seconds = pauseAfter(settings().seconds, failures);
      say(render({ key: 'calls.automatic.failed', args: { names, seconds } }));
    }
  };
  const work = async () => {
    if (working || !wanted()) return;
    working = true;
    try {
      await refresh();
    } catch {
      // Whatever went wrong is worth another attempt, later.
      failures += 1;
    } finally {
      working = false;
      plan();
    }
  };
  const plan = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!wanted()) return;
    timer = setTimeout(() => void work(), pauseAfter(settings().seconds, failures) * 1000);
  };
  const listening = [
    view.onDidChangeVisibility(plan),
    vscode.window.onDidChangeWindowState(plan),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('callTraceInspector.calls')) return;
      failures = 0;
      say(undefined);
      plan();
    }),
  ];
  plan();
  return new vscode.Disposable(() => {
    disposed = true;
    clearTimeout(timer);
    for (const one of listening) one.dispose();
  });
}
