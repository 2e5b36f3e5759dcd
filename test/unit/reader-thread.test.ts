import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/extension/explain.ts';
import { startThread } from '../../src/extension/reader/thread.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

const folder = mkdtempSync(join(tmpdir(), 'thread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = join(folder, 'worker.mjs');
writeFileSync(
  script,
  `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ argument, port }) => {
  if (argument === 'hang') for (;;);
  if (argument === 'grow') for (const all = [];;) all.push(new Array(100_000).fill(all.length));
  port.postMessage({ ok: true, result: argument });
});
`,
);
const limits = { memoryMb: 64, longestMs: 60_000 };

describe('a reading thread', () => {
  test('answers, and answers again', async () => {
    const thread = startThread(script, limits);
    expect(await thread.ask('details', 'a')).toBe('a');
    expect(await thread.ask('details', 'b')).toBe('b');
    thread.end();
  });

  test('that takes too long is ended, and everybody who waits is told so', async () => {
    const thread = startThread(script, { ...limits, longestMs: 1500 });
    const asked = [thread.ask('details', 'hang'), thread.ask('details', 'behind it')];
    for (const answer of await Promise.allSettled(asked)) {
      expect(answer.status).toBe('rejected');
      if (answer.status === 'fulfilled') continue;
      expect(explain(answer.reason, renderIn('en')).text).toMatch(/longer than 2 seconds/);
      expect(explain(answer.reason, renderIn('zh-cn')).text).toMatch(/超过 2 秒/);
    }
    await expect(thread.ask('details', 'a')).rejects.toThrow();
  });

  test('that needs too much memory ends itself alone', async () => {
    const thread = startThread(script, limits);
    const answer = thread.ask('details', 'grow');
    await expect(answer).rejects.toThrow();
    await answer.catch((error: unknown) => {
      expect(explain(error, renderIn('en')).text).toMatch(/more memory than there is/);
    });
  });
});
