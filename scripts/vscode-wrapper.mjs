#!/usr/bin/env node
// Stands in for the desktop executable when extension tests run where desktop VS Code cannot be downloaded: takes the
// same arguments, runs the npm-distributed server, opens its workbench in a browser without a window, passes the
// console on and ends with the exit code of the tests.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { installHost, startServer } from './host.mjs';
import { inWorkRoom } from './paths.mjs';
import { atTheEnd } from './processes.mjs';

const limitMs = Number(process.env['INTEGRATION_LIMIT_MS'] ?? 10 * 60_000);
/** What the tests print; the workbench's own talk goes to the log file. */
const mark = '[test] ';
const logFile = inWorkRoom('integration-console.log');

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

  mkdirSync(inWorkRoom(), { recursive: true });
  writeFileSync(logFile, '');
  const dataDir = mkdtempSync(inWorkRoom('integration-server-'));
  atTheEnd(() => rmSync(dataDir, { recursive: true, force: true }));
  // The flag makes the workbench report its console and the end of the tests; it also hides notifications.
  const flags = ['--enable-smoke-test-driver'];
  const server = await startServer({ host, kind: 'server', dataDir, extensions: [], flags });
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
      const text = format(...args);
      if (text.startsWith(mark)) console.log(text.slice(mark.length));
      else appendFileSync(logFile, `${text}\n`);
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
  if (code !== 0) console.log(`What VS Code wrote to its console is in ${logFile}.`);
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
