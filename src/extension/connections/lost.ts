import * as vscode from 'vscode';
import type { Texts } from '../texts.ts';
import type { ConnectionStore } from './store.ts';
import { showMessage } from '../window/messages.ts';

/** The start of the window goes first, ms. */
const delayMs = 3000;

/**
 * A while after the start: names the connections whose secret the host did not keep, with a way to enter it again, and
 * removes secrets that no connection has any more.
 */
export function watchLostSecrets(
  store: ConnectionStore,
  texts: Texts,
  log: { readonly error: (line: string) => void },
): vscode.Disposable {
  const timer = setTimeout(() => {
    look(store, texts).catch((error: unknown) =>
      log.error(error instanceof Error ? error.message : String(error)),
    );
  }, delayMs);
  return new vscode.Disposable(() => clearTimeout(timer));
}

async function look(store: ConnectionStore, texts: Texts): Promise<void> {
  if ((await store.list()).length === 0) return;
  await store.clean();
  const lost = await store.lost();
  if (lost.length === 0) return;
  const render = await texts.render();
  const again = render({ key: 'connection.lost.again' });
  const answer = await showMessage(
    'warning',
    render({
      key: 'connection.lost',
      args: { names: lost.map(({ name }) => name).join(', '), count: lost.length },
    }),
    [{ title: again }],
  );
  if (answer === undefined) return;
  for (const { id } of lost) {
    const done = await vscode.commands.executeCommand('callTraceInspector.reenterConnection', id);
    if (done !== true) return;
  }
}
