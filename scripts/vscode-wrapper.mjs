#!/usr/bin/env node
// Stands in for the desktop executable when extension tests run where desktop VS Code cannot be downloaded: takes the
// same arguments, runs the npm-distributed server, opens its workbench in a browser without a window, passes the
// console on and ends with the exit code of the tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { installHost, startServer } from './host.mjs';
import { inWorkRoom } from './paths.mjs';
import { atTheEnd } from './processes.mjs';

const limitMs = Number(process.env['INTEGRATION_LIMIT_MS'] ?? 10 * 60_000);
/** What the workbench itself says while no account is signed in. */
const noise = /^\[(?:AgentHost|Chat|Copilot|LanguageModel)|spdlog|marketplace|vsda/iu;

/** @param {string} name */
function valuesOf(name) {
  const prefix = `--${name}=`;
  return process.argv.filter((arg) => arg.startsWith(prefix)).map((arg) => resolve(arg.slice(prefix.length)));
}

async function main() {
  const developed = valuesOf('extensionDevelopmentPath');
  const [tests] = valuesOf('extensionTestsPath');
  const folder = process.argv.slice(2).find((arg) => !arg.startsWith('-'));
  if (developed.length === 0 || tests === undefined) {
    throw new Error('--extensionDevelopmentPath=… and --extensionTestsPath=… are needed.');
  }
  /** @type {(line: string) => void} */
  const log = (line) => console.log(line);
  const executablePath = await findChromium(log);
  const host = await installHost(log);

  const dataDir = mkdtempSync(inWorkRoom('integration-server-'));
  atTheEnd(() => rmSync(dataDir, { recursive: true, force: true }));
  const server = await startServer({ host, kind: 'server', dataDir, extensions: [] });
  const root = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: root ? ['--no-sandbox'] : [] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });

  /** @type {(code: number) => void} */
  let exited = () => undefined;
  /** @type {Promise<number>} */
  const exit = new Promise((done) => {
    exited = done;
  });
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      const text = args.map(String).join(' ');
      if (!noise.test(text)) console.log(text);
    },
  );
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => exited(code));
  const timer = setTimeout(() => {
    console.error(`The tests in VS Code did not end within ${limitMs / 1000} s.`);
    exited(1);
  }, limitMs);

  const remote = `vscode-remote://${server.authority}`;
  const payload = [
    ...developed.map((path) => ['extensionDevelopmentPath', `${remote}${path}`]),
    ['extensionTestsPath', `${remote}${tests}`],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder !== undefined) query.set('folder', resolve(folder));
  await page.goto(`${server.address}/?${query}`);
  const code = await exit;
  clearTimeout(timer);
  await browser.close();
  await server.stop();
  return code;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
