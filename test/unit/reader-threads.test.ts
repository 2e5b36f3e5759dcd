import { expect, test, vi } from 'vitest';
import type { ReadingThread } from '../../src/extension/reader/thread.ts';
import { createThreads } from '../../src/extension/reader/threads.ts';

function fakeThread() {
  const asked: string[] = [];
  const state = { idle: true, ended: false, asked };
  const thread: ReadingThread = {
    ask: (kind) => {
      state.asked.push(kind);
      return new Promise(() => undefined);
    },
    idle: () => state.idle && !state.ended,
    end: () => {
      state.ended = true;
    },
  };
  return { thread, state };
}

function started() {
  const all: ReturnType<typeof fakeThread>[] = [];
  const threads = createThreads(() => {
    const one = fakeThread();
    all.push(one);
    return Promise.resolve(one.thread);
  });
  return { threads, all };
}

test('a thread that was left is taken again, without what it had read', async () => {
  const { threads, all } = started();
  const first = await threads.take();
  threads.leave(first);
  expect(all[0]?.state.asked).toEqual(['forget']);
  expect(await threads.take()).toBe(first);
  expect(await threads.take()).not.toBe(first);
});

test('one that still works when it is left is ended', async () => {
  const { threads, all } = started();
  const first = await threads.take();
  if (all[0] !== undefined) all[0].state.idle = false;
  threads.leave(first);
  expect(all[0]?.state.ended).toBe(true);
  expect(await threads.take()).not.toBe(first);
});

test('one that broke down while it was kept is not taken', async () => {
  const { threads } = started();
  const first = await threads.take();
  threads.leave(first);
  first.end();
  expect(await threads.take()).not.toBe(first);
});

test('only one is kept, and not for ever', async () => {
  vi.useFakeTimers();
  try {
    const { threads, all } = started();
    threads.leave(await threads.take());
    const [second, third] = [await threads.take(), await threads.take()];
    threads.leave(second);
    threads.leave(third);
    expect(all.map(({ state }) => state.ended)).toEqual([true, false]);
    vi.runAllTimers();
    expect(all.map(({ state }) => state.ended)).toEqual([true, true]);
  } finally {
    vi.useRealTimers();
  }
});
