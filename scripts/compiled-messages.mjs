// The viewer's texts are compiled when it is built, so that its script need not carry the parser of messages.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** @type {import('esbuild').Plugin} */
export const compiledMessages = {
  name: 'compiled-messages',
  // The parser is loaded late: what builds may have to install it first.
  async setup(build) {
    const { parse } = await import('@formatjs/icu-messageformat-parser');
    const { resolve } = createRequire(import.meta.url);
    const parserFolder = dirname(resolve('@formatjs/icu-messageformat-parser'));
    build.onResolve({ filter: /^@formatjs\/icu-messageformat-parser$/ }, () => ({
      path: join(parserFolder, 'no-parser.js'),
    }));
    build.onLoad({ filter: /[\\/]l10n[\\/][^\\/]+[\\/][^\\/]+\.json$/ }, async ({ path }) => {
      /** @type {Record<string, string>} */
      const texts = JSON.parse(await readFile(path, 'utf8'));
      const compiled = Object.entries(texts).map(([key, text]) => [
        key,
        isPlain(text) ? text : parse(text, { ignoreTag: true, captureLocation: false }),
      ]);
      return { contents: JSON.stringify(Object.fromEntries(compiled)), loader: 'json' };
    });
  },
};

/** Whether a text says just what it is: as in `createRender`. @param {string} text */
const isPlain = (text) => !text.includes('{') && !text.includes("'");
