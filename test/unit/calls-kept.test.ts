import { describe, expect, test, vi } from 'vitest';
import { createCallBook } from '../../src/extension/calls/book.ts';
import { createSharedState } from '../../src/extension/shared-state.ts';
import { freeName } from '../../src/extension/calls/free-name.ts';
import { keptOf, mostLookedUp, parseKept } from '../../src/extension/calls/kept.ts';
import type { CallListing } from '../../src/providers/live.ts';

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly #listeners = new Set<() => void>();
    readonly event = (listener: () => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire(): void {
      for (const listener of this.#listeners) listener();
    }
    dispose(): void {
      this.#listeners.clear();
    }
  },
}));

const place = { provider: 'alibaba-ccc-2020', instance: 'ccc-test' };
const listing = (contactId: string): CallListing => ({
  contactId,
  zone: '+08:00',
  hint: { startedAt: 5, logDate: 7 },
  summary: {
    direction: 'inbound',
    outcome: 'abandoned',
    caller: '13800002315',
    startedAt: 5,
    disposition: { code: 'X', meaning: 'y' },
    agents: [{ id: '8012', name: 'Li Na' }],
    queues: [],
    details: { Secretive: 'and long' },
  },
});
const call = (contactId: string) => ({ ...place, ...listing(contactId) });

/** A memento over what JSON keeps, as the real one is. */
function memento(initial: Readonly<Record<string, unknown>> = {}): Parameters<typeof createSharedState>[0] & {
  readonly values: Map<string, unknown>;
} {
  const values = new Map(Object.entries(initial));
  // As VS Code declares it.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  function get<T>(key: string): T | undefined;
  function get<T>(key: string, otherwise: T): T;
  function get(key: string, otherwise?: unknown): unknown {
    return values.get(key) ?? otherwise;
  }
  return {
    values,
    get,
    update: (key: string, value: unknown) => {
      const copy: unknown = JSON.parse(JSON.stringify(value));
      values.set(key, copy);
      return Promise.resolve();
    },
  };
}

const bookOver = (state: ReturnType<typeof memento>) => createCallBook(createSharedState(state));

describe('the book of calls', () => {
  test('keeps pinned and looked-up calls over a restart, the latest first and each once', async () => {
    const state = memento();
    const book = bookOver(state);
    await book.pin(call('a'));
    await book.pin(call('b'));
    await book.pin(call('a'));
    await book.lookedUp(call('c'));
    const again = bookOver(state);
    expect(again.pinned().map(({ contactId }) => contactId)).toEqual(['a', 'b']);
    expect(again.history()).toMatchObject([{ ...place, contactId: 'c', hint: { startedAt: 5, logDate: 7 } }]);
    expect(again.history()[0]?.summary).toEqual(keptOf(call('c'), 0).summary);
  });

  test('does not keep what no row shows', async () => {
    const state = memento();
    await bookOver(state).pin(call('a'));
    expect(JSON.stringify([...state.values])).not.toContain('Secretive');
  });

  test('keeps a limited history', async () => {
    const book = bookOver(memento());
    for (let index = 0; index < mostLookedUp + 5; index += 1) await book.lookedUp(call(`job-${index}`));
    expect(book.history()).toHaveLength(mostLookedUp);
    expect(book.history()[0]?.contactId).toBe(`job-${mostLookedUp + 4}`);
    await book.clearHistory();
    expect(book.history()).toEqual([]);
  });

  test('unpins one call, and forgets those of a connection only', async () => {
    const book = bookOver(memento());
    const elsewhere = { ...call('a'), instance: 'other' };
    await book.pin(call('a'));
    await book.pin(call('b'));
    await book.pin(elsewhere);
    await book.lookedUp(call('a'));
    await book.unpin(call('b'));
    expect(book.pinned()).toHaveLength(2);
    await book.forget(place);
    expect(book.pinned()).toMatchObject([{ instance: 'other' }]);
    expect(book.history()).toEqual([]);
  });

  test('what was kept of a former instance is that of the new one, each call once', async () => {
    const book = bookOver(memento());
    const to = 'ccc-test.0123456789';
    await book.pin(call('a'));
    await book.pin({ ...call('b'), instance: to });
    await book.pin(call('b'));
    await book.lookedUp(call('a'));
    await book.move({ provider: place.provider, from: place.instance, to });
    expect(book.pinned().map(({ instance, contactId }) => [instance, contactId])).toEqual([
      [to, 'b'],
      [to, 'a'],
    ]);
    expect(book.history()).toMatchObject([{ instance: to, contactId: 'a' }]);
  });

  test('says when it changed', async () => {
    const book = bookOver(memento());
    const heard = vi.fn();
    book.onDidChange(heard);
    await book.pin(call('a'));
    await book.unpin(call('a'));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('knows hints of listed calls in this window, and of kept ones ever after', async () => {
    const state = memento();
    const book = bookOver(state);
    book.listed(place, [{ ...listing('listed'), hint: { logDate: 3 } }]);
    await book.pin(call('pinned'));
    expect(book.hintFor({ ...place, contactId: 'listed' })).toEqual({ logDate: 3 });
    expect(book.hintFor({ ...place, instance: 'other', contactId: 'listed' })).toEqual({});
    const again = bookOver(state);
    expect(again.hintFor({ ...place, contactId: 'listed' })).toEqual({});
    expect(again.hintFor({ ...place, contactId: 'pinned' })).toEqual({ startedAt: 5, logDate: 7 });
    book.listed(place, [{ ...listing('listed'), hint: { logDate: 4 } }]);
    await book.forget(place);
    expect(book.hintFor({ ...place, contactId: 'listed' })).toEqual({});
  });
});

describe('stored calls', () => {
  const good = keptOf(call('a'), 9);

  test.each([
    undefined,
    null,
    'text',
    { 0: good },
    [null, 3, 'x', []],
    [{ ...good, contactId: '' }],
    [{ ...good, contactId: 7 }],
    [{ ...good, provider: undefined }],
    [{ ...good, at: 'now' }],
    [{ ...good, zone: '+99:00' }],
    [{ ...good, zone: 'Asia/Shanghai' }],
    [{ ...good, summary: { ...good.summary, outcome: 'splendid' } }],
    [{ ...good, summary: { ...good.summary, direction: '__proto__' } }],
    [{ ...good, contactId: 'x'.repeat(5000) }],
  ])('%j holds none', (value) => {
    expect(parseKept(value, 10)).toEqual([]);
  });

  test('lose fields that are not what they should be, and stay', () => {
    const odd = {
      ...good,
      hint: { startedAt: Number.POSITIVE_INFINITY, logDate: 'x' },
      summary: {
        ...good.summary,
        caller: 7,
        startedAt: 1e300,
        agents: 'x',
        queues: [null, { id: 3, name: 'Q' }],
        disposition: 'x',
      },
    };
    const [call] = parseKept([odd, odd], 10);
    expect(call?.hint).toEqual({});
    expect(call?.summary).toEqual({
      direction: 'inbound',
      outcome: 'abandoned',
      agents: [],
      queues: [{}, { name: 'Q' }],
    });
    expect(parseKept([odd, odd], 10)).toHaveLength(1);
  });

  test('are no more than allowed', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ ...good, contactId: `job-${index}` }));
    expect(parseKept(many, 10)).toHaveLength(10);
  });
});

test('names of saved traces do not collide, in whatever case', () => {
  expect(freeName('a.calltrace.json', new Set())).toBe('a.calltrace.json');
  expect(freeName('A.calltrace.json', new Set(['a.calltrace.json', 'a-2.calltrace.json']))).toBe(
    'A-3.calltrace.json',
  );
});
