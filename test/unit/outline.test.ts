import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTree, findNodeAtLocation } from 'jsonc-parser';
import { renderIn } from '../../src/trace/catalogue.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { mostOutlined, outlineOf, type OutlineEntry } from '../../src/trace/text/outline.ts';
import { placesOf, stretchOf } from '../../src/trace/text/places.ts';
import { analyse } from '../../src/trace/view/analysis.ts';
import { anyTrace } from './support/any-trace.ts';
import { makeTrace } from './support/make-trace.ts';
import { sampleTrace } from './support/sample-trace.ts';

function outline(trace: CallTrace, language: 'en' | 'zh-cn' = 'en'): readonly OutlineEntry[] {
  const analysis = analyse(trace, { language, render: renderIn(language) });
  return outlineOf(analysis, placesOf(serialise(trace)));
}

/** Names, indented by level. */
function told(entries: readonly OutlineEntry[], level = 0): readonly string[] {
  return entries.flatMap(({ name, children }) => [
    `${'  '.repeat(level)}${name}`,
    ...told(children, level + 1),
  ]);
}

/** The way to the innermost entry around an offset, as breadcrumbs look for it. */
function crumbs(entries: readonly OutlineEntry[], offset: number): readonly string[] {
  const around = entries.find(({ from, end }) => offset >= from && offset <= end);
  return around === undefined ? [] : [around.name, ...crumbs(around.children, offset)];
}

describe('places of a text', () => {
  test('are those of a full parser, whatever the values are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const root = parseTree(text);
        for (const { name, value: place, entries } of placesOf(text)) {
          const node = root && findNodeAtLocation(root, [name]);
          expect([place.from, place.end]).toEqual([node?.offset, (node?.offset ?? 0) + (node?.length ?? 0)]);
          const children = node?.type === 'array' ? (node.children ?? []) : [];
          expect(entries).toEqual(
            children.map(({ offset, length }) => ({ from: offset, end: offset + length })),
          );
        }
        expect(placesOf(text).map(({ name }) => name)).toEqual(Object.keys(value));
      }),
    );
  });

  test('are found along a path, or the nearest around it', () => {
    const text = '{ "a": [1, {"b\\"c": "x]}"}, []], "d": null }';
    const at = (...path: readonly (string | number)[]) => {
      const { from, end } = stretchOf(text, 0, path);
      return text.slice(from, end);
    };
    expect(at('a', 1, 'b"c')).toBe('"x]}"');
    expect(at('a', 2)).toBe('[]');
    expect(at('a', 7)).toBe('[1, {"b\\"c": "x]}"}, []]');
    expect(at('d', 'none')).toBe('null');
    expect(at()).toBe(text);
  });

  test('of text that is no object are none', () => {
    for (const text of ['', '[1]', 'null', '{', '{"a"', '{"a":', '{"a": [', '{,']) {
      expect(placesOf(text).flatMap(({ entries }) => entries)).toEqual([]);
    }
  });
});

describe('the outline of a document', () => {
  test('goes from the summary over flows, steps and sub-flows to events by lane and sources', () => {
    const names = told(outline(sampleTrace()));
    expect(names).toContain('Summary');
    const call = names.findIndex((name) => name.trim() === 'Look up order');
    expect(names[call]).toBe('  Look up order');
    expect(names.slice(call + 1, call + 5).map((name) => name.trimStart())).toEqual([
      'Start',
      'Build request',
      '✗ queryOrder',
      'End',
    ]);
    expect(names[call + 1]).toBe('    Start');
    expect(names[call + 5]).toBe('  Order status?');
    expect(names).toContain('Events');
    expect(names.indexOf('  Customer')).toBeLessThan(names.indexOf('  Agent'));
  });

  test('says of each step when, what, how it was left and how long it took', () => {
    const steps = outline(sampleTrace()).find(({ kind }) => kind === 'flow')?.children ?? [];
    expect(steps.find(({ name }) => name === 'Welcome prompt')?.detail).toBe(
      '0:00.0 · Play / say · Success · 6.4 s',
    );
  });

  test('speaks Chinese', () => {
    const names = told(outline(sampleTrace(), 'zh-cn'));
    expect(names).toContain('摘要');
    expect(names).toContain('事件');
    expect(names).toContain('  客户');
  });

  test('leads to each step through its flow and the steps that called it', () => {
    const trace = sampleTrace();
    const entries = outline(trace);
    const steps = placesOf(serialise(trace)).find(({ name }) => name === 'steps')?.entries ?? [];
    const query = trace.steps.findIndex(({ nodeName }) => nodeName === 'queryOrder');
    const [flow, ...way] = crumbs(entries, (steps[query]?.from ?? 0) + 3);
    expect(flow).toBe(trace.steps[0]?.flowName);
    expect(way).toEqual(['Look up order', '✗ queryOrder']);
  });

  test('finds every step of any trace inside what is around it', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const text = serialise(trace);
        const entries = outline(trace);
        const found: OutlineEntry[] = [];
        const walk = (inside: readonly OutlineEntry[], around?: OutlineEntry) => {
          for (const entry of inside) {
            if (around !== undefined && entry.kind === 'step') {
              expect(entry.from).toBeGreaterThanOrEqual(around.from);
              expect(entry.end).toBeLessThanOrEqual(around.end);
            }
            if (entry.kind === 'step' || entry.kind === 'event') found.push(entry);
            walk(entry.children, entry);
          }
        };
        walk(entries);
        expect(found.length).toBe(trace.steps.length + trace.events.length);
        for (const { from } of found) expect(text[from]).toBe('{');
      }),
      { numRuns: 30 },
    );
  });

  test('opens a flow once more where something else came in between', () => {
    const trace = makeTrace({
      steps: [
        { id: 'a', node: 'A', kind: 'play', from: 0, to: 1, flow: 'Main' },
        { id: 'call', node: 'Call', kind: 'sub-flow', from: 1, to: 4, flow: 'Main' },
        { id: 'in', node: 'In', kind: 'play', from: 1, to: 2, flow: 'Sub', parent: 'call' },
        { id: 'out', node: 'Out', kind: 'play', from: 2, to: 3, flow: 'Main' },
        { id: 'late', node: 'Late', kind: 'play', from: 3, to: 4, flow: 'Sub', parent: 'call' },
        { id: 'later', node: 'Later', kind: 'play', from: 4, to: 5, flow: 'Sub', parent: 'call' },
      ],
    });
    const named = told(outline(trace)).filter((name) => !name.includes('Summary'));
    expect(named.slice(0, 8)).toEqual([
      'Main',
      '  A',
      '  Call',
      '    In',
      '  Out',
      'Sub',
      '  Late',
      '  Later',
    ]);
  });

  test('of a very long call lists the beginning and says what it leaves out', () => {
    const step = { node: 'A', kind: 'play', to: 1, from: 0 } as const;
    const trace = makeTrace({ steps: Array.from({ length: mostOutlined + 7 }, () => step) });
    const last = outline(trace).find(({ kind }) => kind === 'more');
    expect(last?.name).toBe('7 more are not listed');
    expect(last?.detail).toContain(String(mostOutlined));
  });
});
