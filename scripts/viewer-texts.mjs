// The viewer's texts, compiled when it is built and kept beside its script, a file a language: the script carries neither
// the parser of messages nor a language that nobody reads.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';

/** The areas of l10n/ that the viewer says itself; everything about the call arrives in words. */
const areas = ['viewer', 'filter', 'units'];

/** @param {'en' | 'zh-cn'} language */
export const viewerTextsFile = (language) => `viewer-texts.${language}.json`;

/**
 * @param {'en' | 'zh-cn'} language
 * @returns {Promise<string>} JSON: by key a text that says just what it is, or a message taken apart
 */
export async function viewerTexts(language) {
  // The parser is loaded late: what builds may have to install it first.
  const { parse } = await import('@formatjs/icu-messageformat-parser');
  const texts = await Promise.all(
    areas.map(async (area) =>
      Object.entries(JSON.parse(await readFile(inRoot('l10n', language, `${area}.json`), 'utf8'))),
    ),
  );
  const compiled = texts
    .flat()
    .map(([key, text]) => [
      key,
      isPlain(text) ? text : parse(text, { ignoreTag: true, captureLocation: false }),
    ]);
  return JSON.stringify(Object.fromEntries(compiled));
}

/** Whether a text says just what it is: as in `createRender`. @param {string} text */
const isPlain = (text) => !text.includes('{') && !text.includes("'");

/** @type {import('esbuild').Plugin} */
export const withoutMessageParser = {
  name: 'without-message-parser',
  setup(build) {
    build.onResolve({ filter: /^@formatjs\/icu-messageformat-parser$/ }, () => {
      const { resolve } = createRequire(import.meta.url);
      return { path: join(dirname(resolve('@formatjs/icu-messageformat-parser')), 'no-parser.js') };
    });
  },
};
