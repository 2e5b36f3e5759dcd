import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { callTraceSchema } from '../../src/trace/document/schema.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { languages } from '../../src/trace/message.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import type { Problem } from '../../src/trace/problem.ts';
import { anyTrace } from './support/any-trace.ts';

const smallest: CallTrace = {
  schema: 'call-trace/1',
  provider: 'alibaba-ccc-2020',
  contactId: 'job-109634426711871319',
  zone: '+08:00',
  summary: { direction: 'inbound', outcome: 'completed', agents: [], queues: [], startedAt: 1794981731000 },
  steps: [
    {
      id: 's1',
      kind: { code: 'SUB', meaning: 'sub-flow' },
      visit: 1,
      enteredAt: 1794981731000,
      source: { source: 'source1', pointer: '/Data/List/0' },
    },
    {
      id: 's2',
      parent: 's1',
      kind: { code: 'PLAY_SAY', meaning: 'play' },
      visit: 1,
      enteredAt: 1794981731500,
      leftAt: 1794981738000,
      source: { source: 'source1', pointer: '/Data/List/1' },
    },
  ],
  events: [],
  flows: [],
  gaps: [],
  sources: [{ id: 'source1', operation: 'ListIvrTrackingDetails', format: 'json', body: { Code: 'OK' } }],
};

function read(text: string): CallTrace {
  const reading = parseDocument(text, 'a.calltrace.json');
  if (!reading.ok) throw new Error(renderIn('en')(reading.problem.message));
  return reading.trace;
}

function problemOf(text: string): Problem {
  const reading = parseDocument(text, 'a.calltrace.json');
  if (reading.ok) throw new Error('was read');
  return reading.problem;
}

describe('the canonical document', () => {
  it('comes back without loss, and its text is stable', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const text = serialise(trace);
        expect(read(text)).toEqual(trace);
        expect(serialise(read(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('has its members in the order of the schema, whatever the order in the model', () => {
    const { sources, schema, ...rest } = smallest;
    expect(serialise({ sources, ...rest, schema })).toBe(serialise(smallest));
    const members = [...serialise(smallest).matchAll(/^ {2}"(\w+)":/gm)].map((match) => match[1]);
    expect(members).toEqual(Object.keys(callTraceSchema.properties).filter((key) => key !== 'instance'));
  });

  it('writes times in the zone of the provider', () => {
    expect(serialise(smallest)).toContain('"enteredAt": "2026-11-18T14:02:11.000+08:00"');
    expect(serialise({ ...smallest, zone: '-03:30' })).toContain(
      '"enteredAt": "2026-11-18T02:32:11.000-03:30"',
    );
  });

  it('reads times of any offset', () => {
    const text = serialise(smallest).replaceAll('2026-11-18T14:02:11.000+08:00', '2026-11-18T06:02:11Z');
    expect(read(text)).toEqual(smallest);
  });

  it('explains every field', () => {
    expect(unexplained('', JSON.parse(JSON.stringify(callTraceSchema)))).toEqual([]);
  });
});

/** Paths of the members of a JSON Schema that have no description. */
function unexplained(path: string, schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const items = 'items' in schema ? unexplained(`${path}[]`, schema.items) : [];
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null)
    return items;
  const members = Object.entries(schema.properties).flatMap(([key, member]: [string, unknown]) => [
    ...(typeof member === 'object' && member !== null && 'description' in member ? [] : [`${path}.${key}`]),
    ...unexplained(`${path}.${key}`, member),
  ]);
  return [...items, ...members];
}

describe('a document that is not valid', () => {
  const text = serialise(smallest);

  it.each([
    ['no JSON', text.slice(0, -20), 'read.json-truncated'],
    ['nothing', '', 'read.empty'],
    ['another document', '{"name":"call-trace-inspector"}', 'document.not-a-trace'],
    ['an array', '[]', 'document.not-a-trace'],
    ['a later format', text.replace('call-trace/1', 'call-trace/2'), 'document.other-schema'],
    ['a wrong type', text.replace('"visit": 1', '"visit": "once"'), 'document.invalid'],
    ['an unknown member', text.replace('"visit": 1', '"visits": 1, "visit": 1'), 'document.invalid'],
    [
      'a day that does not exist',
      text.replaceAll('2026-11-18T14:02:11', '2026-02-30T14:02:11'),
      'document.no-such-time',
    ],
    [
      'a zone that does not exist',
      text.replace('"zone": "+08:00"', '"zone": "+25:00"'),
      'document.no-such-zone',
    ],
    ['an id used twice', text.replace('"id": "s2"', '"id": "s1"'), 'document.id-twice'],
    [
      'a parent that is not there',
      text.replace('"parent": "s1"', '"parent": "s9"'),
      'document.no-such-parent',
    ],
    [
      'a parent that is the step itself',
      text.replace('"parent": "s1"', '"parent": "s2"'),
      'document.no-such-parent',
    ],
    [
      'a source that is not there',
      text.replace('"source": "source1"', '"source": "source9"'),
      'document.no-such-source',
    ],
  ])('is refused with its reason: %s', (_, document, key) => {
    const problem = problemOf(document);
    expect(problem.message.key).toBe(key);
    for (const language of languages) {
      const sentence = renderIn(language)(problem.message);
      expect(sentence).toContain('a.calltrace.json');
      expect(sentence).not.toMatch(/[{}]|undefined/);
    }
  });

  it('is refused with the line of the value', () => {
    const lines = text.split('\n');
    const line = lines.findIndex((each) => each.includes('"visit"')) + 1;
    expect(problemOf(text.replace('"visit": 1', '"visit": 0'))).toMatchObject({
      line,
      pointer: '/steps/0/visit',
    });
  });

  it('never makes reading throw, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: text.length }),
        fc.nat({ max: 40 }),
        fc.string({ maxLength: 5 }),
        (at, cut, put) => {
          const reading = parseDocument(text.slice(0, at) + put + text.slice(at + cut), 'x');
          expect(reading.ok || reading.problem.message.key !== '').toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
