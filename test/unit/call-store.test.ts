import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pruneNowAndThen } from '../../src/extension/traces/store/prune-soon.ts';
import type { StoredCall } from '../../src/extension/traces/store/entry.ts';
import { createCallStore, type StoreLimits } from '../../src/extension/traces/store/store.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'call-store-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const hour = 3_600_000;
const generous: StoreLimits = { enabled: true, maxAgeMs: 24 * hour, maxBytes: 1e9 };

function storeWith(limits: Partial<StoreLimits> = {}, now: () => number = Date.now) {
  const lines: string[] = [];
  const folder = join(root, 'traces');
  const store = createCallStore({
    folder,
    limits: () => ({ ...generous, ...limits }),
    now,
    report: (line) => lines.push(line),
  });
  return { store, lines, folder };
}

const call = (contactId: string, size = 10, fetchedAt = Date.now()): StoredCall => ({
  key: { provider: 'alibaba-ccc-2020', instance: 'ccc-test', contactId },
  fetchedAt,
  responses: [
    {
      name: 'GetCallDetailRecord',
      operation: 'GetCallDetailRecord',
      fetchedAt,
      requestId: 'r-1',
      // Bytes that are no text, so that nothing may be decoded on the way.
      bytes: Uint8Array.from({ length: size }, (_, index) => (index * 37) % 256),
    },
  ],
});

