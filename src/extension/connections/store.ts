import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import type { ConnectionEntry, ConnectionRecord } from './record.ts';

/** Where the names and their order stand in the global state. */
export const storeKey = 'connections';
const listKey = 'connections.list';
const prefix = 'connection:';
const secretKey = (id: string) => `${prefix}${id}`;

/** A secret without a name is removed when it is older than this, ms: another window may be about to name it. */
const orphanAgeMs = 60 * 60_000;
/** After another window's change of a secret, its change of the list may come this much later, ms. */
const settleMs = 400;

/** Something that ends with `dispose`. */
interface Listening {
  readonly dispose: () => unknown;
}

/** Stored connections: names and order in the global state, everything else in the secret storage. */
export interface ConnectionStore {
  readonly dispose: () => void;
  /** Also told when another window changed something. */
  readonly onDidChange: (listener: () => unknown) => Listening;
  readonly list: () => Promise<readonly ConnectionEntry[]>;
  /** Undefined where the host did not keep the secret. */
  readonly record: (id: string) => Promise<ConnectionRecord | undefined>;
  /** Adds a connection, or replaces the one with this id. */
  readonly save: (name: string, record: ConnectionRecord, id?: string) => Promise<ConnectionEntry>;
  /** Does nothing where the connection is gone. */
  readonly rename: (id: string, name: string) => Promise<void>;
  /** Removes a connection with its secret. */
  readonly remove: (id: string) => Promise<void>;
  /** Connections whose secret the host did not keep. */
  readonly lost: () => Promise<readonly ConnectionEntry[]>;
  /** Removes secrets of this list that no connection has; returns how many. Nothing where the host cannot list them. */
  readonly clean: () => Promise<number>;
}

/** The parts of VS Code that a store works on; `emitter` makes an event emitter. */
export interface StoreTools {
  readonly state: Pick<vscode.Memento, 'get' | 'update'>;
  readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'> & {
    readonly onDidChange: (listener: (change: { readonly key: string }) => void) => Listening;
    readonly keys?: () => Thenable<string[]>;
  };
  readonly emitter: () => Listening & {
    readonly event: (listener: () => unknown) => Listening;
    readonly fire: () => void;
  };
  /** Epoch ms. */
  readonly now?: () => number;
}

export function createConnectionStore({
  state,
  secrets,
  emitter,
  now = Date.now,
}: StoreTools): ConnectionStore {
  const changed = emitter();
  const timers = new Set<NodeJS.Timeout>();
  const listening = secrets.onDidChange(({ key }) => {
    if (!key.startsWith(prefix)) return;
    changed.fire();
    const known = JSON.stringify(state.get(storeKey));
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (JSON.stringify(state.get(storeKey)) !== known) changed.fire();
    }, settleMs);
    timers.add(timer);
  });
  const list = async () => {
    const stored: unknown = state.get(storeKey);
    return stored === undefined ? [] : (await import('./record.ts')).parseConnectionEntries(stored);
  };
  const stored = async (key: string) => {
    const text = await secrets.get(key);
    return text === undefined ? undefined : (await import('./record.ts')).parseStoredConnection(text);
  };
  const record = async (id: string) => (await stored(secretKey(id)))?.record;
  const listName = () => {
    const name: unknown = state.get(listKey);
    return typeof name === 'string' ? name : undefined;
  };

  // Changes of one window wait for each other: each reads the list, changes it and writes it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = last.then(change);
    last = turn.catch(() => undefined);
    return turn;
  };
  const write = async (entry: ConnectionEntry, kept: ConnectionRecord) => {
    const known = await list();
    const entries = known.some(({ id }) => id === entry.id)
      ? known.map((one) => (one.id === entry.id ? entry : one))
      : [...known, entry];
    const name = listName() ?? randomUUID();
    if (listName() === undefined) await state.update(listKey, name);
    // The entry first: a window that hears of the secret then finds its name.
    await state.update(storeKey, entries);
    await secrets.store(secretKey(entry.id), JSON.stringify({ list: name, savedAt: now(), record: kept }));
    changed.fire();
  };

  return {
    onDidChange: changed.event,
    list,
    record,
    save: (name, kept, id = randomUUID()) =>
      inTurn(async () => {
        const { instanceOf } = await import('./record.ts');
        const entry: ConnectionEntry = { id, name, provider: kept.provider, instance: instanceOf(kept) };
        await write(entry, kept);
        return entry;
      }),
    rename: (id, name) =>
      inTurn(async () => {
        const entries = await list();
        const entry = entries.find((one) => one.id === id);
        if (entry === undefined) return;
        const kept = await record(id);
        if (kept !== undefined) return write({ ...entry, name }, kept);
        await state.update(
          storeKey,
          entries.map((one) => (one.id === id ? { ...one, name } : one)),
        );
        changed.fire();
      }),
    remove: (id) =>
      inTurn(async () => {
        await state.update(
          storeKey,
          (await list()).filter((one) => one.id !== id),
        );
        await secrets.delete(secretKey(id));
        changed.fire();
      }),
    lost: async () => {
      const entries = await list();
      const records = await Promise.all(entries.map(({ id }) => record(id)));
      return entries.filter((_, index) => records[index] === undefined);
    },
    clean: () =>
      inTurn(async () => {
        const name = listName();
        if (secrets.keys === undefined || name === undefined) return 0;
        const known = new Set((await list()).map(({ id }) => secretKey(id)));
        const unnamed = (await secrets.keys()).filter((key) => key.startsWith(prefix) && !known.has(key));
        let removed = 0;
        for (const key of unnamed) {
          const secret = await stored(key);
          if (secret?.list !== name || now() - secret.savedAt < orphanAgeMs) continue;
          await secrets.delete(key);
          removed += 1;
        }
        return removed;
      }),
    dispose: () => {
      for (const timer of timers) clearTimeout(timer);
      listening.dispose();
      changed.dispose();
    },
  };
}
