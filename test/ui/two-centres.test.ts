import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { alibaba2020Answers, beginConnection, showCalls, testAndSave } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { filesIn, holding } from './written.ts';
import { expect, test } from './workbench.ts';

const host = 'recordings.example.test';

test('two contact centres: recordings of one, and a look-up while the other is gone', async ({
  workbench,
  dataDir,
}) => {
  const { page } = workbench;
  const calls = populate({ count: 40, newest: Date.now() - 20 * 60_000 });
  const north = await startSimulator({ calls, instanceId: 'ccc-north' });
  const south = await startSimulator({ calls, instanceId: 'ccc-south' });
  const viewer = viewerIn(workbench.webview());
  const indexOf = (recorded: boolean, from = 0): number => {
    for (let index = from; index < calls.count; index += 1)
      if ((calls.call(index).answeredAt !== undefined) === recorded) return index;
    throw new Error('There is no such call.');
  };
  const itemOf = (index: number) => workbench.treeItem(new RegExp(calls.call(index).customer, 'u'));
  const dialog = page.locator('.monaco-dialog-box');
  const lookUp = async (contactId: string) => {
    const box = page.locator('.quick-input-widget .quick-input-box input[placeholder^="Contact ID"]');
    await workbench.runCommand('callTraceInspector.lookUp');
    await box.fill(contactId);
    await box.press('Enter');
  };
  const recordingsAsked = () =>
    north.requests.filter(({ operation }) => operation.endsWith('Recording')).length;
  try {
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();
    for (const [name, server] of [
      ['North', north],
      ['South', south],
    ] as const) {
      await beginConnection(workbench, alibaba2020Answers(server), name);
      await testAndSave(workbench, name);
    }
    // A connection that was just made opens by itself, and both have the same calls.
    const other = workbench.treeItem(/^South/u);
    await expect(other).toHaveAttribute('aria-expanded', 'true');
    await expect(async () => {
      if ((await other.getAttribute('aria-expanded')) === 'true') await other.click();
      await expect(other).toHaveAttribute('aria-expanded', 'false', { timeout: 2000 });
    }).toPass();
    // The view draws its rows anew when there is one more: what is done to a row meanwhile is done to the selected one.
    const chosen = workbench.treeItem(/^North/u);
    await expect(async () => {
      await chosen.click();
      await expect(chosen).toHaveAttribute('aria-selected', 'true', { timeout: 2000 });
    }).toPass();
    await showCalls(workbench, chosen, 'days');

    await test.step('the link to a recording is asked for when it is wanted, and shown before it is opened', async () => {
      const index = indexOf(true);
      await expect(itemOf(index)).toBeVisible();
      expect(recordingsAsked()).toBe(0);
      await workbench.contextMenu(itemOf(index), 'Open Recording in Browser');
      await expect(dialog).toContainText(host);
      await workbench.screenshot('recording-link');
      expect(recordingsAsked()).toBe(1);
      await page.context().route(`https://${host}/**`, (route) => route.fulfill({ body: 'sound' }));
      const opened = page.context().waitForEvent('page');
      await dialog.getByRole('button', { name: 'Open', exact: true }).click();
      const tab = await opened;
      await tab.waitForURL(`https://${host}/**`);
      await tab.close();
    });

    await test.step('one that is not there after all is said', async () => {
      const index = indexOf(true, indexOf(true) + 1);
      for (const operation of ['GetMonoRecording', 'GetVoicemailRecording', 'GetMultiChannelRecording'])
        north.inject({ operation, trouble: { kind: 'error', status: 404, code: 'NotExists.Recording' } });
      await workbench.contextMenu(itemOf(index), 'Open Recording in Browser');
      await expect(workbench.notification('The provider has no recording of the call')).toBeVisible();
      await workbench.screenshot('recording-none');
      await expect(dialog).toBeHidden();
    });

    await test.step('a call without one has nothing to open', async () => {
      await itemOf(indexOf(false)).click({ button: 'right' });
      await expect(page.getByRole('menuitem', { name: 'Pin Call' })).toBeVisible();
      await expect(page.getByRole('menuitem', { name: 'Open Recording in Browser' })).toHaveCount(0);
      await page.keyboard.press('Escape');
    });

    await test.step('the link is written down nowhere', async () => {
      const files = await filesIn(dataDir);
      const logs = files.filter(({ where }) => where.endsWith('Call Trace Inspector.log'));
      expect(logs.some(({ text }) => text.includes('GetMonoRecording'))).toBe(true);
      expect(holding(files, host)).toEqual([]);
    });

    await test.step('both know a call: the first answer opens, and the other one is offered', async () => {
      await lookUp('job-700000000000000030');
      await expect(viewer.summary).toBeVisible();
      await expect(workbench.notification('knows the call job-700000000000000030 too')).toBeVisible();
      await workbench.screenshot('look-up-also');
      await workbench.runCommand('notifications.clearAll');
      await workbench.runCommand('workbench.action.closeAllEditors');
    });

    await test.step('one is gone: the call of the other opens, and one line tells of it', async () => {
      await south.close();
      await lookUp('job-700000000000000031');
      await expect(viewer.summary).toBeVisible();
      const said = workbench.notification('The call was found; South could not be asked for it.');
      await expect(said).toBeVisible({ timeout: 60_000 });
      await expect(said).toContainText('Nothing answers at 127.0.0.1');
      await workbench.screenshot('look-up-not-everywhere');
      await expect(workbench.notification('South')).toHaveCount(1);
    });

    await test.step('asked again, it finds the call too', async () => {
      const again = await startSimulator({ calls, instanceId: 'ccc-south', port: south.port });
      try {
        await page
          .locator('.notifications-toasts .notification-list-item')
          .filter({ hasText: 'South could not be asked' })
          .getByRole('button', { name: 'Try Again' })
          .click();
        const found = () =>
          again.requests.filter(
            ({ operation, result }) => operation === 'GetCallDetailRecord' && result === 'OK',
          );
        await expect.poll(() => found().length).toBe(1);
        await expect(workbench.notification('could not be asked')).toHaveCount(0);
        await expect(viewer.summary).toBeVisible();
      } finally {
        await again.close();
      }
    });
  } finally {
    await Promise.all([north.close(), south.close()]);
  }
  expect(workbench.problems()).toEqual([]);
});
