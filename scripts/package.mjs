// Makes call-trace-inspector-<version>.vsix and lists what is in it.
import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './ensure.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * @param {(line: string) => void} log
 * @param {string} [file] where to; the root folder otherwise
 * @returns {Promise<{ file: string, bytes: number }>}
 * @throws {Error} when vsce refuses; its words are printed before
 */
export async function packageExtension(log, file) {
  await ensureDependencies(log);
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const out = file ?? inRoot(`${name}-${version}.vsix`);
  // Everything is bundled, and no repository address is known yet that links could be rewritten to.
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const vsce = inRoot('node_modules', '@vscode', 'vsce', 'vsce');
  const { code, output } = await run(process.execPath, [vsce, 'package', ...flags, '--out', out], {
    cwd: root,
  });
  log(output.trimEnd());
  if (code !== 0) throw new Error('The package could not be made.');
  return { file: out, bytes: statSync(out).size };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await packageExtension((line) => console.log(line));
    const { code, output } = await run(
      process.execPath,
      [inRoot('node_modules', '@vscode', 'vsce', 'vsce'), 'ls', '--no-dependencies'],
      { cwd: root },
    );
    console.log(output.trim());
    process.exitCode = code;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
