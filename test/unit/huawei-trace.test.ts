import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { menders } from '../../src/providers/read.ts';
import { valueAt } from '../../src/trace/pointer.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import { detail, none, payload, read, row, story, traceOf } from './support/huawei.ts';

describe('querycalltracedetail, the sample to the documented shape', () => {
  const trace = traceOf(payload('huawei-querycalltracedetail.synthetic.json'));

  it('tells who, when and how it ended', () => {
    expect(trace).toMatchObject({
      provider: 'huawei-aicc',
      contactId: '1678978542-92',
      zone: '+08:00',
      steps: [],
      summary: {
        direction: 'inbound',
        contactType: { code: '0', meaning: 'normal-inbound' },
        mediaType: { code: '5', meaning: 'voice' },
        caller: '80000888',
        callee: '624192',
        startedAt: 1678978542000,
        establishedAt: 1678978575000,
        endedAt: 1678978695000,
        outcome: 'completed',
        disposition: { code: '15', meaning: 'user-released' },
        hungUpBy: { code: '15', meaning: 'customer' },
        releaseReason: { code: '0', meaning: 'normal' },
        agents: [{ id: '1177' }],
        queues: [{ id: '8', name: 'defaultAudioSkill' }],
      },
    });
  });

  it('puts the rows, which come in no order, on the timeline', () => {
    expect(
      trace.events.map(({ at, lane, name, party, source }) => [
        at,
        lane,
        name.code,
        name.meaning,
        party?.id,
        source.pointer,
      ]),
    ).toEqual([
      [1678978542000, 'ivr', 'waitBegin', 'entered-ivr', '2', '/resultDesc/1/waitBegin'],
      [1678978556000, 'ivr', 'callEnd', 'left-ivr', '2', '/resultDesc/1/callEnd'],
      [1678978556000, 'queue', 'waitBegin', 'enqueued', '8', '/resultDesc/2/waitBegin'],
      [1678978570000, 'queue', 'callEnd', 'left-queue', '8', '/resultDesc/2/callEnd'],
      [1678978570000, 'agent', 'waitBegin', 'agent-assigned', '1177', '/resultDesc/0/waitBegin'],
      [1678978572000, 'agent', 'ackBegin', 'ringing', '1177', '/resultDesc/0/ackBegin'],
      [1678978575000, 'agent', 'callBegin', 'established', '1177', '/resultDesc/0/callBegin'],
      [1678978695000, 'customer', 'LeaveReason', 'released', undefined, '/resultDesc/0/LeaveReason'],
      [1678978695000, 'agent', 'callEnd', 'released', '1177', '/resultDesc/0/callEnd'],
    ]);
    expect(trace.events.map((event) => event.flowId)).toEqual([
      '2',
      '2',
      ...Array<undefined>(7).fill(undefined),
    ]);
  });

  it('every event stands where its pointer says', () => {
    const body = trace.sources[0]?.body;
    for (const event of trace.events) {
      const value = body === undefined ? undefined : valueAt(body, event.source.pointer);
      expect(value).toBe(event.name.code === 'LeaveReason' ? '15' : String(event.at));
    }
  });

  it('says that no IVR steps are offered, and no other gap', () => {
    expect(trace.gaps).toEqual([{ kind: 'not-offered', lane: 'ivr', message: 'huawei.gap.no-steps' }]);
  });

  it('keeps what the summary does not say, without the zeros that say "none"', () => {
    expect(trace.events[0]?.details).toEqual({ callIdNum: '1', deviceType: '3' });
    expect(trace.events[2]?.details).toEqual({ callIdNum: '2', deviceType: '1', CurrentSkillID: '8' });
  });
});

describe("the vendor's own sample", () => {
  it('reads as a call that found no resources in its queue', () => {
    const trace = traceOf(payload('huawei-querycalltracedetail.response.json'));
    expect(trace.contactId).toBe('1678978542-92');
    expect(trace.summary).toMatchObject({
      direction: 'inbound',
      mediaType: { code: '53', meaning: 'social-web' },
      outcome: 'failed',
      disposition: { code: '11', meaning: 'help-requester-released' },
      releaseReason: { code: '1', meaning: 'resources-full' },
      queues: [{ id: '1' }],
      agents: [],
    });
    expect(trace.summary.hungUpBy).toBeUndefined();
    expect(trace.events.map(({ name }) => name.meaning)).toEqual(['enqueued', 'left-queue']);
  });

  it('reads the same as it is printed, and says that it was mended', () => {
    const printed = traceOf(payload('huawei-querycalltracedetail.verbatim.txt'));
    const clean = traceOf(payload('huawei-querycalltracedetail.response.json'));
    expect(printed.summary).toEqual(clean.summary);
    expect(printed.events).toEqual(clean.events);
    expect(printed.gaps).toContainEqual({
      kind: 'repaired',
      message: 'huawei.gap.repaired',
      source: { source: 'source1', pointer: '' },
    });
    expect(printed.sources[0]).toMatchObject({
      format: 'text',
      text: payload('huawei-querycalltracedetail.verbatim.txt'),
    });
  });
});

