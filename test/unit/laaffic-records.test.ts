import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { JsonObject, JsonValue } from '../../src/trace/model.ts';
import { valueAt } from '../../src/trace/pointer.ts';
import { answer, call, payload, read, traceOf } from './support/laaffic.ts';

describe("the vendor's sample", () => {
  const trace = traceOf(payload('laaffic-ccRecordQuery.response.json'));

  it('tells who, when and how it ended', () => {
    expect(trace).toMatchObject({
      provider: 'laaffic',
      contactId: '23112023432602510',
      zone: '+08:00',
      steps: [],
    });
    expect(trace.summary).toEqual({
      direction: 'outbound',
      contactType: { code: '3', meaning: 'call-out' },
      caller: '91778800001',
      callee: '91861****978737',
      startedAt: Date.UTC(2023, 10, 20, 15, 43, 12),
      establishedAt: Date.UTC(2023, 10, 20, 15, 43, 14),
      endedAt: Date.UTC(2023, 10, 20, 15, 43, 26),
      durationMs: 12_000,
      outcome: 'completed',
      disposition: { code: '1', meaning: 'outbound-hung-up' },
      hungUpBy: { code: '1', meaning: 'agent' },
      agents: [{ name: '0705C049_053' }],
      queues: [],
      recorded: true,
      details: {
        callId: '23112023430531500001',
        calledInfo: 'Test data test data',
        ccode: '91',
        ccodeName: 'India',
        agentGroupName: 'agentGroupName',
        labels: ['tag1'],
        remark: 'Remark message',
        voiceUrl: 'https://laaffic-test.praise.com/agent-call-record-231120/23112023432602510.wav',
      },
    });
  });

  it('has the three moments that a record gives, each found again in the source', () => {
    expect(
      trace.events.map(({ lane, name, party, reason, source }) => [
        lane,
        name,
        party,
        reason?.code,
        source.pointer,
      ]),
    ).toEqual([
      [
        'agent',
        { code: 'callStartTime', meaning: 'dialing' },
        { name: '0705C049_053' },
        undefined,
        '/data/records/0/callStartTime',
      ],
      [
        'agent',
        { code: 'answerTime', meaning: 'established' },
        { name: '0705C049_053' },
        undefined,
        '/data/records/0/answerTime',
      ],
      [
        'agent',
        { code: 'callEndTime', meaning: 'released' },
        { name: '0705C049_053' },
        '1',
        '/data/records/0/callEndTime',
      ],
    ]);
    const value: JsonValue = trace.sources[0]?.body ?? null;
    expect(trace.events.map(({ source }) => valueAt(value, source.pointer))).toEqual([
      '2023-11-20 23:43:12',
      '2023-11-20 23:43:14',
      '2023-11-20 23:43:26',
    ]);
  });

  it('says what is missing', () => {
    expect(trace.gaps).toEqual([
      {
        kind: 'not-given',
        message: 'laaffic.gap.no-hangup-code',
        source: { source: 'source1', pointer: '/data/records/0' },
      },
      { kind: 'not-offered', lane: 'ivr', message: 'laaffic.gap.no-steps' },
    ]);
  });
});

