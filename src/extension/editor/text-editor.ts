import * as vscode from 'vscode';
import type { TextPlace } from '../reader/work.ts';

/**
 * Opens the JSON text of a trace beside the viewer, or goes to the editor that already shows it, and puts the cursor
 * at a place.
 */
export async function showText(uri: vscode.Uri, place: TextPlace | undefined): Promise<void> {
  const key = uri.toString();
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === key);
  const at = place === undefined ? undefined : new vscode.Position(place.line - 1, place.column - 1);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.Beside,
    ...(at === undefined ? {} : { selection: new vscode.Range(at, at) }),
  } satisfies vscode.TextDocumentShowOptions);
}
