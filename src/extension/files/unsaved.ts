import * as vscode from 'vscode';

/** Texts that were never saved and that only a viewer has. */
export interface UnsavedTexts {
  /** The text that the viewer of a document has, and nobody else. */
  readonly textOf: (uri: vscode.Uri) => string | undefined;
  readonly keep: (uri: vscode.Uri, text: string) => void;
  /** The text was saved or given up, or its own editor has it again. */
  readonly release: (uri: vscode.Uri) => void;
  /** Gives a kept text to the text document, which is opened for it; what stands there already stays. */
  readonly handToText: (uri: vscode.Uri) => Promise<void>;
}

export function createUnsavedTexts(): UnsavedTexts {
  const kept = new Map<string, string>();
  const filling = new Map<string, Promise<void>>();
  const textOf = (uri: vscode.Uri) => kept.get(uri.toString());

  const fill = async (uri: vscode.Uri): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = textOf(uri);
    if (text === undefined || document.getText() !== '') return;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), text);
    await vscode.workspace.applyEdit(edit);
  };
  return {
    textOf,
    keep: (uri, text) => {
      kept.set(uri.toString(), text);
    },
    release: (uri) => {
      kept.delete(uri.toString());
    },
    handToText: (uri) => {
      const key = uri.toString();
      const running = filling.get(key);
      if (running !== undefined) return running;
      const work = fill(uri).finally(() => filling.delete(key));
      filling.set(key, work);
      return work;
    },
  };
}
