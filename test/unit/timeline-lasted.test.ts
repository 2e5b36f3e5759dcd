import { expect, test } from 'vitest';
import { traceView } from '../../src/trace/view/view.ts';
import { indexOf } from './support/filter.ts';
import { inEnglish } from './support/render.ts';
import { sampleTrace } from './support/sample-trace.ts';

test('the list and the filter know how long what an event begins lasted, and nothing of what it ends', () => {
  const trace = sampleTrace();
  const { rows } = traceView(trace, { language: 'en', render: inEnglish });
  const lasted = new Map(rows.map(({ item, durationMs }) => [item, durationMs]));
  expect(lasted.get('event-2')).toBe(101_980);
  expect(lasted.get('event-6')).toBe(6000);
  expect(lasted.get('event-7')).toBe(117_900);
  for (const end of ['event-3', 'event-5', 'event-9', 'event-12']) expect(lasted.get(end)).toBeUndefined();
  const index = indexOf(trace);
  expect([...index.duration]).toEqual(rows.map(({ durationMs }) => durationMs ?? NaN));
});
