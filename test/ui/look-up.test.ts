import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.mjs';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

const index: unknown = JSON.parse(readFileSync(inRoot('media', 'samples', 'index.json'), 'utf8'));
const sampleCount = Array.isArray(index) ? index.length : 0;

test('calls are found by contact ID and by story', async ({ workbench }) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());

  await test.step('a contact ID of a sample', async () => {
    await workbench.runCommand('callTraceInspector.lookUp');
    await workbench.answer('job-1 job-2');
    await expect(page.getByText('A contact ID has no blanks. Enter one at a time.')).toBeVisible();
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
    await workbench.runCommand('callTraceInspector.openSample');
    await expect(page.getByText('Open a sample call')).toBeVisible();
    await expect(page.locator('.quick-input-widget').getByText(`${sampleCount} Results`)).toBeAttached();
    await workbench.pick('Queue is full, caller leaves a voicemail', 'overflows at once');
    await expect(viewer.summary).toContainText('Voicemail');
    await expect(viewer.problem(/was full/u)).toHaveAttribute('aria-pressed', 'true');
  });
  expect(workbench.problems()).toEqual([]);
});
