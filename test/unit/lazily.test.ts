import { expect, test } from 'vitest';
import { lazily } from '../../src/extension/lazily.ts';

test('what could not be loaded is tried again, what was loaded is kept', async () => {
  let attempts = 0;
  const load = lazily(async () => {
    attempts += 1;
    await Promise.resolve();
    if (attempts < 3) throw new Error(`attempt ${attempts}`);
    return attempts;
  });
  const together = await Promise.allSettled([load(), load()]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(load()).rejects.toThrow('attempt 2');
  expect(await load()).toBe(3);
  expect(await load()).toBe(3);
  expect(attempts).toBe(3);
});
