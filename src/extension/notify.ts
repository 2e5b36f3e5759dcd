import * as vscode from 'vscode';
import type { ErrorAction } from '../http/errors.ts';
import type { Message } from '../trace/message.ts';
import { explain } from './explain.ts';
import type { Log } from './log.ts';
import type { Texts } from './texts.ts';
import { showMessage } from './window/messages.ts';

/** What the actions of an error do. */
export interface ErrorActions {
  readonly retry?: (() => unknown) | undefined;
  readonly editConnection?: (() => unknown) | undefined;
  /** Shows the server's certificate and offers to pin it. */
  readonly acceptCertificate?: (() => unknown) | undefined;
  readonly lookUpAgain?: (() => unknown) | undefined;
}

/** Says what went wrong, with what can be done about it. Nothing is said of what a person cancelled. */
export async function notifyFailure(
  error: unknown,
  texts: Texts,
  log: Log,
  actions: ErrorActions = {},
): Promise<void> {
  const render = await texts.render();
  const { text, action, page, cancelled } = explain(error, render);
  if (cancelled) return;
  log.error(error instanceof Error && action === 'show-log' ? (error.stack ?? text) : text);
  const choices: readonly { readonly title: string; readonly run: () => unknown }[] = [
    ...choice('retry', actions.retry),
    ...choice('accept-certificate', action === 'accept-certificate' ? actions.acceptCertificate : undefined),
    ...choice('edit-connection', isOfConnection(action) ? actions.editConnection : undefined),
    ...choice('look-up-again', action === 'look-up-again' ? actions.lookUpAgain : undefined),
    ...choice('open-error-page', page === undefined ? undefined : () => openPage(page)),
    ...choice('show-log', () => log.show()),
  ];
  const chosen = await showMessage('error', text, choices);
  await chosen?.run();

  function choice(name: string, run: (() => unknown) | undefined): typeof choices {
    return run === undefined ? [] : [{ title: render({ key: `error.action.${name}` }), run }];
  }
}

const isOfConnection = (action: ErrorAction) =>
  action === 'edit-connection' || action === 'accept-certificate';

const openPage = (page: string) => vscode.env.openExternal(vscode.Uri.parse(page, true));

/** Says something that worked. */
export async function notify(message: Message, texts: Texts): Promise<void> {
  const render = await texts.render();
  void showMessage('information', render(message));
}
