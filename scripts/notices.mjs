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
    const { name, version, license, author } = JSON.parse(
      readFileSync(inRoot(folder, 'package.json'), 'utf8'),
    );
    const text = licenceText(folder) ?? (license === 'MIT' ? mitText(author?.name ?? author) : undefined);
    if (text === undefined) throw new Error(`The bundled library ${name} ${version} has no licence text.`);
    return { title: `${name} ${version} (${license})`, text };
  });
  return notices
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, text }) => `${title}\n${'='.repeat(title.length)}\n\n${text}\n`)
    .join('\n\n');
}

/**
 * @param {string} folder
 * @returns {string | undefined} the licence file, or the last chapter of the read-me when that is the licence
 */
function licenceText(folder) {
  const files = readdirSync(inRoot(folder));
  /** @param {RegExp} name */
  const read = (name) => {
    const file = files.find((entry) => name.test(entry));
    return file === undefined ? undefined : readFileSync(inRoot(join(folder, file)), 'utf8').trim();
  };
  return (
    read(/^licen[cs]e/iu) ??
    /\n(?:#+ *licen[cs]e|licen[cs]e\n-+)\s*\n(.+)$/isu.exec(read(/^readme/iu) ?? '')?.[1]?.trim()
  );
}

/**
 * The terms of MIT are always the same; only the holder differs.
 * @param {unknown} holder
 * @returns {string | undefined}
 */
function mitText(holder) {
  if (typeof holder !== 'string') return undefined;
  return readFileSync(inRoot('LICENSE'), 'utf8')
    .replace(/^Copyright .*$/mu, `Copyright (c) ${holder}`)
    .trim();
}
