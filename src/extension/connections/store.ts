import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ConnectionEntry, ConnectionRecord } from './record.ts';

const entriesKey = 'connections';
const secretKey = (id: string) => `connection:${id}`;

/** Stored connections: names and order in the global state, everything else in the secret storage. */
export interface ConnectionStore {
  readonly dispose: () => void;
  readonly onDidChange: vscode.Event<void>;
  readonly list: () => Promise<readonly ConnectionEntry[]>;
  /** Undefined where the host did not keep the secret. */
  readonly record: (id: string) => Promise<ConnectionRecord | undefined>;
  /** Adds a connection, or replaces the one with this id. */
  readonly save: (name: string, record: ConnectionRecord, id?: string) => Promise<ConnectionEntry>;
  /** Removes a connection with its secret. */
  readonly remove: (id: string) => Promise<void>;
}

export function createConnectionStore(state: vscode.Memento, secrets: vscode.SecretStorage): ConnectionStore {
  const changed = new vscode.EventEmitter<void>();
  // Also fired when another window changed something.
  const listening = secrets.onDidChange(({ key }) => {
    if (key.startsWith(secretKey(''))) changed.fire();
  });
  const list = async () => {
    const stored: unknown = state.get(entriesKey);
    return stored === undefined ? [] : (await import('./record.ts')).parseConnectionEntries(stored);
  };
  return {
    onDidChange: changed.event,
    list,
    record: async (id) => {
      const text = await secrets.get(secretKey(id));
      return text === undefined ? undefined : (await import('./record.ts')).parseConnectionRecord(text);
    },
    save: async (name, record, id = randomUUID()) => {
      const entry: ConnectionEntry = { id, name, provider: record.provider, instance: record.instanceId };
      const known = await list();
      const others = known.some((one) => one.id === id)
        ? known.map((one) => (one.id === id ? entry : one))
        : [...known, entry];
      // The entry first: a window that hears of the secret then finds its name.
      await state.update(entriesKey, others);
      await secrets.store(secretKey(id), JSON.stringify(record));
      changed.fire();
      return entry;
    },
    remove: async (id) => {
      await secrets.delete(secretKey(id));
      await state.update(
        entriesKey,
        (await list()).filter((one) => one.id !== id),
      );
      changed.fire();
    },
    dispose: () => {
      listening.dispose();
      changed.dispose();
    },
  };
}
