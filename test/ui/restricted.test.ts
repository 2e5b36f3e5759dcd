import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { connect, showCalls } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

test.use({
  asksForTrust: true,
  userSettings: { 'security.workspace.trust.startupPrompt': 'never' },
});

const digits = '3433583180';

test('in a restricted window traces and connections work, and the folder has no say in them', async ({
  workbench,
  workspace,
}) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());
  const calls = populate({ count: 8, newest: Date.now() - 20 * 60_000, rhythm: 'even' });
  const simulator = await startSimulator({ calls });
  try {
    await workspace.write(
      '.vscode/settings.json',
      JSON.stringify({
        'callTraceInspector.links.bareDigits': true,
        'callTraceInspector.links.patterns': ['call=(\\d+)'],
        'callTraceInspector.viewer.masked': true,
      }),
    );
    await workspace.write('server.log', `03:37:20 INFO call=${digits} of job-109634426711902315\n`);
    const trace = await workspace.sample('http-node-fails');
    await workbench.reload();
    await expect(page.getByText('Restricted Mode').first()).toBeVisible();

    await test.step('a file is shown', async () => {
      await workbench.openFile(trace);
      await expect(viewer.heading).toContainText('138****2315');
    });

    await test.step('only known forms of contact IDs are links in a log', async () => {
      await workbench.openFile('server.log');
      const link = (text: string) => page.locator('.monaco-editor .detected-link', { hasText: text });
      await expect(link('109634426711902315')).toBeVisible();
      await expect(link(digits)).toHaveCount(0);
    });

    await test.step('a connection is added and used', async () => {
      await workbench.showView('Call Traces');
      await workbench.treeItem(/^Samples/u).click();
      await connect(workbench, simulator, 'Bench');
      await showCalls(workbench, workbench.treeItem(/^Bench/u), 'days');
      const rows = workbench.treeItem(/^(?:Inbound|Outbound)/u);
      await expect(rows).toHaveCount(8);
      await rows.first().click();
      await expect(viewer.heading).toContainText(/1000\d{7}/u);
      await workbench.screenshot('restricted');
    });
    expect(workbench.problems()).toEqual([]);
  } finally {
    await simulator.close();
  }
});
