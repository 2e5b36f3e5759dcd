import { startLaafficSimulator } from '../simulators/laaffic.ts';
import { populate } from '../simulators/population.ts';
import { beginConnection, laafficAnswers, showCalls, testAndSave } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

test('LAAFFIC: of a page of calls only the row of the opened call is kept', async ({ workbench }) => {
  const calls = populate({ count: 60, newest: Date.now() - 20 * 60_000 });
  const server = await startLaafficSimulator({ calls });
  const viewer = viewerIn(workbench.webview());
  try {
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();
    await beginConnection(workbench, laafficAnswers(server), 'Bench');
    await testAndSave(workbench, 'Bench');
    await showCalls(workbench, workbench.treeItem(/^Bench/u), 'days');
    const call = workbench.treeItem(new RegExp(calls.call(3).customer, 'u'));
    await expect(call).toBeVisible();

    await test.step('the call is found on a page, and cannot be asked for alone', async () => {
      const before = server.requests.length;
      server.inject({ after: 1, trouble: { kind: 'error', status: 200, code: '-22' } });
      await call.click();
      await expect(viewer.summary).toBeVisible();
      expect(server.requests.slice(before).map(({ result }) => result)).toEqual(['OK', '-22']);
    });

    await test.step('that is said among what is missing', async () => {
      await viewer.page.getByRole('button', { name: /gaps: what is missing/u }).click();
      await expect(viewer.details).toContainText(
        /ccRecordQuery#\/data\/records\/\d+ is one row of an answer, in its exact text/u,
      );
      await workbench.screenshot('laaffic-row');
    });

    await test.step('its raw response is the row', async () => {
      await workbench.runCommand('callTraceInspector.openRaw');
      await expect(workbench.tab(/ccRecordQuery\.json/u).first()).toBeVisible();
      const text = workbench.page.locator('.monaco-editor .view-lines').first();
      await expect(text).toContainText(server.callSessionId(3));
      await workbench.screenshot('laaffic-row-raw');
      expect((await text.textContent())?.split('callSessionId')).toHaveLength(2);
    });
  } finally {
    await server.close();
  }
  expect(workbench.problems()).toEqual([]);
});
