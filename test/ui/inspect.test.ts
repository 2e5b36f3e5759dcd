import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { inRoot } from '../../scripts/paths.mjs';
import { viewerIn } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

// The files are there before the workbench is: the explorer may overlook what is made while it begins to watch.
test.use({
  workspace: async ({ workspace }, use) => {
    for (const name of ['GetCallDetailRecord', 'ListIvrTrackingDetails.1', 'ListIvrTrackingDetails.2']) {
      await workspace.copy(`media/samples/http-node-fails/${name}.json`);
    }
    await workspace.copy('test/fixtures/payloads/alibaba-2017-listcalldetailrecords.xml', 'calls.xml');
    await workspace.write('cut.json', '{\n  "code": 0,\n  "data": {\n    "records": [');
    await workspace.write('page.xml', '<!DOCTYPE html><html><title>Please log in</title></html>');
    await workspace.write('package.json', '{ "name": "no response" }');
    await workspace.copy('test/fixtures/reported/04-log-line.txt', 'app.log');
    await use(workspace);
  },
});

/** A file in the explorer. */
function file({ page }: Workbench, name: string): Locator {
  return page.locator('.explorer-viewlet').getByRole('treeitem', { name });
}

/** "Inspect File as Call Trace…" in the context menu of a file; what else is selected counts too. */
function inspect(workbench: Workbench, name: string): Promise<void> {
  return workbench.contextMenu(file(workbench, name), 'Inspect File as Call Trace...');
}

test('responses in the explorer are inspected, one or several, and saved', async ({
  workspace,
  workbench,
}) => {
  const viewer = viewerIn(workbench.webview());

  await test.step('one: what it does not tell is said', async () => {
    await inspect(workbench, 'GetCallDetailRecord.json');
    await expect(viewer.heading).toContainText('138****2315');
    await expect(workbench.tab(/138\*{4}2315 → 4000… · 14:02 · failed/u)).toBeVisible();
    await expect(viewer.flow).toContainText('IVR steps were not among the responses');
  });

  await test.step('several: one call', async () => {
    // A click opens a preview, and the explorer follows the editor that comes up.
    await expect(async () => {
      await file(workbench, 'GetCallDetailRecord.json').click();
      await file(workbench, 'ListIvrTrackingDetails.2.json').click({ modifiers: ['Shift'] });
      for (const chosen of ['GetCallDetailRecord', 'ListIvrTrackingDetails.1', 'ListIvrTrackingDetails.2'])
        await expect(file(workbench, `${chosen}.json`)).toHaveAttribute('aria-selected', 'true', {
          timeout: 2000,
        });
    }).toPass();
    await inspect(workbench, 'ListIvrTrackingDetails.1.json');
    await expect(viewer.flow.getByRole('option', { name: /^queryOrder/u })).toBeVisible();
    await expect(viewer.tab(/^List/u)).toContainText('31');
  });

  await test.step('saved', async () => {
    await workbench.page
      .locator('.editor-group-container.active .editor-actions')
      .getByRole('button', { name: /Save Trace As/u })
      .click();
    const name = 'job-109634426711902315.calltrace.json';
    await workbench.answer(join(workspace.path, name));
    await expect(workbench.notification(`${name} is complete`)).toBeVisible();
    const path = join(workspace.path, name);
    expect(existsSync(path)).toBe(true);
    const saved: unknown = JSON.parse(readFileSync(path, 'utf8'));
    expect(saved).toMatchObject({ schema: 'call-trace/1', summary: { caller: '138****2315' } });
    await expect(file(workbench, name)).toBeVisible();
    await expect(viewer.flow.getByRole('option', { name: /^queryOrder/u })).toBeVisible();
  });
  expect(workbench.problems()).toEqual([]);
});

test('an open file that holds an answer offers to be inspected, and no other file', async ({ workbench }) => {
  const offer = workbench.page
    .locator('.editor-group-container.active .editor-actions')
    .getByRole('button', { name: /Inspect File as Call Trace/u });
  await file(workbench, 'package.json').dblclick();
  await expect(workbench.page.locator('.monaco-editor .view-lines')).toContainText('no response');
  await file(workbench, 'app.log').dblclick();
  await expect(workbench.page.locator('.monaco-editor .view-lines')).toContainText('CccClient');
  await expect(offer).toBeVisible();
  await workbench.tab('package.json').click();
  await expect(offer).toBeHidden();
  await workbench.tab('app.log').click();
  await offer.click();
  await expect(viewerIn(workbench.webview()).heading).toContainText('13900000001');
  await expect(viewerIn(workbench.webview()).flow).toContainText('收号');
});

test('text that was pasted into an untitled editor is inspected', async ({ workbench }) => {
  const { page } = workbench;
  const response = readFileSync(inRoot('media/samples/laaffic-outbound/ccRecordQuery.json'), 'utf8');
  await workbench.runCommand('workbench.action.files.newUntitledFile');
  await page.locator('.monaco-editor .view-lines').click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), response);
  await page.keyboard.press('Control+V');
  await expect(page.locator('.monaco-editor .view-lines')).toContainText('Seat07_sales');
  await workbench.runCommand('callTraceInspector.inspectFile');
  const viewer = viewerIn(workbench.webview());
  await expect(viewer.heading).toContainText('63917****0042');
  await expect(viewer.summary).toContainText('LAAFFIC');
});

test('of several calls one is picked; a file that is none is named', async ({ workbench }) => {
  const { page } = workbench;

  await inspect(workbench, 'calls.xml');
  await expect(page.getByText('10 calls found: which one?')).toBeVisible();
  await expect(workbench.pickRows()).not.toHaveCount(0);
  const second = workbench.pickRows().nth(1);
  const label = (await second.locator('.label-name').first().textContent()) ?? '';
  await second.click();
  await expect(workbench.tab(label.trim())).toBeVisible();
  await expect(viewerIn(workbench.webview()).heading).toBeVisible();

  await inspect(workbench, 'page.xml');
  await expect(workbench.notification(/page\.xml is a web page \(“Please log in”\)/u)).toBeVisible();
  await inspect(workbench, 'package.json');
  await expect(
    workbench.notification(/package\.json is not a response that holds call traces/u),
  ).toBeVisible();
  await inspect(workbench, 'cut.json');
  await expect(workbench.notification(/cut\.json ends in the middle of the JSON \(line 4/u)).toBeVisible();
  await page.getByRole('button', { name: 'Go to Line' }).click();
  await expect(page.locator('.monaco-editor .line-numbers.active-line-number')).toHaveText('4');
});
