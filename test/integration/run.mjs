// Bundles the integration tests and runs them inside VS Code through @vscode/test-electron.
//   node test/integration/run.mjs [words of a test's title | --bundle-only]
// VSCODE_EXECUTABLE names a desktop VS Code to use. Otherwise Linux uses the npm-distributed one, and other systems
// let test-electron download desktop VS Code.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { hostObstacle } from '../../scripts/host.mjs';
import { inRoot, inWorkRoom, root } from '../../scripts/paths.mjs';
import { nameThisMachine } from './support/tls-host.mjs';

const here = inRoot('test', 'integration');
const out = inWorkRoom('integration');
/** The folder that is open while the tests run. */
const workspace = join(out, 'workspace');

/** One file a test file: mocha loads them; VS Code and mocha stay what they are at run time. */
async function bundle() {
  rmSync(out, { recursive: true, force: true });
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      ['index.ts', ...files.filter((name) => name.endsWith('.test.ts'))].map((name) => [
        name.replace(/\.ts$/u, '').replaceAll(/[\\/]/gu, '-'),
        join(here, name),
      ]),
    ),
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [join(here, 'support', 'tls-client.ts')],
    outfile: join(out, 'tls-client.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  mkdirSync(workspace, { recursive: true });
}

/**
 * @param {string} [grep] words of a test's title
 * @returns {Promise<{ passed: number, failed: number }>} a run that ends without a result has failed once
 */
export async function runIntegration(grep) {
  await bundle();
  const executable =
    process.env['VSCODE_EXECUTABLE'] ??
    (hostObstacle() === undefined ? inRoot('scripts', 'vscode-wrapper.mjs') : undefined);
  const further = nameThisMachine();
  let ended = true;
  try {
    await runTests({
      ...(executable === undefined ? {} : { vscodeExecutablePath: executable }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(out, 'index.cjs'),
      launchArgs: [workspace, '--disable-extensions'],
      extensionTestsEnv: {
        NODE_OPTIONS: undefined,
        ...(grep === undefined ? {} : { INTEGRATION_GREP: grep }),
        ...(further === undefined ? {} : { INTEGRATION_TLS_HOST: further.name }),
      },
    });
  } catch (error) {
    ended = false;
    console.log(error instanceof Error ? error.message : error);
  } finally {
    further?.takeAway();
  }
  const results = join(out, 'results.json');
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  const { passed, failed } = JSON.parse(readFileSync(results, 'utf8'));
  return { passed, failed: ended || failed > 0 ? failed : 1 };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [words] = process.argv.slice(2);
  if (words === '--bundle-only') await bundle();
  else {
    const { passed, failed } = await runIntegration(words);
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  }
}
