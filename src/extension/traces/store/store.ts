import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallKey } from '../../calls/book.ts';
import { entryText, parseEntry, type StoredCall } from './entry.ts';

/** What is kept, and for how long. */
export interface StoreLimits {
  readonly enabled: boolean;
  /** ms since the call was fetched. */
  readonly maxAgeMs: number;
  /** Bytes of all entries together. */
  readonly maxBytes: number;
}

/**
 * Fetched calls on disk, so that they open without asking the provider again, and offline. Names of files tell nothing:
 * they are hashes. Several windows may use the same folder: an entry is written beside and then put in place, and one
 * that another window removed is only missed.
 */
export interface CallStore {
  /** Undefined: not kept, too old, or not readable (such an entry is dropped). */
  readonly get: (key: CallKey) => Promise<StoredCall | undefined>;
  readonly put: (call: StoredCall) => Promise<void>;
  /** Everything of one connection. */
  readonly forget: (of: Omit<CallKey, 'contactId'>) => Promise<void>;
  /** Removes all entries. @returns how many there were */
  readonly clear: () => Promise<number>;
  /** Removes what is too old or too much, and everything where keeping is switched off. */
  readonly prune: () => Promise<void>;
}

export interface StoreTools {
  /** Absolute path of a folder that belongs to the store alone; made when something is kept. */
  readonly folder: string;
  readonly limits: () => StoreLimits;
  /** Epoch ms. */
  readonly now: () => number;
  readonly report: (line: string) => void;
}

const ending = '.json';

/** A file that was left half-written by a window that was closed, ms. */
const abandonedMs = 60 * 60_000;

const hash = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** The connection's part first, so that all entries of one can be found. */
const fileOf = ({ provider, instance, contactId }: CallKey) =>
  `${hash(JSON.stringify([provider, instance]), 16)}-${hash(contactId, 32)}${ending}`;

export function createCallStore({ folder, limits, now, report }: StoreTools): CallStore {
  const names = async (): Promise<readonly string[]> => {
    try {
      return (await readdir(folder)).filter((name) => name.endsWith(ending) || name.endsWith('.tmp'));
    } catch {
      return [];
    }
  };
  const remove = async (name: string) => rm(join(folder, name), { force: true });
  const entries = async () => {
    const found = await Promise.all(
      (await names()).map(async (name) => {
        try {
          const { size, mtimeMs } = await stat(join(folder, name));
          return [{ name, size, at: mtimeMs }];
        } catch {
          // Another window removed it.
          return [];
        }
      }),
    );
    return found.flat();
  };

  const prune = async (): Promise<void> => {
    const { enabled, maxAgeMs, maxBytes } = limits();
    const newestFirst = (await entries()).sort((a, b) => b.at - a.at);
    let bytes = 0;
    for (const { name, size, at } of newestFirst) {
      const age = now() - at;
      const left = name.endsWith('.tmp');
      bytes += left ? 0 : size;
      if (left ? age > abandonedMs : !enabled || age > maxAgeMs || bytes > maxBytes) await remove(name);
    }
  };

  return {
    prune,
    get: async (key) => {
      const { enabled, maxAgeMs } = limits();
      if (!enabled) return undefined;
      const name = fileOf(key);
      let text: string;
      try {
        text = await readFile(join(folder, name), 'utf8');
      } catch {
        return undefined;
      }
      const call = parseEntry(text);
      const same =
        call?.key.provider === key.provider &&
        call.key.instance === key.instance &&
        call.key.contactId === key.contactId;
      if (call === undefined || !same) {
        report(`A stored trace could not be read and was dropped (${name}).`);
        await remove(name);
        return undefined;
      }
      return now() - call.fetchedAt > maxAgeMs ? undefined : call;
    },
    put: async (call) => {
      if (!limits().enabled) return;
      await mkdir(folder, { recursive: true });
      const name = fileOf(call.key);
      const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
      try {
        await writeFile(temporary, entryText(call), { mode: 0o600, flag: 'wx' });
        await rename(temporary, join(folder, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await prune();
    },
    forget: async ({ provider, instance }) => {
      const start = `${hash(JSON.stringify([provider, instance]), 16)}-`;
      for (const name of await names()) if (name.startsWith(start)) await remove(name);
    },
    clear: async () => {
      const all = await names();
      for (const name of all) await remove(name);
      return all.filter((name) => name.endsWith(ending)).length;
    },
  };
}
