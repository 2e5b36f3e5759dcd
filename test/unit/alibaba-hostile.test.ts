import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { CallTrace, JsonValue } from '../../src/trace/model.ts';
import { answer2020, list2020, payload, read } from './alibaba-reading.ts';

const anything: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, '', ' ', '{', '[]', '{"a":1}', '1532458000000', -1, 0, 1e300, true),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'ContactId', 'List', 'x'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

/** The value with some of its members replaced by anything. */
function damaged(value: JsonValue): fc.Arbitrary<JsonValue> {
  if (typeof value !== 'object' || value === null) return mostly(value);
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    return fc.oneof(
      { weight: 12, arbitrary: fc.tuple(...items.map(damaged)) },
      { weight: 1, arbitrary: anything },
    );
  }
  const members = Object.entries(value);
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(...members.map(([, member]) => damaged(member)))
        .map((changed) => Object.fromEntries(members.map(([key], index) => [key, changed[index] ?? null]))),
    },
    { weight: 1, arbitrary: anything },
  );
}

const mostly = (value: JsonValue) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: anything });

const json = (name: string): JsonValue => {
  const value: unknown = JSON.parse(payload(name));
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is no object`);
  return Object.fromEntries(Object.entries(value));
};

function expectSound(traces: readonly CallTrace[]): void {
  for (const trace of traces) {
    const again = parseDocument(serialise(trace), 'again');
    expect(again.ok ? again.trace : again.problem).toEqual(trace);
  }
}

describe('damaged answers of Alibaba CCC', () => {
  it.each([
    'alibaba-2017-listcalleventdetailbycontactid.json',
    'alibaba-2017-listivrtrackingdetail.json',
    'alibaba-2017-listrecentcallrecords.json',
    'alibaba-2020-getcalldetailrecord-new.json',
    'alibaba-2020-getcalldetailrecord-old.json',
    'alibaba-2020-getcontactflow-2024doc.json',
    'alibaba-2020-listcalldetailrecords-2024doc.json',
    'alibaba-2020-listivrtrackingdetails-2021doc.json',
  ])('%s is read or refused, whatever is wrong in it', (name) => {
    fc.assert(
      fc.property(damaged(json(name)), (value) => {
        const { traces, problems } = read({ 'a.json': value });
        expect(traces.length + problems.length).toBeGreaterThan(0);
        expectSound(traces);
      }),
      { numRuns: 50 },
    );
    expect(Object.prototype).not.toHaveProperty('ContactId');
  });

  it('lose no row without a gap', () => {
    const row = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          ContactId: fc.constantFrom<JsonValue>('job-1', 'job-1', ' ', null, 7),
          NodeId: fc.constantFrom('a', 'b'),
          EnterTime: fc.constantFrom<JsonValue>(1621910542876, '1621910542876', 0, 'soon', null),
        }),
      },
      { weight: 1, arbitrary: anything.filter((value) => typeof value !== 'object' || value === null) },
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 15 }), (rows) => {
        const { traces, problems } = read({ 'ListIvrTrackingDetails.json': list2020(rows) });
        if (problems.length > 0) return;
        const steps = traces.flatMap((trace) => trace.steps);
        const places = traces.flatMap((trace) => trace.gaps.map(({ args }) => args?.['pointer']));
        const lost = new Set(places.filter((place) => place !== undefined));
        expect(steps.length + lost.size).toBe(rows.length);
      }),
    );
  });

  it('cannot reach the prototype of anything', () => {
    const text = JSON.stringify(answer2020({ ContactId: 'job-1', ContactType: 'INBOUND' })).replace(
      '"ContactType"',
      '"__proto__":{"polluted":true},"constructor":{"polluted":true},"ContactType"',
    );
    const { traces } = read({ 'a.json': text });
    expect(traces).toHaveLength(1);
    expect({}).not.toHaveProperty('polluted');
    expect(Object.keys(traces[0]?.summary.details ?? {})).toEqual(['__proto__', 'constructor']);
    const steps = list2020([
      { ContactId: 'job-1', NodeId: 'n', EnterTime: 1621910542876, ChannelVariables: '__proto__=x;a=b' },
    ]);
    const [step] = read({ 'a.json': steps }).traces.flatMap((trace) => trace.steps);
    expect(Object.entries(step?.channelVariables ?? {})).toEqual([
      ['__proto__', 'x'],
      ['a', 'b'],
    ]);
  });
});
