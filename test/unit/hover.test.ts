import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { meaningAt, meaningContext } from '../../src/trace/text/meaning.ts';
import type { Meaning } from '../../src/trace/text/meaning-types.ts';
import { placesOf } from '../../src/trace/text/places.ts';
import { analyse } from '../../src/trace/view/analysis.ts';
import { anyTrace } from './support/any-trace.ts';
import { at, makeTrace } from './support/make-trace.ts';
import { sampleTrace } from './support/sample-trace.ts';

interface Asked {
  readonly text: string;
  readonly at: (offset: number) => Meaning | undefined;
  /** What the n-th place of a text means; the place is its first character. */
  readonly of: (part: string, after?: string) => string | undefined;
}

function asked(trace: CallTrace, language: 'en' | 'zh-cn' = 'en', local = '+01:00'): Asked {
  const text = serialise(trace);
  const context = meaningContext(analyse(trace, { language, render: renderIn(language) }), () => local);
  const places = placesOf(text);
  const meaning = (offset: number) => meaningAt(context, text, places, offset);
  return {
    text,
    at: meaning,
    of: (part, after = '') => {
      const offset = text.indexOf(part, text.indexOf(after));
      expect(offset, part).toBeGreaterThanOrEqual(0);
      const found = meaning(offset + 1);
      return (
        found && [found.title, ...found.lines, ...found.links.map((link) => `[${link.text}]`)].join('\n')
      );
    },
  };
}

