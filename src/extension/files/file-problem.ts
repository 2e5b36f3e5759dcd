import type * as vscode from 'vscode';
import { PlaceTakenError } from '../../trace/document/write-whole.ts';
import { SentenceError } from '../explain.ts';
import { nameOf } from './open-text.ts';

/** The codes of VS Code's `FileSystemError` that have a sentence of their own. */
const readKeys: Readonly<Record<string, string>> = {
  FileNotFound: 'extension.file.not-found',
  NoPermissions: 'extension.file.no-permission',
  FileIsADirectory: 'extension.file.is-folder',
  FileNotADirectory: 'extension.file.not-found',
};

const writeKeys: Readonly<Record<string, string>> = {
  FileExists: 'extension.write.exists',
  FileNotFound: 'extension.write.no-folder',
  NoPermissions: 'extension.write.no-permission',
  FileIsADirectory: 'extension.write.is-folder',
  FileNotADirectory: 'extension.write.no-folder',
};

const takenKeys: Readonly<Record<PlaceTakenError['by'], string>> = {
  file: 'extension.write.exists',
  folder: 'extension.write.is-folder',
  special: 'extension.write.special',
};

/** Why a file cannot be read, in a sentence. */
export function readProblem(error: unknown, file: vscode.Uri): SentenceError {
  return problem(error, file, readKeys[codeOf(error)] ?? 'extension.file.other');
}

/** Why a file cannot be written, in a sentence. */
export function writeProblem(error: unknown, file: vscode.Uri): SentenceError {
  const key =
    error instanceof PlaceTakenError
      ? takenKeys[error.by]
      : (writeKeys[codeOf(error)] ?? 'extension.write.other');
  return problem(error, file, key);
}

function problem(error: unknown, file: vscode.Uri, key: string): SentenceError {
  if (error instanceof SentenceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new SentenceError({ key, args: { name: nameOf(file), reason } });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
