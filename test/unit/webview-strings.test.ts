import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/trace/message.ts';
import viewer from '../../l10n/en/viewer.json';
import { viewerStrings } from './support/viewer-strings.ts';
import { durationText } from '../../src/trace/format.ts';

const folder = new URL('../../webview/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

describe('the texts of the viewer', () => {
  it('are all used', () => {
    const unused = Object.keys(viewer).filter(
      (key) =>
        !sources.includes(`'${key}'`) && !sources.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`),
    );
    expect(unused).toEqual([]);
  });

  it('of the filter agree in number, and quote no fix that has quotation marks', () => {
    const strings = viewerStrings('en');
    expect(strings('filter.said', { count: 1, total: 31 })).toBe('1 of 31 steps and events match');
    expect(strings('filter.fix', { insert: '"foo:bar"' })).toBe('Write "foo:bar"');
  });

  it.each(languages)('are put into words, with numbers and durations (%s)', (language) => {
    const strings = viewerStrings(language);
    expect(strings('problems.more', { count: 2 })).toBe(
      { en: '2 more problems', 'zh-cn': '另有 2 个问题' }[language],
    );
    expect(strings('gaps.count', { count: 1 })).toBe({ en: '1 gap', 'zh-cn': '1 处缺失' }[language]);
    expect(durationText(102_000, strings.render)).toBe({ en: '1 m 42 s', 'zh-cn': '1 分 42 秒' }[language]);
  });
});
