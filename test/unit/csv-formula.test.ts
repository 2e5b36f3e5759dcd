import { parse as parseCsv } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { exported } from '../../src/trace/export/export.ts';
import { makeTrace } from './support/make-trace.ts';
import { inEnglish } from './support/render.ts';

function nameCell(name: string): string | undefined {
  const steps = [{ node: name, kind: 'play', from: 0, to: 1 }] as const;
  const csv = exported(makeTrace({ steps }), 'csv', { language: 'en', render: inEnglish, unmasked: true });
  const [head = [], ...rows]: string[][] = parseCsv(csv, { bom: true });
  return rows[0]?.[head.indexOf('name')];
}

test.each([
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(A1)',
  '﹦1',
  '﹢1',
  '﹣1',
  '﹫A1',
])('a spreadsheet runs nothing that begins with a sign: %s', (name) => {
  expect(nameCell(name)).toBe(`'${name}`);
  for (const before of ['\n', '\t', ' ', '\u00A0', '\u3000', '\u200B', '\uFEFF', '\n\t ']) {
    expect(nameCell(before + name)).toBe(`'${before}${name}`);
  }
});

test('what begins with a line end or a tab is text as well', () => {
  expect(nameCell('\nnext')).toBe("'\nnext");
  expect(nameCell('\tnext')).toBe("'\tnext");
});

test.each(['-12', '12', 'a=b', 'Sales + service', '1+1', '选择 ＋ 确认'])('%s stays as it is', (name) => {
  expect(nameCell(name)).toBe(name);
});

test('control characters are shown as their escapes', () => {
  expect(nameCell('a\u001b[2Jb\u009bc\r\nd\re')).toBe('a\\u001b[2Jb\\u009bc\nd\\u000de');
});
