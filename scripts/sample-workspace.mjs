// The folder that `npm start` opens: every sample call as a trace, and the raw responses it was made from.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, inWorkRoom } from './paths.mjs';
import { run } from './processes.mjs';

const samples = inRoot('media', 'samples');

/**
 * Makes the folder anew. The traces are made by the command line of dist/.
 * @returns {Promise<string>} its path
 * @throws {Error} when a sample cannot be read
 */
export async function makeSampleWorkspace() {
  const workspace = inWorkRoom('sample-workspace');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  /** @type {readonly { slug: string, files: readonly string[] }[]} */
  const index = JSON.parse(readFileSync(join(samples, 'index.json'), 'utf8'));
  await Promise.all(
    index.map(async ({ slug, files }) => {
      cpSync(join(samples, slug), join(workspace, 'responses', slug), { recursive: true });
      const raw = files.map((file) => join('responses', slug, file));
      const trace = `${slug}.calltrace.json`;
      const cli = inRoot('dist', 'cli.js');
      const { code, output } = await run(process.execPath, [cli, 'convert', ...raw, '--out', trace], {
        cwd: workspace,
      });
      if (code !== 0) throw new Error(`The sample ${slug} could not be read:\n${output.trim()}`);
    }),
  );
  return workspace;
}
