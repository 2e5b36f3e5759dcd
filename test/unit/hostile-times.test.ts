import { describe, expect, test } from 'vitest';
import { exported, exportFormats } from '../../src/trace/export/export.ts';
import { spanOf } from '../../src/trace/span.ts';
import { formatIso } from '../../src/trace/time.ts';
import { inEnglish } from './support/render.ts';
import { reportedTrace } from './support/reported.ts';

describe('durations that no call can have', () => {
  const document = reportedTrace('hostile-01-huge-duration.calltrace.json');
  const lasting = (durationMs: number) => ({
    ...document,
    events: document.events.map((event) => ({ ...event, durationMs })),
  });

  test.each([9_007_199_254_740_993, 1_000_000_000_000_000, 1e25, 1e308])(
    'of %d ms leave every export whole and small',
    (durationMs) => {
      const trace = lasting(durationMs);
      for (const format of exportFormats) {
        for (const times of ['elapsed', 'zone'] as const) {
          const text = exported(trace, format, { language: 'en', render: inEnglish, times, compress: true });
          expect(text.length).toBeLessThan(50_000);
          expect(text).not.toMatch(/NaN|Infinity/);
        }
      }
    },
  );

  test('make no moment outside of the calendar', () => {
    expect(spanOf(lasting(1e25))?.to).toBe(spanOf(lasting(0))?.to);
    expect(formatIso(1e25, '+08:00')).toBe('9999-12-31T23:59:59.999+08:00');
    expect(formatIso(-1e25, '+08:00')).toBe('0000-01-01T00:00:00.000+08:00');
  });
});
