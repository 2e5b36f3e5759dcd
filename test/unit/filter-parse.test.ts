import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseAmount, parseDurations, parseMoment } from '../../src/trace/filter/amounts.ts';
import { closestTo } from '../../src/trace/filter/closest.ts';
import { filterKeys, keyName, keyNamed } from '../../src/trace/filter/keys.ts';
import { parseFilter } from '../../src/trace/filter/parse.ts';
import { quoted } from '../../src/trace/filter/scan.ts';
import type { FilterError, Test } from '../../src/trace/filter/types.ts';
import { filterOf } from './support/filter.ts';

const testsOf = (text: string): readonly (readonly Test[])[] =>
  filterOf(text).clauses.map(({ terms }) => terms.map(({ test }) => test));

function errorOf(text: string): FilterError {
  const parsed = parseFilter(text);
  if (parsed.ok) throw new Error(`${text} was understood`);
  return parsed.error;
}

/** What stands at the place of an error, and the text after its first fix. */
const placed = (text: string) => {
  const { from, to, fixes, message } = errorOf(text);
  const [fix] = fixes;
  return {
    key: message.key,
    at: text.slice(from, to),
    fixed: fix === undefined ? undefined : text.slice(0, fix.from) + fix.insert + text.slice(fix.to),
  };
};

