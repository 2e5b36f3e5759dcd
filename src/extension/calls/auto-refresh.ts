import * as vscode from 'vscode';
import type { Texts } from '../texts.ts';
import type { CallLists } from './lists.ts';
import { pauseAfter } from './pause.ts';

/**
 * Refreshes the lists that are loaded while their view can be seen: the setting `calls.autoRefresh` with the interval
 * `calls.autoRefreshInterval` (s). After a failure it waits longer each time, and says so.
 */
export function registerAutoRefresh(
  view: vscode.TreeView<unknown>,
  lists: CallLists,
  texts: Texts,
  say: (message: string | undefined) => void,
): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let working = false;

  const settings = () => {
    const values = vscode.workspace.getConfiguration('callTraceInspector.calls');
    const seconds: unknown = values.get('autoRefreshInterval');
    return {
      on: values.get('autoRefresh') === true,
      seconds: typeof seconds === 'number' && Number.isFinite(seconds) ? Math.max(10, seconds) : 30,
    };
  };
  const wanted = () => view.visible && vscode.window.state.focused && settings().on;

  const work = async () => {
    if (working || !wanted()) return;
    working = true;
    const live = lists
      .all()
      .filter(({ source, list }) => source.kind === 'connection' && list.state().loaded);
    await Promise.all(live.map(({ list }) => list.refresh()));
    working = false;
    const failed = live.filter(({ list }) => list.state().problem !== undefined);
    failures = failed.length > 0 ? failures + 1 : 0;
    const seconds = pauseAfter(settings().seconds, failures);
    if (failures === 0) say(undefined);
    else {
      const render = await texts.render();
      const names = failed.map(({ source }) => source.name).join(', ');
      say(render({ key: 'calls.automatic.failed', args: { names, seconds } }));
    }
    plan();
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
    clearTimeout(timer);
    for (const one of listening) one.dispose();
  });
}
