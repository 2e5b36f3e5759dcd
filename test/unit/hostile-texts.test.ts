import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exported, exportFormats } from '../../src/trace/export/export.ts';
import { textFinder } from '../../src/trace/find-texts.ts';
import type { Places } from '../../src/trace/layout/by-place.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import { maskForView } from '../../src/trace/mask.ts';
import { maskForSharing } from '../../src/trace/mask-sources.ts';
import { cutText } from '../../src/trace/text/cut.ts';
import { fitted } from '../../src/trace/text/fitted.ts';
import { makeEdge, makeGraph, makeNode } from './support/make-graph.ts';
import { at, makeTrace } from './support/make-trace.ts';
import { inEnglish } from './support/render.ts';
import { reportedTrace } from './support/reported.ts';

const english = { language: 'en', render: inEnglish } as const;

/** Work that grew with the square of these sizes took from half a minute on; the rest is room for a busy machine. */
const soon = 10_000;

function within<T>(ms: number, work: () => T): T {
  const started = performance.now();
  const result = work();
  expect(performance.now() - started).toBeLessThan(ms);
  return result;
}

describe('what finds many texts at once', () => {
  test('finds what a regular expression of all of them would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '张', ' '), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '张', ' '), maxLength: 60 }),
        (texts, whole) => {
          const longestFirst = texts.toSorted((a, b) => b.length - a.length);
          const expected = whole.replace(new RegExp(longestFirst.join('|'), 'g'), (found) => `<${found}>`);
          expect(textFinder(texts)(whole, (found) => `<${found}>`)).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('asks whether a text fits where it stands', () => {
    const find = textFinder(['ab', 'abc'], (text, from, end) => text[from - 1] !== 'x' && text[end] !== 'x');
    expect(find('abcx abc xabc abx', () => '*')).toBe('*cx * xabc abx');
  });
});

describe('masking', () => {
  test('of a name of 33,000 characters works in every export', () => {
    const trace = reportedTrace('hostile-05-name-33000.calltrace.json');
    for (const format of exportFormats) {
      const text = within(soon, () => exported(trace, format, english));
      expect(text.length).toBeLessThan(100_000);
    }
  });

  test('of 20,000 agents and as many mentions takes time that grows with the text', () => {
    const agents = Array.from({ length: 20_000 }, (_, index) => ({
      id: `${index}@production`,
      name: `Agent Number${index}`,
    }));
    const trace = makeTrace({
      summary: { agents },
      steps: [
        {
          node: 'Note',
          kind: 'play',
          from: 0,
          to: 1,
          variables: { note: agents.map(({ name }) => `asked ${name} and 13812342315 again`).join('; ') },
        },
      ],
    });
    const masked = within(soon, () => maskForView(trace));
    const note = JSON.stringify(masked.steps[0]?.variables);
    expect(note).not.toContain('Number');
    expect(note).toContain('A**77 and 138****2315');
  });

  test.each([
    ['pairs within pairs', { note: 'phone='.repeat(40_000) }],
    ['an address without an @', { email: 'a'.repeat(200_000) }],
    ['digits one by one', { note: '1 '.repeat(30_000), phone: '1-'.repeat(30_000) }],
    ['encoded signs', { note: '%40a%2B'.repeat(40_000) }],
    ['quotation marks', { note: '"phone":"\\"'.repeat(20_000) }],
    ['open elements', { note: '<phone>'.repeat(30_000) }],
    ['a JSON text that never ends', { note: '['.repeat(200_000) }],
    [
      'keys that look the same',
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, n) => [
          `1381${String(n % 10_000).padStart(4, '0')}${n < 10_000 ? 2315 : '2315 '}`,
          1,
        ]),
      ),
    ],
  ])('of %s does too', (_, variables) => {
    const trace = makeTrace({ steps: [{ node: 'Note', kind: 'play', from: 0, to: 1, variables }] });
    const masked = within(soon, () => maskForSharing(trace, []));
    const names = Object.keys(masked.steps[0]?.variables ?? {});
    expect(names).toHaveLength(Object.keys(variables).length);
  });
});

describe('texts of a drawing', () => {
  test('are cut, never within a character', () => {
    expect(cutText('short')).toBe('short');
    expect(cutText('x'.repeat(500))).toBe(`${'x'.repeat(199)}…`);
    expect(cutText('😀'.repeat(300), 10)).toBe('😀😀😀😀…');
  });

  test('are fitted in little time, however long they are', () => {
    let measured = 0;
    const measure = (text: string) => {
      measured += text.length;
      return text.length * 10;
    };
    expect(fitted('x'.repeat(1_000_000), 100, measure)).toBe(`${'x'.repeat(9)}…`);
    expect(measured).toBeLessThan(10_000);
  });

  test('do not make a drawing large: a name of 200,000 characters in every place', () => {
    const long = 'name '.repeat(40_000);
    const trace = makeTrace({
      summary: { endedAt: at(9), agents: [{ id: long, name: long }], caller: long, callee: long },
      steps: [
        { node: long, kind: 'play', from: 0, to: 1, exit: 'branch', exitCode: long, flow: long },
        { node: `${long}2`, kind: 'sub-flow', from: 1, to: 2, id: 'sub', exit: 'branch', exitCode: long },
        { node: `${long}3`, kind: 'play', from: 1, to: 2, parent: 'sub', flow: long },
      ],
      events: [{ lane: 'agent', name: 'established', at: 3, party: { id: long, name: long }, code: long }],
    });
    for (const format of ['flow-svg', 'timeline-svg', 'mermaid-flowchart'] as const) {
      const text = within(soon, () => exported(trace, format, { ...english, unmasked: true }));
      // The title is the callers' numbers, word for word.
      expect(text.replace(/<title>[^<]*<\/title>/, '').length).toBeLessThan(60_000);
      for (const [, width = ''] of text.matchAll(/ width="([\d.]+)"/g))
        expect(Number(width)).toBeLessThan(10_000);
    }
  });
});

test('a designer who put everything at one place costs no time', () => {
  const nodes = Array.from({ length: 1500 }, (_, index) => makeNode(String(index)));
  const edges = nodes.flatMap(({ id }, index) => [
    makeEdge('0', id),
    makeEdge(id, String((index * 7 + 1) % nodes.length)),
  ]);
  const places: Places = new Map(nodes.slice(0, 500).map(({ id }) => [id, { x: 0, y: 0 }]));
  const placed = within(30_000, () => layout(makeGraph(nodes, edges), wideMeasure, places));
  expect(placed.nodes).toHaveLength(1500);
});
