import { isUtf8 } from 'node:buffer';
import * as vscode from 'vscode';
import { SentenceError } from '../explain.ts';
import { nameOf } from './open-text.ts';
import { readProblem } from './file-problem.ts';

/**
 * What stands in a file that no editor has open: its bytes, or its text where they are in another encoding than UTF-8
 * and the settings (`files.encoding`) say which. Where a scheme has no files, only text documents, and of what was never
 * saved: the text document's text.
 * @throws SentenceError with the reason where it cannot be read
 */
export async function readContent(file: vscode.Uri): Promise<Uint8Array | string> {
  const hasFiles = vscode.workspace.fs.isWritableFileSystem(file.scheme) !== undefined;
  if (file.scheme === 'untitled' || !hasFiles) return textAt(file);
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(file);
  } catch (error) {
    throw readProblem(error, file);
  }
  return decoded(bytes, file);
}

async function textAt(file: vscode.Uri): Promise<string> {
  let text: string;
  try {
    text = (await vscode.workspace.openTextDocument(file)).getText();
  } catch (error) {
    throw readProblem(error, file);
  }
  // VS Code makes a new, empty text where there is none any more.
  if (file.scheme === 'untitled' && text === '') {
    throw new SentenceError({ key: 'extension.file.unsaved-empty', args: { name: nameOf(file) } });
  }
  return text;
}

/** Bytes that are in no encoding stay as they are: whoever reads them says so. */
async function decoded(bytes: Uint8Array, file: vscode.Uri): Promise<Uint8Array | string> {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes;
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (hasMark) return bytes;
  try {
    const text = await vscode.workspace.decode(bytes, { uri: file });
    return /[\0\ufffd]/.test(text) ? bytes : text;
  } catch {
    // VS Code decodes nothing that it takes for binary.
    return bytes;
  }
}
