import * as vscode from 'vscode';

/** Answers of a person to dialogs, which tests inside VS Code cannot click. */
export interface Dialogs {
  /** Where a file is saved; absent: the dialog is left. */
  save: vscode.Uri | undefined;
  /** The button that is pressed in a warning; absent: it is left. */
  confirm: string | undefined;
  /** What the dialog for saving offered. */
  readonly offered: vscode.Uri | undefined;
  readonly asked: readonly string[];
  readonly said: readonly string[];
  /** Error messages. */
  readonly failed: readonly string[];
  readonly restore: () => void;
}

/** Puts answers in place of dialogs and messages until they are restored. */
export function answerDialogs(): Dialogs {
  const { showSaveDialog, showWarningMessage, showInformationMessage, showErrorMessage } = vscode.window;
  const asked: string[] = [];
  const said: string[] = [];
  const failed: string[] = [];
  let offered: vscode.Uri | undefined;
  const answers: Dialogs = {
    save: undefined,
    confirm: undefined,
    get offered() {
      return offered;
    },
    asked,
    said,
    failed,
    restore: () => {
      Object.assign(vscode.window, {
        showSaveDialog,
        showWarningMessage,
        showInformationMessage,
        showErrorMessage,
      });
    },
  };
  Object.assign(vscode.window, {
    showSaveDialog: (options: vscode.SaveDialogOptions | undefined) => {
      offered = options?.defaultUri;
      return Promise.resolve(answers.save);
    },
    showWarningMessage: (message: string) => {
      asked.push(message);
      return Promise.resolve(answers.confirm);
    },
    showInformationMessage: (message: string) => {
      said.push(message);
      return Promise.resolve(undefined);
    },
    showErrorMessage: (message: string) => {
      failed.push(message);
      return Promise.resolve(undefined);
    },
  });
  return answers;
}
