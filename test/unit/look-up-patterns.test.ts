import { describe, expect, it } from 'vitest';
import { findByPattern, longestPattern, parseIdPattern } from '../../src/providers/id-pattern.ts';
import {
  createLinkFinder,
  lineBudget,
  linksInLine,
  linksInLines,
  longestLine,
  mostCharacters,
  mostPatterns,
} from '../../src/extension/look-up/link-finder.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

function find(source: string, text: string): readonly string[] {
  const reading = parseIdPattern(source);
  if (!reading.ok) throw new Error(`${source}: ${reading.fault} at ${reading.column}`);
  const budget = { left: 1_000_000 };
  const found = findByPattern(reading.pattern, text, budget);
  for (const { contactId, start, end } of found) expect(text.slice(start, end)).toBe(contactId);
  expect(budget.left).toBeGreaterThan(0);
  return found.map(({ contactId }) => contactId);
}

describe('a pattern', () => {
  it.each([
    ['acid=(\\d+)', 'acid=3433583180; acid=12', ['3433583180', '12']],
    ['call-[a-f\\d]{4}', 'call-00ff call-00fg call-1234', ['call-00ff', 'call-1234']],
    ['[A-Z]{2}\\d{3,5}', 'AB12 AB123 AB12345 AB123456', ['AB123', 'AB12345']],
    ['id:\\s*"?(\\w+)', 'id: abc1, id:"x2"', ['abc1', 'x2']],
    ['x(\\d+)y?', 'x12y x34', ['12', '34']],
    ['(\\d+)/\\w+', 'GET 42/abc', ['42']],
    ['[^ ]+!', 'a! b c!!', ['a!', 'c!!']],
    ['通话(\\d+)', '通话42结束', ['42']],
    ['a\\.b(\\d)', 'a.b1 axb2', ['1']],
    ['\\D\\d{2}', 'x12', ['x12']],
    ['[\\w-]+@z', 'a-b@z', ['a-b@z']],
    ['c.(\\d{2,})', 'cx1 cx123', ['123']],
  ])('%s in %s', (source, text, contactIds) => {
    expect(find(source, text)).toEqual(contactIds);
  });

  it('does not end within a word', () => {
    expect(find('\\d{5}', '123456 12345 a12345 12345-6')).toEqual(['12345']);
  });

  it.each([
    ['', 'empty', 1],
    ['a'.repeat(longestPattern + 1), 'too-long', 1],
    ['\\d{200}\\d{200}', 'too-many-steps', 15],
    ['(a', 'unclosed', 3],
    ['[abc', 'unclosed', 1],
    ['[]', 'bad-class', 1],
    ['[z-a]', 'bad-class', 1],
    ['[\\b]', 'bad-class', 1],
    ['a{2', 'bad-repetition', 2],
    ['a{3,2}', 'bad-repetition', 2],
    ['a{0}', 'bad-repetition', 2],
    ['a+?', 'bad-repetition', 2],
    ['a**', 'bad-repetition', 2],
    ['a|b', 'unknown', 2],
    ['^a', 'unknown', 1],
    ['a$', 'unknown', 2],
    ['(?:a)', 'unknown', 1],
    ['(?<=a)b', 'unknown', 1],
    ['((a))', 'unknown', 2],
    ['(a)(b)', 'unknown', 4],
    ['(a)+', 'unknown', 3],
    ['a)', 'unknown', 2],
    ['*a', 'unknown', 1],
    ['\\1', 'unknown', 1],
    ['\\', 'unknown', 1],
    ['a*', 'matches-nothing', 3],
    ['a(b?)', 'matches-nothing', 6],
  ])('%j is refused: %s', (source, fault, column) => {
    expect(parseIdPattern(source)).toEqual({ ok: false, fault, column });
  });

  it.each(['en', 'zh-cn'] as const)('is refused with a sentence in %s', (language) => {
    const render = renderIn(language);
    const { refused } = createLinkFinder(['a{2', 'a|b', '(a'], false);
    expect(refused).toHaveLength(3);
    for (const { source, fault, column } of refused) {
      const reason = render({ key: `look-up.pattern.${fault}` });
      expect(reason).not.toContain('look-up.');
      const text = render({ key: 'look-up.pattern.refused', args: { pattern: source, column, reason } });
      expect(text).toContain(source);
    }
    expect(render({ key: 'look-up.pattern.bad-repetition' })).toContain('{2,5}');
  });

  // Each of these keeps a backtracking engine busy for longer than anybody lives, or for minutes.
  it.each([
    ['a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(longestLine)],
    ['\\w+\\w+\\w+\\w+\\w+\\w+!', 'a'.repeat(longestLine)],
    ['.*.*.*.*=(\\d+);', 'x=1'.repeat(longestLine / 3)],
    ['[ab]{100,}c', 'ab'.repeat(longestLine / 2)],
    ['a?'.repeat(60) + 'a{60}', 'a'.repeat(longestLine)],
  ])('%s is done within the budget of a line', (source, text) => {
    const finder = createLinkFinder([source], false);
    expect(finder.refused).toEqual([]);
    const budget = { left: lineBudget };
    linksInLine(text, finder, budget);
    // What it has begun it may finish: one character's worth of ways.
    expect(budget.left).toBeGreaterThan(-1_000);
    expect(budget.left).toBeLessThan(lineBudget);
  });

  it('looks at a line without a match hardly more than once', () => {
    const budget = { left: lineBudget };
    linksInLine('x'.repeat(longestLine), createLinkFinder(['acid=(\\d+)'], false), budget);
    expect(lineBudget - budget.left).toBeLessThan(longestLine * 4);
  });
});

describe('links', () => {
  it('are each taken once where two ways of finding overlap', () => {
    const finder = createLinkFinder(['job-\\d+', 'call=(\\w+)'], true);
    const links = linksInLine('job-109634426711902315 call=77 12345678', finder, { left: lineBudget });
    expect(links.map(({ contactId }) => contactId)).toEqual(['job-109634426711902315', '77', '12345678']);
  });

  it('leave out patterns beyond the twentieth', () => {
    const finder = createLinkFinder(
      Array.from({ length: mostPatterns + 5 }, (_, index) => `p${index}`),
      false,
    );
    expect(finder.patterns).toHaveLength(mostPatterns);
  });

  it('are not made of a word that the end of what is read has cut', () => {
    const id = 'job-109634426711902315';
    const text = `${'-'.repeat(longestLine - id.length + 3)}${id}`;
    const finder = createLinkFinder([], false);
    expect(linksInLine(text, finder, { left: lineBudget })).toEqual([]);
    expect(linksInLine(text.slice(3), finder, { left: lineBudget })).toHaveLength(1);
  });

  it('of a huge document are those at its begin and at its end, and it is never read whole', async () => {
    const id = 'job-109634426711902315';
    const line = `${id} ${'x'.repeat(977)}`;
    const lineCount = 1_000_000;
    let characters = 0;
    let pauses = 0;
    const links = await linksInLines(
      {
        lineCount,
        textOf: () => {
          characters += line.length;
          return line;
        },
      },
      createLinkFinder([], false),
      () => {
        pauses += 1;
        return Promise.resolve(true);
      },
    );
    expect(characters).toBeLessThanOrEqual(mostCharacters + 2 * line.length);
    expect(pauses).toBeGreaterThan(2);
    expect(links.some((link) => link.line === 0)).toBe(true);
    expect(links.some((link) => link.line === lineCount - 1)).toBe(true);
    expect(new Set(links.map((link) => link.line)).size).toBe(links.length);
  });

  it('of a small document are each found once', async () => {
    const texts = ['a', 'job-109634426711902315', 'b 1678978542-92'];
    const links = await linksInLines(
      { lineCount: texts.length, textOf: (line) => texts[line] ?? '' },
      createLinkFinder([], false),
      () => Promise.resolve(true),
    );
    expect(links.map(({ line, contactId }) => [line, contactId])).toEqual([
      [1, 'job-109634426711902315'],
      [2, '1678978542-92'],
    ]);
  });

  it('are given up when nobody waits any more', async () => {
    let read = 0;
    const links = await linksInLines(
      {
        lineCount: 1_000_000,
        textOf: () => {
          read += 1;
          return 'x'.repeat(1000);
        },
      },
      createLinkFinder([], false),
      () => Promise.resolve(false),
    );
    expect(links).toEqual([]);
    expect(read).toBeLessThan(300);
  });
});
