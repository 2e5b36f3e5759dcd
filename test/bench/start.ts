import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { installHost, startServer } from '../../scripts/host.mjs';
import { packageExtension } from '../../scripts/package.mjs';
import { inRoot, inWorkRoom, root } from '../../scripts/paths.mjs';
import { driveWorkbench, workbenchLoaded } from '../ui/driver.ts';
import { middle, type Measure } from './measure.ts';

const extensionId = 'call-trace-inspector.call-trace-inspector';

/** What one start cost, as VS Code itself reports it, in ms. */
interface Activation {
  /** Reading and compiling what activation needs. */
  readonly loadCode: number;
  /** The synchronous part of `activate`. */
  readonly callActivate: number;
  /** Until the promise of `activate` was settled. */
  readonly finishActivate: number;
}

/**
 * Starts VS Code several times with a fresh profile, lets the Calls view activate the extension and reads the table of
 * “Developer: Startup Performance”. Medians; the machine's load shows in them.
 */
export async function measureActivation(starts = 5): Promise<readonly Measure[]> {
  const log = (): void => undefined;
  const executablePath = await findChromium(log);
  const host = await installHost(log);
  const dataDir = inWorkRoom('bench-server');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startServer({ host, kind: 'server', dataDir, extensions: [root] });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  const seen: Activation[] = [];
  try {
    const folder = encodeURIComponent(inRoot('media', 'samples'));
    for (let start = 0; start < starts; start += 1) {
      seen.push(await oneStart(browser, `${server.address}/?folder=${folder}`));
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const row = (name: string, of: (activation: Activation) => number): Measure => ({
    group: 'activation',
    name: `${name} (median of ${starts})`,
    value: middle(seen.map(of)),
    unit: 'ms',
  });
  return [
    row('load code', ({ loadCode }) => loadCode),
    row('call activate', ({ callActivate }) => callActivate),
    row('finish activate', ({ finishActivate }) => finishActivate),
  ];
}

async function oneStart(browser: Browser, address: string): Promise<Activation> {
  // Only visible lines of the table are in the page, so the window is tall.
  const page = await browser.newPage({ viewport: { width: 1600, height: 4000 } });
  try {
    await page.goto(address);
    await workbenchLoaded(page);
    const workbench = driveWorkbench(page);
    await workbench.runCommand('callTraceInspector.calls.focus');
    await workbench.treeItem(/./u).first().waitFor({ timeout: 60_000 });
    await workbench.runCommand('perfview.show');
    const line = page.locator('.view-line', { hasText: extensionId }).first();
    await line.waitFor({ timeout: 60_000 });
    const [, , , loadCode, callActivate, finishActivate] = (await line.innerText())
      .replaceAll('\u00a0', ' ')
      .split('|')
      .map((cell) => Number(cell.trim()));
    if (loadCode === undefined || callActivate === undefined || finishActivate === undefined) {
      throw new Error('The table of “Developer: Startup Performance” has another form than expected.');
    }
    return { loadCode, callActivate, finishActivate };
  } finally {
    await page.close();
  }
}

/** Sizes of the release build in dist/ (made with its metafiles) and of the package. Makes the package. */
export async function measureSizes(): Promise<readonly Measure[]> {
  const dist = inRoot('dist');
  const size = (name: string, bytes: number): Measure => ({
    group: 'sizes',
    name,
    value: bytes / 1000,
    unit: 'KB',
  });
  const chunks = readdirSync(join(dist, 'chunks'));
  const rows = [
    size('extension, loaded at activation', bytesAtActivation()),
    size('extension, all chunks', bytesOf(['extension.js', ...chunks.map((name) => join('chunks', name))])),
    size('webview.js', bytesOf(['webview.js'])),
    size('controls.js', bytesOf(['controls.js'])),
    size('webview.css', bytesOf(['webview.css'])),
    size('cli.js', bytesOf(['cli.js'])),
  ];
  const file = inWorkRoom('bench.vsix');
  const { bytes } = await packageExtension(() => undefined, file);
  rmSync(file);
  return [...rows, size('.vsix', bytes)];
}

function bytesOf(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + statSync(inRoot('dist', name)).size, 0);
}

/** dist/extension.js and what it imports at once, not later. */
function bytesAtActivation(): number {
  const meta: unknown = JSON.parse(readFileSync(inRoot('dist', 'meta-extension.json'), 'utf8'));
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const next of importedAtOnce(meta, path)) visit(next);
  };
  visit('dist/extension.js');
  return [...seen].reduce((sum, path) => sum + statSync(inRoot(path)).size, 0);
}

/** @returns paths of the chunks that esbuild's metafile says are imported statically by an output */
function importedAtOnce(meta: unknown, path: string): readonly string[] {
  const imports = property(property(property(meta, 'outputs'), path), 'imports');
  if (!Array.isArray(imports)) return [];
  return imports.flatMap((entry: unknown) => {
    const target = property(entry, 'path');
    const isChunk = property(entry, 'kind') === 'import-statement' && property(entry, 'external') !== true;
    return isChunk && typeof target === 'string' ? [target] : [];
  });
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
