import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../l10n/en/http.json';
import zh from '../../l10n/zh-cn/http.json';

const root = new URL('../../src/', import.meta.url);

/** The keys of errors in the sources of a folder and of all folders in it. */
const keysIn = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8'))
    .flatMap((text) => [...text.matchAll(/'(error\.[a-z.-]+)'/g)].map((match) => match[1] ?? ''));

const ofHttp = new Set(keysIn('http'));
const ofAll = new Set(keysIn('.'));
const actions = [
  'retry',
  'edit-connection',
  'accept-certificate',
  'look-up-again',
  'open-error-page',
  'show-log',
  'none',
].map((name) => `error.action.${name}`);

/** Names of the arguments of an ICU text. */
const argumentsOf = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

describe('sentences of errors', () => {
  it('exist for every key of the HTTP code, and none that no code has', () => {
    expect(ofHttp.size).toBeGreaterThan(20);
    const keys = Object.keys(en);
    expect([...ofHttp, ...actions].filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => !ofAll.has(key) && !actions.includes(key))).toEqual([]);
    expect(Object.keys(zh).sort()).toEqual(keys.sort());
  });

  it.each(Object.entries(en))('%s has the same arguments in both languages', (key, english) => {
    const chinese = Object.entries(zh).find(([other]) => other === key)?.[1] ?? '';
    expect(argumentsOf(chinese)).toEqual(argumentsOf(english));
    expect(chinese).toMatch(/\p{Script=Han}/u);
  });
});
