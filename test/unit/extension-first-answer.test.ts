import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFirstAnswer } from '../../src/extension/editor/first-answer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const sent: string[] = [];
  let made = 0;
  const first = createFirstAnswer(
    () => Promise.resolve(`answer ${(made += 1)}`),
    (answer) => sent.push(answer),
  );
  return { first, sent };
}

/** What a promise has become by now; undefined: nothing yet. */
async function outcome<T>(promise: Promise<T>): Promise<T | undefined> {
  let result: T | undefined;
  void promise.then((value) => (result = value));
  await vi.advanceTimersByTimeAsync(10_000);
  return result;
}

test('the answer is sent before it is asked for, and not again when the page has drawn it', async () => {
  const { first, sent } = watched();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['answer 1']);
  const asked = first.asked();
  first.drawn();
  expect(await outcome(asked)).toBeUndefined();
});

test('a page that gives no sign gets it once more', async () => {
  const { first, sent } = watched();
  expect(await outcome(first.asked())).toBe('answer 2');
  expect(sent).toEqual(['answer 1']);
});

test('a later page gets its answer when it asks', async () => {
  const { first } = watched();
  const asked = first.asked();
  first.drawn();
  await outcome(asked);
  expect(await outcome(first.asked())).toBe('answer 2');
});

test('nothing is sent to a page that has gone, and the next one gets its answer when it asks', async () => {
  const { first, sent } = watched();
  first.ends();
  expect(await outcome(first.asked())).toBe('answer 2');
  expect(sent).toEqual([]);
});
