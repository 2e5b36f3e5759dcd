import type { Locator } from '@playwright/test';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { expect, test as base, type Workbench } from './workbench.ts';

const test = base.extend<{ readonly simulator: Simulator }>({
  simulator: async ({}, use) => {
    const simulator = await startSimulator();
    await use(simulator);
    await simulator.close();
  },
});

const boxOf = ({ page }: Workbench): Locator => page.locator('.quick-input-widget .quick-input-box input');

/** Waits for a question with a box to type in. */
async function asksFor(workbench: Workbench, question: string, type = 'text'): Promise<void> {
  await expect(workbench.page.locator('.quick-input-message')).toContainText(question);
  await expect(boxOf(workbench)).toHaveAttribute('type', type);
}

/** Waits for a question with rows to choose from. */
async function offers(workbench: Workbench, question: RegExp): Promise<void> {
  await expect(boxOf(workbench)).toHaveAttribute('placeholder', question);
}

async function goBack({ page }: Workbench): Promise<void> {
  await page.locator('.quick-input-titlebar').getByRole('button', { name: 'Back' }).click();
}

/** From "Add Connection…" to the question for the key. */
async function beginAlibaba(workbench: Workbench): Promise<void> {
  await offers(workbench, /Which contact centre/u);
  await workbench.pick('Alibaba Cloud CCC (2020-07-01)');
  await offers(workbench, /Where is the access key/u);
  await workbench.pick('Stored in the editor');
  await asksFor(workbench, 'AccessKey ID of a RAM user');
}

/** From the question for the endpoint to the list of all values. */
async function endAlibaba(workbench: Workbench, simulator: Simulator, name: string): Promise<void> {
  await asksFor(workbench, 'Endpoint of the interface');
  await workbench.answer(simulator.url);
  await offers(workbench, /Instance ID: what follows/u);
  await workbench.answer(simulator.instanceId);
  await asksFor(workbench, 'A name for the connection');
  await expect(boxOf(workbench)).toHaveValue(simulator.instanceId);
  await workbench.answer(name);
  await offers(workbench, /Test the connection/u);
}

async function testAndSave(workbench: Workbench): Promise<void> {
  await workbench.pick('Test Connection');
  await offers(workbench, /^Instance ccc-test answers/u);
  await workbench.pick('Save Connection');
}

test('a connection is added, renamed, duplicated, edited, kept over a reload, and removed', async ({
  workbench,
  simulator,
}) => {
  const connection = workbench.treeItem(/^Test bench/u);

  await test.step('added from the view, with a way back', async () => {
    await workbench.showView('Call Traces');
    await workbench.page.getByRole('button', { name: 'Add Connection' }).last().click();
    await beginAlibaba(workbench);
    await workbench.answer('two words');
    await asksFor(workbench, 'This has no blanks');
    await workbench.answer('LTAIwrong');
    await asksFor(workbench, 'AccessKey secret, shown once', 'password');
    await goBack(workbench);
    await asksFor(workbench, 'AccessKey ID of a RAM user');
    await expect(boxOf(workbench)).toHaveValue('LTAIwrong');
    await workbench.answer(simulator.accessKeyId);
    await asksFor(workbench, 'AccessKey secret, shown once', 'password');
    await workbench.answer(simulator.accessKeySecret);
    await endAlibaba(workbench, simulator, 'Test bench');
    await testAndSave(workbench);
    await expect(workbench.notification('The connection Test bench is stored.')).toBeVisible();
    await expect(connection).toContainText('Alibaba Cloud CCC (2020-07-01) · ccc-test');
  });

  await test.step('duplicated', async () => {
    await workbench.contextMenu(connection.first(), 'Duplicate Connection...');
    await offers(workbench, /Test the connection/u);
    await testAndSave(workbench);
    await expect(workbench.treeItem(/^Test bench \(2\)/u)).toBeVisible();
  });

  await test.step('renamed', async () => {
    await workbench.contextMenu(workbench.treeItem(/^Test bench \(2\)/u), 'Rename Connection...');
    await workbench.answer('Second bench');
    await expect(workbench.treeItem(/^Second bench/u)).toBeVisible();
    await expect(connection).toHaveCount(1);
  });

  await test.step('edited and asked with the kept secret after a reload', async () => {
    await workbench.reload();
    await workbench.showView('Call Traces');
    await workbench.contextMenu(workbench.treeItem(/^Second bench/u), 'Edit Connection...');
    await offers(workbench, /Test the connection/u);
    await expect(workbench.pickRows().filter({ hasText: 'AccessKey secret' })).toContainText('••••••••');
    await workbench.pick('Advanced Settings…');
    await offers(workbench, /Choose a setting/u);
    await workbench.pick('Signature');
    await workbench.pick('V3 (ACS3-HMAC-SHA256)');
    await offers(workbench, /Choose a setting/u);
    await goBack(workbench);
    await offers(workbench, /Test the connection/u);
    const before = simulator.requests.length;
    await testAndSave(workbench);
    await expect(workbench.notification('The connection Second bench is changed.')).toBeVisible();
    expect(simulator.requests.length).toBeGreaterThan(before);
    expect(simulator.requests.at(-1)?.result).toBe('OK');
  });

  await test.step('removed', async () => {
    for (const name of [/^Second bench/u, /^Test bench/u]) {
      const dialog = workbench.page.locator('.monaco-dialog-box');
      // Rows that are drawn anew while their menu is open leave the menu without a connection.
      await expect(async () => {
        await workbench.page.keyboard.press('Escape');
        await workbench.contextMenu(workbench.treeItem(name), 'Remove Connection...');
        await expect(dialog).toContainText('Remove the connection', { timeout: 5000 });
      }).toPass();
      await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
      await expect(workbench.treeItem(name)).toHaveCount(0);
    }
  });
  expect(workbench.problems()).toEqual([]);
});

