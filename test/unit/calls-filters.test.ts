import { describe, expect, test } from 'vitest';
import {
  filterWords,
  momentProblem,
  parseChoice,
  parseMoment,
  rangeOf,
  rangeText,
  withField,
  withRange,
} from '../../src/extension/calls/filters.ts';
import { pauseAfter } from '../../src/extension/calls/pause.ts';
import type { CallFilter, FilterOffer } from '../../src/providers/live.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

const zone = '+08:00';
const now = Date.UTC(2026, 10, 18, 6, 2, 11);
const offer: FilterOffer = {
  fields: ['number', 'direction', 'disposition', 'queue'],
  dispositions: [{ code: 'QueuingTimeout', meaning: 'queue-timeout' }, { code: 'Neu' }],
  range: { kind: 'today' },
};
const en = renderIn('en');

describe('the filter of a list in words', () => {
  test('names every part; codes by the labels of the catalogue', () => {
    const filter: CallFilter = {
      range: { kind: 'last', minutes: 30 },
      number: '138',
      direction: 'inbound',
      disposition: 'QueuingTimeout',
      queue: 'skg-1',
    };
    expect(filterWords(filter, offer, zone, en)).toEqual([
      'last 30 minutes',
      'Number 138',
      'Inbound',
      'Queue timeout',
      'Queue skg-1',
    ]);
    for (const words of filterWords(filter, offer, zone, renderIn('zh-cn')).slice(0, 4)) {
      expect(words).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test('shows a code that nobody named as it is', () => {
    expect(filterWords({ range: { kind: 'today' }, disposition: 'Neu' }, offer, zone, en)).toEqual([
      'today',
      'Neu',
    ]);
  });

  test('says times in the zone of the provider', () => {
    expect(rangeText({ kind: 'between', from: now, to: now + 60_000 }, zone, en)).toBe(
      '2026-11-18 14:02 – 2026-11-18 14:03 UTC+8',
    );
    expect(rangeText({ kind: 'last', minutes: 7 * 24 * 60 }, zone, en)).toBe('last 7 days');
  });
});

describe('a range of time', () => {
  test('yesterday is a day of the provider, not of this computer', () => {
    const early = Date.UTC(2026, 10, 17, 16, 30); // 00:30 on the 18th in UTC+8
    expect(rangeOf('yesterday', early, zone)).toEqual({
      kind: 'between',
      from: Date.UTC(2026, 10, 16, 16),
      to: Date.UTC(2026, 10, 17, 16) - 1,
    });
  });

  test('is typed as days, or with a time of day', () => {
    expect(parseMoment('2026-11-18 14:02', zone, false)).toBe(Date.UTC(2026, 10, 18, 6, 2));
    expect(parseMoment('2026-11-18', zone, false)).toBe(Date.UTC(2026, 10, 17, 16));
    expect(parseMoment('2026-11-18', zone, true)).toBe(Date.UTC(2026, 10, 18, 16) - 1);
    expect(parseMoment('2026-11-18 14:02', zone, true)).toBe(Date.UTC(2026, 10, 18, 6, 3) - 1);
  });

  test.each(['', 'yesterday', '2026-11-31', '2026-13-01', '2026-11-18 25:00', '2026-11-18T14', '18.11.2026'])(
    'refuses %j',
    (text) => {
      expect(momentProblem(text, zone, false, { now })?.key).toBe('calls.range.not-a-time');
    },
  );

  test('refuses an end before its beginning, a beginning to come, and what is no longer kept', () => {
    expect(momentProblem('2026-11-18 13:00', zone, true, { now, from: now })?.key).toBe(
      'calls.range.before-start',
    );
    expect(momentProblem('2026-11-18 15:00', zone, false, { now })?.key).toBe('calls.range.future');
    expect(momentProblem('2026-11-18 15:00', zone, true, { now, from: now })).toBeUndefined();
    const reachMs = 24 * 3_600_000;
    expect(momentProblem('2026-11-16', zone, false, { now, reachMs })).toEqual({
      key: 'calls.range.too-old',
      args: { days: 1 },
    });
  });
});

describe('a changed filter', () => {
  const filter: CallFilter = { range: { kind: 'today' }, number: '138' };

  test('sets and clears one field', () => {
    expect(withField(filter, 'queue', ' skg ', offer)).toEqual({ ...filter, queue: 'skg' });
    expect(withField(filter, 'direction', 'outbound', offer)).toEqual({ ...filter, direction: 'outbound' });
    expect(withField(filter, 'direction', 'sideways', offer)).toEqual(filter);
  });

  test('is none where it asks for what is listed anyway', () => {
    expect(withField(filter, 'number', '', offer)).toBeUndefined();
    expect(withRange({ range: { kind: 'last', minutes: 30 } }, { kind: 'today' }, offer)).toBeUndefined();
    expect(withRange(filter, { kind: 'today' }, offer)).toEqual(filter);
  });
});

describe('what was stored of a list', () => {
  test('comes back as it was', () => {
    const filter: CallFilter = { range: { kind: 'between', from: 1, to: 2 }, disposition: 'Neu' };
    const stored: unknown = JSON.parse(JSON.stringify({ sort: 'longest', filter }));
    expect(parseChoice(stored, offer)).toEqual({ sort: 'longest', filter });
  });

  test.each([
    undefined,
    null,
    7,
    'x',
    [],
    { sort: 'random' },
    { filter: { number: '138' } },
    { filter: { range: { kind: 'between', from: 2, to: 1 } } },
    { filter: { range: { kind: 'last', minutes: -1 } } },
    { filter: { range: { kind: 'between', from: 0, to: 1e300 } } },
    { filter: { range: { kind: 'today' }, agent: 'not offered', disposition: 'Other', number: 1 } },
    { filter: { range: { kind: 'today' }, direction: 'sideways', queue: 'x'.repeat(201) } },
  ])('%j is the usual list', (value) => {
    expect(parseChoice(value, offer)).toEqual({ sort: 'newest' });
  });

  test('has no filter where the source has none', () => {
    expect(
      parseChoice({ sort: 'oldest', filter: { range: { kind: 'today' }, number: '1' } }, undefined),
    ).toEqual({
      sort: 'oldest',
    });
  });
});

test('the pause of the automatic refresh doubles with each failure, within bounds', () => {
  expect([0, 1, 2, 3].map((failures) => pauseAfter(30, failures))).toEqual([30, 60, 120, 240]);
  expect(pauseAfter(30, 1000)).toBe(600);
  expect(pauseAfter(3600, 5)).toBe(3600);
});
