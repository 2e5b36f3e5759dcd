// Builds as for release, bundles test/bench/main.ts and runs it: node scripts/bench.mjs [arguments of the bench]
import { rm } from 'node:fs/promises';
import { build } from './build.mjs';
import { ensureDependencies } from './ensure.mjs';
import { inWorkRoom, root } from './paths.mjs';
import { endWithNpm, run } from './processes.mjs';

/** @param {string} line */
const log = (line) => console.log(line);

endWithNpm();
try {
  await ensureDependencies(log);
  log('Building …');
  await build({ production: true, meta: true });
  const esbuild = await import('esbuild');
  const out = inWorkRoom('bench');
  await rm(out, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: 'test/bench/main.ts' },
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    // Libraries stay what they are; the scripts must keep the place from which they find the project.
    packages: 'external',
    external: ['./scripts/*'],
    logLevel: 'warning',
  });
  const args = [
    '--enable-source-maps',
    '--expose-gc',
    '--experimental-websocket',
    inWorkRoom('bench', 'main.mjs'),
    ...process.argv.slice(2),
  ];
  const { code } = await run(process.execPath, args, { cwd: root, show: true });
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
