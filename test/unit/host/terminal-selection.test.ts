import { beforeEach, expect, test, vi } from 'vitest';
import { lookUpTerminalSelection } from '../../../src/extension/commands/look-up-selection.ts';
import { SentenceError } from '../../../src/extension/explain.ts';
import { createTexts } from '../../../src/extension/texts.ts';
import { createLibrary } from '../../../src/extension/traces/library.ts';
import { world } from '../support/vscode.ts';

vi.mock('vscode', async () => (await import('../support/vscode.ts')).vscodeStub());

beforeEach(() => world.reset());

const lookUp = () =>
  lookUpTerminalSelection({
    sources: () => Promise.resolve([]),
    library: createLibrary(() => () => Promise.resolve(undefined)),
    texts: createTexts('en'),
    log: { error: () => undefined, info: () => undefined, show: () => undefined, dispose: () => undefined },
  });
const keyOf = (error: unknown) => (error instanceof SentenceError ? error.text.key : error);

test('a clipboard that holds no text, such as a picture, is left alone', async () => {
  const writes = vi.fn();
  world.onCommand = writes;
  expect(await lookUp().catch(keyOf)).toBe('look-up.clipboard-not-text');
  expect(writes).not.toHaveBeenCalled();
});

test('text on the clipboard is put back, also where nothing is selected', async () => {
  world.clipboard = 'what was copied before';
  expect(await lookUp().catch(keyOf)).toBe('look-up.nothing-selected');
  expect(world.clipboard).toBe('what was copied before');
});
