import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followRunningCalls, type RunningCall } from '../../src/extension/editor/follow-running.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function scene(): {
  readonly call: RunningCall;
  readonly asked: number[];
  readonly is: Record<'running' | 'visible' | 'reachable', boolean>;
  readonly failures: unknown[];
} {
  const asked: number[] = [];
  const failures: unknown[] = [];
  const is = { running: true, visible: true, reachable: true };
  const start = Date.now();
  const call: RunningCall = {
    key: 'call',
    running: () => is.running,
    visible: () => is.visible,
    refresh: () => {
      asked.push(Math.round((Date.now() - start) / 1000));
      return is.reachable ? Promise.resolve() : Promise.reject(new Error('unreachable'));
    },
    failed: (error) => failures.push(error),
  };
  return { call, asked, is, failures };
}

test('a call that goes on is refreshed less and less often, at most once a minute', async () => {
  const { call, asked } = scene();
  const follower = followRunningCalls();
  follower.add(call);
  await vi.advanceTimersByTimeAsync(300_000);
  const waits = asked.map((at, index) => at - (asked[index - 1] ?? 0));
  expect(waits.slice(0, 3)).toEqual([5, 8, 11]);
  expect(Math.max(...waits)).toBe(60);
  follower.dispose();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked).toHaveLength(waits.length);
});

test('it is left alone when it has ended, or its viewer was closed', async () => {
  const ended = scene();
  const follower = followRunningCalls();
  follower.add(ended.call);
  ended.is.running = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended.asked).toEqual([]);
  const closed = scene();
  follower.add(closed.call);
  follower.remove('call');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(closed.asked).toEqual([]);
});

test('nothing is asked while it is hidden', async () => {
  const { call, asked, is } = scene();
  is.visible = false;
  const follower = followRunningCalls();
  follower.add(call);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
  is.visible = true;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(asked).toHaveLength(1);
  follower.dispose();
});

test('after a failure it waits the longest, and goes on', async () => {
  const { call, asked, is, failures } = scene();
  is.reachable = false;
  const follower = followRunningCalls();
  follower.add(call);
  await vi.advanceTimersByTimeAsync(64_000);
  expect(asked).toEqual([5]);
  expect(failures).toHaveLength(1);
  is.reachable = true;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(asked).toHaveLength(2);
  follower.dispose();
});

test('adding it again, as every change of its document does, neither delays nor doubles anything', async () => {
  const { call, asked } = scene();
  const follower = followRunningCalls();
  follower.add(call);
  await vi.advanceTimersByTimeAsync(4_000);
  follower.add(call);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([5]);
  follower.dispose();
});

test('a call that ended is followed again when it turns out to be going on', async () => {
  const { call, asked, is } = scene();
  is.running = false;
  const follower = followRunningCalls();
  follower.add(call);
  await vi.advanceTimersByTimeAsync(6_000);
  is.running = true;
  follower.add(call);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(asked).toHaveLength(1);
  follower.dispose();
});

test('a refresh on its way is given up when the last viewer is closed, and says nothing then', async () => {
  const { call, failures } = scene();
  const signals: AbortSignal[] = [];
  const follower = followRunningCalls();
  follower.add({
    ...call,
    refresh: (signal) => {
      signals.push(signal);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cancelled')));
      });
    },
  });
  await vi.advanceTimersByTimeAsync(6_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  follower.remove('call');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(failures).toEqual([]);
});