test('a pasted credential fills the fields; a wrong secret is said and can be changed', async ({
  workbench,
  simulator,
}) => {
  await workbench.runCommand('callTraceInspector.addConnection');
  await beginAlibaba(workbench);
  await boxOf(workbench).fill(`AccessKey ID,AccessKey Secret\n${simulator.accessKeyId},notTheSecret`);
  await expect(workbench.page.locator('.quick-input-message')).toContainText(
    'Filled from what was pasted: AccessKey ID, AccessKey secret.',
  );
  await endAlibaba(workbench, simulator, 'Pasted');

  await test.step('refused', async () => {
    await workbench.pick('Test Connection');
    await offers(workbench, /the access key secret does not belong to the access key/u);
    await expect(workbench.pickRows().filter({ hasText: 'Save Anyway' })).toBeVisible();
    expect(await boxOf(workbench).getAttribute('placeholder')).not.toContain('notTheSecret');
  });

  await test.step('changed', async () => {
    await workbench.pick('Change a Value…');
    await offers(workbench, /Test the connection/u);
    await workbench.pick('AccessKey secret');
    await asksFor(workbench, 'AccessKey secret, shown once', 'password');
    await workbench.answer(simulator.accessKeySecret);
    await offers(workbench, /Test the connection/u);
    await testAndSave(workbench);
    await expect(workbench.notification('The connection Pasted is stored.')).toBeVisible();
  });
});

test('nothing is stored when the test is cancelled or given up', async ({ workbench, simulator }) => {
  simulator.inject({ trouble: { kind: 'stalled' }, operation: 'ListCallDetailRecordsV2', times: 1 });
  await workbench.showView('Call Traces');
  await workbench.runCommand('callTraceInspector.addConnection');
  await beginAlibaba(workbench);
  await workbench.answer(simulator.accessKeyId);
  await asksFor(workbench, 'AccessKey secret, shown once', 'password');
  await workbench.answer(simulator.accessKeySecret);
  await endAlibaba(workbench, simulator, 'Given up');
  await workbench.pick('Test Connection');
  await offers(workbench, /Asking the provider/u);
  await workbench.pick('Cancel');
  await offers(workbench, /Test the connection/u);
  await workbench.page.keyboard.press('Escape');
  await expect(boxOf(workbench)).toBeHidden();
  await expect(workbench.treeItem(/^Given up/u)).toHaveCount(0);
});
