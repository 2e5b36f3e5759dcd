import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.mjs';
import { expect, test } from './workbench.ts';

const samples: unknown = JSON.parse(readFileSync(inRoot('media', 'samples', 'index.json'), 'utf8'));
const sampleCount = Array.isArray(samples) ? samples.length : 0;

test('a trace file opens in the viewer: summary, flow, timeline, details', async ({
  workspace,
  workbench,
}) => {
  await workbench.openFile(await workspace.sample('http-node-fails'));
  const viewer = workbench.webview();
  await expect(viewer.getByRole('heading', { level: 1 })).toContainText('138****2315');
  await expect(viewer.getByLabel('Summary of the call')).toContainText('Failed');

  const flow = viewer.getByRole('listbox', { name: 'Path through the IVR' });
  await flow.getByRole('option', { name: /^queryOrder/u }).click();
  await expect(viewer.getByLabel('Details of the selection')).toContainText('502 Bad Gateway');
  await expect(
    viewer.getByRole('listbox', { name: 'Timeline of the call' }).getByRole('option'),
  ).not.toHaveCount(0);

  await expect(workbench.tab(/138\*\*\*\*2315 → .* · failed/u)).toBeVisible();
  expect(workbench.problems()).toEqual([]);
});

test('the Calls view lists every sample call and opens one with a click', async ({ workbench }) => {
  await workbench.showView('Call Traces');
  const calls = workbench.page.getByRole('treeitem', { level: 2 });
  await expect(calls).toHaveCount(sampleCount);
  await calls.filter({ hasText: '139****8802' }).click();
  await expect(workbench.webview().getByRole('heading', { level: 1 })).toContainText('139****8802');
  expect(workbench.problems()).toEqual([]);
});

for (const colorTheme of [
  'Default High Contrast',
  'Default High Contrast Light',
  'Default Light Modern',
] as const) {
  test.describe(colorTheme, () => {
    test.use({ colorTheme });

    test('is what the viewer follows', async ({ workspace, workbench }) => {
      await workbench.openFile(await workspace.sample('transfer-two-agents'));
      const viewer = workbench.webview();
      await expect(viewer.getByRole('heading', { level: 1 })).toBeVisible();
      const kind = colorTheme.includes('Light') ? /light/u : /^vscode-high-contrast$/u;
      await expect(viewer.locator('body')).toHaveAttribute('data-vscode-theme-kind', kind);
      expect(workbench.problems()).toEqual([]);
    });
  });
}