describe('stored calls', () => {
  test('come back byte for byte, under names that tell nothing', async () => {
    const { store, folder } = storeWith();
    expect(await store.get(call('job-1').key)).toBeUndefined();
    await store.put(call('job-1', 1000));
    expect((await store.get(call('job-1').key))?.responses[0]?.bytes).toEqual(
      call('job-1', 1000).responses[0]?.bytes,
    );
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(folder).join()).not.toContain('job');
  });

  test('come back with the time of the provider and with what could not be fetched', async () => {
    const { store } = storeWith();
    const { responses, ...rest } = call('job-1');
    const missing = [{ kind: 'not-answered', message: 'connection.gap.permission', args: { n: 1 } }] as const;
    await store.put({ ...rest, missing, responses: responses.map((one) => ({ ...one, servedAt: 1234 })) });
    const stored = await store.get(rest.key);
    expect(stored?.missing).toEqual(missing);
    expect(stored?.responses[0]?.servedAt).toBe(1234);
  });

  test('are gone after their time, and the oldest go first where they are too much', async () => {
    const old = storeWith({}, () => Date.now() + 25 * hour);
    await old.store.put(call('job-1'));
    expect(await old.store.get(call('job-1').key)).toBeUndefined();

    const small = storeWith({ maxBytes: 9000 });
    await small.store.clear();
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await small.store.put(call(id, 3000));
      const name = readdirSync(small.folder).find((one) =>
        readFileSync(join(small.folder, one), 'utf8').includes(`"contactId":"${id}"`),
      );
      const at = new Date(Date.now() - (3 - index) * 60_000);
      utimesSync(join(small.folder, name ?? ''), at, at);
    }
    await small.store.prune();
    expect(await small.store.get(call('a').key)).toBeUndefined();
    expect(await small.store.get(call('c').key)).toBeDefined();
  });

  test('that are cut off or of somebody else are dropped with a line in the log', async () => {
    const { store, folder, lines } = storeWith();
    await store.put(call('job-1'));
    const [name = ''] = readdirSync(folder);
    const whole = readFileSync(join(folder, name), 'utf8');
    for (const text of ['', whole.slice(0, 60), '{"version":2}', whole.replace('job-1', 'job-2'), 'null']) {
      writeFileSync(join(folder, name), text);
      expect(await store.get(call('job-1').key)).toBeUndefined();
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(lines).toHaveLength(5);
    expect(lines.join()).not.toContain('job-');
  });

  test('are not kept where that is switched off, and what is there goes', async () => {
    const { store, folder } = storeWith();
    await store.put(call('job-1'));
    const off = storeWith({ enabled: false });
    expect(await off.store.get(call('job-1').key)).toBeUndefined();
    await off.store.put(call('job-2'));
    await off.store.prune();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of one connection can be forgotten, and all be cleared', async () => {
    const { store } = storeWith();
    await store.put(call('job-1'));
    await store.put({ ...call('job-1'), key: { ...call('job-1').key, instance: 'other' } });
    await store.forget({ provider: 'alibaba-ccc-2020', instance: 'ccc-test' });
    expect(await store.get(call('job-1').key)).toBeUndefined();
    expect(await store.get({ ...call('job-1').key, instance: 'other' })).toBeDefined();
    expect(await store.clear()).toBe(1);
    expect(await store.clear()).toBe(0);
  });

  test('survive two windows that write the same ones at the same time', async () => {
    const { store, folder } = storeWith();
    const other = storeWith().store;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? store : other).put(call(`job-${index % 3}`, 5000)),
      ),
    );
    for (const index of [0, 1, 2]) expect(await store.get(call(`job-${index}`).key)).toBeDefined();
    expect(readdirSync(folder).every((name) => name.endsWith('.json'))).toBe(true);
  });

  test('from the future count as ones from now, and go after their time', async () => {
    const later = Date.now() + 1000 * hour;
    const early = storeWith();
    await early.store.put(call('job-1', 10, later));
    const [name = ''] = readdirSync(early.folder);
    utimesSync(join(early.folder, name), new Date(later), new Date(later));
    await early.store.prune();
    expect((await early.store.get(call('job-1').key))?.fetchedAt).toBeLessThanOrEqual(Date.now());
    const next = storeWith({}, () => Date.now() + 25 * hour);
    expect(await next.store.get(call('job-1').key)).toBeUndefined();
    await next.store.prune();
    expect(readdirSync(early.folder)).toEqual([]);
  });

  test('are not kept when their connection was forgotten, or the store cleared, while they were fetched', async () => {
    const { key, ...answer } = call('job-1');
    const { store, folder } = storeWith();
    await store.put(call('job-0'));
    const forgotten = store.keeping(key);
    await store.forget(key);
    await forgotten(answer);
    const cleared = store.keeping(key);
    await store.clear();
    await cleared(answer);
    expect(readdirSync(folder)).toEqual([]);
    const limits = { enabled: true };
    const switched = createCallStore({
      ...{ folder, now: Date.now, report: () => undefined },
      limits: () => ({ ...generous, ...limits }),
    });
    const kept = switched.keeping(key);
    const other = switched.keeping({ ...key, contactId: 'job-2' });
    await switched.forget({ ...key, instance: 'another' });
    await kept(answer);
    expect(await switched.get(key)).toBeDefined();
    limits.enabled = false;
    await other(answer);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('that are being written when the store is cleared do not come back', async () => {
    const { store, folder } = storeWith();
    for (let round = 0; round < 20; round += 1) {
      const writing = Promise.all(['a', 'b', 'c'].map((id) => store.put(call(id, 50_000))));
      await new Promise((resolve) => setTimeout(resolve, round / 4));
      await store.clear();
      await writing;
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});

describe('pruning', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('happens soon after a window was opened, then every hour, and goes on after a failure', async () => {
    let times = 0;
    const failures: unknown[] = [];
    const pruning = pruneNowAndThen(
      () => {
        times += 1;
        return times === 1 ? Promise.reject(new Error('busy')) : Promise.resolve();
      },
      (error) => failures.push(error),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(times).toBe(0);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(times).toBe(1);
    expect(failures).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3 * hour);
    expect(times).toBe(4);
    pruning.dispose();
    await vi.advanceTimersByTimeAsync(3 * hour);
    expect(times).toBe(4);
  });
});

test('what was stored under a former instance is that of the new one, with its age', async () => {
  const { store, folder } = storeWith();
  const old = {
    ...call('job-1', 50, Date.now() - hour),
    key: { ...call('job-1').key, instance: 'ccc-test' },
  };
  await store.put(old);
  const [name = ''] = readdirSync(folder);
  const at = new Date(Date.now() - hour);
  utimesSync(join(folder, name), at, at);
  await store.move({ provider: 'alibaba-ccc-2020', from: 'ccc-test', to: 'ccc-test.0123456789' });
  expect(await store.get(old.key)).toBeUndefined();
  const key = { ...old.key, instance: 'ccc-test.0123456789' };
  expect(await store.get(key)).toEqual({ ...old, key, missing: [] });
  const [moved = '', ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  expect(Math.abs(statSync(join(folder, moved)).mtimeMs - at.getTime())).toBeLessThan(1000);
});
