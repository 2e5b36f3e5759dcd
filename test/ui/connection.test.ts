import type { Locator } from '@playwright/test';
import { builtInContactId } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { viewerIn } from './viewer.ts';
import { expect, test as base, type Workbench } from './workbench.ts';

const test = base.extend<{ readonly simulator: Simulator }>({
  simulator: async ({}, use) => {
    const simulator = await startSimulator();
    await use(simulator);
    await simulator.close();
  },
});

/** Answers the questions of "Add Connection…" or "Edit Connection…" one after the other. */
async function fillForm(
  workbench: Workbench,
  simulator: Simulator,
  wrong: { readonly secret?: string; readonly instance?: string } = {},
): Promise<void> {
  const box = workbench.page.locator('.quick-input-widget .quick-input-box input');
  const answers = [
    ['A name for the connection', 'Test bench'],
    ['Instance ID', wrong.instance ?? simulator.instanceId],
    ['AccessKey ID', simulator.accessKeyId],
    ['AccessKey secret', wrong.secret ?? simulator.accessKeySecret],
    ['Endpoint', simulator.url],
  ] as const;
  for (const [question, answer] of answers) {
    await expect(workbench.page.locator('.quick-input-message')).toContainText(question);
    await expect(box).toHaveAttribute('type', question === 'AccessKey secret' ? 'password' : 'text');
    await workbench.answer(answer);
  }
}

async function lookUp(workbench: Workbench, contactId: string): Promise<void> {
  await workbench.runCommand('callTraceInspector.lookUp');
  await workbench.answer(contactId);
}

function notificationButton({ page }: Workbench, name: string): Locator {
  return page.locator('.notifications-toasts').getByRole('button', { name });
}

test('a connection is added, asked, kept over a reload, and removed', async ({ workbench, simulator }) => {
  const viewer = viewerIn(workbench.webview());
  const connection = workbench.treeItem(/^Test bench/u);

  await test.step('added from the view', async () => {
    await workbench.showView('Call Traces');
    await workbench.page.getByRole('button', { name: 'Add Connection' }).last().click();
    await fillForm(workbench, simulator);
    await expect(workbench.notification('The connection Test bench is stored.')).toBeVisible();
    await expect(connection).toContainText('Alibaba Cloud CCC (2020-07-01) · ccc-test');
    // Whoever has a connection needs no next steps.
    await expect(workbench.page.getByText('look up calls of your own contact centre')).toBeHidden();
  });

  await test.step('asked', async () => {
    await lookUp(workbench, builtInContactId);
    await expect(viewer.heading).toContainText('1332315****');
    await expect(viewer.flow.getByRole('option', { name: /^放音 2/u })).toBeVisible();
    await connection.click();
    await expect(workbench.treeItem(/1332315\*{4}/u)).toBeVisible();
    expect(simulator.requests.map(({ result }) => result)).not.toHaveLength(0);
    expect(new Set(simulator.requests.map(({ result }) => result))).toEqual(new Set(['OK']));
  });

  await test.step('asked again with the kept secret after a reload', async () => {
    const before = simulator.requests.length;
    await workbench.reload();
    await workbench.showView('Call Traces');
    await expect(connection).toBeVisible();
    // Whether the browser kept the open editors in time is VS Code's affair: the call is asked for anew.
    await lookUp(workbench, builtInContactId);
    await expect(viewer.heading).toContainText('1332315****');
    await expect.poll(() => simulator.requests.length).toBeGreaterThan(before);
    expect(simulator.requests.at(-1)?.result).toBe('OK');
  });

  await test.step('removed', async () => {
    await workbench.contextMenu(connection, 'Remove Connection...');
    const dialog = workbench.page.getByRole('dialog');
    await expect(dialog).toContainText('Remove the connection Test bench?');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(connection).toHaveCount(0);
    await lookUp(workbench, 'job-404');
    await expect(workbench.notification(/was found in: Samples\. Check/u)).toBeVisible();
  });
  expect(workbench.problems()).toEqual([]);
});

test('what goes wrong with a connection is said, with what can be done', async ({ workbench, simulator }) => {
  const viewer = viewerIn(workbench.webview());
  await workbench.runCommand('callTraceInspector.addConnection');
  await fillForm(workbench, simulator, { secret: 'notTheSecret' });

  await test.step('a wrong secret: edit the connection', async () => {
    await lookUp(workbench, builtInContactId);
    const failure = workbench.notification(/the access key secret does not belong to the access key/u);
    await expect(failure).toBeVisible();
    await expect(failure).not.toContainText('notTheSecret');
    await notificationButton(workbench, 'Edit Connection').click();
    await fillForm(workbench, simulator, { instance: 'ccc-other' });
    await expect(workbench.notification('The connection Test bench is changed.')).toBeVisible();
  });

  await test.step('a wrong instance: edit the connection', async () => {
    await lookUp(workbench, builtInContactId);
    await expect(workbench.notification(/^The instance ccc-other does not exist at 127/u)).toBeVisible();
    await notificationButton(workbench, 'Edit Connection').click();
    await fillForm(workbench, simulator);
    await lookUp(workbench, builtInContactId);
    await expect(viewer.heading).toContainText('1332315****');
  });

  await test.step('a call that does not exist: look up another', async () => {
    await lookUp(workbench, 'job-404');
    await expect(
      workbench.notification('No call with the contact ID job-404 was found in: Samples, Test bench.'),
    ).toBeVisible();
    await notificationButton(workbench, 'Look Up Another Contact ID').click();
  });

  await test.step('nothing answers: try again', async () => {
    await simulator.close();
    await workbench.answer('job-405');
    const refused = workbench.notification(
      /^Nothing answers at 127\.0\.0\.1:\d+: the connection was refused/u,
    );
    await expect(refused).toBeVisible();
    const again = await startSimulator({ port: Number(new URL(simulator.url).port) });
    try {
      await notificationButton(workbench, 'Try Again').click();
      await expect(workbench.notification(/job-405 was found in: Samples, Test bench/u)).toBeVisible();
    } finally {
      await again.close();
    }
  });
});
