import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConnectionStore, type StoreTools } from '../../src/extension/connections/store.ts';
import type { ConnectionRecord } from '../../src/extension/connections/record.ts';

const record: ConnectionRecord = {
  provider: 'laaffic',
  endpoint: 'https://api.laaffic.com/v3',
  trust: { kind: 'system' },
  allowPlainHttp: false,
  apiKey: 'key',
  apiSecret: 'secret',
  zone: '+08:00',
};

type SecretListener = Parameters<StoreTools['secrets']['onDidChange']>[0];

/** What the windows of one machine share. */
function createHost() {
  const state = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  const listeners = new Set<SecretListener>();
  const tell = (key: string) => listeners.forEach((listener) => listener({ key }));
  let time = 1_000_000;
  /** Another profile has a state of its own and the same secrets. */
  const window = (own = state) => {
    const heard = new Set<() => unknown>();
    const tools: StoreTools = {
      now: () => time,
      state: {
        get: (key: string, other?: unknown) => structuredClone(own.get(key)) ?? other,
        update: async (key, value: unknown) => {
          await Promise.resolve();
          own.set(key, structuredClone(value));
        },
      },
      secrets: {
        get: async (key) => Promise.resolve(secrets.get(key)),
        store: async (key, value) => {
          await Promise.resolve();
          secrets.set(key, value);
          tell(key);
        },
        delete: async (key) => {
          await Promise.resolve();
          secrets.delete(key);
          tell(key);
        },
        keys: async () => Promise.resolve([...secrets.keys()]),
        onDidChange: (listener: SecretListener) => {
          listeners.add(listener);
          return { dispose: () => listeners.delete(listener) };
        },
      },
      emitter: () => ({
        event: (listener: () => unknown) => {
          heard.add(listener);
          return { dispose: () => heard.delete(listener) };
        },
        fire: () => heard.forEach((listener) => listener()),
        dispose: () => heard.clear(),
      }),
    };
    return createConnectionStore(tools);
  };
  return {
    window,
    secrets,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

afterEach(() => vi.useRealTimers());

describe('stored connections', () => {
  test('everything but names and order is in the secret storage', async () => {
    const host = createHost();
    const store = host.window();
    const { id } = await store.save('Bench', record);
    expect(await store.list()).toEqual([
      { id, name: 'Bench', provider: 'laaffic', instance: 'api.laaffic.com' },
    ]);
    expect(await store.record(id)).toEqual(record);
    expect(host.secrets.size).toBe(1);
    await store.remove(id);
    expect(await store.list()).toEqual([]);
    expect(host.secrets.size).toBe(0);
  });

  test('two windows agree, also on a new name', async () => {
    const host = createHost();
    const [one, other] = [host.window(), host.window()];
    const heard = vi.fn();
    other.onDidChange(heard);
    const { id } = await one.save('Bench', record);
    expect(heard).toHaveBeenCalled();
    heard.mockClear();
    await one.rename(id, 'Production');
    expect(heard).toHaveBeenCalled();
    expect((await other.list()).map(({ name }) => name)).toEqual(['Production']);
    await other.remove(id);
    expect(await one.record(id)).toBeUndefined();
    one.dispose();
    other.dispose();
  });

  test('a list that follows its secret late is heard of again', async () => {
    vi.useFakeTimers();
    const host = createHost();
    const late = new Map<string, unknown>();
    const [one, other] = [host.window(), host.window(late)];
    await one.save('Bench', record);
    const heard = vi.fn();
    other.onDidChange(heard);
    late.set('connections', await one.list());
    await vi.advanceTimersByTimeAsync(500);
    expect(heard).toHaveBeenCalledTimes(1);
    expect((await other.list()).map(({ name }) => name)).toEqual(['Bench']);
    one.dispose();
    other.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('changes at the same time all count', async () => {
    const store = createHost().window();
    await Promise.all(['a', 'b', 'c'].map((name) => store.save(name, record)));
    expect((await store.list()).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('a change keeps the place in the order', async () => {
    const store = createHost().window();
    const first = await store.save('a', record);
    await store.save('b', record);
    await store.save('A', { ...record, endpoint: 'https://other.example' }, first.id);
    expect((await store.list()).map(({ name, instance }) => [name, instance])).toEqual([
      ['A', 'other.example'],
      ['b', 'api.laaffic.com'],
    ]);
  });

  test.each(['', '{}', 'null', '{"record":{}}'])('a secret that reads %j is a lost one', async (text) => {
    const host = createHost();
    const store = host.window();
    const { id } = await store.save('Bench', record);
    expect(await store.lost()).toEqual([]);
    host.secrets.set(`connection:${id}`, text);
    expect((await store.lost()).map(({ name }) => name)).toEqual(['Bench']);
    host.secrets.delete(`connection:${id}`);
    expect((await store.lost()).map(({ name }) => name)).toEqual(['Bench']);
    await store.rename(id, 'Lost bench');
    expect((await store.list()).map(({ name }) => name)).toEqual(['Lost bench']);
    await store.save('Bench', record, id);
    expect(await store.lost()).toEqual([]);
  });

  test('secrets without a connection are removed, but not new ones, nor those of another profile', async () => {
    const host = createHost();
    const store = host.window();
    const elsewhere = host.window(new Map());
    await elsewhere.save('Elsewhere', record);
    const { id } = await store.save('Bench', record);
    const [key, text] = [...host.secrets].find(([one]) => one.endsWith(id)) ?? ['', ''];
    host.secrets.set('connection:orphan', text);
    host.secrets.set('connection:strange', 'strange');
    host.secrets.set('something else', text);
    expect(await store.clean()).toBe(0);
    host.pass(2 * 60 * 60_000);
    expect(await store.clean()).toBe(1);
    expect(host.secrets.has('connection:orphan')).toBe(false);
    expect(host.secrets.has(key)).toBe(true);
    expect(host.secrets.size).toBe(4);
    expect(await elsewhere.lost()).toEqual([]);
  });
});
