// The folder that `npm start` opens: every sample call as a trace, and the raw responses it was made from.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, inWorkRoom } from './paths.mjs';
import { run } from './processes.mjs';

const samples = inRoot('media', 'samples');

/** @returns {readonly { slug: string, files: readonly string[] }[]} */
function sampleIndex() {
  return JSON.parse(readFileSync(join(samples, 'index.json'), 'utf8'));
}

/**
 * Puts a sample into a folder: its raw responses in `responses/<slug>/`, and the trace that the command line of dist/
 * makes of them.
 * @param {string} slug
 * @param {string} folder
 * @returns {Promise<string>} name of the trace in the folder
 * @throws {Error} when there is no such sample, or it cannot be read
 */
export async function addSample(slug, folder) {
  const sample = sampleIndex().find((entry) => entry.slug === slug);
  if (sample === undefined) throw new Error(`There is no sample ${slug} in media/samples/index.json.`);
  cpSync(join(samples, slug), join(folder, 'responses', slug), { recursive: true });
  const name = `${slug}.calltrace.json`;
  const responses = sample.files.map((file) => join('responses', slug, file));
  const args = [inRoot('dist', 'cli.js'), 'convert', ...responses, '--out', name];
  const { code, output } = await run(process.execPath, args, { cwd: folder });
  if (code !== 0) throw new Error(`The sample ${slug} could not be read:\n${output.trim()}`);
  return name;
}

/**
 * Makes the folder anew.
 * @returns {Promise<string>} its path
 */
export async function makeSampleWorkspace() {
  const workspace = inWorkRoom('sample-workspace');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  await Promise.all(sampleIndex().map(({ slug }) => addSample(slug, workspace)));
  return workspace;
}
