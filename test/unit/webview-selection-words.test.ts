import { expect, it } from 'vitest';
import { selectionWords } from '../../webview/parts/selection-words.ts';
import { sampleDrawn } from './support/viewer.ts';
import { viewerStrings } from './support/viewer-strings.ts';

it.each(['en', 'zh-cn'] as const)('says of every visit of a node something else (%s)', (language) => {
  const view = sampleDrawn(language);
  const { items } = view.graph.nodes.find(({ visits }) => visits.length > 2) ?? { items: [] };
  const said = [...items].map((item) => selectionWords(view, item, viewerStrings(language)));
  expect(said.length).toBeGreaterThan(2);
  expect(new Set(said).size).toBe(said.length);
  expect(said[1]).toMatch(
    language === 'en'
      ? /^Selected: .+ · step \d+ · .+ · [\d.]+ s$/
      : /^已选择：.+ · 第 \d+ 步 · .+ · [\d.]+ 秒$/,
  );
});
