// Bundles test/fuzz and runs it: npm run fuzz [-- options], see --help
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './ensure.mjs';
import { inWorkRoom, root } from './paths.mjs';
import { endWithNpm } from './processes.mjs';

endWithNpm();
try {
  await ensureDependencies((line) => console.log(line));
  const esbuild = await import('esbuild');
  // Several may run at once, each with options of its own.
  const out = inWorkRoom('fuzz', `run-${process.pid}`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: 'test/fuzz/main.ts', worker: 'test/fuzz/worker.ts' },
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    packages: 'external',
    logLevel: 'warning',
  });
  const { fuzz } = await import(pathToFileURL(`${out}/main.mjs`).href);
  const clean = await fuzz(root, `${out}/worker.mjs`, inWorkRoom('fuzz', 'found'), process.argv.slice(2));
  process.exitCode = clean ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
