import type { Locator } from '@playwright/test';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { boxOf, connect } from './connections.ts';
import { placeOf } from './places.ts';
import { viewerIn } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

// Only this renderer writes text that can be found in the page.
test.use({ userSettings: { 'terminal.integrated.gpuAcceleration': 'off' } });

const dialogOf = ({ page }: Workbench): Locator => page.locator('.monaco-dialog-box');

/** Follows a link to the extension as the workbench does when it gets one from outside, up to our own question. */
async function followLink(workbench: Workbench, link: string): Promise<void> {
  await workbench.runCommand('workbench.action.url.openUrl');
  await workbench.answer(link);
  await expect(dialogOf(workbench)).toContainText('Call Trace Inspector');
  await dialogOf(workbench).getByRole('button', { name: 'Open', exact: true }).click();
}

test('links lead to calls: from outside, after a question, and in terminals', async ({ workbench }) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());
  const newest = Date.now() - 20 * 60_000;
  const simulator = await startSimulator({ calls: populate({ count: 8, newest, rhythm: 'even' }) });
  const idOf = (index: number) => `job-7000${String(index).padStart(14, '0')}`;
  const dialog = dialogOf(workbench);
  const documentName = page.locator('.monaco-breadcrumbs');
  try {
    await connect(workbench, simulator, 'Bench');
    await workbench.runCommand('callTraceInspector.lookUp');
    await workbench.answer(idOf(1));
    await expect(viewer.summary).toBeVisible();
    await workbench.runCommand('callTraceInspector.copyLink');
    await expect(workbench.notification(/link to the call/u)).toBeVisible();
    const copied = await page.evaluate(() => {
      window.focus();
      return navigator.clipboard.readText();
    });
    expect(copied).toContain('instance=ccc-test');
    const before = simulator.requests.length;
    const link = copied.replace(idOf(1), idOf(3));

    await test.step('a link is not followed before a person agrees, who is told the connection', async () => {
      await followLink(workbench, link);
      await expect(dialog).toContainText(`Look up the call ${idOf(3)} in the connection “Bench”?`);
      await workbench.screenshot('link-question');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog).toHaveCount(0);
      expect(simulator.requests.length).toBe(before);
      await followLink(workbench, link);
      await expect(dialog).toContainText('Bench');
      expect(simulator.requests.length).toBe(before);
      await dialog.getByRole('button', { name: 'Look Up' }).click();
      await expect.poll(() => simulator.requests.length).toBeGreaterThan(before);
      await expect(workbench.tab(/./u)).toHaveCount(1);
      await expect(documentName).toContainText(idOf(3));
    });

    await test.step('where no connection fits, one can be added', async () => {
      const asked = simulator.requests.length;
      await followLink(workbench, copied.replace('ccc-test', 'ccc-elsewhere'));
      await expect(dialog).toContainText('ccc-elsewhere');
      await workbench.screenshot('link-none');
      await dialog.getByRole('button', { name: 'Add Connection' }).click();
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Where is the access key/u);
      await page.keyboard.press('Escape');
      await expect(boxOf(workbench)).toBeHidden();
      expect(simulator.requests.length).toBe(asked);
    });

    await test.step('a link with more in it than a call is refused', async () => {
      const asked = simulator.requests.length;
      await followLink(workbench, `${link}&endpoint=https%3A%2F%2Fexample.org`);
      await expect(workbench.notification('a link to a call has no parameter “endpoint”.')).toBeVisible();
      expect(simulator.requests.length).toBe(asked);
    });

    await test.step('a contact ID in a terminal is a link, digits alone are none', async () => {
      await workbench.runCommand('workbench.action.closeAllEditors');
      await workbench.runCommand('workbench.action.terminal.new');
      const terminal = page.locator('.terminal-wrapper .xterm-screen').filter({ visible: true });
      await terminal.click();
      await page.keyboard.type(`clear; printf 'call=%s\\n' ${idOf(5)} 3433583180\n`, { delay: 20 });
      const rows = page.locator('.xterm-rows').filter({ visible: true });
      const lineWith = (text: string) => rows.getByText(`call=${text}`, { exact: true });
      /** The end of the line, past `call=`. */
      const follow = async (text: string, drawn: () => Promise<void>) => {
        const box = await placeOf(lineWith(text));
        // Other layers of the terminal lie above its text.
        await page.mouse.move(box.x + box.width - 60, box.y + box.height / 2);
        await page.keyboard.down('Control');
        try {
          await page.mouse.move(box.x + box.width - 30, box.y + box.height / 2);
          await drawn();
          await page.mouse.click(box.x + box.width - 30, box.y + box.height / 2);
        } finally {
          await page.keyboard.up('Control');
        }
      };
      const asLink = () =>
        expect(page.locator('.xterm-cursor-pointer').first()).toBeVisible({ timeout: 5000 });
      await expect(lineWith('3433583180')).toBeVisible();
      await workbench.screenshot('terminal');
      const asked = simulator.requests.length;
      await follow('3433583180', () => Promise.resolve());
      await page.keyboard.press('Escape');
      await expect(workbench.tab(/./u)).toHaveCount(0);
      await expect(async () => {
        await page.keyboard.press('Escape');
        await follow(idOf(5), asLink);
        await expect(workbench.tab(/./u)).toHaveCount(1, { timeout: 5000 });
      }).toPass();
      // By now the digits would have been looked up, too.
      await expect(workbench.notification(/3433583180/u)).toHaveCount(0);
      expect(simulator.requests.slice(asked).flatMap(({ query }) => [...query.values()])).not.toContain(
        '3433583180',
      );
      await workbench.runCommand('workbench.action.closePanel');
      await expect(documentName).toContainText(idOf(5));
    });
    expect(workbench.problems()).toEqual([]);
  } finally {
    await simulator.close();
  }
});
