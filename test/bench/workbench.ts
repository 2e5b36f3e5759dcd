import type { CDPSession } from '@playwright/test';
import { serialise } from '../../src/trace/document/serialise.ts';
import { driveWorkbench, workbenchLoaded, type Driver } from '../ui/driver.ts';
import { viewerIn } from '../ui/viewer.ts';
import { extensionHostHeap } from './extension-host.ts';
import { longCall } from './long-call.ts';
import { asTrace } from './long-call-forms.ts';
import type { Measure } from './measure.ts';
import { withServer } from './window.ts';

const rounds = 50;
/** The largest call below the 50 MB above which VS Code makes no text of a file. */
const largest = 90_000;
const patient = { timeout: 300_000 } as const;

/** What the workbench and the extension host keep after the viewer was opened and closed again many times. */
export async function measureMemory(): Promise<readonly Measure[]> {
  return inWorkbench(1000, async (workbench, session, file, dataDir) => {
    await openAndClose(workbench, file);
    const before = await memoryOf(session, dataDir);
    const again = async () => {
      for (let round = 0; round < rounds / 2; round += 1) await openAndClose(workbench, file);
      return memoryOf(session, dataDir);
    };
    const halfway = await again();
    const after = await again();
    const rows = (name: string, of: (memory: Memory) => number, unit: Measure['unit']): Measure[] =>
      Object.entries({ before, halfway, after }).map(([when, memory]) => ({
        group: `memory over ${rounds} rounds`,
        name: `${name} ${when}`,
        value: of(memory),
        unit,
      }));
    return [
      ...rows('workbench heap', ({ heap }) => heap, 'MB'),
      ...rows('workbench DOM nodes', ({ nodes }) => nodes, ''),
      ...rows('documents in the page', ({ documents }) => documents, ''),
      ...rows('extension host heap', ({ host }) => host, 'MB'),
    ];
  });
}

/** The way of the largest text that VS Code keeps as text, from choosing the file until the call is drawn. */
export async function measureEditor(): Promise<readonly Measure[]> {
  return inWorkbench(largest, async (workbench, _, file) => {
    const started = performance.now();
    await workbench.openFile(file);
    await drawn(workbench);
    const value = performance.now() - started;
    return [
      {
        group: 'editor',
        name: `${largest.toLocaleString('en-US')} events as text, until drawn`,
        value,
        unit: 'ms',
      },
    ];
  });
}

async function openAndClose(workbench: Driver, file: string): Promise<void> {
  await workbench.openFile(file);
  await drawn(workbench);
  await workbench.runCommand('workbench.action.closeActiveEditor');
  await workbench.tab(file).waitFor({ state: 'detached', ...patient });
}

async function drawn(workbench: Driver): Promise<void> {
  const viewer = viewerIn(workbench.webview());
  await viewer.timeline.waitFor(patient);
  await viewer.detailed.waitFor(patient);
}

async function inWorkbench(
  events: number,
  use: (workbench: Driver, session: CDPSession, file: string, dataDir: string) => Promise<readonly Measure[]>,
): Promise<readonly Measure[]> {
  const file = 'long.calltrace.json';
  const files = { [file]: serialise(asTrace(longCall(events))) };
  return withServer(files, [], async ({ browser, address, dataDir }) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await workbenchLoaded(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return use(driveWorkbench(page), session, file, dataDir);
  });
}

interface Memory {
  /** MB after a collection of garbage. */
  readonly heap: number;
  readonly nodes: number;
  readonly documents: number;
  /** MB of its JavaScript heap after a collection of garbage; NaN where the system does not tell which process it is. */
  readonly host: number;
}

async function memoryOf(session: CDPSession, dataDir: string): Promise<Memory> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    heap: metric('JSHeapUsedSize') / 1e6,
    nodes: metric('Nodes'),
    documents: metric('Documents'),
    host: await extensionHostHeap(dataDir),
  };
}
