import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchOtherWindows } from '../../src/extension/other-windows.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function scene() {
  const values = new Map<string, unknown>([['pins', [{ id: 1 }]]]);
  const changes: (readonly string[])[] = [];
  const watch = watchOtherWindows(
    {
      get: <T>(key: string, usual?: T): T | undefined => {
        const value: unknown = values.get(key);
        const known = (one: unknown): one is T => one !== undefined;
        return known(value) ? value : usual;
      },
    },
    ['pins', 'names'],
    (keys) => changes.push(keys),
  );
  const pass = () => vi.advanceTimersByTime(3000);
  return { values, changes, watch, pass };
}

test('what another window wrote is told once, by its name', () => {
  const { values, changes, pass } = scene();
  pass();
  expect(changes).toEqual([]);
  values.set('names', ['a']);
  pass();
  expect(changes).toEqual([['names']]);
  values.set('names', ['b']);
  values.set('pins', []);
  pass();
  expect(changes).toEqual([['names'], ['pins', 'names']]);
  values.delete('names');
  pass();
  expect(changes.at(-1)).toEqual(['names']);
});

test('values that came again and say the same, and what this window wrote, are not told', () => {
  const { values, changes, watch, pass } = scene();
  values.set('pins', [{ id: 1 }]);
  pass();
  values.set('names', ['mine']);
  watch.seen();
  pass();
  expect(changes).toEqual([]);
});

test('nothing is told after it was disposed of', () => {
  const { values, changes, watch, pass } = scene();
  watch.dispose();
  values.set('names', ['a']);
  pass();
  expect(changes).toEqual([]);
});
