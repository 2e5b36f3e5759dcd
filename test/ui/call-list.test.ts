import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { arriving } from '../simulators/arriving.ts';
import { populate } from '../simulators/population.ts';
import { connect, showCalls } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

const pauseMs = 10_000;

test.use({
  userSettings: {
    'callTraceInspector.calls.autoRefresh': true,
    'callTraceInspector.calls.autoRefreshInterval': pauseMs / 1000,
  },
});

const listings = ({ requests }: Simulator): number =>
  requests.filter(({ operation }) => operation.startsWith('ListCallDetailRecords')).length;

test('a list follows what arrives, and several of its calls are opened and saved at once', async ({
  workbench,
  workspace,
}) => {
  const { page } = workbench;
  const newest = Date.now() - 20 * 60_000;
  const population = populate({ count: 6, newest, rhythm: 'even' });
  let clock = population.startOf(0) - 1;
  const simulator = await startSimulator({ calls: arriving(population, () => clock) });
  const connection = workbench.treeItem(/^Bench/u);
  const calls = workbench.treeItem(/^(?:Inbound|Outbound)/u);
  try {
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();
    await connect(workbench, simulator, 'Bench');
    await showCalls(workbench, connection, 'days');
    await expect(calls).toHaveCount(5);

    await test.step('a call that arrives appears by itself', async () => {
      clock = Date.now();
      await expect(calls).toHaveCount(6);
    });

    await test.step('it goes on when the view was hidden', async () => {
      await workbench.showView(/^Explorer/u);
      await expect(calls).toHaveCount(0);
      const before = listings(simulator);
      await workbench.showView('Call Traces');
      await expect.poll(() => listings(simulator)).toBeGreaterThan(before);
    });

    await test.step('a refresh that fails is said above the rows, which stay, and the next one is told', async () => {
      simulator.inject({ trouble: { kind: 'error', status: 403, code: 'Forbidden.RAM' }, times: 1 });
      const said = page.getByText('Automatic refresh failed for Bench. Next attempt in 20 s.');
      await expect(said).toBeVisible();
      await expect(calls).toHaveCount(6);
      const before = listings(simulator);
      await expect(said).toHaveCount(0);
      expect(listings(simulator)).toBeGreaterThan(before);
    });

    await test.step('several selected calls are opened, each in an editor of its own', async () => {
      await calls.nth(0).click();
      await expect(viewerIn(workbench.webview()).summary).toBeVisible();
      await calls.nth(1).click({ modifiers: ['ControlOrMeta'] });
      await calls.nth(3).click({ modifiers: ['ControlOrMeta'] });
      await workbench.contextMenu(calls.nth(1), /^Open in Viewer$/u);
      await expect(workbench.tab(/./u)).toHaveCount(3);
      await workbench.screenshot('several-opened');
    });

    await test.step('and saved, each to a file of its own', async () => {
      await workbench.contextMenu(calls.nth(3), 'Save Selected Traces to Folder...');
      await workbench.answer(workspace.path);
      await expect(workbench.notification(/3 traces are saved, complete/u)).toBeVisible();
      const names = (await readdir(workspace.path)).sort();
      expect(names).toHaveLength(3);
      const ids = await Promise.all(
        names.map(async (name) => {
          const trace: unknown = JSON.parse(await readFile(join(workspace.path, name), 'utf8'));
          return typeof trace === 'object' && trace !== null && 'contactId' in trace ? trace.contactId : '';
        }),
      );
      expect(ids.map((id) => `${String(id)}.calltrace.json`).sort()).toEqual(names);
    });
    expect(workbench.problems()).toEqual([]);
  } finally {
    await simulator.close();
  }
});
