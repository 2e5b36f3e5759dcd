import * as vscode from 'vscode';

/** The viewers of texts that were never saved. */
export interface UnsavedViewers {
  /** Whether a viewer shows the document, or is about to. */
  readonly shows: (uri: vscode.Uri) => boolean;
  readonly close: (uri: vscode.Uri) => void;
}

/**
 * A viewer only shows a text that was never saved; the text itself, what is undone in it and its copy against a crash
 * belong to its text editor. VS Code replaces that editor by a viewer without a question (“Reopen Editor With…”), and the
 * text would be gone: then it is opened again. A text that was saved or given up takes its viewers along.
 */
export function keepUnsavedTexts(
  viewers: UnsavedViewers,
  report: (error: unknown) => void,
): vscode.Disposable {
  /** What VS Code said last: at the end of a text nothing counts as changed any more. */
  const unsaved = new Set<string>();
  const look = (document: vscode.TextDocument) => {
    if (document.uri.scheme !== 'untitled') return;
    if (document.isDirty) unsaved.add(document.uri.toString());
    else unsaved.delete(document.uri.toString());
  };
  for (const document of vscode.workspace.textDocuments) look(document);
  return vscode.Disposable.from(
    // Also told when only that changes, without a change of the text.
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidCloseTextDocument((document) => {
      const { uri } = document;
      const lost = unsaved.delete(uri.toString());
      if (uri.scheme !== 'untitled' || !viewers.shows(uri)) return;
      if (lost) restoreUnsaved(uri, document.getText()).catch(report);
      else viewers.close(uri);
    }),
  );
}

/** Opens a text again that was never saved; what stands there by now stays. VS Code brings its editor up. */
export async function restoreUnsaved(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.getText() !== '' || text === '') return;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
}
