import { readdirSync, readFileSync } from 'node:fs';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../l10n/', import.meta.url);
const areas = readdirSync(new URL('en/', folder));

function catalogue(language: string, area: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(readFileSync(new URL(`${language}/${area}`, folder), 'utf8'));
  if (typeof value !== 'object' || value === null) throw new Error(`${area} is no object`);
  return Object.fromEntries(Object.entries(value));
}

function args(elements: readonly MessageFormatElement[]): readonly string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.plural:
      case TYPE.select:
        return [element.value, ...Object.values(element.options).flatMap((option) => args(option.value))];
      case TYPE.tag:
        return args(element.children);
      default:
        return [element.value];
    }
  });
}

describe('the catalogue', () => {
  it('has the same areas in both languages', () => {
    expect(readdirSync(new URL('zh-cn/', folder))).toEqual(areas);
  });

  it.each(areas)('%s has every message in both languages, with the same arguments', (area) => {
    const english = catalogue('en', area);
    const chinese = catalogue('zh-cn', area);
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      const other = chinese[key];
      if (typeof text !== 'string' || typeof other !== 'string') throw new Error(`${key} is no text`);
      expect(text.trim(), key).not.toBe('');
      expect(other.trim(), key).not.toBe('');
      const names = new Set(args(parse(text, { ignoreTag: true })));
      expect(new Set(args(parse(other, { ignoreTag: true }))), key).toEqual(names);
    }
  });

  it('has no key in two areas', () => {
    const keys = areas.flatMap((area) => Object.keys(catalogue('en', area)));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
