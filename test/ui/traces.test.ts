import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { alibaba2020Answers, beginConnection, boxOf, testAndSave } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

const customer = /1000\d{7}/u;
const idOf = (index: number) => `job-7000${String(index).padStart(14, '0')}`;

test('a live call is refreshed, masked, copied, and opens from the store when its provider is gone', async ({
  workbench,
  workspace,
}) => {
  const { page } = workbench;
  const calls = populate({ count: 30, newest: Date.now() - 90_000, running: 1 });
  const server = await startSimulator({ calls });
  const viewer = viewerIn(workbench.webview());
  const notice = viewer.page.getByRole('status').first();
  const text = page.locator('.monaco-editor .view-lines').first();
  const lookUp = async (index: number) => {
    await workbench.runCommand('callTraceInspector.lookUp');
    const box = page.locator('.quick-input-widget .quick-input-box input[placeholder^="Contact ID"]');
    await box.fill(idOf(index));
    await box.press('Enter');
    await expect(viewer.summary).toBeVisible();
  };
  const closeAll = () => workbench.runCommand('workbench.action.closeAllEditors');
  try {
    await workbench.showView('Call Traces');
    await beginConnection(workbench, alibaba2020Answers(server), 'Bench');
    await testAndSave(workbench, 'Bench');

    await test.step('a call that is going on says so, and is refreshed', async () => {
      await lookUp(0);
      await expect(notice).toContainText('still going on');
      const before = server.requests.length;
      await workbench.runCommand('callTraceInspector.refreshTrace');
      await expect.poll(() => server.requests.length).toBeGreaterThan(before);
      await closeAll();
    });

    await test.step('a masked copy has nobody in it', async () => {
      await lookUp(3);
      await workbench.runCommand('callTraceInspector.saveMaskedCopy');
      const path = join(workspace.path, 'copy.calltrace.json');
      await expect(boxOf(workbench)).toHaveValue(/masked/u);
      await boxOf(workbench).fill(path);
      await boxOf(workbench).press('Enter');
      await expect(workbench.notification('Saved copy.calltrace.json')).toBeVisible();
      const copy = await readFile(path, 'utf8');
      expect(copy).toContain(idOf(3));
      expect(customer.test(copy)).toBe(false);
      expect(copy).toContain('100****');
      await closeAll();
    });

    await test.step('the switch masks the trace as text too', async () => {
      await lookUp(3);
      await workbench.runCommand('callTraceInspector.showAsText');
      await expect(text).toContainText(customer);
      await workbench.runCommand('callTraceInspector.toggleMasking');
      await expect(text).toContainText('100****');
      await expect(text).not.toContainText(customer);
      await workbench.runCommand('callTraceInspector.toggleMasking');
      await expect(text).toContainText(customer);
      await closeAll();
    });

    await test.step('without its provider it is shown as it was stored, with the reason and its age', async () => {
      await server.close();
      await workbench.reload();
      await lookUp(0);
      await expect(notice).toContainText('Nothing answers at 127.0.0.1');
      await expect(notice).toContainText(/how the call was answered .* ago[\s\S]*this machine's store/u);
      await expect(notice.getByRole('button', { name: 'Refresh' })).toBeVisible();
      await expect(notice.getByRole('button', { name: 'Show Log' })).toBeVisible();
      await closeAll();
    });

    await test.step('what is stored is cleared after a question', async () => {
      await workbench.runCommand('callTraceInspector.clearStoredTraces');
      const dialog = page.locator('.monaco-dialog-box');
      await expect(dialog).toContainText('Remove all traces that are stored on this machine?');
      await dialog.getByRole('button', { name: 'Clear Stored Traces' }).click();
      await expect(workbench.notification(/stored traces? (?:was|were) removed/u)).toBeVisible();
    });
  } finally {
    await server.close();
  }
  expect(workbench.problems()).toEqual([]);
});
