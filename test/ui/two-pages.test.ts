import type { Page } from '@playwright/test';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { answerAll, boxOf, connect, showCalls } from './connections.ts';
import { driveWorkbench, workbenchLoaded, type Driver } from './driver.ts';
import { expect, keepSecrets, test } from './workbench.ts';

const someCalls = () => populate({ count: 8, newest: Date.now() - 20 * 60_000, rhythm: 'even' });

/** Another window of the same person: same browser, same server, same profile. */
async function openWindow(page: Page): Promise<Driver> {
  const other = await page.context().newPage();
  await keepSecrets(other);
  await other.goto(page.url());
  await workbenchLoaded(other);
  return driveWorkbench(other);
}

/** The browser writes secrets down a moment after they were stored. */
const secretsOf = (page: Page): Promise<string | null> =>
  page.evaluate(() => localStorage.getItem('secrets.provider'));

/** The next time that the page is loaded, before anything else: the page that is left may write them once more. */
async function forgetSecrets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (sessionStorage.getItem('forget secrets') === null) return;
    sessionStorage.removeItem('forget secrets');
    localStorage.removeItem('secrets.provider');
  });
  await page.evaluate(() => {
    sessionStorage.setItem('forget secrets', 'yes');
  });
}

test('windows agree about connections and pins', async ({ workbench }) => {
  const simulator = await startSimulator({ calls: someCalls() });
  try {
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();
    const second = await openWindow(workbench.page);
    await second.showView('Call Traces');
    await second.treeItem(/^Samples/u).click();
    const calls = (window: Driver) => window.treeItem(/^(?:Inbound|Outbound)/u);

    await test.step('added', async () => {
      await connect(workbench, simulator, 'Bench');
      await second.page.bringToFront();
      await expect(second.treeItem(/^Bench/u)).toBeVisible();
    });

    await test.step('a browser gives secrets to a window when it is loaded, and that is said', async () => {
      await second.treeItem(/^Bench/u).click();
      await expect(second.treeItem(/If it was stored in another window, reload this one/u)).toBeVisible();
      await expect.poll(() => secretsOf(second.page)).not.toBeNull();
      await second.reload();
      await second.showView('Call Traces');
      await showCalls(second, second.treeItem(/^Bench/u), 'days');
      await expect(calls(second)).toHaveCount(8);
    });

    await test.step('renamed', async () => {
      await workbench.page.bringToFront();
      await workbench.contextMenu(workbench.treeItem(/^Bench/u), 'Rename Connection...');
      await workbench.answer('Bank');
      await expect(workbench.treeItem(/^Bank/u)).toBeVisible();
      await second.page.bringToFront();
      await expect(second.treeItem(/^Bank/u)).toBeVisible();
      await expect(second.treeItem(/^Bench/u)).toHaveCount(0);
    });

    await test.step('pinned', async () => {
      await second.contextMenu(calls(second).first(), 'Pin Call');
      await expect(second.treeItem(/^Pinned/u)).toBeVisible();
      await workbench.page.bringToFront();
      await expect(workbench.treeItem(/^Pinned/u)).toBeVisible();
    });

    await test.step('removed', async () => {
      await workbench.contextMenu(workbench.treeItem(/^Bank/u), 'Remove Connection...');
      await workbench.page.getByRole('button', { name: 'Remove', exact: true }).click();
      await expect(workbench.treeItem(/^Bank/u)).toHaveCount(0);
      await second.page.bringToFront();
      await expect(second.treeItem(/^Bank/u)).toHaveCount(0);
    });
    expect(workbench.problems()).toEqual([]);
  } finally {
    await simulator.close();
  }
});

test('a host that lost the secrets says so, and takes them again', async ({ workbench }) => {
  const { page } = workbench;
  const simulator = await startSimulator({ calls: someCalls() });
  try {
    await connect(workbench, simulator, 'Bench');
    await expect.poll(() => secretsOf(page)).not.toBeNull();
    await forgetSecrets(page);
    await workbench.reload();
    await workbench.showView('Call Traces');
    const said = workbench.notification('This host did not keep the secrets of the connection Bench.');
    await expect(said).toBeVisible();
    await page.getByRole('button', { name: 'Re-enter' }).click();
    await answerAll(workbench, [
      { asks: 'AccessKey ID of a RAM user', type: simulator.accessKeyId },
      { asks: 'AccessKey secret', type: simulator.accessKeySecret },
      { asks: 'Endpoint of the interface', type: simulator.url },
    ]);
    await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection/u);
    await workbench.pick('Test Connection');
    await expect(boxOf(workbench)).toHaveAttribute('placeholder', /answers/u);
    await workbench.pick('Save Connection');
    await expect(workbench.notification('The connection Bench is changed.')).toBeVisible();
    await showCalls(workbench, workbench.treeItem(/^Bench/u), 'days');
    await expect(workbench.treeItem(/^(?:Inbound|Outbound)/u)).toHaveCount(8);
    expect(workbench.problems()).toEqual([]);
  } finally {
    await simulator.close();
  }
});
