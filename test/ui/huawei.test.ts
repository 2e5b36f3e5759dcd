import { join } from 'node:path';
import { makeAuthority, makeCertificate } from '../simulators/certificates.ts';
import { startHuaweiSimulator } from '../simulators/huawei-aicc.ts';
import { populate } from '../simulators/population.ts';
import { beginConnection, boxOf, huaweiAnswers, showCalls, testAndSave } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

const eightHours = 8 * 3_600_000;

/** Calls of which the newest began in the last moment of a month in UTC+8, and was logged in the next one. */
function callsAtEdge() {
  const today = new Date(Date.now() + eightHours);
  const edge = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1) - eightHours;
  const wanted = edge - 200;
  const away = wanted - populate({ count: 3, newest: wanted }).startOf(0);
  return populate({ count: 3, newest: wanted + away });
}

test('Huawei AICC: an authority of its own, a call of an unknown day, and one at the edge of a month', async ({
  workbench,
  workspace,
}) => {
  test.slow();
  const { page } = workbench;
  const authority = await makeAuthority('Contact Centre Test Authority');
  const tls = await makeCertificate({ names: ['127.0.0.1'], authority });
  const calls = populate({ count: 260, newest: Date.now() - 20 * 60_000 });
  const own = await startHuaweiSimulator({ calls, tls, callIds: 'plain' });
  const atEdge = await startHuaweiSimulator({ calls: callsAtEdge(), vdn: 171 });
  const viewer = viewerIn(workbench.webview());
  const connection = workbench.treeItem(/^Own authority/u);
  const lookUp = async (contactId: string) => {
    const box = page.locator('.quick-input-widget .quick-input-box input[placeholder^="Contact ID"]');
    await workbench.runCommand('callTraceInspector.lookUp');
    await box.fill(contactId);
    await box.press('Enter');
  };
  const tracesAsked = (server: typeof own) =>
    server.requests.filter(({ operation }) => operation === 'querycalltracedetail').length;
  await workspace.write('authority.pem', authority.cert);
  await workspace.write('notes.pem', 'no certificate\n');
  try {
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();

    await test.step('a certificate that no known authority signed is refused, with two ways out', async () => {
      await beginConnection(workbench, huaweiAnswers(own), 'Own authority');
      await workbench.pick('Test Connection');
      await expect(boxOf(workbench)).toHaveAttribute(
        'placeholder',
        /not from an authority that this computer trusts .*give the connection its certificate authority/u,
      );
      await expect(workbench.pickRows().filter({ hasText: 'Accept This Certificate…' })).toBeVisible();
      await workbench.screenshot('authority-refused');
      expect(own.requests).toHaveLength(0);
    });

    await test.step('the file of the authority is chosen; one without a certificate is refused', async () => {
      await workbench.pick('Change a Value…');
      await workbench.pick('Advanced Settings…');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Choose a setting/u);
      await workbench.pick('Certificates');
      await workbench.pick('Those of an authority of your own…');
      await chooseFile('notes.pem');
      const dialog = page.locator('.monaco-dialog-box');
      await expect(dialog).toContainText('notes.pem holds no certificate that can be read.');
      await workbench.screenshot('authority-file-refused');
      await dialog.getByRole('button').last().click();
      await chooseFile('authority.pem');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Choose a setting/u);
      await workbench.screenshot('authority-given');
      await page.locator('.quick-input-titlebar').getByRole('button', { name: 'Back' }).click();
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection/u);
      await testAndSave(workbench, 'Own authority');
    });

    await test.step('its calls are listed and opened', async () => {
      await showCalls(workbench, connection, 'usual');
      await workbench
        .treeItem(/^(?:Inbound|Outbound)/u)
        .first()
        .click();
      await expect(viewer.summary).toBeVisible();
      await workbench.runCommand('workbench.action.closeAllEditors');
    });

    await test.step('a call at the edge of a month is found in the next one', async () => {
      await beginConnection(workbench, huaweiAnswers(atEdge), 'Edge');
      await testAndSave(workbench, 'Edge');
      await lookUp(atEdge.callId(0));
      await expect(viewer.summary).toBeVisible();
      expect(tracesAsked(atEdge)).toBe(2);
      await workbench.runCommand('workbench.action.closeAllEditors');
    });

    await test.step('an ID that does not tell the day: it is asked for once, and the call found', async () => {
      const index = 200;
      const asked = tracesAsked(own);
      await lookUp(own.callId(index));
      const title = page.locator('.quick-input-title');
      await expect(title).toContainText(`On which day was ${own.callId(index)}?`);
      await workbench.answer('2026-02-30');
      await expect(page.locator('.quick-input-message')).toContainText('This is not a day.');
      await workbench.screenshot('day-asked');
      expect(tracesAsked(own)).toBe(asked);
      await workbench.answer(new Date(calls.startOf(index) + eightHours).toISOString().slice(0, 10));
      await expect(viewer.summary).toBeVisible();
      await expect(title).toBeHidden();
      await workbench.screenshot('day-found');
    });

    await test.step('the day is not given: it is said that nobody could look', async () => {
      await lookUp(own.callId(201));
      await expect(page.locator('.quick-input-title')).toContainText('On which day');
      await page.keyboard.press('Escape');
      await expect(workbench.notification('when the day of the call is known')).toBeVisible();
      await workbench.screenshot('day-not-given');
    });
  } finally {
    await Promise.all([own.close(), atEdge.close()]);
  }
  expect(workbench.problems()).toEqual([]);

  /** Types a path into VS Code's own dialog for files. */
  async function chooseFile(name: string): Promise<void> {
    const path = join(workspace.path, name);
    await expect(page.locator('.quick-input-title')).toContainText('File with the certificates');
    // Until it has found the folder to begin with, the dialog writes its path over what was typed.
    await expect(workbench.pickRows().filter({ hasText: '..' })).toBeVisible();
    await boxOf(workbench).fill(path);
    await expect(workbench.pickRows().filter({ hasText: name })).toBeVisible();
    await expect(boxOf(workbench)).toHaveValue(path);
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Use These Certificates' }).click();
  }
});
