import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { SentenceError } from '../explain.ts';
import { nameOf } from '../traces/content.ts';

/**
 * Writes a file as a whole or not at all: beside it first, then in its place. Throws SentenceError with the reason where
 * it cannot be written; nothing half-done stays.
 */
export async function writeWhole(target: vscode.Uri, content: Uint8Array): Promise<void> {
  // Renaming over a folder would remove the folder.
  if (await isFolder(target)) {
    throw new SentenceError({ key: 'export.is-folder', args: { name: nameOf(target) } });
  }
  const beside = target.with({ path: `${target.path}.${randomBytes(4).toString('hex')}.tmp` });
  try {
    await vscode.workspace.fs.writeFile(beside, content);
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await discard(beside);
    const reason = error instanceof Error ? error.message : String(error);
    throw new SentenceError({ key: 'export.not-written', args: { name: nameOf(target), reason } });
  }
}

async function isFolder(file: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(file)).type & vscode.FileType.Directory) !== 0;
  } catch {
    // There is nothing yet.
    return false;
  }
}

async function discard(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file);
  } catch {
    // It never came to be.
  }
}
