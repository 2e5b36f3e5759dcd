import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { writeWhole, type WholeFiles } from '../../trace/document/write-whole.ts';
import { writeProblem } from './file-problem.ts';
import { typeAt } from './type-at.ts';

/**
 * Writes a file through VS Code, as a whole or not at all.
 * @param replace whether a file that is there may be replaced: a person has confirmed exactly this one
 * @throws SentenceError with the reason where it cannot be written
 */
export async function writeFile(target: vscode.Uri, content: Uint8Array, replace: boolean): Promise<void> {
  try {
    await writeWhole(wholeFiles, target, content, replace);
  } catch (error) {
    throw writeProblem(error, target);
  }
}

const wholeFiles: WholeFiles<vscode.Uri, Uint8Array> = {
  kindOf: async (file) => {
    const kind = await typeAt(file);
    if (kind === undefined) return undefined;
    if ((kind & vscode.FileType.Directory) !== 0) return 'folder';
    return (kind & vscode.FileType.File) !== 0 ? 'file' : 'special';
  },
  beside: (file) => vscode.Uri.joinPath(file, '..', `.${randomUUID()}.tmp`),
  write: async (file, content) => vscode.workspace.fs.writeFile(file, content),
  rename: async (from, to, replace) => vscode.workspace.fs.rename(from, to, { overwrite: replace }),
  remove: async (file) => vscode.workspace.fs.delete(file),
};