/** Texts as people write filters, right and wrong. */
const anyFilter = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...filterKeys.map((key) => `${key}:`)) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ' ',
          '!',
          '-',
          '"',
          '“',
          '”',
          ',',
          '|',
          ':',
          '：',
          '　',
          '=',
          '>',
          '<',
          '~',
          '..',
          '\\',
          'OR',
          ' OR ',
          '类型：',
          '收号',
          'failed',
          '1:30',
          '90s',
          '14:03:22',
          '2026-11-18',
          'T',
          '+08:00',
          'a',
          'menu',
        ),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('the language of filters', () => {
  it('takes words without a key as text, all of which must be found', () => {
    expect(testsOf('order "not found" 超时')).toEqual([
      [{ kind: 'text', values: ['order'] }],
      [{ kind: 'text', values: ['not found'] }],
      [{ kind: 'text', values: ['超时'] }],
    ]);
    expect(filterOf('   ').clauses).toEqual([]);
  });

  it('takes a list of values as any of them, however it is separated', () => {
    const digits = { text: 'collect-digits', whole: false };
    const play = { text: 'Play / say', whole: false };
    const expected = [[{ kind: 'name', key: 'kind', values: [digits, play] }]];
    for (const text of [
      'kind:collect-digits,"Play / say"',
      'kind:collect-digits|"Play / say"',
      'kind:collect-digits, "Play / say"',
      'kind: collect-digits、“Play / say”',
    ])
      expect(testsOf(text), text).toEqual(expected);
    expect(testsOf('kind:a OR b')).toEqual([
      [
        { kind: 'name', key: 'kind', values: [{ text: 'a', whole: false }] },
        { kind: 'name', key: 'kind', values: [{ text: 'b', whole: false }] },
      ],
    ]);
    expect(testsOf('a|b')).toEqual([[{ kind: 'text', values: ['a', 'b'] }]]);
  });

  it('joins different keys by OR and keeps what stands beside', () => {
    expect(testsOf('lane:queue OR exit:timeout agent:8012').map((terms) => terms.length)).toEqual([2, 1]);
  });

  it('understands keys and words of both languages, full-width signs and spaces', () => {
    expect(testsOf('状态：失败　泳道：坐席')).toEqual(testsOf('status:failed lane:agent'));
    expect(testsOf('时长：＞2秒')).toEqual(testsOf('duration:>2s'));
    expect(testsOf('STATUS:Failed')).toEqual(testsOf('status:failed'));
    for (const key of filterKeys)
      for (const language of ['en', 'zh-cn'] as const) expect(keyNamed(keyName(key, language))).toBe(key);
  });

  it('excludes with ! and -, twice is once not', () => {
    const negations = (text: string) => filterOf(text).clauses.map(({ terms }) => terms[0]?.negated);
    expect(negations('!kind:wait -timeout ！a !!b')).toEqual([true, true, true, false]);
  });

  it('does not take an address or a number with a colon for a key', () => {
    expect(
      testsOf('https://example.com/a 14:03 "foo:bar"')
        .flat()
        .map(({ kind }) => kind),
    ).toEqual(['text', 'text', 'text']);
  });

  it('compares durations in every unit', () => {
    expect(parseDurations('>2s')).toEqual({ from: 2001, to: Infinity });
    expect(parseDurations('≥ 1.5 m')).toEqual({ from: 90_000, to: Infinity });
    expect(parseDurations('<500ms')).toEqual({ from: 0, to: 500 });
    expect(parseDurations('<=2')).toEqual({ from: 0, to: 2001 });
    expect(parseDurations('2s..5s')).toEqual({ from: 2000, to: 5001 });
    expect(parseDurations('1分钟到2分钟')).toEqual({ from: 60_000, to: 120_001 });
    expect(parseDurations('2s')).toEqual({ from: 2000, to: 2100 });
    expect(parseDurations('1:16')).toEqual({ from: 76_000, to: 77_000 });
    expect(parseDurations('5s..2s')).toBeUndefined();
    expect(parseDurations('>')).toBeUndefined();
    expect(testsOf('duration:> 2s')).toEqual(testsOf('duration>2s'));
  });

  it('reads amounts of time as people write them', () => {
    expect(['90s', '1:30', '1m30s', '1 分 30 秒', '90', '1.5min', '0:01:30'].map(parseAmount)).toEqual(
      Array.from({ length: 7 }, () => 90_000),
    );
    expect(['', 's', '1x', '5s1m', '1:75', '1e9', '9'.repeat(400)].map(parseAmount)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
  });

  it('tells time since the beginning, time of day and dates apart', () => {
    expect(parseMoment('1:30')).toEqual({ kind: 'elapsed', ms: 90_000 });
    expect(parseMoment('+1:02:03')).toEqual({ kind: 'elapsed', ms: 3_723_000 });
    expect(parseMoment('14：03：22.5')).toEqual({ kind: 'clock', ms: 50_602_500 });
    expect(parseMoment('2026-11-18T14:03:22+08:00')).toEqual({
      kind: 'instant',
      at: Date.parse('2026-11-18T06:03:22Z'),
    });
    expect(parseMoment('2026-11-18T06:03Z')).toEqual({
      kind: 'instant',
      at: Date.parse('2026-11-18T06:03:00Z'),
    });
    expect(parseMoment('2026-11-18 14:03:22')).toEqual({ kind: 'local', text: '2026-11-18 14:03:22' });
    expect(parseMoment('2026-02-30 10:00:00')).toBeUndefined();
    expect(parseMoment('14:03:75')).toBeUndefined();
    expect(testsOf('after:2026-11-18 14:03:22 a')).toHaveLength(2);
  });

  it('compares variables, whose names and values may be quoted', () => {
    const variable = (text: string) => testsOf(text)[0]?.[0];
    expect(variable('var:order.id=4711')).toEqual({
      kind: 'variable',
      values: [{ name: 'order.id', comparison: '=', value: '4711' }],
    });
    expect(variable('var:"my name"="a b",code>=500')).toEqual({
      kind: 'variable',
      values: [
        { name: 'my name', comparison: '=', value: 'a b' },
        { name: 'code', comparison: '>=', value: '500' },
      ],
    });
    expect(variable('变量：city')).toEqual({
      kind: 'variable',
      values: [{ name: 'city', comparison: 'exists', value: '' }],
    });
  });
});

describe('an error in a filter', () => {
  it('says where it is and what to write instead', () => {
    expect(placed('a stauts:failed')).toEqual({
      key: 'filter.error.unknown-key-meant',
      at: 'stauts',
      fixed: 'a status:failed',
    });
    expect(placed('类形：收号')).toMatchObject({ at: '类形', fixed: '类型：收号' });
    expect(placed('colour:red')).toEqual({
      key: 'filter.error.unknown-key',
      at: 'colour',
      fixed: '"colour:red"',
    });
    expect(placed('status:fialed')).toEqual({
      key: 'filter.error.status',
      at: 'fialed',
      fixed: 'status:failed',
    });
    expect(placed('lane:ivr,quue')).toMatchObject({ at: 'quue', fixed: 'lane:ivr,queue' });
    expect(placed('node:"Main menu')).toEqual({
      key: 'filter.error.quote',
      at: '"Main menu',
      fixed: 'node:"Main menu"',
    });
    expect(errorOf('node:"Main menu').fixes.map(({ insert }) => insert)).toEqual(['"Main menu"']);
    expect(placed('kind: lane:queue')).toMatchObject({ key: 'filter.error.no-value', at: 'kind:' });
    expect(placed('a OR')).toEqual({ key: 'filter.error.or-after', at: 'OR', fixed: 'a ' });
    expect(placed('OR a')).toMatchObject({ key: 'filter.error.or-before', at: 'OR' });
    expect(placed('a ! b')).toMatchObject({ key: 'filter.error.not', at: '!' });
    expect(placed('duration:soon')).toMatchObject({ key: 'filter.error.duration', at: 'soon' });
    expect(placed('duration:5s..2s')).toEqual({
      key: 'filter.error.duration-ends',
      at: '5s..2s',
      fixed: 'duration:2s..5s',
    });
    expect(placed('时长：5秒到2秒')).toMatchObject({ fixed: '时长：2秒到5秒' });
    expect(placed('after:noon')).toMatchObject({ key: 'filter.error.time', at: 'noon' });
    expect(placed('after:1:30,2:00')).toMatchObject({ key: 'filter.error.one-time' });
    expect(placed('var:=1')).toMatchObject({ key: 'filter.error.variable' });
    expect(placed('var:a>b')).toMatchObject({ key: 'filter.error.variable', at: 'a>b' });
  });

  it('is a sentence in both languages', () => {
    for (const language of ['en', 'zh-cn'] as const) {
      const render = renderIn(language);
      for (const text of [
        'x:1',
        'statu:1',
        'kind:',
        'status:x',
        'lane:x',
        'duration:x',
        'duration:5s..2s',
        'after:x',
        'after:1,2',
        'var:=',
        '"',
        '!',
        'OR',
        'a OR',
      ]) {
        const said = render(errorOf(text).message);
        expect(said, text).toMatch(/[.。]$/);
        expect(said, text).not.toMatch(/filter\.|\{/);
      }
    }
  });

  it('proposes what is close, and nothing that is not', () => {
    expect(closestTo('exot', filterKeys)).toEqual(['exit']);
    expect(closestTo('dur', filterKeys)[0]).toBe('duration');
    expect(closestTo('zzzzzz', filterKeys)).toEqual([]);
  });
});

describe('whatever is written', () => {
  it('is understood or refused with a place within it, and never thrown at', () => {
    fc.assert(
      fc.property(anyFilter, (text) => {
        const parsed = parseFilter(text);
        if (parsed.ok) return;
        const { from, to, fixes } = parsed.error;
        for (const place of [{ from, to }, ...fixes]) {
          expect(place.from).toBeGreaterThanOrEqual(0);
          expect(place.to).toBeGreaterThanOrEqual(place.from);
          expect(place.to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same filter again when its chips are put together', () => {
    fc.assert(
      fc.property(anyFilter, (text) => {
        const parsed = parseFilter(text);
        if (!parsed.ok) return;
        const again = parseFilter(parsed.chips.map((chip) => chip.text).join(' '));
        expect(again.ok && again.filter.clauses.map(({ terms }) => terms)).toEqual(
          parsed.filter.clauses.map(({ terms }) => terms),
        );
        expect(again.ok && again.chips.map((chip) => chip.text)).toEqual(
          parsed.chips.map((chip) => chip.text),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('finds a quoted text word for word', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(testsOf(quoted(text))).toEqual([[{ kind: 'text', values: [text] }]]);
      }),
    );
  });
});
