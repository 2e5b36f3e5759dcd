import type { Page } from '@playwright/test';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

/** The box of the look-up; before it has come up, that of the palette stands in its place. */
const question = (page: Page) =>
  page.locator('.quick-input-widget .quick-input-box input[placeholder^="Contact ID"]');

test('calls are found by contact ID and by story', async ({ workbench }) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());

  await test.step('a contact ID of a sample', async () => {
    await workbench.runCommand('callTraceInspector.lookUp');
    await question(page).fill('hello world');
    await expect(workbench.pickRows().first()).toContainText('There is no contact ID in this text.');
    await workbench.answer(' job-109634426711902315 ');
    await expect(viewer.heading).toContainText('138****2315');
  });

  await test.step('one that nobody knows', async () => {
    await workbench.runCommand('callTraceInspector.lookUp');
    await workbench.answer('job-404');
    await expect(
      workbench.notification('No call with the contact ID job-404 was found in: Samples.'),
    ).toBeVisible();
    await expect(viewer.heading).toContainText('138****2315');
  });

  await test.step('a sample by its story', async () => {
    await workbench.choose(
      'callTraceInspector.openSample',
      'Queue is full, caller leaves a voicemail',
      'overflows at once',
    );
    await expect(viewer.summary).toContainText('Voicemail');
    await expect(viewer.problem(/was full/u)).toHaveAttribute('aria-pressed', 'true');
  });
  await test.step('several at once, one of them unknown', async () => {
    await workbench.runCommand('callTraceInspector.lookUp');
    await question(page).fill('job-109634426711902315, job-109634399004720042 job-404 job-405');
    await expect(workbench.pickRows().first()).toContainText('Look up 4 contact IDs');
    await page.keyboard.press('Enter');
    await expect(
      workbench.notification('2 of 4 contact IDs were not found: job-404, job-405. Looked in: Samples.'),
    ).toBeVisible();
    await expect(workbench.tab(/138\*{4}2315/u).first()).toBeVisible();
  });
  expect(workbench.problems()).toEqual([]);
});

test('contact IDs are taken from the clipboard and from terminals', async ({ workbench }) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());
  const id = 'job-109634426711902315';

  await test.step('the clipboard', async () => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), `see ${id} please`);
    await workbench.runCommand('callTraceInspector.lookUp');
    const row = workbench.pickRows().filter({ hasText: `Look up ${id}` });
    await expect(row).toContainText('clipboard');
    await row.click();
    await expect(viewer.heading).toContainText('138****2315');
    await workbench.runCommand('workbench.action.closeAllEditors');
  });

  await test.step('what is selected in a terminal', async () => {
    await workbench.runCommand('workbench.action.closeAllEditors');
    await workbench.runCommand('workbench.action.terminal.new');
    const terminal = page.locator('.terminal-wrapper .xterm-screen').filter({ visible: true });
    await terminal.click();
    await page.keyboard.type(`echo "call ${id}"\n`, { delay: 20 });
    await workbench.runCommand('workbench.action.terminal.selectAll');
    await workbench.contextMenu(terminal, 'Look Up Selected Contact ID');
    await expect(viewer.heading).toContainText('138****2315');
    // A page may read the clipboard while it has the focus, not while a frame in it has.
    await expect(async () => {
      const copied = await page.evaluate(() => {
        window.focus();
        return navigator.clipboard.readText();
      });
      expect(copied).toBe(`see ${id} please`);
    }).toPass({ timeout: 20_000 });
  });
  expect(workbench.problems()).toEqual([]);
});

test('contact IDs are taken from logs', async ({ workbench, workspace }) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());
  // Colouring may cut a link in two.
  const digits = '109634426711902315';
  const id = `job-${digits}`;

  await test.step('the context menu of a log', async () => {
    await workspace.write('server.log', `03:37:20 INFO call=${id} ended\n`);
    await workbench.openFile('server.log');
    const text = page.locator('.monaco-editor .detected-link', { hasText: digits });
    await expect(text).toBeVisible();
    await expect(page.locator('iframe.webview.ready').filter({ visible: true })).toHaveCount(0);
    // The menu has the entry once the cursor stands in the ID.
    await expect(async () => {
      await page.keyboard.press('Escape');
      await text.click();
      await text.click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Look Up Selected Contact ID' }).click({ timeout: 3000 });
    }).toPass();
    await expect(viewer.heading).toContainText('138****2315');
  });

  await test.step('a link in a log', async () => {
    await workbench.openFile('server.log');
    const link = page.locator('.monaco-editor .detected-link', { hasText: digits });
    await expect(link).toBeVisible();
    // A viewer that was closed lies above the editor for a moment.
    await expect(page.locator('iframe.webview.ready').filter({ visible: true })).toHaveCount(0);
    await link.click({ modifiers: ['ControlOrMeta'] });
    await expect(viewer.heading).toContainText('138****2315');
  });

  expect(workbench.problems()).toEqual([]);
});
