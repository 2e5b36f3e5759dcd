import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSharedState } from '../../src/extension/shared-state.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * Windows as VS Code has them: each keeps the whole state in memory, writes all of it after a change, and hears a little
 * later what another window wrote, which then takes the place of its own.
 */
function windows() {
  const copies: Record<string, unknown>[] = [];
  const open = () => {
    const index = copies.push({}) - 1;
    return createSharedState({
      get: (key: string, usual?: unknown) => structuredClone(copies[index]?.[key]) ?? usual,
      update: (key: string, value: unknown) => {
        const whole = { ...copies[index], [key]: structuredClone(value) };
        copies[index] = whole;
        setTimeout(() => {
          for (const other of copies.keys()) if (other !== index) copies[other] = structuredClone(whole);
        }, 20);
        return Promise.resolve();
      },
    });
  };
  return { open, copies };
}

const named = (id: string, name: string) => (value: unknown) => ({ ...(value ?? {}), [id]: name });

test('two windows that change one value, or two, at the same time lose neither', async () => {
  const { open, copies } = windows();
  const [one, other] = [open(), open()];
  await one.change('names', named('a', 'A'));
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all([one.change('names', named('a', 'A2')), other.change('names', named('b', 'B2'))]);
  await other.change('pins', () => ['pin']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(copies).toEqual([
    { names: { a: 'A2', b: 'B2' }, pins: ['pin'] },
    { names: { a: 'A2', b: 'B2' }, pins: ['pin'] },
  ]);
});

test('a change is not made again when it is not wanted any more, nor for ever', async () => {
  const { open, copies } = windows();
  const [one, other] = [open(), open()];
  await one.change('names', named('a', 'A'), () => Promise.resolve(false));
  await vi.advanceTimersByTimeAsync(50);
  await other.change('names', () => ({}));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(copies[0]).toEqual({ names: {} });
  await one.change('names', named('a', 'A'));
  await vi.advanceTimersByTimeAsync(10_000);
  await other.change('names', () => ({}));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(copies[0]).toEqual({ names: {} });
  expect(vi.getTimerCount()).toBe(0);
});

test('where there is nothing to do nothing is written, and nothing is watched after it was disposed of', async () => {
  const { open, copies } = windows();
  const state = open();
  await state.change('names', (value) => value);
  expect(copies).toEqual([{}]);
  await state.change('names', named('a', 'A'));
  await vi.advanceTimersByTimeAsync(50);
  state.dispose();
  expect(vi.getTimerCount()).toBe(0);
});
