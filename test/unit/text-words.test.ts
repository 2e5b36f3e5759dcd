import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import labelsEn from '../../l10n/en/labels.json';
import {
  clockText,
  dateText,
  durationText,
  elapsedText,
  listText,
  phraseText,
  timeText,
} from '../../src/trace/format.ts';
import { exitOf, exitWord, fieldLabel, labelOf, wordOf } from '../../src/trace/label.ts';
import { maskForView } from '../../src/trace/mask.ts';
import { maskNumber } from '../../src/trace/mask-number.ts';
import { eventMeanings, exitMeanings, nodeKinds } from '../../src/trace/model.ts';
import { directions, outcomes, providerIds } from '../../src/trace/document/schema.ts';
import { lanes } from '../../src/trace/model.ts';
import { titleOf } from '../../src/trace/title.ts';
import { callStart, coded, makeStep, makeTrace } from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { sampleTrace } from './support/sample-trace.ts';

describe('durations', () => {
  test.each([
    [0, '0 ms', '0 毫秒'],
    [430, '430 ms', '430 毫秒'],
    [3200, '3.2 s', '3.2 秒'],
    [11_000, '11 s', '11 秒'],
    [59_949, '59.9 s', '59.9 秒'],
    [59_960, '59.9 s', '59.9 秒'],
    [68_000, '1 m 08 s', '1 分 08 秒'],
    [102_000, '1 m 42 s', '1 分 42 秒'],
    [332_000, '5 m 32 s', '5 分 32 秒'],
    [3_599_600, '59 m 59 s', '59 分 59 秒'],
    [3_600_000, '1 h', '1 小时'],
    [7_500_000, '2 h 05 m', '2 小时 05 分'],
  ])('%i ms', (ms, english, chinese) => {
    expect(durationText(ms, inEnglish)).toBe(english);
    expect(durationText(ms, inChinese)).toBe(chinese);
  });
});

describe('times', () => {
  test('are those of the zone given, whatever the zone of the host', () => {
    expect(timeText(callStart + 39_100, '+08:00')).toBe('14:02:50.100');
    expect(clockText(callStart, '-05:30')).toBe('00:32');
    expect(dateText(callStart, '+08:00')).toBe('2026-11-18 14:02:11 UTC+8');
  });

  test.each([
    [0, '0:00'],
    [39_100, '0:39'],
    [725_000, '12:05'],
    [3_723_000, '1:02:03'],
    [-1500, '-0:01'],
    [-20, '0:00'],
  ])('since the beginning: %i ms', (ms, text) => expect(elapsedText(ms)).toBe(text));

  test('are the same number as a duration of that length', () => {
    const said = (text: string) => text.replace(' m ', ':').replace(' s', '');
    expect(said(durationText(76_990, inEnglish))).toBe(elapsedText(76_990));
    expect(`0:${said(durationText(53_980, inEnglish))}`).toBe(elapsedText(53_980, 1));
  });

  test('with tenths', () => expect(elapsedText(39_180, 1)).toBe('0:39.1'));
  test('to the millisecond', () => expect(elapsedText(39_087, 3)).toBe('0:39.087'));
});

test('names stand in one line as each language enumerates', () => {
  expect(listText(['账单组', '发票组'], inChinese)).toBe('账单组、发票组');
  expect(listText(['Billing', 'Invoices'], inEnglish)).toBe('Billing, Invoices');
});

describe('numbers', () => {
  test.each([
    ['13812342315', '138****2315'],
    ['8613812342315', '86138****2315'],
    ['+86 138-1234-2315', '+86 138-****-2315'],
    ['8621345677', '8621****77'],
    ['138****2315', '138****2315'],
    ['4008123456', '4008123456'],
    ['10086', '10086'],
    ['8012', '8012'],
    ['anonymous', 'anonymous'],
  ])('%s is shown as %s', (number, masked) => expect(maskNumber(number)).toBe(masked));

  test('what is masked keeps its length, and masking again changes nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[0-9][0-9 -]{3,18}$/), (number) => {
        const masked = maskNumber(number);
        expect(masked).toHaveLength(number.length);
        expect(maskNumber(masked)).toBe(masked);
      }),
    );
  });

  test('a masked trace has the numbers of the call nowhere in what is shown, and all else', () => {
    const trace = sampleTrace();
    const masked = maskForView(trace);
    expect(JSON.stringify([masked.summary, masked.steps, masked.events])).not.toContain('13812342315');
    expect(masked.summary.callee).toBe('4008123456');
    expect(masked.steps[10]?.variables).toEqual(trace.steps[10]?.variables);
  });
});

