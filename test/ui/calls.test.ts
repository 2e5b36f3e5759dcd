import type { Locator } from '@playwright/test';
import { showCalls } from './connections.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { expect, test as base, type Workbench } from './workbench.ts';

const test = base.extend<{ readonly simulator: Simulator }>({
  simulator: async ({}, use) => {
    // Two days of calls, the newest a minute ago.
    const calls = populate({ count: 5000, newest: Date.now() - 60_000, rhythm: 'even' });
    const simulator = await startSimulator({ calls });
    await use(simulator);
    await simulator.close();
  },
});

/** Answers the questions of "Add Connection…", all of which have their own test. */
async function addConnection(workbench: Workbench, simulator: Simulator, name: string): Promise<void> {
  const message = workbench.page.locator('.quick-input-message');
  const box = workbench.page.locator('.quick-input-widget .quick-input-box input');
  await workbench.runCommand('callTraceInspector.addConnection');
  await workbench.pick('Alibaba Cloud CCC (2020-07-01)');
  await workbench.pick('Stored in the editor');
  for (const [question, answer] of [
    ['AccessKey ID', simulator.accessKeyId],
    ['AccessKey secret', simulator.accessKeySecret],
    ['Endpoint of the interface', simulator.url],
  ] as const) {
    await expect(message).toContainText(question);
    await workbench.answer(answer);
  }
  await expect(box).toHaveAttribute('placeholder', /Instance ID/u);
  await workbench.answer(simulator.instanceId);
  await expect(message).toContainText('A name for the connection');
  await workbench.answer(name);
  await workbench.pick('Test Connection');
  await expect(box).toHaveAttribute('placeholder', /answers/u);
  await workbench.pick('Save Connection');
  await expect(workbench.notification(`The connection ${name} is stored.`)).toBeVisible();
}

const rowsOf = ({ page }: Workbench): Locator => page.locator('.pane-body .monaco-list-row');

test('calls are listed, filtered, found, loaded page by page, pinned, and remembered', async ({
  workbench,
  simulator,
}) => {
  const { page } = workbench;
  const connection = workbench.treeItem(/^Test bench/u);
  await workbench.showView('Call Traces');
  await workbench.treeItem(/^Samples/u).click();
  await addConnection(workbench, simulator, 'Test bench');

  await test.step('listed', async () => {
    await showCalls(workbench, connection, 'days');
    await expect(rowsOf(workbench).filter({ hasText: ' · ' }).nth(3)).toBeVisible();
    expect(new Set(simulator.requests.map(({ result }) => result))).toEqual(new Set(['OK']));
  });

  await test.step('filtered by the provider, and the filter is said', async () => {
    await workbench.contextMenu(connection, 'Filter Calls...');
    await workbench.pick('Direction');
    await workbench.pick('Outbound');
    await expect(connection).toContainText('Outbound');
    await expect(workbench.treeItem(/^Outbound/u).first()).toBeVisible();
    await expect(workbench.treeItem(/^Inbound/u)).toHaveCount(0);
  });

  await test.step('found while typing', async () => {
    await workbench.runCommand('callTraceInspector.findInCalls');
    await page.locator('.quick-input-widget .quick-input-box input').fill('no such words');
    await expect(workbench.treeItem('None of the loaded calls has these words.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(workbench.treeItem(/^Outbound/u).first()).toBeVisible();
  });

  await test.step('page by page', async () => {
    const before = simulator.requests.length;
    // Nothing more is asked for while the list is still being read.
    await expect(async () => {
      await workbench.runCommand('callTraceInspector.loadMoreCalls');
      await expect.poll(() => simulator.requests.length, { timeout: 5000 }).toBeGreaterThan(before);
    }).toPass();
  });

  await test.step('pinned', async () => {
    await workbench.contextMenu(workbench.treeItem(/^Outbound/u).first(), 'Pin Call');
    await expect(workbench.treeItem(/^Pinned/u)).toBeVisible();
  });

  await test.step('remembered over a reload', async () => {
    await workbench.reload();
    await workbench.showView('Call Traces');
    await expect(workbench.treeItem(/^Pinned/u)).toBeVisible();
    await expect(connection).toContainText('Outbound');
  });

  await test.step('what goes wrong is said in its place, with a way out', async () => {
    const { port } = simulator;
    await simulator.close();
    // A view that comes up again has its groups closed.
    await connection.click();
    await expect(workbench.treeItem(/^Nothing answers at 127/u)).toBeVisible({ timeout: 60_000 });
    await expect(workbench.notification('Nothing answers')).toHaveCount(0);
    const again = await startSimulator({ port });
    try {
      await workbench.treeItem(/^Try Again/u).click();
      await expect(workbench.treeItem(/^Nothing answers at 127/u)).toHaveCount(0);
    } finally {
      await again.close();
    }
  });
  expect(workbench.problems()).toEqual([]);
});