describe('records', () => {
  it('are one call each, by callSessionId and never by callId', () => {
    const { traces } = read(
      answer(call({ callSessionId: 'a', callId: 'x' }), call({ callSessionId: 12, callId: 'x' })),
    );
    expect(traces.map(({ contactId }) => contactId)).toEqual(['a', '12']);
  });

  it('are read in the zone that is set, never in that of the machine', () => {
    const trace = traceOf(answer(call({})), '-03:30');
    expect(trace.zone).toBe('-03:30');
    expect(trace.summary.startedAt).toBe(Date.UTC(2023, 10, 21, 3, 13, 12));
  });

  it.each([
    [2, 'customer', 'inbound'],
    [3, 'agent', 'outbound'],
    ['1', 'system', 'outbound'],
    [7, 'system', 'unknown'],
  ])('callType %s starts in the lane %s', (callType, lane, direction) => {
    const trace = traceOf(answer(call({ callType, agentName: 'Li' })));
    expect(trace.events[0]?.lane).toBe(lane);
    expect(trace.events[1]?.lane).toBe('agent');
    expect(trace.summary.direction).toBe(direction);
  });

  it('an inbound call that nobody took ends where it began', () => {
    const trace = traceOf(
      answer(call({ hangupReason: 8, hangingDirection: 0, answerTime: '', hangupCode: 487 })),
    );
    expect(trace.events.map(({ lane, name, party }) => [lane, name.meaning, party?.id])).toEqual([
      ['customer', 'dialing', '1001'],
      ['customer', 'released', '1001'],
    ]);
    expect(trace.summary).toMatchObject({ releaseReason: { code: '487', meaning: 'sip-487' } });
    expect(trace.summary.establishedAt).toBeUndefined();
    expect(trace.summary.recorded).toBeUndefined();
    expect(trace.gaps.map(({ message }) => message)).toEqual(['laaffic.gap.no-steps']);
  });

  it('a call given up while the agent’s phone rang', () => {
    const trace = traceOf(
      answer(call({ callType: 1, hangupReason: 2, agentAccount: 'a1', agentName: 'Li' })),
    );
    expect(trace.events.at(-1)).toMatchObject({
      lane: 'agent',
      name: { meaning: 'gave-up-while-ringing' },
      party: { id: 'a1', name: 'Li' },
      reason: { code: '2', meaning: 'hung-up-while-ringing-agent' },
    });
  });

  const answered = { answerTime: '2023-11-20 23:43:14' };
  it.each<readonly [number, JsonObject, string]>([
    [0, {}, 'not-answered'],
    [1, answered, 'completed'],
    [1, { callDuration: '12' }, 'completed'],
    [1, { callDuration: 0 }, 'not-answered'],
    [2, {}, 'abandoned'],
    [3, answered, 'completed'],
    [4, {}, 'failed'],
    [5, {}, 'not-answered'],
    [6, {}, 'not-answered'],
    [7, {}, 'not-answered'],
    [8, { hangingDirection: 0 }, 'abandoned'],
    [8, { hangingDirection: 3 }, 'not-answered'],
    [8, {}, 'not-answered'],
    [9, answered, 'completed'],
    [42, answered, 'unknown'],
  ])('hangupReason %s with %j: %s', (hangupReason, fields, outcome) => {
    expect(traceOf(answer(call({ hangupReason, ...fields }))).summary.outcome).toBe(outcome);
  });

  it('unknown codes are shown as they came', () => {
    const { summary } = traceOf(
      answer(call({ callType: 9, hangupReason: 42, hangingDirection: 2, hangupCode: '999' })),
    );
    expect(summary).toMatchObject({
      contactType: { code: '9' },
      disposition: { code: '42' },
      hungUpBy: { code: '2' },
      releaseReason: { code: '999' },
    });
  });

  it('an empty recording link says that there is none', () => {
    expect(traceOf(answer(call({ voiceUrl: '' }))).summary.recorded).toBe(false);
  });

  it('a record that cannot be read is told, with its place', () => {
    const trace = traceOf(answer(call({}), 'x', { caller: '1' }));
    expect(trace.gaps.filter(({ kind }) => kind === 'incomplete')).toEqual([
      {
        kind: 'incomplete',
        message: 'laaffic.gap.record-unreadable',
        args: { row: 2 },
        source: { source: 'source1', pointer: '/data/records/1' },
      },
      {
        kind: 'incomplete',
        message: 'laaffic.gap.record-unreadable',
        args: { row: 3 },
        source: { source: 'source1', pointer: '/data/records/2' },
      },
    ]);
  });

  it.each(['2023-02-30 10:00:00', 'yesterday', '99999999999999999999', '2023-11-20T23:43:12+08'])(
    'a time such as %s is told',
    (value) => {
      const trace = traceOf(answer(call({ answerTime: value })));
      expect(trace.events).toHaveLength(2);
      expect(trace.gaps).toContainEqual({
        kind: 'incomplete',
        message: 'laaffic.gap.time-unreadable',
        args: { field: 'answerTime', value },
        source: { source: 'source1', pointer: '/data/records/0/answerTime' },
      });
    },
  );

  it('a record without times is told', () => {
    const trace = traceOf(answer({ callSessionId: 'a' }));
    expect(trace.events).toEqual([]);
    expect(trace.gaps.map(({ message }) => message)).toContain('laaffic.gap.no-times');
  });

  it('whatever the fields hold, it is a document or a problem', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<JsonValue>('0', 1, 3, '2023-11-20 23:43:12', '9999-12-31 23:59:59', -1, '', null),
    );
    const names = [
      'callSessionId',
      'caller',
      'called',
      'callType',
      'callDuration',
      'hangupReason',
      'hangingDirection',
      'hangupCode',
      'callStartTime',
      'answerTime',
      'callEndTime',
      'agentName',
      'voiceUrl',
      '__proto__',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.dictionary(fc.constantFrom(...names), value), value), {
          minLength: 1,
          maxLength: 5,
        }),
        (records) => {
          const reading = read(`{"status":"0","reason":"","data":{"records":${JSON.stringify(records)}}}`);
          expect(reading.traces.length + reading.problems.length).toBeGreaterThan(0);
          for (const trace of reading.traces) {
            expect(parseDocument(serialise(trace), 'x')).toEqual({ ok: true, trace });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
