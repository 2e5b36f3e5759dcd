import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConnectionStore, type StoreTools } from '../../src/extension/connections/store.ts';
import { identityOf, type ConnectionRecord } from '../../src/extension/connections/record.ts';
import { SentenceError } from '../../src/extension/explain.ts';
import { createSharedState } from '../../src/extension/shared-state.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

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

/** Which part of the machine does not do what it is asked for. */
interface Refusals {
  readonly read?: boolean;
  readonly store?: boolean;
  readonly remove?: boolean;
  readonly list?: boolean;
}

const refused = () => Promise.reject(new Error('the keyring is locked'));

/** What the windows of one machine share. */
function createHost() {
  const state = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  const listeners = new Set<SecretListener>();
  const tell = (key: string) => listeners.forEach((listener) => listener({ key }));
  let time = 1_000_000;
  let refusals: Refusals = {};
  /** Another profile has a state of its own and the same secrets. */
  const window = (own = state) => {
    const moves: unknown[] = [];
    const heard = new Set<() => unknown>();
    const tools: StoreTools = {
      now: () => time,
      moved: (move) => {
        moves.push(move);
        return Promise.resolve();
      },
      state: createSharedState({
        get: (key: string, other?: unknown) => structuredClone(own.get(key)) ?? other,
        update: async (key, value: unknown) => {
          await Promise.resolve();
          if (refusals.list === true) throw new Error('no space left');
          own.set(key, structuredClone(value));
        },
      }),
      secrets: {
        get: (key) => (refusals.read === true ? refused() : Promise.resolve(secrets.get(key))),
        store: async (key, value) => {
          await (refusals.store === true ? refused() : Promise.resolve());
          secrets.set(key, value);
          tell(key);
        },
        delete: async (key) => {
          await (refusals.remove === true ? refused() : Promise.resolve());
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
    const store = createConnectionStore(tools);
    return {
      ...store,
      moves,
      dispose: () => {
        store.dispose();
        tools.state.dispose();
      },
    };
  };
  return {
    window,
    secrets,
    state,
    refuse: (what: Refusals) => {
      refusals = what;
    },
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
    const { id } = await store.save({ name: 'Bench', record });
    expect(await store.list()).toEqual([
      {
        ...{ id, name: 'Bench', provider: 'laaffic' },
        ...{ instance: identityOf(record), instanceName: 'api.laaffic.com', formerly: [] },
        ...{ inLookUps: true, changedAt: 1_000_000 },
      },
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
    const { id } = await one.save({ name: 'Bench', record });
    expect(heard).toHaveBeenCalled();
    await one.rename(id, 'Production');
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
    await one.save({ name: 'Bench', record });
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

  test('a window hears no more of its own change once it was told', async () => {
    vi.useFakeTimers();
    const store = createHost().window();
    const heard = vi.fn();
    store.onDidChange(heard);
    await store.save({ name: 'Bench', record });
    const before = heard.mock.calls.length;
    expect(before).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(heard).toHaveBeenCalledTimes(before);
    store.dispose();
  });

  test('changes at the same time all count', async () => {
    const store = createHost().window();
    await Promise.all(['a', 'b', 'c'].map((name) => store.save({ name, record })));
    expect((await store.list()).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('a change keeps the place in the order', async () => {
    const store = createHost().window();
    const first = await store.save({ name: 'a', record });
    await store.save({ name: 'b', record });
    await store.save({ name: 'A', record: { ...record, endpoint: 'https://other.example' } }, first.id);
    expect((await store.list()).map(({ name, instanceName }) => [name, instanceName])).toEqual([
      ['A', 'other.example'],
      ['b', 'api.laaffic.com'],
    ]);
  });

  test.each(['', '{}', 'null', '{"record":{}}'])('a secret that reads %j is a lost one', async (text) => {
    const host = createHost();
    const store = host.window();
    const { id } = await store.save({ name: 'Bench', record });
    expect(await store.lost()).toEqual([]);
    host.secrets.set(`connection:${id}`, text);
    expect((await store.lost()).map(({ name }) => name)).toEqual(['Bench']);
    host.secrets.delete(`connection:${id}`);
    expect((await store.lost()).map(({ name }) => name)).toEqual(['Bench']);
    await store.rename(id, 'Lost bench');
    expect((await store.list()).map(({ name }) => name)).toEqual(['Lost bench']);
    await store.save({ name: 'Bench', record }, id);
    expect(await store.lost()).toEqual([]);
  });

  test('secrets without a connection are removed, but not new ones, nor those of another profile', async () => {
    const host = createHost();
    const store = host.window();
    const elsewhere = host.window(new Map());
    await elsewhere.save({ name: 'Elsewhere', record });
    const { id } = await store.save({ name: 'Bench', record });
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

describe('a change that is refused', () => {
  const sentence = async (work: Promise<unknown>): Promise<string> => {
    const thrown: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(thrown instanceof SentenceError)) throw new Error('Expected a SentenceError.', { cause: thrown });
    return renderIn('en')(thrown.text);
  };
  const changed = { ...record, apiSecret: 'other', zone: '+09:00' };

  test.each([
    ['the keyring', { store: true }, 'the keyring is locked'],
    ['the list', { list: true }, 'no space left'],
  ] as const)('by %s: no connection is added, and none changed in part', async (_, refusal, reason) => {
    const host = createHost();
    const store = host.window();
    const { id } = await store.save({ name: 'Bench', record });
    const before = [structuredClone([...host.secrets]), structuredClone([...host.state])];
    host.refuse(refusal);
    const said = [
      await sentence(store.save({ name: 'New', record })),
      await sentence(store.save({ name: 'Renamed', record: changed }, id)),
    ];
    expect([[...host.secrets], [...host.state]]).toEqual(before);
    for (const text of said) {
      expect(text).toContain(reason);
      expect(text).toMatch(/try again/iu);
    }
    expect(said[0]).toContain('New');
    host.refuse({});
    await store.save({ name: 'Renamed', record: changed }, id);
    expect(await store.record(id)).toEqual(changed);
    store.dispose();
  });

  test.each([
    ['the keyring', { remove: true }],
    ['the list', { list: true }],
  ] as const)('by %s: nothing is removed', async (_, refusal) => {
    const host = createHost();
    const store = host.window();
    const { id } = await store.save({ name: 'Bench', record });
    host.refuse(refusal);
    expect(await sentence(store.remove(id))).toContain('Bench');
    expect(await store.record(id)).toEqual(record);
    expect(await store.list()).toHaveLength(1);
    host.refuse({});
    await store.remove(id);
    expect(host.secrets.size).toBe(0);
    store.dispose();
  });

  test('a keyring that cannot be read is named, has lost nothing, and does not keep from renaming', async () => {
    const host = createHost();
    const store = host.window();
    const { id } = await store.save({ name: 'Bench', record });
    host.refuse({ read: true, store: true });
    expect(await sentence(store.record(id))).toContain('Bench');
    expect(await store.lost()).toEqual([]);
    await store.rename(id, 'Production');
    expect((await store.list()).map(({ name }) => name)).toEqual(['Production']);
    store.dispose();
  });

  test('what cannot be put back is said', async () => {
    const host = createHost();
    const store = host.window();
    host.refuse({ list: true, remove: true });
    expect(await sentence(store.save({ name: 'Bench', record }))).toContain('only in part');
    store.dispose();
  });
});

describe('identities', () => {
  const older = (id: string) => ({ id, name: id, provider: 'laaffic', instance: 'api.laaffic.com' });
  const secretOf = (of: ConnectionRecord) => JSON.stringify({ list: 'l', savedAt: 1, record: of });

  test('entries of an older version get theirs; what was kept goes with the first of a name', async () => {
    const host = createHost();
    const second = { ...record, apiKey: 'another' };
    host.state.set('connections', [older('a'), older('b'), older('gone')]);
    host.secrets.set('connection:a', secretOf(record));
    host.secrets.set('connection:b', secretOf(second));
    const store = host.window();
    const entries = await store.list();
    expect(entries.map(({ id, instance }) => [id, instance])).toEqual([
      ['a', identityOf(record)],
      ['b', identityOf(second)],
      ['gone', 'api.laaffic.com'],
    ]);
    expect(entries.every(({ instanceName }) => instanceName === 'api.laaffic.com')).toBe(true);
    expect(store.moves).toEqual([{ provider: 'laaffic', from: 'api.laaffic.com', to: identityOf(record) }]);
    const again = host.window();
    expect(await again.list()).toEqual(entries);
    expect(again.moves).toEqual([]);
    store.dispose();
    again.dispose();
  });

  test('a new key of the same centre takes along what was kept, unless another connection has it', async () => {
    const host = createHost();
    const store = host.window();
    const { id, instance } = await store.save({ name: 'Bench', record });
    const changed = { ...record, apiKey: 'rotated' };
    expect(await store.save({ name: 'Bench', record: changed }, id)).toMatchObject({
      instance: identityOf(changed),
      formerly: [instance],
    });
    expect(store.moves).toEqual([{ provider: 'laaffic', from: instance, to: identityOf(changed) }]);
    await store.save({ name: 'Second', record: changed });
    await store.save({ name: 'Bench', record }, id);
    expect(store.moves).toHaveLength(1);
    const elsewhere = { ...record, endpoint: 'https://other.example' };
    expect((await store.save({ name: 'Bench', record: elsewhere }, id)).formerly).toEqual([]);
    expect(store.moves).toHaveLength(1);
    store.dispose();
  });
});
