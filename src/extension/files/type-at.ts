import * as vscode from 'vscode';

/** Whether there is a file or folder; what cannot be looked at counts as not there. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  return (await typeAt(uri)) !== undefined;
}

/** Whether there is a file, or a link to one. */
export async function isFile(uri: vscode.Uri): Promise<boolean> {
  return (((await typeAt(uri)) ?? 0) & vscode.FileType.File) !== 0;
}

/** What stands there; undefined where there is nothing, or nothing that can be looked at. */
export async function typeAt(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}
