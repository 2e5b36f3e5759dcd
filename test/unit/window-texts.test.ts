import { beforeEach, describe, expect, test, vi } from 'vitest';
import { markdownText, plainText, tabText } from '../../src/extension/window/plain-text.ts';

/** What VS Code was asked to show: every text of every call. */
const shown: string[] = [];

function keep(value: unknown): void {
  if (typeof value === 'string') shown.push(value);
  else if (Array.isArray(value)) value.forEach(keep);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(keep);
}

vi.mock('vscode', () => {
  const show = (...given: readonly unknown[]) => {
    keep(given);
    return Promise.resolve(undefined);
  };
  return {
    ProgressLocation: { Notification: 15 },
    InputBoxValidationSeverity: { Info: 1, Error: 3 },
    window: {
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      showQuickPick: (rows: readonly { readonly row: { readonly id: number } }[], options: unknown) => {
        keep(rows.map((row) => ({ ...row, row: undefined })));
        keep(options);
        return Promise.resolve(rows[0]);
      },
      showInputBox: (options: { readonly validateInput?: (value: string) => unknown }) => {
        keep(options);
        keep(options.validateInput?.(''));
        return Promise.resolve('typed');
      },
      createInputBox: () => ({}),
      createQuickPick: () => ({}),
      withProgress: (
        options: unknown,
        work: (progress: { readonly report: (value: unknown) => void }, token: unknown) => unknown,
      ) => {
        keep(options);
        return work({ report: keep }, {});
      },
    },
  };
});

const { askModally, showMessage } = await import('../../src/extension/window/messages.ts');
const { withProgress } = await import('../../src/extension/window/progress.ts');
const { createInputBox, createQuickPick, setRows, setValidation, showInputBox, showQuickPick } =
  await import('../../src/extension/window/quick-input.ts');

/** What a provider or the name of a file can say, and what VS Code would make of it. */
const hostile =
  '[Retry](command:workbench.action.terminal.new) [x](https://evil.test/ "y") [z](file:///etc) $(error) \\$(check~spin) \u202Eend';

/** How VS Code finds links in messages, prompts and welcome texts (`parseLinkedText`), and icons in labels. */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const icons = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

const meant = (text: string) => [...text.matchAll(links), ...text.matchAll(icons)].map(([all]) => all);

function expectPlain(count: number): void {
  const hostileOnes = shown.filter((text) => text.includes('evil.test'));
  expect(hostileOnes).toHaveLength(count);
  for (const text of hostileOnes) {
    expect(meant(text)).toEqual([]);
    expect(text).toContain('\u2068');
    expect(text.replaceAll(/[\u200B\u2068\u2069]/g, '')).toContain(hostile);
  }
}

beforeEach(() => {
  shown.length = 0;
});

test('the sentence of these tests is hostile', () => {
  expect(meant(hostile)).toHaveLength(5);
});

describe('what is shown is text, whoever wrote it', () => {
  test.each(['information', 'warning', 'error'] as const)('in a message: %s', async (kind) => {
    await showMessage(kind, hostile, [{ title: 'Retry' }]);
    await askModally(kind, hostile, { detail: hostile, answers: ['Yes'] });
    expectPlain(3);
  });

  test('in the progress of something and its reports', async () => {
    await withProgress(hostile, ({ report }) => {
      report(hostile, 10);
      return Promise.resolve();
    });
    expectPlain(2);
  });

  test('in the rows of a list, which come back as they were given', async () => {
    const row = { label: hostile, description: hostile, detail: hostile, id: 7 };
    expect(await showQuickPick([row], { title: 'Which' })).toBe(row);
    expectPlain(3);
  });

  test('in the rows of a list that changes while it is open', () => {
    const picker = createQuickPick<{ label: string; description: string; id: number }>();
    const [row] = setRows(picker, [{ label: hostile, description: hostile, id: 7 }]);
    keep(picker.items);
    expectPlain(2);
    // What is made active has to be one of the rows that VS Code got.
    expect(picker.items[0]).toBe(row);
    expect(row?.id).toBe(7);
  });

  test('in the prompt of an input box, and in what it refuses', async () => {
    await showInputBox({ prompt: hostile, validateInput: () => hostile });
    const box = createInputBox(hostile);
    setValidation(box, hostile);
    keep(box);
    expectPlain(4);
    setValidation(box, undefined);
    expect(box.validationMessage).toBeUndefined();
  });
});

test('plain text stays as it is', () => {
  for (const text of ['[a] (b)', '$5 (five)', 'a](', 'Sales · 销售', '$(']) {
    expect(plainText(text).replaceAll('\u200B', '')).toBe(text);
  }
  expect(plainText('Sales (2) [x] $5')).toBe('Sales (2) [x] $5');
});

test('a tab shows the beginning of a long name, in one line and whole characters', () => {
  expect(tabText('138****2315 → 4008…')).toBe('138****2315 → 4008…');
  expect(tabText('🎉'.repeat(33_000))).toBe(`${'🎉'.repeat(39)}…`);
  expect(tabText(' a\n\tb ')).toBe('a b');
  expect(tabText('a'.repeat(80))).toBe('a'.repeat(80));
  expect(tabText('a\u202Eb')).toBe('\u2068a\u202Eb\u2069');
});

test('in Markdown no sign means anything', () => {
  expect(markdownText('a <b>\n![i](https://evil.test) $(x)')).toBe(
    'a \\<b\\> \\!\\[i\\]\\(https\\:\\/\\/evil\\.test\\) \\$\\(x\\)',
  );
});
