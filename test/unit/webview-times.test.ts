import { describe, expect, test } from 'vitest';
import { detailsView } from '../../src/protocol/view-shapes.ts';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { dateWords, timedValue } from '../../webview/times.ts';
import { inEnglish } from './support/render.ts';
import { failedTrace, sampleDrawn } from './support/viewer.ts';
import { viewerStrings } from './support/viewer-strings.ts';

describe('the start of the call', () => {
  const view = sampleDrawn();
  const details = detailsOf(failedTrace(), { language: 'en', render: inEnglish })(undefined);
  const field = (label: string) => {
    const found = details.groups.flatMap(({ fields }) => fields).find((one) => one.label === label);
    if (found === undefined) throw new Error(`no field ${label}`);
    return found;
  };
  const shown = (label: string, times: TimesShown) =>
    timedValue(field(label), view, times, viewerStrings('en'));

  test.each([
    ['elapsed', '2026-11-18 14:02:11 UTC+8'],
    ['zone', '2026-11-18 14:02:11 UTC+8'],
    ['utc', '2026-11-18 06:02:11 UTC'],
  ] as const)('is told in the zone of the other times (%s)', (times, text) => {
    const date = view.summary.facts.find(({ id }) => id === 'date');
    expect(date?.text).toBe('2026-11-18 14:02:11 UTC+8');
    expect(dateWords(view, times, date?.at ?? 0)).toBe(text);
    expect(shown('Started', times)).toBe(text);
  });

  test('has a date, what follows has none', () => {
    expect(shown('Ended', 'utc')).toMatch(/^\d{2}:\d{2}:\d{2}\.\d{3} UTC$/);
    expect(detailsView.check(details)).toBe(true);
  });
});
