import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallKey } from '../../calls/book.ts';
import type { InstanceMove } from '../../connections/store.ts';
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
  /**
   * Asked for before a call is fetched, to keep it afterwards: nothing is kept of a connection that was forgotten
   * meanwhile, or when the store was cleared or switched off.
   */
  readonly keeping: (key: CallKey) => (call: Omit<StoredCall, 'key'>) => Promise<void>;
  /** Everything of one connection. */
  readonly forget: (of: Omit<CallKey, 'contactId'>) => Promise<void>;
  /** What was kept of one instance is that of another one now. */
  readonly move: (move: InstanceMove) => Promise<void>;
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

/** Clocks of file systems may be a little ahead; a time further in the future is from a clock that was wrong, ms. */
const aheadMs = 60_000;

const hash = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

type ConnectionKey = Omit<CallKey, 'contactId'>;

/** What the names of all entries of one connection begin with. */
const startOf = ({ provider, instance }: ConnectionKey) =>
  `${hash(JSON.stringify([provider, instance]), 16)}-`;
const fileOf = (key: CallKey) => `${startOf(key)}${hash(key.contactId, 32)}${ending}`;

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

  /** An entry from the future would never be old: it counts as one from now. */
  const dateNow = async (name: string) => {
    const at = new Date(now());
    try {
      await utimes(join(folder, name), at, at);
    } catch {
      // Another window removed it.
    }
  };
  let cleared = 0;
  const forgotten = new Map<string, number>();
  const keeping = (key: CallKey) => {
    const start = startOf(key);
    const moment = () => `${cleared} ${forgotten.get(start) ?? 0}`;
    const began = moment();
    const wanted = () => limits().enabled && moment() === began;
    return async (call: Omit<StoredCall, 'key'>) => {
      if (!wanted()) return;
      await mkdir(folder, { recursive: true });
      const name = fileOf(key);
      const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
      try {
        await writeFile(temporary, entryText({ ...call, key }), { mode: 0o600, flag: 'wx' });
        if (wanted()) await rename(temporary, join(folder, name));
      } catch (error) {
        // What is cleared meanwhile takes half-written entries along.
        if (wanted()) throw error;
      } finally {
        await rm(temporary, { force: true });
      }
      if (!wanted()) await remove(name);
      await prune();
    };
  };

  const prune = async (): Promise<void> => {
    const { enabled, maxAgeMs, maxBytes } = limits();
    const newestFirst = (await entries()).sort((a, b) => b.at - a.at);
    let bytes = 0;
    for (const { name, size, at } of newestFirst) {
      const age = now() - at;
      if (age < -aheadMs) await dateNow(name);
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
      let written: number;
      try {
        text = await readFile(join(folder, name), 'utf8');
        written = (await stat(join(folder, name))).mtimeMs;
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
      // A clock that was wrong may have dated it into the future.
      const fetchedAt = Math.min(call.fetchedAt, now(), call.fetchedAt > now() ? written : Infinity);
      return now() - fetchedAt > maxAgeMs ? undefined : { ...call, fetchedAt };
    },
    keeping,
    put: (call) => keeping(call.key)(call),
    forget: async (of) => {
      const start = startOf(of);
      forgotten.set(start, (forgotten.get(start) ?? 0) + 1);
      for (const name of await names()) if (name.startsWith(start)) await remove(name);
    },
    move: async ({ provider, from, to }) => {
      const start = startOf({ provider, instance: from });
      for (const name of await names()) {
        const path = join(folder, name);
        if (!name.startsWith(start) || !name.endsWith(ending)) continue;
        const call = parseEntry(await readFile(path, 'utf8'));
        if (call?.key.instance === from) {
          const { mtime } = await stat(path);
          const moved = { ...call, key: { ...call.key, instance: to } };
          const target = join(folder, fileOf(moved.key));
          const temporary = `${target}.${randomUUID()}.tmp`;
          await writeFile(temporary, entryText(moved), { mode: 0o600, flag: 'wx' });
          await utimes(temporary, mtime, mtime);
          await rename(temporary, target);
        }
        await remove(name);
      }
    },
    clear: async () => {
      cleared += 1;
      const all = await names();
      for (const name of all) await remove(name);
      return all.filter((name) => name.endsWith(ending)).length;
    },
  };
}
