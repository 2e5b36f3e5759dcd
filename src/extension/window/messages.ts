import * as vscode from 'vscode';
import { plainText } from './plain-text.ts';

/** How much a message matters; VS Code has an icon for each. */
export type MessageKind = 'information' | 'warning' | 'error';

/**
 * Shows a message in the corner of the window. The item that was chosen; undefined: none.
 *
 * These two are the only way to `show…Message` of VS Code (the linter holds it): it would make links of what texts of
 * providers and names of files hold, commands among them.
 */
export async function showMessage<T extends vscode.MessageItem>(
  kind: MessageKind,
  text: string,
  items: readonly T[] = [],
): Promise<T | undefined> {
  const shown = plainText(text);
  switch (kind) {
    case 'information':
      return vscode.window.showInformationMessage(shown, ...items);
    case 'warning':
      return vscode.window.showWarningMessage(shown, ...items);
    case 'error':
      return vscode.window.showErrorMessage(shown, ...items);
  }
}

/** Asks in the middle of the window, where nothing else can be done before. The answer; undefined: none of them. */
export async function askModally(
  kind: MessageKind,
  text: string,
  { detail, answers = [] }: { readonly detail?: string; readonly answers?: readonly string[] } = {},
): Promise<string | undefined> {
  const shown = plainText(text);
  const options = { modal: true, ...(detail === undefined ? {} : { detail: plainText(detail) }) };
  switch (kind) {
    case 'information':
      return vscode.window.showInformationMessage(shown, options, ...answers);
    case 'warning':
      return vscode.window.showWarningMessage(shown, options, ...answers);
    case 'error':
      return vscode.window.showErrorMessage(shown, options, ...answers);
  }
}
