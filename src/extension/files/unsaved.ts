import * as vscode from 'vscode';

/** Texts that were never saved and that only a viewer has, by URI. */
const kept = new Map<string, string>();
const filling = new Map<string, Promise<void>>();

/** The text that the viewer of a document has, and nobody else. */
export const unsavedText = (uri: vscode.Uri): string | undefined => kept.get(uri.toString());

export function keepUnsaved(uri: vscode.Uri, text: string): void {
  kept.set(uri.toString(), text);
}

/** The text was saved or given up, or its own editor has it again. */
export function releaseUnsaved(uri: vscode.Uri): void {
  kept.delete(uri.toString());
}

/** Gives a kept text to the text document, which is opened for it; what stands there already stays. */
export function handToText(uri: vscode.Uri): Promise<void> {
  const key = uri.toString();
  const running = filling.get(key);
  if (running !== undefined) return running;
  const work = fill(uri).finally(() => filling.delete(key));
  filling.set(key, work);
  return work;
}

async function fill(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = unsavedText(uri);
  if (text === undefined || document.getText() !== '') return;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
}
