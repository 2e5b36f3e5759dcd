import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { installHost, startServer } from '../../scripts/host.mjs';
import { inWorkRoom, root } from '../../scripts/paths.mjs';

/** A server of VS Code with our extension, and a browser for its windows. */
export interface Rooms {
  readonly browser: Browser;
  /** Of a window that shows the folder with the files. */
  readonly address: string;
  readonly dataDir: string;
}

/**
 * Starts a server and a browser, and ends both.
 *
 * @param files what stands in the folder, by name
 * @param extensions folders of further extensions
 */
export async function withServer<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  extensions: readonly string[],
  use: (rooms: Rooms) => Promise<T>,
): Promise<T> {
  const log = (): void => undefined;
  const executablePath = await findChromium(log);
  const host = await installHost(log);
  const room = inWorkRoom('bench-workbench');
  rmSync(room, { recursive: true, force: true });
  const folder = join(room, 'calls');
  const dataDir = join(room, 'server');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const server = await startServer({ host, kind: 'server', dataDir, extensions: [root, ...extensions] });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await use({
      browser,
      address: `${server.address}/?folder=${encodeURIComponent(folder)}`,
      dataDir,
    });
  } finally {
    await browser.close();
    await server.stop();
    rmSync(room, { recursive: true, force: true });
  }
}
