import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exported, exportFormats, type ExportFormat } from '../../src/trace/export/export.ts';
import { checkReading } from '../fuzz/check.ts';
import { corpusIn } from '../fuzz/corpus.ts';
import { mutated } from '../fuzz/mutate.ts';
import { checkOutput } from '../fuzz/outputs.ts';
import { runInput } from '../fuzz/run.ts';
import { dice } from '../bench/random.ts';
import { inEnglish } from './support/render.ts';
import { sampleTrace } from './support/sample-trace.ts';

const corpus = corpusIn(join(import.meta.dirname, '../..'));
const exportOf = (format: ExportFormat) =>
  exported(sampleTrace(), format, { language: 'en', render: inEnglish });
const rows = sampleTrace().steps.length + sampleTrace().events.length;

describe('the parsers of the fuzz run', () => {
  test.each(exportFormats)('take a good %s', (format) => {
    expect(() => checkOutput(format, exportOf(format), rows)).not.toThrow();
  });

  test.each<readonly [ExportFormat, string, string]>([
    ['flow-svg', '</svg>', '<script/></svg>'],
    ['flow-svg', '</svg>', ''],
    ['timeline-svg', ' width="', ' width="NaN'],
    ['timeline-svg', '<rect ', '<rect onload="x" '],
    ['csv', '\r\n', '\r\n=1+1,,,,,,,,,,\r\n'],
    ['csv', 'Welcome prompt', '=HYPERLINK()'],
    ['csv', 'Welcome prompt', '"'],
    ['markdown', 'Welcome prompt', '[x](https://example.com)'],
    ['markdown', 'Welcome prompt', '<img src=x>'],
    ['mermaid-flowchart', 'Welcome prompt', '"]; click n1 "x'],
    ['mermaid-sequence', 'Note over', 'links ivr: {}\n  Note over'],
  ])('refuse %s with %j as %j', (format, good, bad) => {
    const text = exportOf(format);
    expect(text).toContain(good);
    expect(() => checkOutput(format, text.replace(good, bad), rows)).toThrow();
  });
});

describe('the inputs of the fuzz run', () => {
  test('are the same for the same seed and number, and others for others', () => {
    const of = (seed: number) =>
      corpus
        .slice(0, 20)
        .map(({ files: [file] }, at) =>
          file === undefined ? '' : Buffer.from(mutated(file.bytes, dice(seed + at))).toString('base64'),
        );
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8000));
    const [one, again] = [runInput(corpus, 5, 3, 'reading'), runInput(corpus, 5, 3, 'reading')];
    expect(one.files).toEqual(again.files);
  });

  test('start from every fixture and sample, all of which hold what must hold', () => {
    expect(corpus.length).toBeGreaterThan(80);
    for (const { name, files } of corpus) expect(() => checkReading(files), name).not.toThrow();
  });

  test('do no harm, the first few of one seed', () => {
    for (let number = 0; number < 12; number += 1)
      expect(runInput(corpus, 1, number, 'chain').error).toBeUndefined();
  });
});
