import { describe, expect, test } from 'vitest';
import { detailsOf } from '../../src/trace/view/details.ts';
import { tellingLines } from '../../src/trace/view/telling.ts';
import { traceView, type ViewOptions } from '../../src/trace/view/view.ts';
import { inEnglish } from './support/render.ts';
import { readSample } from './support/sample-graph.ts';
import { failedTrace } from './support/viewer.ts';

const english: ViewOptions = { language: 'en', render: inEnglish };

describe('lines of the raw record', () => {
  test('mark what the problem speaks of: the exit and the answer of the service', () => {
    const trace = failedTrace();
    const lines = (item: string) => {
      const { source } = detailsOf(trace, english)(item);
      const all = source?.text.split('\n') ?? [];
      return source?.telling?.map((at) => (all[at] ?? '').replace(/": .*/u, '": …').trim());
    };
    expect(lines('s11')).toEqual(['"responseCode": …', '"NodeExitCode": …']);
    expect(lines('s4')).toEqual(['"NodeExitCode": …']);
    expect(lines('s1')).toBeUndefined();
  });

  test('mark a code also in JSON text and among numbers, never in other texts', () => {
    const text = JSON.stringify(
      { answer: '{"status":502}', code: 502, note: 'HTTP 502', odd: '{502', list: [502] },
      null,
      2,
    );
    expect(tellingLines(text, ['502'])).toEqual([1, 2]);
    expect(tellingLines(text, [])).toEqual([]);
  });

  test('mark the field that an event was read from, and no field that only has the same short number', () => {
    const record = {
      mediaType: 0,
      waitBegin: '2026-11-18 11:05:38',
      enterReason: '0',
      inner: { waitBegin: 0 },
    };
    const text = JSON.stringify(record, null, 2);
    expect(tellingLines(text, ['waitBegin', '0'], 'waitBegin')).toEqual([2]);
    const trace = readSample('huawei-inbound');
    const [problem] = traceView(trace, english).findings;
    const { source } = detailsOf(trace, english)(problem?.item);
    const lines = source?.text.split('\n') ?? [];
    expect(source?.telling?.map((at) => lines[at]?.trim().split(':')[0])).toEqual(['"waitBegin"']);
  });
});
