import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { viewerIn } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

/** A button in the title bar of the active editor. */
function titleButton({ page }: Workbench, name: string | RegExp): Locator {
  return page.locator('.editor-group-container.active .editor-actions').getByRole('button', { name });
}

/** Line in which the cursor of the visible text editor stands, whether it has the focus or not. */
async function cursorLine({ page }: Workbench): Promise<number> {
  const number = page.locator('.monaco-editor .line-numbers.active-line-number').filter({ visible: true });
  return Number(await number.textContent());
}

/** Puts the cursor of the active text editor to the end of a line. */
async function goToEndOf(workbench: Workbench, line: number): Promise<void> {
  const { keyboard } = workbench.page;
  await keyboard.press('Control+G');
  await workbench.answer(`:${line}`);
  await expect.poll(() => cursorLine(workbench)).toBe(line);
  await keyboard.press('End');
}

test('a trace is a document: viewer and text, side by side, follow each other', async ({
  workspace,
  workbench,
}) => {
  const name = await workspace.sample('http-node-fails');
  const lines = readFileSync(join(workspace.path, name), 'utf8').split('\n');
  /** Number of the first line that contains the text. */
  const lineOf = (text: string): number => {
    const at = lines.findIndex((line) => line.includes(text));
    expect(at, text).toBeGreaterThanOrEqual(0);
    return at + 1;
  };
  /** Number of the line in which the step of a node begins. */
  const stepAt = (node: string): number => lines.lastIndexOf('    {', lineOf(`"nodeName": "${node}"`)) + 1;
  const { keyboard } = workbench.page;
  const viewer = viewerIn(workbench.webview());
  const editor = workbench.page.locator('.monaco-editor').first();

  await test.step('it opens in the viewer, under a human title', async () => {
    await workbench.openFile(name);
    await expect(viewer.heading).toContainText('138****2315');
    await expect(workbench.tab(/138\*{4}2315 → 4000… · 14:02 · failed/u)).toBeVisible();
    await expect(workbench.tab(/\.json/u)).toHaveCount(0);
  });

  await test.step('the title button changes to the text at the selection, and back', async () => {
    await titleButton(workbench, 'Open as JSON Text').click();
    await expect(editor).toBeVisible();
    await expect.poll(() => cursorLine(workbench)).toBe(stepAt('queryOrder'));
    await titleButton(workbench, 'Open in Viewer').click();
    await expect(viewer.heading).toBeVisible();
  });

  await test.step('with Alt, the text opens beside', async () => {
    await titleButton(workbench, 'Open as JSON Text').click({ modifiers: ['Alt'] });
    await expect(editor).toBeVisible();
    await expect(viewer.heading).toBeVisible();
  });

  await test.step('the cursor follows the selection', async () => {
    await viewer.flow.getByRole('option', { name: /^Welcome prompt/u }).click();
    await expect.poll(() => cursorLine(workbench)).toBe(stepAt('Welcome prompt'));
  });

  await test.step('the selection follows the cursor', async () => {
    await editor.locator('.view-lines').click();
    await goToEndOf(workbench, lineOf('"nodeName": "General service"'));
    await expect(viewer.selectedIn(viewer.flow)).toHaveAccessibleName(/^General service/u);
  });

  await test.step('the drawing follows the text', async () => {
    await goToEndOf(workbench, lineOf('"caller":'));
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await keyboard.type('99');
    await expect(viewer.heading).toContainText('138****231599');
  });

  await test.step('text that is no longer valid greys the drawing, and the link leads to it', async () => {
    const broken = lineOf('"summary": {');
    await goToEndOf(workbench, broken);
    await keyboard.type(',');
    const banner = viewer.page.getByRole('alert');
    await expect(banner).toContainText(`http-node-fails.calltrace.json is not valid JSON: line ${broken}`);
    await expect(banner).toContainText('the last drawing');
    await expect(viewer.heading).toContainText('138****231599');
    await expect(viewer.panes).not.toHaveCSS('opacity', '1');
    await goToEndOf(workbench, broken + 20);
    await banner.getByRole('button', { name: `Go to line ${broken}` }).click();
    await expect.poll(() => cursorLine(workbench)).toBe(broken);

    await keyboard.press('End');
    await keyboard.press('Backspace');
    await expect(banner).toHaveCount(0);
    await expect(viewer.panes).toHaveCSS('opacity', '1');
  });
  expect(workbench.problems()).toEqual([]);
});

test('a document that never was valid says why', async ({ workspace, workbench }) => {
  await workspace.write(
    'broken.calltrace.json',
    '{\n  "schema": "call-trace/1",\n  "provider" "laaffic"\n}\n',
  );
  const { page } = viewerIn(workbench.webview());
  await workbench.openFile('broken.calltrace.json');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('This document cannot be drawn as a call');
  await expect(alert).toContainText('broken.calltrace.json is not valid JSON: line 3');
  await alert.getByRole('button', { name: 'Go to line 3' }).click();
  await expect.poll(() => cursorLine(workbench)).toBe(3);
  await workbench.page.keyboard.press('Control+W');
  await alert.getByRole('button', { name: 'Open as Text' }).click();
  await expect(workbench.page.locator('.monaco-editor .view-lines')).toContainText('laaffic');
});
