import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import { SentenceError } from '../explain.ts';
import type { SharedState } from '../shared-state.ts';
import { refusedBy, type KeyringAct } from './keyring.ts';
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

/** A connection as it is stored. */
export interface NamedConnection {
  readonly name: string;
  readonly record: ConnectionRecord;
  /** Absent: true. */
  readonly inLookUps?: boolean;
}

/**
 * Stored connections: names and order in the global state, everything else in the secret storage. A change is made as a
 * whole or not at all: its functions throw a SentenceError that says what was not done, why, and what to do.
 */
export interface ConnectionStore {
  readonly dispose: () => void;
  /** Also told when another window changed something. */
  readonly onDidChange: (listener: () => unknown) => Listening;
  readonly list: () => Promise<readonly ConnectionEntry[]>;
  /** Undefined where the host did not keep the secret. */
  readonly record: (id: string) => Promise<ConnectionRecord | undefined>;
  /** Adds a connection, or replaces the one with this id. */
  readonly save: (connection: NamedConnection, id?: string) => Promise<ConnectionEntry>;
  /** Does nothing where the connection is gone. */
  readonly rename: (id: string, name: string) => Promise<void>;
  /** Removes a connection with its secret. */
  readonly remove: (id: string) => Promise<void>;
  /** Connections whose secret the host did not keep. */
  readonly lost: () => Promise<readonly ConnectionEntry[]>;
  /** Removes secrets of this list that no connection has; returns how many. Nothing where the host cannot list them. */
  readonly clean: () => Promise<number>;
}

/** What was kept under one instance belongs to another one now. */
export interface InstanceMove {
  readonly provider: string;
  readonly from: string;
  readonly to: string;
}

/** The parts of VS Code that a store works on; `emitter` makes an event emitter. */
export interface StoreTools {
  readonly state: SharedState;
  readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'> & {
    readonly onDidChange: (listener: (change: { readonly key: string }) => void) => Listening;
    readonly keys?: () => Thenable<string[]>;
  };
  readonly emitter: () => Listening & {
    readonly event: (listener: () => unknown) => Listening;
    readonly fire: () => void;
  };
  /** Pins, history and stored calls follow; a failure of theirs is no failure of the connection. */
  readonly moved?: (move: InstanceMove) => Promise<void>;
  /** Epoch ms. */
  readonly now?: () => number;
}

