import { describe, expect, test } from 'vitest';
import { namedPlaces, offsetOf } from '../../src/extension/editor/trace-places.ts';

describe('places in a line of a terminal', () => {
  test.each([
    ['a.calltrace.json:12', 'a.calltrace.json', 12, undefined],
    ['see ./out/a.calltrace.json:12:7: error', './out/a.calltrace.json', 12, 7],
    ['/tmp/a.calltrace.json(12,7)', '/tmp/a.calltrace.json', 12, 7],
    ['File "my calls/a.calltrace.json", line 12', 'my calls/a.calltrace.json', 12, undefined],
    ["'a b.calltrace.json':3:1", 'a b.calltrace.json', 3, 1],
    ['C:\\calls\\a.calltrace.json:9', 'C:\\calls\\a.calltrace.json', 9, undefined],
    ['通话/话单.calltrace.json:4', '通话/话单.calltrace.json', 4, undefined],
  ])('%s', (text, path, line, column) => {
    const [found, ...others] = namedPlaces(text);
    expect(others).toEqual([]);
    expect([found?.path, found?.line, found?.column]).toEqual([path, line, column]);
    expect(text.slice(found?.start, (found?.start ?? 0) + (found?.length ?? 0))).toContain('calltrace.json');
  });

  test.each(['a.calltrace.json', 'a.json:12', 'calltrace.json:3', `${'x'.repeat(6000)}a.calltrace.json:1`])(
    'none: %s',
    (text) => expect(namedPlaces(text)).toEqual([]),
  );

  test('are found in time that does not grow with how a line is made', () => {
    const started = performance.now();
    namedPlaces('.calltrace.json'.repeat(333));
    namedPlaces('"'.repeat(4900) + '.calltrace.json');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('a place is an offset: without a column, of the first sign; behind the end, the end', () => {
  const text = '{\n  "a": 1,\r\n  "b": 2\n}';
  expect(offsetOf(text, { line: 2 })).toBe(4);
  expect(offsetOf(text, { line: 3, column: 4 })).toBe(text.indexOf('b'));
  expect(offsetOf(text, { line: 3, column: 99 })).toBe(text.indexOf('\n}'));
  expect(offsetOf(text, { line: 99 })).toBe(text.length);
});