describe('what stands under the pointer in a document', () => {
  test('codes and kinds in words, with the spelling of the provider', () => {
    const { of } = asked(sampleTrace());
    expect(of('"kind"', 'queryOrder')).toContain('Kind: HTTP request');
    expect(of('"code"', '"exit"')).toMatch(/^Exit: Success/);
    expect(of('"outcome"')).toMatch(/^Outcome: /);
    expect(of('"lane"')).toMatch(/^Lane: /);
    expect(of('"direction"')).toBe('Direction: Inbound');
  });

  test('a code that nobody knows as it came', () => {
    const [first, ...rest] = sampleTrace().steps;
    if (first === undefined) throw new Error('a step is needed');
    const steps = [{ ...first, exit: { code: 'WHO_KNOWS' } }, ...rest];
    const { of } = asked({ ...sampleTrace(), steps });
    expect(of('WHO_KNOWS')).toBe(
      'Exit: WHO_KNOWS\n“WHO_KNOWS” is no code that is known; it is shown as it came.',
    );
  });

  test('times since the call began, in the zone of the provider and of the reader', () => {
    const { of } = asked(sampleTrace());
    expect(of('"enteredAt"', 'queryOrder')).toBe(
      [
        'Entered: 0:39.100 after the call began',
        '2026-11-18 14:02:50.100 UTC+8, the provider’s zone',
        '2026-11-18 07:02:50.100 UTC+1, your zone',
      ].join('\n'),
    );
    expect(of('"leftAt"', 'queryOrder')).toContain('After 3.2 s in the node');
    expect(asked(sampleTrace(), 'en', '+08:00').of('"startedAt"')).toBe(
      'Started: 0:00.000 after the call began\n2026-11-18 14:02:11.000 UTC+8, the provider’s zone and yours',
    );
  });

  test('a time before the call began is told so', () => {
    const trace = makeTrace({
      summary: { startedAt: at(10) },
      steps: [{ node: 'A', kind: 'play', from: 0, to: 1 }],
    });
    expect(asked(trace).of('"enteredAt"')).toContain('0:10.000 before the call began');
  });

  test('what an id is an id of, and where to go from it', () => {
    const trace = sampleTrace();
    const { of, at: meaning, text } = asked(trace);
    expect(of('"contactId"')).toContain('Contact ID');
    expect(of('"parent"')).toMatch(/step 8, Look up order[\s\S]*\[Step 8: Look up order\]/);
    expect(of('"nodeId"', 'queryOrder') ?? of('"nodeName"', 'Build request')).toBeDefined();
    const parent = meaning(text.indexOf('"parent"') + 2);
    const target = parent?.links[0]?.offset ?? -1;
    expect(text.slice(target, target + 60)).toContain(trace.steps[7]?.id);
    expect(parent?.item).toBe(trace.steps[8]?.id);
  });

  test('from which answer something was made, with the place in it', () => {
    const base = makeTrace({ steps: [{ node: 'A', kind: 'play', from: 0, to: 1 }] });
    const body = { Data: { List: [{ NodeName: 'A', EnterTime: 1_763_445_731_000 }] } };
    const trace: CallTrace = {
      ...base,
      steps: base.steps.map((step) => ({ ...step, source: { source: 's', pointer: '/Data/List/0' } })),
      sources: [{ id: 's', operation: 'ListIvrTrackingDetails', name: 'a.json', format: 'json', body }],
    };
    const { of, at: meaning, text } = asked(trace);
    expect(of('"pointer"')).toBe(
      'Made from ListIvrTrackingDetails, /Data/List/0\nRead from a.json\n[Go to the raw record]',
    );
    const target = meaning(text.indexOf('"pointer"') + 1)?.links[0]?.offset ?? -1;
    expect(text.slice(target, target + 30)).toMatch(/^\{\s+"NodeName"/);
    expect(of('"NodeName"')).toContain('[Step 1: A]');
    expect(of('"EnterTime"')).toContain('2025-11-18');
  });

  test('of a source that is no JSON, the text', () => {
    const base = makeTrace({ steps: [{ node: 'A', kind: 'play', from: 0, to: 1 }] });
    const trace: CallTrace = {
      ...base,
      steps: base.steps.map((step) => ({ ...step, source: { source: 'x', pointer: '/r/0' } })),
      sources: [{ id: 'x', operation: 'Op', format: 'xml', text: '<r/>' }],
    };
    const { at: meaning, text } = asked(trace);
    const target = meaning(text.indexOf('"pointer"') + 1)?.links[0]?.offset ?? -1;
    expect(text.slice(target)).toMatch(/^"<r\/>"/);
  });

  test('members of the document themselves', () => {
    const { of } = asked(sampleTrace());
    for (const name of ['schema', 'provider', 'contactId', 'zone', 'summary', 'steps', 'events', 'sources']) {
      expect(of(`"${name}"`), name).toBeTypeOf('string');
    }
  });

  test('speaks Chinese', () => {
    const { of } = asked(sampleTrace(), 'zh-cn');
    expect(of('"enteredAt"', 'queryOrder')).toContain('通话开始后 0:39.100');
    expect(of('"kind"', 'queryOrder')).toContain('HTTP');
  });

  test('nothing between values, and nothing outside', () => {
    const { at: meaning, text } = asked(sampleTrace());
    expect(meaning(text.indexOf('"steps"') - 2)).toBeUndefined();
    expect(meaning(0)).toBeUndefined();
    expect(meaning(text.length)).toBeUndefined();
    expect(meaning(text.length + 100)).toBeUndefined();
  });

  test('never throws, stays on its token and shows no key of a message, anywhere in any trace', () => {
    fc.assert(
      fc.property(anyTrace, fc.array(fc.nat(), { minLength: 20, maxLength: 60 }), (trace, offsets) => {
        const { at: meaning, text } = asked(trace);
        for (const some of offsets) {
          const offset = some % (text.length + 1);
          const found = meaning(offset);
          if (found === undefined) continue;
          expect(found.from).toBeLessThanOrEqual(offset);
          expect(found.end).toBeGreaterThanOrEqual(offset);
          expect([found.title, ...found.lines].join('\n')).not.toMatch(/\b(hover|outline|details)\.[a-z]/);
        }
      }),
      { numRuns: 30 },
    );
  });
});
