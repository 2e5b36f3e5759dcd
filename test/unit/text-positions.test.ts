import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findNodeAtLocation, getLocation, parseTree, type Segment } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { openDocument } from '../../src/extension/reader/work.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { pointerTo } from '../../src/trace/pointer.ts';
import { placeOf } from '../../src/trace/problem.ts';
import { parseJson } from '../../src/trace/source/json.ts';
import { defaultReadLimits } from '../../src/trace/source/response.ts';
import { positionsIn } from '../../src/trace/text/positions.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { makeTrace, type StepSpec } from './support/make-trace.ts';
import { inEnglish } from './support/render.ts';

const samples = join(import.meta.dirname, '../../media/samples');
const documents = readdirSync(samples, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.calltrace.json'))
  .map((name) => readFileSync(join(samples, name), 'utf8'));
const [first = '{}'] = documents;

describe('positions in the text of a document', () => {
  test.each([
    ['as it is written', first],
    ['in one line', JSON.stringify(JSON.parse(first))],
    ['with other line ends', `\uFEFF${first.replaceAll('\n', '\r\n')}`],
  ])('are those of the parser of JSON, %s', (_, text) => {
    const positions = positionsIn(text);
    const root = parseTree(text);
    if (root === undefined) throw new Error('no JSON');
    const paths: Segment[][] = [
      [],
      ['summary'],
      ['summary', 'outcome'],
      ['steps', 0],
      ['steps', 2, 'kind', 'code'],
      ['events', 1],
      ['sources', 0, 'body'],
    ];
    for (const path of paths) {
      expect(positions.offsetOf(pointerTo('', ...path))).toBe(findNodeAtLocation(root, path)?.offset);
    }
    // Where there is no such value, the nearest one around it.
    expect(positions.offsetOf('/steps/0/nothing/here')).toBe(findNodeAtLocation(root, ['steps', 0])?.offset);
    expect(positions.offsetOf('/nothing')).toBe(root.offset);
    for (let offset = 0; offset < text.length; offset += 97) {
      expect(positions.placeOf(offset)).toEqual(placeOf(text, offset));
      const [member, index] = getLocation(text, offset).path;
      const entry = positions.entryAt(offset);
      if (entry !== undefined) expect([entry.member, entry.index]).toEqual([member, index]);
    }
  });

  test('are found in a long line and behind many lines', () => {
    for (const text of [
      `${'x'.repeat(200_000)}\ny`,
      '\n'.repeat(150_000),
      `${'ab\r\n'.repeat(40_000)}z`,
      '',
    ]) {
      const { placeOf: place } = positionsIn(text);
      for (const offset of [0, 1, 65_535, 65_536, 65_537, 131_072, text.length, text.length + 9])
        expect(place(offset)).toEqual(placeOf(text, offset));
    }
  });
});

const steps = Array.from({ length: 20_000 }, (_, at): StepSpec => ({
  node: `Node ${at % 50}`,
  kind: 'play',
  from: at / 10,
  to: at / 10 + 0.1,
  channelVariables: Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`v${n}`, n === 0 ? at : 'same']),
  ),
}));

describe('a large document', () => {
  const body = { rows: [] };
  const sources = [{ id: 'steps', operation: 'List', format: 'json' as const, body }];
  const trace = makeTrace({ steps, sources });
  const content = serialise(trace);

  test('is looked through once for all selections', () => {
    const opened = openDocument({ name: 'x', content, language: 'en', limits: defaultReadLimits });
    const offset = content.lastIndexOf('"step-19999"');
    expect(opened.itemAt(offset)).toBe('step-19999');
    expect(opened.placeOf('step-19999', 'item').line).toBeGreaterThan(20_000);
    opened.details('step-19999');
    const started = performance.now();
    for (let round = 0; round < 300; round += 1) {
      opened.itemAt(offset - round);
      opened.placeOf(`step-${20_000 - round}`, 'item');
      opened.details(`step-${20_000 - round}`);
    }
    // One look through the text, or through the steps before, takes longer than a hundred of these.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('tells the variables of each step against those before', () => {
    const details = detailsOf(trace, { language: 'en', render: inEnglish });
    const changed = details('step-19999').variables.filter(({ change }) => change !== undefined);
    expect(changed.map(({ name, value, before }) => [name, value, before])).toEqual([
      ['v0', '19998', '19997'],
    ]);
  });
});

test('a response that is kept as text is read once for all that was made from it', () => {
  const source = { id: 'r', operation: 'List', format: 'json' as const, text: '{"rows":[{"a":1},{"a":2}]}' };
  const trace = makeTrace({ steps: steps.slice(0, 2), sources: [source] });
  const of = (pointer: string) => ({ source: { source: 'r', pointer } });
  const read: string[] = [];
  const details = detailsOf(
    { ...trace, steps: trace.steps.map((step, at) => ({ ...step, ...of(`/rows/${at}`) })) },
    {
      language: 'en',
      render: inEnglish,
      readSource: ({ id, text = '' }) => {
        read.push(id);
        return parseJson(text, 'r', defaultReadLimits);
      },
    },
  );
  expect(details('step-1').source?.text).toContain('"a": 1');
  expect(details('step-2').source?.text).toContain('"a": 2');
  expect(read).toEqual(['r']);
});

test('of a record that is too long to be looked at nothing stands beside the step', () => {
  const body = { rows: Array.from({ length: 100_000 }, (_, at) => ({ at, text: 'x'.repeat(20) })) };
  const source = { id: 'r', operation: 'List', format: 'json' as const, body };
  const trace = makeTrace({ steps: steps.slice(0, 2), sources: [source] });
  const [one, two] = trace.steps;
  if (one === undefined || two === undefined) throw new Error('no steps');
  const given = [
    { ...one, source: { source: 'r', pointer: '' } },
    { ...two, source: { source: 'r', pointer: '/rows/7' } },
  ];
  const details = detailsOf({ ...trace, steps: given }, { language: 'en', render: inEnglish });
  expect(details(one.id).source).toBeUndefined();
  expect(details(two.id).source?.text).toContain('"at": 7');
});