describe('rows in bad shape', () => {
  it('numbers as numbers, keys with blanks and in other case, fields of no page', () => {
    const trace = traceOf(
      '{"resultCode":"0100000","resultDesc":[{"callId ":"a-1"," waitBegin":1700000000000,"ackBegin":null,"callBegin":"","CALLEND":1700000005000,"callIdNum":-1,"deviceType":1,"deviceNo":12345678901234567890,"futureField":{"x":1}}]}',
    );
    expect(trace.contactId).toBe('a-1');
    expect(story(trace)).toEqual(['0 queue enqueued', '5 queue left-queue']);
    expect(trace.events[0]?.source.pointer).toBe('/resultDesc/0/ waitBegin');
    expect(trace.events[0]?.party).toEqual({ id: '12345678901234567890' });
    expect(trace.events[0]?.details).toMatchObject({ futureField: { x: 1 } });
  });

  it('a row that is no row is told with its place', () => {
    const trace = traceOf(detail('x', row(1, [0, none, none, 5], { callIdNum: -1 }), null));
    expect(trace.gaps.filter(({ kind }) => kind === 'incomplete')).toEqual([
      {
        kind: 'incomplete',
        message: 'huawei.gap.row-unreadable',
        args: { row: 1 },
        source: { source: 'source1', pointer: '/resultDesc/0' },
      },
      {
        kind: 'incomplete',
        message: 'huawei.gap.row-unreadable',
        args: { row: 3 },
        source: { source: 'source1', pointer: '/resultDesc/2' },
      },
    ]);
  });

  it('a row without a callId counts to the one call of the response, but not where there are two', () => {
    const nameless = row(1, [6, none, none, 7], { callId: '', callIdNum: -1 });
    const first = row(1, [0, none, none, 5], { callIdNum: 1 });
    expect(traceOf(detail(first, nameless)).events).toHaveLength(4);
    const two = read(detail(first, nameless, row(1, [0, none, none, 5], { callId: '2-2' })));
    expect(two.traces.map(({ contactId }) => contactId)).toEqual(['1700000000-1', '2-2']);
    for (const trace of two.traces) {
      expect(trace.gaps.map(({ message }) => message)).toContain('huawei.gap.row-unreadable');
    }
  });

  it.each(['soon', '17000000000000000', '2023-13-45 00:00:00', '1e999'])(
    'a time such as %s is told',
    (value) => {
      const trace = traceOf(detail(row(1, [0, none, none, 5], { callIdNum: -1, ackBegin: value })));
      expect(story(trace)).toEqual(['0 queue enqueued', '5 queue left-queue']);
      expect(trace.gaps).toContainEqual({
        kind: 'incomplete',
        message: 'huawei.gap.time-unreadable',
        args: { field: 'ackBegin', value },
        source: { source: 'source1', pointer: '/resultDesc/0/ackBegin' },
      });
    },
  );

  it('a row without any time is told, and still counts for the end', () => {
    const trace = traceOf(
      detail(
        row(2, [0, 1, 2, 9], { callIdNum: 1 }),
        row(2, [none, none, none, none], { callIdNum: -1, LeaveReason: 88 }),
      ),
    );
    expect(trace.summary).toMatchObject({ outcome: 'completed', hungUpBy: { meaning: 'customer' } });
    expect(trace.gaps.map(({ message }) => message)).toContain('huawei.gap.row-without-time');
  });

  it('a prototype is not polluted', () => {
    const trace = traceOf(
      '{"resultCode":"0100000","resultDesc":[{"callId":"a","waitBegin":1700000000000,"deviceType":"__proto__","__proto__":{"polluted":1},"callType":"constructor","EnterReason":"toString","callIdNum":-1}]}',
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
    expect(trace.summary.contactType).toEqual({ code: 'constructor' });
    expect(trace.events[0]).toMatchObject({ lane: 'system', reason: { code: 'toString' } });
  });

  it('whatever the fields hold, it is a document or a problem, and no row is lost in silence', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.integer(),
      fc.double(),
      fc.constantFrom('1', '2', '3', '-1', '0', '15', '1700000000000', '1700000001000', null, '', true),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const names = [
      'callId',
      'waitBegin',
      'ackBegin',
      'callBegin',
      'callEnd',
      'deviceType',
      'deviceNo',
      'callIdNum',
      'LeaveReason',
      'EnterReason',
      'callType',
      'releaseCause',
      'mediaType',
      'subMediaType',
    ];
    const anyRow = fc.oneof(
      { weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length }) },
      { weight: 1, arbitrary: value },
    );
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 6 }), (rows) => {
        const reading = read(JSON.stringify({ resultCode: '0100000', resultDesc: rows }));
        expect(reading.traces.length + reading.problems.length).toBeGreaterThan(0);
        for (const trace of reading.traces) {
          expect(parseDocument(serialise(trace), 'x')).toEqual({ ok: true, trace });
        }
        if (reading.traces.length > 1) {
          // Each call holds its own rows alone.
          const held = reading.traces.flatMap(({ sources }) =>
            sources.flatMap((source) => sourceValue(source, menders) ?? []),
          );
          const unreadable = new Set(
            reading.traces.flatMap(({ gaps }) =>
              gaps.flatMap(({ message, args }) =>
                message === 'huawei.gap.row-unreadable' ? [args?.['row']] : [],
              ),
            ),
          );
          expect(held.length + unreadable.size).toBe(rows.length);
          return;
        }
        const told = reading.traces.flatMap((trace) =>
          [...trace.events, ...trace.gaps].flatMap(({ source }) => source?.pointer.split('/')[2] ?? []),
        );
        const refused = reading.problems.length > 0;
        rows.forEach((_, index) => expect(refused || told.includes(String(index))).toBe(true));
      }),
      { numRuns: 300 },
    );
  });
});
