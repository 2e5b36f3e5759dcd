// Bundles test/simulators/simulate.ts and runs it: npm run simulate [-- options], see --help
import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './ensure.mjs';
import { inWorkRoom, root } from './paths.mjs';
import { endWithNpm } from './processes.mjs';

endWithNpm();
try {
  await ensureDependencies((line) => console.log(line));
  const esbuild = await import('esbuild');
  // Several may run at once, each with options of its own.
  const file = inWorkRoom('simulate', `main-${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/simulators/simulate.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const { simulate } = await import(pathToFileURL(file).href);
  await rm(file, { force: true });
  await simulate(process.argv.slice(2), inWorkRoom('simulate'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Servers that were started before would keep the process alive.
  process.exit(1);
}
