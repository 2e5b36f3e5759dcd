// Runs the checks and all tests: check, build, unit, integration, ui.
//   node scripts/test.mjs [stage…] [words that the last stage's test runner gets]
// Every stage runs even when an earlier one failed. The last line is `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { ensureDependencies } from './ensure.mjs';
import { inRoot, inWorkRoom, root } from './paths.mjs';
import { endWithNpm, run } from './processes.mjs';

/** @typedef {{ passed: number, failed: number, note?: string }} Counts */

/**
 * The stages in their order. A stage that throws has failed once.
 * @type {Readonly<Record<string, (args: readonly string[]) => Promise<Counts>>>}
 */
const stages = { check, build: buildAll, unit, integration, ui };

/** Types, lint and format; each counts as one test. */
async function check() {
  const tsc = inRoot('node_modules', 'typescript-native', 'bin', 'tsc');
  const steps = [
    ['lint', inRoot('node_modules', 'eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0'],
    ['types of the sources and tests', tsc, '-p', '.'],
    ['types of the webview', tsc, '-p', 'webview'],
    ['types of the unit tests of the page', tsc, '-p', 'test/unit/page'],
    ['types of the UI tests', tsc, '-p', 'test/ui'],
    ['types of the pages of the bench', tsc, '-p', 'test/bench/page'],
    ['types of the scripts', tsc, '-p', 'scripts'],
    [
      'imports',
      inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      'src',
      'webview',
    ],
    ['format', inRoot('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '.'],
  ];
  let failed = 0;
  const waiting = [...steps];
  /** Two at a time: each keeps one core busy. */
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const [name = '', ...command] = step;
      const started = Date.now();
      const { code, output } = await run(process.execPath, command, { cwd: root });
      console.log(`  ${code === 0 ? '✓' : '✗'} ${name} (${seconds(started)})`);
      if (code !== 0) {
        failed += 1;
        console.log(output.trimEnd().replaceAll(/^/gmu, '    '));
      }
    }
  };
  await Promise.all([lane(), lane()]);
  return { passed: steps.length - failed, failed };
}

async function buildAll() {
  await build({ production: true });
  return { passed: 1, failed: 0 };
}

/** @param {readonly string[]} args */
async function unit(args) {
  const file = freshResult('unit');
  const command = [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
  ];
  const { code } = await run(process.execPath, [...command, `--outputFile.json=${file}`, ...args], {
    cwd: root,
    env: coloured(),
    show: true,
  });
  const result = readResult(file);
  /** @type {readonly { status: string, assertionResults: readonly { status: string }[] }[]} */
  const files = result.testResults;
  // A file that cannot be loaded or set up fails without a failed test of its own.
  const unread = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return checked(
    code,
    { passed: result.numPassedTests, failed: result.numFailedTests + unread.length },
    result.numPendingTests,
  );
}

/** @param {readonly string[]} args */
async function integration(args) {
  const { runIntegration } = await import('../test/integration/run.mjs');
  return checked(0, await runIntegration(args.length === 0 ? undefined : args.join(' ')), 0);
}

/** @param {readonly string[]} args */
async function ui(args) {
  const { installHost } = await import('./host.mjs');
  const chromium = await findChromium(log);
  await installHost(log);
  const file = freshResult('ui');
  const { code } = await run(
    process.execPath,
    [inRoot('node_modules', '@playwright', 'test', 'cli.js'), 'test', ...args],
    {
      cwd: root,
      env: { ...coloured(), CHROMIUM: chromium },
      show: true,
    },
  );
  const { expected, unexpected, flaky, skipped } = readResult(file).stats;
  const counts = checked(code, { passed: expected + flaky, failed: unexpected }, skipped);
  return flaky === 0 ? counts : { ...counts, note: `${counts.note ?? ''} (${flaky} only when tried again)` };
}

/** Runners write to a pipe here, so they cannot see whether there is a terminal. */
function coloured() {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...env } = process.env;
  return { ...env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) };
}

/** @param {string} stage */
function freshResult(stage) {
  const file = inWorkRoom('results', `${stage}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readResult(file) {
  if (!existsSync(file)) throw new Error('The test runner ended without a result.');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * A runner that fails without a failed test has failed once; so has one that ran no test.
 * @param {number} code
 * @param {Counts} counts
 * @param {number} skipped
 * @returns {Counts}
 */
function checked(code, { passed, failed }, skipped) {
  const note = skipped === 0 ? '' : ` (${skipped} skipped)`;
  if (failed === 0 && passed === 0) return { passed, failed: 1, note: `${note} (no test ran)` };
  if (failed === 0 && code !== 0)
    return { passed, failed: 1, note: `${note} (the runner failed outside of a test)` };
  return { passed, failed, note };
}

/** @param {number} started */
function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/** @param {string} line */
function log(line) {
  console.log(line);
}

async function main() {
  const args = process.argv.slice(2);
  const named = args.filter((arg) => Object.hasOwn(stages, arg));
  const rest = args.filter((arg) => !Object.hasOwn(stages, arg));
  const wanted = named.length === 0 ? Object.keys(stages) : named;
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const [name, stage] of Object.entries(stages)) {
    if (!wanted.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    const started = Date.now();
    /** @type {Counts} */
    let counts;
    try {
      counts = await stage(name === wanted.at(-1) ? rest : []);
    } catch (error) {
      console.log(error instanceof Error ? error.message : error);
      counts = { passed: 0, failed: 1 };
    }
    const line = `${name}: ${counts.passed} passed, ${counts.failed} failed${counts.note ?? ''}, ${seconds(started)}`;
    console.log(line);
    lines.push(line);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  console.log(`\n${lines.join('\n')}`);
  return total;
}

endWithNpm();
let total = { passed: 0, failed: 1 };
try {
  await ensureDependencies(log);
  total = await main();
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
