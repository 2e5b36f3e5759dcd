import { rmSync } from 'node:fs';
import { chromium, expect, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { installHost, startServer } from '../../scripts/host.mjs';
import { inRoot, inWorkRoom, root } from '../../scripts/paths.mjs';
import { send } from '../../src/http/send.ts';
import { createAlibaba2020 } from '../../src/providers/alibaba-ccc-2020/live.ts';
import type { LiveContext, LiveProvider } from '../../src/providers/live.ts';
import { readResponses } from '../../src/providers/read.ts';
import { builtInPopulation } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { alibaba2020Answers, answerAll } from '../ui/connections.ts';
import { driveWorkbench, workbenchLoaded, type Driver } from '../ui/driver.ts';
import type { Measure } from './measure.ts';

const many = 10_000;
const longId = 'job-900000000000000001';

const context: LiveContext = { signal: new AbortController().signal, onProgress: () => undefined };

const row = (name: string, value: number, unit: Measure['unit']): Measure => ({
  group: 'live calls',
  name,
  value,
  unit,
});

/**
 * Calls of a simulator on this machine, first through the provider alone, then through the whole of VS Code: a list of
 * ten thousand until its last row is seen, and a call of ten thousand steps from asking for it until it is drawn.
 */
export async function measureLive(): Promise<readonly Measure[]> {
  const calls = populate({ count: many, newest: Date.now() - 60_000, rhythm: 'even' });
  const simulator = await startSimulator({ calls, population: builtInPopulation({ [longId]: many }) });
  try {
    return [...(await measureProvider(simulator)), ...(await measureWorkbench(simulator))];
  } finally {
    await simulator.close();
  }
}

async function measureProvider(simulator: Simulator): Promise<readonly Measure[]> {
  const { url, instanceId, accessKeyId, accessKeySecret } = simulator;
  const provider: LiveProvider = createAlibaba2020(
    { endpoint: url, instanceId, accessKeyId, accessKeySecret, scheme: 'v3' },
    { send },
  );
  const pager = provider.list({ range: { kind: 'last', minutes: 14 * 24 * 60 } });
  let listed = 0;
  let started = performance.now();
  for (let more = true; more;) {
    const page = await pager.next(context);
    listed += page.calls.length;
    ({ more } = page);
  }
  const listMs = performance.now() - started;
  const before = simulator.requests.length;
  started = performance.now();
  const { responses } = await provider.fetch(longId, {}, context);
  const fetchMs = performance.now() - started;
  const requests = simulator.requests.length - before;
  started = performance.now();
  readResponses(responses);
  const readMs = performance.now() - started;
  const ordinary = simulator.requests.length;
  await provider.fetch(`job-7000${'7'.padStart(14, '0')}`, {}, context);
  return [
    row('calls listed by the provider', listed, ''),
    row('list of them, all pages', listMs, 'ms'),
    row(`call of ${many} steps, fetch`, fetchMs, 'ms'),
    row(`call of ${many} steps, read`, readMs, 'ms'),
    row(`call of ${many} steps, requests`, requests, ''),
    row('ordinary call, requests', simulator.requests.length - ordinary, ''),
    row('requests at the same time, at most', simulator.mostAtOnce(), ''),
  ];
}

async function measureWorkbench(simulator: Simulator): Promise<readonly Measure[]> {
  const log = (): void => undefined;
  const executablePath = await findChromium(log);
  const host = await installHost(log);
  const dataDir = inWorkRoom('bench-live-server');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startServer({ host, kind: 'server', dataDir, extensions: [root] });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // Half of the key of the secret storage, as the server itself would hand it out.
    await page.route('**/mint-key', (route) =>
      route.fulfill({ status: 200, body: Buffer.from('the same thirty-two bytes always') }),
    );
    await page.goto(`${server.address}/?folder=${encodeURIComponent(inRoot('media', 'samples'))}`);
    await workbenchLoaded(page);
    const workbench = driveWorkbench(page);
    await connect(workbench, simulator);
    return [...(await measureList(page, workbench)), await measureOpening(page, workbench)];
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const patient = { timeout: 60_000 } as const;

async function connect(workbench: Driver, simulator: Simulator): Promise<void> {
  const { page } = workbench;
  const box = page.locator('.quick-input-widget .quick-input-box input');
  await workbench.showView('Call Traces');
  await workbench.runCommand('callTraceInspector.addConnection');
  await answerAll(workbench, [
    ...alibaba2020Answers(simulator),
    { asks: 'A name for the connection', type: 'Bench' },
    { offers: /Test the connection/u, pick: 'Test Connection' },
  ]);
  await expect(box).toHaveAttribute('placeholder', /answers/u, patient);
  await workbench.pick('Save Connection');
  await workbench.treeItem(/^Bench/u).waitFor(patient);
  await workbench.treeItem(/^Samples/u).click();
}

/** Loads all pages of the last seven days by the keyboard, as a person would who wants to see the oldest call. */
async function measureList(page: Page, workbench: Driver): Promise<readonly Measure[]> {
  const connection = workbench.treeItem(/^Bench/u);
  const calls = workbench.treeItem(/^(?:Inbound|Outbound)/u);
  const begun = performance.now();
  await connection.click();
  await calls.first().waitFor(patient);
  const first = performance.now() - begun;
  await workbench.contextMenu(connection, 'Filter Calls...');
  await answerAll(workbench, [{ offers: /./u, pick: 'Time' }]);
  const started = performance.now();
  await workbench.pick('last 7 days');
  await connection.filter({ hasText: 'last 7 days' }).waitFor(patient);
  await calls.first().waitFor(patient);
  await calls.first().focus();
  // The last row, as long as there is more; it tells how many rows stand beside it.
  const more = workbench.treeItem(/^Load/u);
  const rows = async (): Promise<number | undefined> => {
    const sizes = await more.evaluateAll(
      (found: readonly { readonly getAttribute: (name: string) => string | null }[]) =>
        found.map((one) => Number(one.getAttribute('aria-setsize'))),
    );
    return sizes[0];
  };
  const atEnd = async (): Promise<number | undefined> => {
    await page.keyboard.press('End');
    await page.waitForTimeout(60);
    return rows();
  };
  for (;;) {
    // The last row may come into the page late; where it stays away, all is loaded.
    const before = (await atEnd()) ?? (await atEnd()) ?? (await atEnd());
    if (before === undefined) break;
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await atEnd()) ?? Number.POSITIVE_INFINITY, { timeout: 60_000, intervals: [20] })
      .toBeGreaterThan(before);
  }
  await calls.last().waitFor(patient);
  return [
    row('first page of the list in VS Code', first, 'ms'),
    row('list to the last row, scrolled, in VS Code', performance.now() - started, 'ms'),
  ];
}

async function measureOpening(page: Page, workbench: Driver): Promise<Measure> {
  const box = page.locator('.quick-input-widget .quick-input-box input[placeholder^="Contact ID"]');
  await workbench.runCommand('callTraceInspector.lookUp');
  await box.fill(longId);
  const started = performance.now();
  await box.press('Enter');
  await workbench.webview().getByLabel('Summary of the call').waitFor({ timeout: 120_000 });
  await workbench.webview().locator('svg .node').first().waitFor({ timeout: 120_000 });
  return row(`call of ${many} steps, from looking it up to its drawing`, performance.now() - started, 'ms');
}
