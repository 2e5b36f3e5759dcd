import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { RawResponse } from '../../src/trace/source/response.ts';

/** Files that people have, and those beside them, which belong to the same call. */
export interface Seed {
  readonly name: string;
  readonly files: readonly RawResponse[];
}

/** Larger ones take the time of many small ones, and show nothing that these do not. */
const largest = 100_000;
/** Files of one folder that are read together, at most. */
const together = 4;

/** All fixtures and samples: each file alone, and the responses of each call together. */
export function corpusIn(root: string): readonly Seed[] {
  const folders = ['test/fixtures/reported', 'test/fixtures/payloads', 'media/samples'];
  const files = folders.flatMap((folder) => filesIn(join(root, folder)));
  const seeds = files.map((file): Seed => ({ name: nameIn(root, file), files: [raw(file)] }));
  const byFolder = new Map<string, string[]>();
  for (const file of files) {
    // The files of a sample's folder are one call; payloads stand for themselves.
    if (!nameIn(root, file).startsWith('media/samples/') || file.endsWith('.calltrace.json')) continue;
    const folder = dirname(file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  for (const [folder, inside] of byFolder) {
    if (inside.length < 2) continue;
    seeds.push({ name: nameIn(root, folder), files: inside.slice(0, together).map(raw) });
  }
  return seeds;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && statSync(file).size <= largest && !file.endsWith('.md'))
    .sort();
}

const nameIn = (root: string, file: string) => relative(root, file).split(sep).join('/');

const raw = (file: string): RawResponse => ({
  name: file.split(sep).at(-1) ?? file,
  bytes: readFileSync(file),
});
