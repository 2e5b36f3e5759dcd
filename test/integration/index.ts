// Runs inside VS Code's extension host: every bundled test file beside this one, by mocha.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Called by VS Code (`--extensionTestsPath`); rejects when a test fails. */
export async function run(): Promise<void> {
  // The workbench writes to the same console; the mark tells the tests' lines from its own.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    // eslint-disable-next-line no-console -- the console is the only way out of the extension host
    for (const line of format(...args).split('\n')) console.log(`[test] ${line}`);
  };
  process.setSourceMapsEnabled(true);
  const grep = process.env['INTEGRATION_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 60_000,
    ...(grep === undefined || grep === '' ? {} : { grep }),
  });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const counts = await new Promise<{ passed: number; failed: number; pending: number }>((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed, pending: runner.stats?.pending ?? 0 });
    });
  });
  writeFileSync(join(__dirname, 'results.json'), JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} of the tests in VS Code failed.`);
}
