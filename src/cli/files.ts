import { createReadStream } from 'node:fs';
import { link, mkdir, realpath, rename, stat, unlink, writeFile as write } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { PlaceTakenError, writeWhole, type WholeFiles } from '../trace/document/write-whole.ts';
import type { Message } from '../trace/message.ts';
import { ProblemError } from '../trace/problem.ts';

/**
 * The bytes of a file, a pipe or standard input (`-`), at most `maxBytes` and one more: reading stops there, and the
 * reader refuses what is too long. Throws ProblemError where it cannot be read.
 */
export async function readBytes(file: string, input: Readable, maxBytes: number): Promise<Uint8Array> {
  if (file === '-') return bytesOf(input, maxBytes);
  try {
    const stats = await stat(file);
    if (stats.isFile() && stats.size > maxBytes)
      throw new ProblemError({ message: tooLarge(file, stats.size, maxBytes) });
    return await bytesOf(createReadStream(file), maxBytes);
  } catch (error) {
    throw problemOf(error, file);
  }
}

async function bytesOf(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    length += bytes.byteLength;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string, bytes: number, limit: number): Message {
  const megabytes = (count: number) => Math.round((count / 1024 / 1024) * 10) / 10;
  return { key: 'read.too-large', args: { name, megabytes: megabytes(bytes), limit: megabytes(limit) } };
}

/**
 * Writes a file as a whole or not at all; a link is followed, and a file that is replaced hands on its permissions.
 * Without `force` an existing file stays as it is. Throws ProblemError where that cannot be done.
 */
export async function writeFile(file: string, parts: Iterable<string>, force: boolean): Promise<void> {
  try {
    const target = await realpath(file).catch(() => file);
    await writeWhole(wholeFiles(target), target, parts, force);
  } catch (error) {
    // What is missing is the folder: the file itself is about to be made.
    throw problemOf(error, codeOf(error) === 'ENOENT' ? dirname(file) : file);
  }
}

function wholeFiles(target: string): WholeFiles<string, Iterable<string>> {
  return {
    kindOf: async (file) => {
      const stats = await stat(file).catch(() => undefined);
      if (stats === undefined) return undefined;
      return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'special';
    },
    beside: (file) => join(dirname(file), `.${randomUUID()}.tmp`),
    write: async (file, parts) => {
      const before = await stat(target).catch(() => undefined);
      await write(file, parts, {
        flag: 'wx',
        ...(before === undefined ? {} : { mode: before.mode & 0o777 }),
      });
    },
    rename: (from, to, replace) => (replace ? rename(from, to) : takeFreeName(from, to)),
    remove: unlink,
  };
}

/** A link, unlike a rename, fails where the name is taken. File systems without links get a look before the rename. */
async function takeFreeName(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    if ((await stat(file).catch(() => undefined)) !== undefined) throw new PlaceTakenError('file');
    await rename(temporary, file);
    return;
  }
  await unlink(temporary);
}

/** Makes a folder and those above it. Throws ProblemError where that cannot be done. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw codeOf(error) === 'EEXIST'
      ? new ProblemError({ message: { key: 'cli.file.not-folder', args: { name: folder } } })
      : problemOf(error, folder);
  }
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'cli.file.missing',
  EACCES: 'cli.file.no-permission',
  EPERM: 'cli.file.no-permission',
  EROFS: 'cli.file.no-permission',
  EISDIR: 'cli.file.is-folder',
  ENOTDIR: 'cli.file.not-folder',
  EEXIST: 'cli.file.exists',
  ENOSPC: 'cli.file.full',
  EDQUOT: 'cli.file.full',
};

const taken: Readonly<Record<PlaceTakenError['by'], string>> = {
  file: 'cli.file.exists',
  folder: 'cli.file.is-folder',
  special: 'cli.file.special',
};

/** What a failed access means, in a sentence. Errors that are none of the file system stay what they are. */
function problemOf(error: unknown, file: string): Error {
  if (error instanceof PlaceTakenError) {
    return new ProblemError({ message: { key: taken[error.by], args: { name: file } } });
  }
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  const key = sentences[code] ?? 'cli.file.other';
  return new ProblemError({ message: { key, args: { name: file, reason: code } } });
}

/** The code of an error of Node, `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
