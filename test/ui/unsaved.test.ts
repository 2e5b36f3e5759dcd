import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbenchLoaded } from './driver.ts';
import { placeOf } from './places.ts';
import { viewerIn } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

const name = 'fresh.calltrace.json';

function titleButton({ page }: Workbench, label: string) {
  return page.locator('.editor-group-container.active .editor-actions').getByRole('button', { name: label });
}

test.describe('where traces are text by default', () => {
  test.use({ userSettings: { 'workbench.editorAssociations': { '*.calltrace.json': 'default' } } });

  test('text that was never saved goes to the viewer, back, and into its file', async ({
    workspace,
    workbench,
    server,
  }) => {
    const { page } = workbench;
    const { keyboard } = page;
    const content = readFileSync(join(workspace.path, await workspace.sample('http-node-fails')), 'utf8');
    const viewer = viewerIn(workbench.webview());
    const editor = page.locator('.monaco-editor').first();

    await test.step('a file that does not exist is opened, as “code fresh.calltrace.json” does', async () => {
      const { host } = new URL(server.address);
      const file = `vscode-remote://${host}${join(workspace.path, name)}`;
      const query = new URLSearchParams({
        folder: workspace.path,
        payload: JSON.stringify([['openFile', file]]),
      });
      await page.goto(`${server.address}/?${query.toString()}`);
      await workbenchLoaded(page);
      await expect(workbench.tab(name)).toBeVisible();
    });

    await test.step('its text is pasted', async () => {
      await editor.locator('.view-lines').click();
      await page.evaluate((text) => navigator.clipboard.writeText(text), content);
      await keyboard.press('Control+V');
      await expect(page.locator('.tab.dirty')).toHaveCount(1);
    });

    await test.step('to the viewer, and back', async () => {
      await titleButton(workbench, 'Open in Viewer').click();
      await expect(viewer.heading).toContainText('138****2315');
      await titleButton(workbench, 'Open as JSON Text').click();
      await expect(editor.locator('.view-lines')).toContainText('"nodeName": "queryOrder"');
      await expect(page.locator('.tab.dirty')).toHaveCount(1);
    });

    await test.step('also where the viewer takes the place of the text', async () => {
      await workbench.choose('workbench.action.reopenWithEditor', /^Call Trace/u);
      await expect(viewer.heading).toContainText('138****2315');
      await expect(page.locator('.tab.dirty')).toHaveCount(1);
    });

    await test.step('Ctrl+S in the viewer writes the file', async () => {
      await viewer.heading.click();
      await keyboard.press('Control+S');
      // VS Code asks for the name of what an editor of its own saves first.
      await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
      await expect.poll(() => existsSync(join(workspace.path, name))).toBe(true);
      await expect.poll(() => readFileSync(join(workspace.path, name), 'utf8')).toBe(content);
      await expect(page.locator('.tab.dirty')).toHaveCount(0);
      await expect(workbench.tab(name)).toHaveCount(1);
    });
    expect(workbench.problems()).toEqual([]);
  });

  test('a search result opens the text at its place, and the viewer beside it follows', async ({
    workspace,
    workbench,
  }) => {
    const { page } = workbench;
    const sample = 'call.calltrace.json';
    await workspace.copy('media/samples/http-node-fails/http-node-fails.calltrace.json', sample);
    await workbench.openFile(sample);
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('call-trace/1');
    const viewer = viewerIn(workbench.webview());
    await workbench.runCommand('callTraceInspector.openInViewerBeside');
    await expect(viewer.heading).toContainText('138****2315');
    await page.keyboard.press('Control+Shift+F');
    const search = page.locator('.search-view .search-widget textarea').first();
    await search.fill('"nodeName": "General service"');
    // The provider's own record of it is spelled with a capital.
    await page
      .locator('.search-view .search-widget')
      .getByRole('checkbox', { name: /Match Case/u })
      .first()
      .click();
    await search.press('Enter');
    await page.locator('.search-view .linematch').first().click();
    // VS Code opens it in the group that had the focus last; the viewer has followed beneath it.
    await expect(page.locator('.monaco-editor .view-lines').last()).toContainText('"General service"');
    await workbench.tab(/138\*{4}2315/u).click();
    await expect(viewer.selectedIn(viewer.flow)).toHaveAccessibleName(/^General service/u);
  });
});

test.describe('in a terminal', () => {
  // Only this renderer writes text that can be found in the page.
  test.use({ userSettings: { 'terminal.integrated.gpuAcceleration': 'off' } });

  test('a line of a trace is a link to the step there', async ({ workspace, workbench }) => {
    const { page } = workbench;
    const sample = 'call.calltrace.json';
    await workspace.copy('media/samples/http-node-fails/http-node-fails.calltrace.json', sample);
    const text = readFileSync(join(workspace.path, sample), 'utf8');
    const line = text.slice(0, text.indexOf('"nodeName": "General service"')).split('\n').length;
    await workbench.runCommand('workbench.action.terminal.new');
    const screen = page.locator('.terminal-wrapper .xterm-screen').filter({ visible: true });
    await screen.click();
    await page.keyboard.type(`clear; printf '%s:%s\\n' ${sample} ${line}\n`, { delay: 20 });
    const place = page
      .locator('.xterm-rows')
      .filter({ visible: true })
      .getByText(`${sample}:${line}`, { exact: true });
    await expect(place).toBeVisible();
    const viewer = viewerIn(workbench.webview());
    await expect(async () => {
      const box = await placeOf(place);
      await page.mouse.move(box.x + 40, box.y + box.height / 2);
      await page.keyboard.down('Control');
      try {
        await page.mouse.move(box.x + 60, box.y + box.height / 2);
        await expect(page.locator('.xterm-cursor-pointer').first()).toBeVisible({ timeout: 5000 });
        await page.mouse.click(box.x + 60, box.y + box.height / 2);
      } finally {
        await page.keyboard.up('Control');
      }
      await expect(workbench.tab(/./u)).toHaveCount(1, { timeout: 5000 });
    }).toPass();
    await expect(viewer.selectedIn(viewer.flow)).toHaveAccessibleName(/^General service/u);
    await workbench.screenshot('terminal-place');
  });
});
