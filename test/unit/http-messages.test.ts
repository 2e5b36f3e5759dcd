import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../l10n/en/http.json';
import zh from '../../l10n/zh-cn/http.json';

const root = new URL('../../src/', import.meta.url);
const files = ['http/', 'providers/', 'providers/alibaba-ccc-2020/'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(`${folder}${name}`, root), 'utf8')),
);
const used = new Set(
  files.flatMap((text) => [...text.matchAll(/'(error\.[a-z.-]+)'/g)].map((match) => match[1])),
);
const actions = ['retry', 'edit-connection', 'look-up-again', 'show-log', 'none'].map(
  (name) => `error.action.${name}`,
);

/** Names of the arguments of an ICU text. */
const argumentsOf = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

describe('sentences of errors', () => {
  it('exist in both languages for every key in the code, and no others', () => {
    expect(used.size).toBeGreaterThan(40);
    const wanted = [...used, ...actions].sort();
    expect(Object.keys(en).sort()).toEqual(wanted);
    expect(Object.keys(zh).sort()).toEqual(wanted);
  });

  it.each(Object.entries(en))('%s has the same arguments in both languages', (key, english) => {
    const chinese = Object.entries(zh).find(([other]) => other === key)?.[1] ?? '';
    expect(argumentsOf(chinese)).toEqual(argumentsOf(english));
    expect(chinese).toMatch(/\p{Script=Han}/u);
  });
});
