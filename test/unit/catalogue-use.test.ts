import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

const sources = ['src', 'webview'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8')),
);
const program = sources.join('\n');

const found = (pattern: RegExp): readonly string[] =>
  [...program.matchAll(pattern)].map(([, text = '']) => text);

const literals = new Set([
  ...found(/'([^'\\\n]*)'/gu),
  ...found(/"([^"\\\n]*)"/gu),
  ...found(/`([^`\\\n$]*)`/gu),
]);
/** What stands before a value in a template: keys that begin so may be made there. */
const beginnings = found(/`([a-z][\w-]*(?:\.[\w-]*)*)\$\{/gu).filter((text) => /[.-]/u.test(text));
const names = new Set(program.match(/[A-Za-z][\w-]*/gu));

/** Words of codes that only documents have so far. */
const inDocuments = 'flow-type.';

/** Labels of codes are made of two values: a space, and what the code means. */
const isLabel = (area: string) => area.startsWith('labels');

function isSaid(area: string, key: string): boolean {
  if (literals.has(key) || beginnings.some((beginning) => key.startsWith(beginning))) return true;
  const [space = '', ...rest] = key.split('.');
  const meaning = rest.join('.');
  return (
    isLabel(area) &&
    literals.has(space) &&
    (names.has(meaning) || beginnings.some((beginning) => meaning.startsWith(beginning)))
  );
}

function keysOf(area: string): readonly string[] {
  const texts: unknown = JSON.parse(readFileSync(new URL(`l10n/en/${area}`, root), 'utf8'));
  return Object.keys(texts ?? {});
}

describe('the catalogue and the program', () => {
  it.each(readdirSync(new URL('l10n/en/', root)))('%s has no message that nothing says', (area) => {
    const keys = keysOf(area);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !isSaid(area, key) && !key.startsWith(inDocuments))).toEqual([]);
  });

  it('finds a message that nothing says', () => {
    expect(isSaid('extension.json', 'extension.of-nothing')).toBe(false);
    expect(isSaid('labels.json', 'outcome.of-nothing.at-all')).toBe(true);
    expect(isSaid('labels.json', 'event.of-nothing-at-all')).toBe(false);
  });
});
