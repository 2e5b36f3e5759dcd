import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted } from '../../src/trace/text/fitted.ts';
import { arrowPath, linePath } from '../../src/trace/layout/paths.ts';
import { wrapLines } from '../../src/trace/layout/wrap.ts';
import { jsonTokens } from '../../webview/json-tokens.ts';
import { rowsInSight } from '../../webview/list-window.ts';

const measure = (text: string): number => text.length * 10;

describe('a text that must fit', () => {
  it('stays as it is where it does, and ends with an ellipsis where it does not', () => {
    expect(fitted('Order number', 120, measure)).toBe('Order number');
    expect(fitted('Order number', 70, measure)).toBe('Order…');
    expect(fitted('Order number', 5, measure)).toBe('');
  });

  it('is never wider than its room and never cut within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 300 }), (text, width) => {
        const shown = fitted(text, width, measure);
        expect(measure(shown)).toBeLessThanOrEqual(Math.max(width, 0));
        expect(shown).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      }),
    );
  });

  it('is broken at spaces, and in Chinese between characters', () => {
    expect(wrapLines('one two three', 80, measure)).toEqual(['one two', 'three']);
    expect(wrapLines('不提供流程步骤', 40, measure)).toEqual(['不提供流', '程步骤']);
    expect(wrapLines('', 40, measure)).toEqual([]);
  });
});

describe('lines of the flow', () => {
  it('are straight between two points and rounded at corners', () => {
    expect(
      linePath([
        { x: 0, y: 0 },
        { x: 0, y: 50 },
      ]),
    ).toBe('M0 0L0 50');
    expect(
      linePath([
        { x: 0, y: 0 },
        { x: 0, y: 50 },
        { x: 80, y: 50 },
      ]),
    ).toBe('M0 0L0 44Q0 50 6 50L80 50');
    expect(linePath([])).toBe('');
  });

  it('end in an arrow that points along them', () => {
    const points = (
      arrowPath([
        { x: 10, y: 0 },
        { x: 10, y: 50 },
      ]).match(/-?[\d.]+/g) ?? []
    ).map(Number);
    expect(points.map((value) => Math.round(value))).toEqual([15, 45, 10, 50, 5, 45]);
  });
});

describe('JSON in colours', () => {
  const kinds = (line: string): string[] => jsonTokens(line).map(({ kind, text }) => `${kind}:${text}`);

  it('tells names, strings, numbers and words apart', () => {
    expect(kinds('  "EnterTime": 1794981770100,')).toEqual([
      'other:  ',
      'name:"EnterTime"',
      'other::',
      'other: ',
      'number:1794981770100',
      'other:,',
    ]);
    expect(kinds('"a\\"b": "c: d"')).toEqual(['name:"a\\"b"', 'other::', 'other: ', 'string:"c: d"']);
    expect(kinds('null, true')).toEqual(['word:null', 'other:, ', 'word:true']);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(
          jsonTokens(json)
            .map(({ text }) => text)
            .join(''),
        ).toBe(json);
      }),
    );
  });
});

describe('the rows of the list that are in the page', () => {
  it('are those in sight and a few around, however long the list is', () => {
    expect(rowsInSight({ count: 100_000, rowHeight: 22, top: 22_000, height: 440 })).toEqual({
      first: 992,
      end: 1028,
    });
    expect(rowsInSight({ count: 5, rowHeight: 22, top: 0, height: 440 })).toEqual({ first: 0, end: 5 });
    expect(rowsInSight({ count: 0, rowHeight: 22, top: 0, height: 440 })).toEqual({ first: 0, end: 0 });
    expect(rowsInSight({ count: 30, rowHeight: 22, top: 9_000, height: 440 })).toEqual({
      first: 30,
      end: 30,
    });
  });
});
