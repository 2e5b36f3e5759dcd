// The licences of the libraries whose code is inside the bundles. They ask to be passed on with every copy.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * @param {readonly import('esbuild').Metafile[]} metafiles of all bundles
 * @returns {string} name, version, licence and licence text of every library
 * @throws {Error} when a library brings no licence text: then it must not be bundled as it is
 */
export function thirdPartyNotices(metafiles) {
  const folders = new Set(
    metafiles
      .flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)))
      .flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0] ?? []),
  );
  const notices = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8'));
    const file = readdirSync(inRoot(folder)).find((entry) => /^licen[cs]e/iu.test(entry));
    if (file === undefined) throw new Error(`The bundled library ${name} ${version} has no licence file.`);
    const text = readFileSync(inRoot(join(folder, file)), 'utf8').trim();
    return { title: `${name} ${version} (${license})`, text };
  });
  return notices
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, text }) => `${title}\n${'='.repeat(title.length)}\n\n${text}\n`)
    .join('\n\n');
}
