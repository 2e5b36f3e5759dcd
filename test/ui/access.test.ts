import { readFile } from 'node:fs/promises';
import type { Frame, Page } from '@playwright/test';
import { inRoot } from '../../scripts/paths.mjs';
import { viewerIn } from './viewer.ts';
import { expect, test, type ColorTheme } from './workbench.ts';

const themes: readonly ColorTheme[] = [
  'Default Dark Modern',
  'Default Light Modern',
  'Default High Contrast',
  'Default High Contrast Light',
];

/** The page of the viewer itself, into which axe-core goes: the policy of the page lets nothing of it in as a script. */
async function viewerFrame(page: Page): Promise<Frame> {
  for (const frame of page.frames()) {
    if (
      (await frame
        .locator('call-trace-viewer')
        .count()
        .catch(() => 0)) > 0
    )
      return frame;
  }
  throw new Error('no viewer is open');
}

/** What keeps people out, as axe-core sees it: the rule and where it is broken. */
async function seriousIn(frame: Frame, axe: string): Promise<readonly string[]> {
  await frame.evaluate(axe);
  // Nodes, bars and rows show several texts without one that is their label, and are named in an order for listening.
  const found: unknown = await frame.evaluate(`
    window.axe
      .run(document, { resultTypes: ['violations'], rules: { 'label-content-name-mismatch': { enabled: false } } })
      .then(({ violations }) =>
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')),
      )`);
  return Array.isArray(found) ? found.map(String) : ['axe-core gave no answer'];
}

test('axe-core finds nothing serious in any theme', async ({ workbench, workspace }) => {
  test.slow();
  const axe = await readFile(inRoot('node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  await workbench.showView('Call Traces');
  await workbench.treeItem(/Order query answers 502/u).click();
  const viewer = viewerIn(workbench.webview());
  await expect(viewer.detailed).toHaveText('queryOrder');
  const kinds = { Dark: 'vscode-dark', Light: 'vscode-light', High: 'vscode-high-contrast' } as const;
  for (const theme of themes) {
    await test.step(theme, async () => {
      await workspace.write('.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
      const kind = theme.includes('High') ? kinds.High : theme.includes('Dark') ? kinds.Dark : kinds.Light;
      await expect(viewer.page.locator('body')).toHaveClass(new RegExp(kind, 'u'));
      const frame = await viewerFrame(workbench.page);
      for (const tab of [/^List/u, /^Timeline/u]) {
        await viewer.tab(tab).click();
        expect(await seriousIn(frame, axe)).toEqual([]);
      }
    });
  }
  await test.step('a row alone, in whose flow nothing can be selected', async () => {
    await workbench.runCommand('workbench.action.closeAllEditors');
    await workspace.copy('test/fixtures/reported/09-row-queue-timeout.json', 'row.json');
    await workbench.openFile('row.json');
    await workbench.choose('callTraceInspector.inspectFile', /139/u);
    await expect(viewer.summary).toContainText('Queue timeout');
    await expect(
      viewer.page.getByRole('group', { name: 'Devices, queues and agents that the call passed' }),
    ).toContainText('System hung up');
    expect(await seriousIn(await viewerFrame(workbench.page), axe)).toEqual([]);
  });
});