describe('titles', () => {
  const { summary } = sampleTrace();

  test('say who called whom, when, and how it ended', () => {
    expect(titleOf(summary, '+08:00', inEnglish)).toBe('138****2315 → 4008… · 14:02 · completed');
    expect(titleOf(summary, '+08:00', inChinese)).toBe('138****2315 → 4008… · 14:02 · 正常结束');
  });

  test('leave out what is not known, and never name an id', () => {
    const { caller, callee, startedAt, ...rest } = summary;
    const unknown = { ...rest, outcome: 'unknown' } as const;
    expect(titleOf(unknown, '+08:00', inEnglish)).toBe('Inbound call');
    expect(titleOf({ ...unknown, callee: callee ?? '' }, '+08:00', inEnglish)).toBe('→ 4008…');
    expect(titleOf({ ...unknown, caller: caller ?? '' }, '+08:00', inChinese)).toBe('138****2315');
    expect(titleOf({ ...rest, startedAt: startedAt ?? 0 }, '+00:00', inEnglish)).toBe(
      'Inbound call · 06:02 · completed',
    );
  });
});

describe('labels', () => {
  test('every shared word has one in both languages', () => {
    const keys = [
      ...nodeKinds.map((kind) => `kind.${kind}`),
      ...exitMeanings.map((exit) => `exit.${exit}`),
      ...eventMeanings.map((event) => `event.${event}`),
      ...outcomes.map((outcome) => `outcome.${outcome}`),
      ...lanes.map((lane) => `lane.${lane}`),
      ...directions.map((direction) => `direction.${direction}`),
      ...providerIds.map((provider) => `provider.${provider}`),
    ];
    expect(Object.keys(labelsEn).sort()).toEqual([...keys].sort());
    for (const render of [inEnglish, inChinese]) {
      for (const key of keys) expect(render({ key, args: { name: 'A' } })).not.toBe(key);
    }
  });

  test('a branch is named by its letter', () => {
    expect(wordOf(inEnglish, 'exit', coded('branch', 'Branch-A'))).toBe('Branch A');
    expect(wordOf(inChinese, 'exit', coded('branch', 'Branch-A'))).toBe('分支 A');
  });

  test('an unknown code, and a meaning that no table has, are shown as they came', () => {
    expect(labelOf('exit', { code: '_odd' })).toBe('_odd');
    expect(wordOf(inEnglish, 'exit', coded('later-invention', 'NewCode'))).toBe('NewCode');
    expect(fieldLabel(inEnglish, 'NeverHeardOf')).toBe('NeverHeardOf');
  });

  test('input that was not accepted is called invalid', () => {
    const step = makeStep({ node: 'Order number', kind: 'collect-digits', from: 0, exit: 'failure' }, 0);
    expect(exitOf(step)).toBe('invalid');
    expect(exitWord(inChinese, step)).toBe('无效输入');
    expect(exitOf({ ...step, kind: coded('function') })).toBe('failure');
  });
});

test('a phrase puts its arguments into the same language', () => {
  const phrase = {
    key: 'finding.long-wait.title',
    args: { queue: { space: 'kind', coded: coded('survey') }, waited: { durationMs: 102_000 } },
  };
  expect(phraseText(phrase, inEnglish)).toBe('Waited 1 m 42 s in Satisfaction survey');
  expect(phraseText(phrase, inChinese)).toBe('在“满意度评价”等待 1 分 42 秒');
});

test('a trace of which nothing is known has a title', () => {
  expect(titleOf(makeTrace().summary, '+08:00', inEnglish)).toBe('138****2315 → 4008… · 14:02');
});