export function createConnectionStore({
  state,
  secrets,
  emitter,
  moved = () => Promise.resolve(),
  now = Date.now,
}: StoreTools): ConnectionStore {
  const changed = emitter();
  const timers = new Set<NodeJS.Timeout>();
  /** The list as it was when it was last told of. */
  let told: string | undefined;
  const tell = () => {
    told = JSON.stringify(state.get(storeKey));
    changed.fire();
  };
  const listening = secrets.onDidChange(({ key }) => {
    if (!key.startsWith(prefix)) return;
    tell();
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (JSON.stringify(state.get(storeKey)) !== told) tell();
    }, settleMs);
    timers.add(timer);
  });
  const records = () => import('./record.ts');
  const read = async () => {
    const stored = state.get(storeKey);
    return stored === undefined ? [] : (await records()).parseConnectionEntries(stored);
  };
  const stored = async (key: string) => {
    const text = await secrets.get(key);
    return text === undefined ? undefined : (await records()).parseStoredConnection(text);
  };
  const nameOf = async (id: string) => (await read()).find((entry) => entry.id === id)?.name ?? '';
  const record = async (id: string) => {
    try {
      return (await stored(secretKey(id)))?.record;
    } catch (error) {
      throw refusedBy('read', await nameOf(id), error);
    }
  };
  const listName = () => {
    const name = state.get(listKey);
    return typeof name === 'string' ? name : undefined;
  };
  /** Puts one entry in the place of another; undefined: none. */
  const put = async (id: string, before: ConnectionEntry | undefined, after: ConnectionEntry | undefined) => {
    const { parseConnectionEntries } = await records();
    let made = false;
    const change = (value: unknown) => {
      const entries = parseConnectionEntries(value);
      const found = entries.find((entry) => entry.id === id);
      // Where something else stands than before, another window has changed it since.
      const isUndone = JSON.stringify(found) === JSON.stringify(before);
      if (made && !isUndone && after !== undefined) return value;
      made = true;
      if (found === undefined) return after === undefined ? value : [...entries, after];
      return entries.flatMap((entry) => (entry.id !== id ? [entry] : after === undefined ? [] : [after]));
    };
    // Another window may have removed it meanwhile, or stored it anew.
    const stillWanted = async () =>
      before !== undefined && after !== undefined
        ? true
        : ((await secrets.get(secretKey(id))) === undefined) === (after === undefined);
    await state.change(storeKey, change, stillWanted);
  };

  // Changes of one window wait for each other: each reads the list, changes it and writes it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = last.then(change);
    last = turn.catch(() => undefined);
    return turn;
  };
  /** Changes a secret, then the list; where the list cannot be written the secret is again what it was. */
  const both = async (
    act: KeyringAct,
    name: string,
    key: string,
    secret: string | undefined,
    list: () => Promise<void>,
  ) => {
    const write = (text: string | undefined) =>
      text === undefined ? secrets.delete(key) : secrets.store(key, text);
    let before: string | undefined;
    try {
      before = await secrets.get(key);
      await write(secret);
    } catch (error) {
      throw refusedBy(act, name, error);
    }
    try {
      await list();
    } catch (error) {
      try {
        await write(before);
      } catch {
        throw refusedBy('half', name, error);
      }
      throw new SentenceError({
        key: 'connection.list.refused',
        args: { name, reason: error instanceof Error ? error.message : String(error) },
      });
    }
    tell();
  };
  const tellMove = async (move: InstanceMove) => {
    try {
      await moved(move);
    } catch {
      // Its pins and stored calls are found by the former instance, which the entry names.
    }
  };
  /** Older versions knew a connection by the name of its instance; the first one of a name was asked for its calls. */
  const complete = async () => {
    const { identityOf, isIncomplete } = await records();
    const entries = await read();
    for (const entry of entries.filter(isIncomplete)) {
      let kept: ConnectionRecord | undefined;
      try {
        kept = await record(entry.id);
      } catch {
        // Until the secret can be read the connection is known as before.
      }
      if (kept === undefined) continue;
      const { provider, instanceName } = entry;
      const instance = identityOf(kept);
      const first = entries.find((one) => one.provider === provider && one.instance === instanceName);
      if (first === entry) await tellMove({ provider, from: instanceName, to: instance });
      await put(entry.id, entry, { ...entry, instance });
    }
  };
  let completing: Promise<void> | undefined;
  const list = async () => {
    const entries = await read();
    if (entries.length === 0 || !entries.some((await records()).isIncomplete)) return entries;
    // What cannot be completed now is known as before.
    completing ??= inTurn(complete).catch(() => undefined);
    await completing;
    return read();
  };

  return {
    onDidChange: changed.event,
    list,
    record,
    save: ({ name, record: kept, inLookUps = true }, id = randomUUID()) =>
      inTurn(async () => {
        const { identityOf, instanceNameOf } = await records();
        const entries = await read();
        const before = entries.find((one) => one.id === id);
        const entry: ConnectionEntry = {
          id,
          name,
          provider: kept.provider,
          instance: identityOf(kept),
          instanceName: instanceNameOf(kept),
          formerly: [],
          inLookUps,
          changedAt: now(),
        };
        // A new key or address of the same centre; what was kept of its calls stays with the connection.
        const isSame = before?.provider === entry.provider && before.instanceName === entry.instanceName;
        const isMoved = isSame && before.instance !== entry.instance;
        const after: ConnectionEntry = isSame
          ? { ...entry, formerly: isMoved ? formerlyOf(before) : before.formerly }
          : entry;
        const list = listName() ?? randomUUID();
        const secret = JSON.stringify({ list, savedAt: now(), record: kept });
        await both('store', name, secretKey(id), secret, async () => {
          if (listName() === undefined) await state.change(listKey, (value) => value ?? list);
          await put(id, before, after);
        });
        const shared = entries.some(
          (one) => one !== before && one.provider === before?.provider && one.instance === before.instance,
        );
        if (isMoved && !shared) {
          await tellMove({ provider: entry.provider, from: before.instance, to: entry.instance });
        }
        return after;
      }),
    rename: (id, name) =>
      inTurn(async () => {
        const entry = (await read()).find((one) => one.id === id);
        if (entry === undefined) return;
        await put(id, entry, { ...entry, name });
        tell();
      }),
    remove: (id) =>
      inTurn(async () => {
        const entry = (await read()).find((one) => one.id === id);
        const name = entry?.name ?? '';
        await both('remove', name, secretKey(id), undefined, () => put(id, entry, undefined));
      }),
    lost: async () => {
      const entries = await list();
      const missing = await Promise.all(
        entries.map(async ({ id }) => {
          try {
            return (await stored(secretKey(id))) === undefined;
          } catch {
            // A keyring that is locked has lost nothing.
            return false;
          }
        }),
      );
      return entries.filter((_, index) => missing[index]);
    },
    clean: () =>
      inTurn(async () => {
        const name = listName();
        if (secrets.keys === undefined || name === undefined) return 0;
        const known = new Set((await read()).map(({ id }) => secretKey(id)));
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

/** So many former instances of a connection are remembered. */
const mostFormer = 20;

function formerlyOf({ instance, instanceName, formerly }: ConnectionEntry): readonly string[] {
  return instance === instanceName ? formerly : [...formerly, instance].slice(-mostFormer);
}
