import { makeCertificate } from '../simulators/certificates.ts';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import type { Trouble } from '../simulators/server.ts';
import { alibaba2020Answers, beginConnection, boxOf, testAndSave } from './connections.ts';
import { expect, test } from './workbench.ts';

const calls = () => populate({ count: 40, newest: Date.now() - 60_000, rhythm: 'even' });

test('what a service does wrong is got over, or said where it belongs', async ({ workbench }) => {
  const hour = 3_600_000;
  // Its clock is an hour ahead: the first request is refused, and the clock corrected from the reply.
  const simulator = await startSimulator({ calls: calls(), now: () => Date.now() + hour });
  const connection = workbench.treeItem(/^Bench/u);
  const call = workbench.treeItem(/^(?:Inbound|Outbound)/u);
  const inject = (trouble: Trouble, times: number) => simulator.inject({ trouble, times });
  const reload = async () => {
    const before = simulator.requests.length;
    await workbench.contextMenu(connection, 'Reload Calls');
    await expect.poll(() => simulator.requests.length).toBeGreaterThan(before);
  };
  try {
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();

    await test.step('a clock that differs', async () => {
      await beginConnection(workbench, alibaba2020Answers(simulator), 'Bench');
      await testAndSave(workbench, 'Bench');
      expect(simulator.requests.map(({ result }) => result)).toEqual(
        expect.arrayContaining(['InvalidTimeStamp.Expired', 'OK']),
      );
      await connection.click();
      await expect(call.nth(3)).toBeVisible();
    });

    await test.step('throttling and a cut-off answer', async () => {
      inject({ kind: 'error', status: 400, code: 'Throttling.User', retryAfterMs: 100 }, 2);
      inject({ kind: 'cut-off' }, 1);
      await reload();
      await expect.poll(() => simulator.requests.at(-1)?.result).toBe('OK');
      await expect(call.nth(3)).toBeVisible();
    });

    await test.step('a web page in place of data is said at the connection, and is tried again', async () => {
      inject({ kind: 'html', status: 200 }, 1);
      await reload();
      await expect(workbench.treeItem(/web page instead of data/u)).toBeVisible();
      await expect(workbench.notification('web page')).toHaveCount(0);
      await workbench.treeItem(/^Try Again/u).click();
      await expect(workbench.treeItem(/web page instead of data/u)).toHaveCount(0);
      await expect(call.nth(3)).toBeVisible();
    });

    await test.step('an answer that never ends is given up', async () => {
      inject({ kind: 'stalled' }, 1);
      await reload();
      await workbench.runCommand('callTraceInspector.cancelCalls');
      await expect(call.nth(3)).toBeVisible();
      await reload();
      await expect.poll(() => simulator.requests.at(-1)?.result).toBe('OK');
    });
  } finally {
    await simulator.close();
  }
  expect(workbench.problems()).toEqual([]);
});

test('a self-signed certificate is refused, then accepted by its fingerprint', async ({ workbench }) => {
  const tls = await makeCertificate({ names: ['127.0.0.1', 'localhost'] });
  const simulator = await startSimulator({ calls: calls(), tls });
  try {
    await workbench.showView('Call Traces');
    await beginConnection(workbench, alibaba2020Answers(simulator), 'Pinned');
    await workbench.pick('Test Connection');
    await expect(boxOf(workbench)).toHaveAttribute('placeholder', /certificate/u);
    expect(simulator.requests).toHaveLength(0);
    await workbench.pick('Accept This Certificate…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await expect(dialog).toContainText(/SHA-256: (?:[0-9A-F]{2}:){31}[0-9A-F]{2}/u);
    await dialog.getByRole('button', { name: 'Accept Certificate' }).click();
    await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection|answers/u);
    if (!((await boxOf(workbench).getAttribute('placeholder')) ?? '').includes('answers')) {
      await workbench.pick('Test Connection');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /answers/u);
    }
    await workbench.pick('Save Connection');
    await expect(workbench.notification('The connection Pinned is stored.')).toBeVisible();
    expect(simulator.requests.length).toBeGreaterThan(0);
  } finally {
    await simulator.close();
  }
});
