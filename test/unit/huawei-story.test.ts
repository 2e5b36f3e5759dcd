import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/trace/model.ts';
import { detail, none, row, story, traceOf } from './support/huawei.ts';

describe('stories that rows tell', () => {
  it('a caller who gives up in the queue', () => {
    const trace = traceOf(
      detail(
        row(3, [0, 0, 0, 12], { callIdNum: 1 }),
        row(1, [12, none, none, 50], { callIdNum: -1, LeaveReason: 15, releaseCause: 80 }),
      ),
    );
    expect(story(trace)).toEqual([
      '0 ivr entered-ivr',
      '12 ivr left-ivr',
      '12 queue enqueued',
      '50 customer released (user-released)',
      '50 queue abandoned-in-queue (user-released)',
    ]);
    expect(trace.summary).toMatchObject({
      outcome: 'abandoned',
      hungUpBy: { code: '15', meaning: 'customer' },
    });
    expect(trace.summary.establishedAt).toBeUndefined();
  });

  it('a caller who gives up while the agent’s phone rings', () => {
    const trace = traceOf(detail(row(2, [0, 2, none, 30], { callIdNum: '-1', LeaveReason: '89' })));
    expect(story(trace)).toEqual([
      '0 agent agent-assigned',
      '2 agent ringing',
      '30 customer released (user-released-before-answer)',
      '30 agent gave-up-while-ringing (user-released-before-answer)',
    ]);
    expect(trace.summary.outcome).toBe('abandoned');
  });

  it('an agent’s phone rings from waitBegin on where no ackBegin is given', () => {
    const trace = traceOf(detail(row(2, [0, none, 4, 30], { callIdNum: '-1', LeaveReason: '16' })));
    expect(story(trace)).toEqual([
      '0 agent ringing',
      '4 agent established',
      '30 agent released (agent-released)',
    ]);
    expect(trace.summary).toMatchObject({ outcome: 'completed', hungUpBy: { code: '16', meaning: 'agent' } });
  });

  it('a queue that overflows into another one, where an agent puts the caller on hold and takes him back', () => {
    const trace = traceOf(
      detail(
        row(2, [40, 42, 45, 60], { callIdNum: 3, deviceNo: '1177', deviceIn: 'Li', LeaveReason: 18 }),
        row(2, [70, 70, 70, 90], {
          callIdNum: -1,
          deviceNo: '1177',
          deviceIn: 'Li',
          EnterReason: 9,
          LeaveReason: 88,
        }),
        row(1, [0, none, none, 20], { callIdNum: 1, deviceNo: '1', LeaveReason: 1 }),
        row(1, [20, none, none, 40], { callIdNum: 2, deviceNo: '2', EnterReason: 1, LeaveReason: 0 }),
      ),
    );
    expect(story(trace)).toEqual([
      '0 queue enqueued',
      '20 queue queue-overflow (overflow-transfer)',
      '20 queue enqueued (overflow-transfer)',
      '40 queue left-queue (normal-access)',
      '40 agent agent-assigned',
      '42 agent ringing',
      '45 agent established',
      '60 agent held (put-on-hold)',
      '70 agent retrieved (held-call-retrieved)',
      '90 customer released (user-released-after-answer)',
      '90 agent released (user-released-after-answer)',
    ]);
    expect(trace.summary).toMatchObject({
      outcome: 'completed',
      agents: [{ id: '1177', name: 'Li' }],
      queues: [{ id: '1' }, { id: '2' }],
    });
  });

  it('other devices are entered and left in the lane of the system', () => {
    const trace = traceOf(
      detail(
        row(10, [0, none, none, 1], { callIdNum: 1, LeaveReason: 39 }),
        row(77, [1, none, none, 2], { callIdNum: 2 }),
        row(15, [2, 2, 3, 9], { callIdNum: -1, LeaveReason: 52 }),
      ),
    );
    expect(story(trace)).toEqual([
      '0 system entered-device',
      '1 system left-device (cdn-route-returned)',
      '1 system entered-device',
      '2 system left-device',
      '2 system conference-started',
      '9 system left-device (conference-ended)',
    ]);
  });

  it('a queue times out', () => {
    const trace = traceOf(
      detail(row(1, [0, none, none, 60], { callIdNum: -1, LeaveReason: 2, releaseCause: 0 })),
    );
    expect(story(trace)).toEqual(['0 queue enqueued', '60 queue queue-timeout (timeout-transfer)']);
    expect(trace.summary.outcome).toBe('failed');
  });

  it('an unknown code is shown as it came', () => {
    const trace = traceOf(
      detail(
        row(2, [0, 1, 2, 3], {
          callIdNum: -1,
          LeaveReason: '999',
          releaseCause: 77777,
          callType: 88,
          mediaType: 99,
        }),
      ),
    );
    expect(trace.summary).toMatchObject({
      disposition: { code: '999' },
      releaseReason: { code: '77777' },
      contactType: { code: '88' },
      mediaType: { code: '99' },
      direction: 'unknown',
    });
  });
});

describe('the outcome of a call', () => {
  const ivr = row(3, [0, 0, 0, 10], { callIdNum: 1 });
  const last = (device: number, times: readonly [number, number, number, number], fields: JsonObject) =>
    row(device, times, { callIdNum: -1, ...fields });
  const talk = row(2, [10, 11, 12, 20], { callIdNum: 2, LeaveReason: 0 });
  const cases: readonly (readonly [string, readonly JsonObject[], string])[] = [
    ['self-service ended by the caller', [last(3, [0, 0, 0, 9], { LeaveReason: 15 })], 'completed'],
    [
      'self-service ended by the flow',
      [last(3, [0, 0, 0, 9], { LeaveReason: 0, releaseCause: 256 })],
      'completed',
    ],
    ['not even the IVR answered', [last(3, [0, none, none, 9], { LeaveReason: 15 })], 'abandoned'],
    [
      'back in the IVR after a queue',
      [row(1, [0, none, none, 5], { callIdNum: 1 }), last(3, [5, 5, 5, 9], { LeaveReason: 15 })],
      'abandoned',
    ],
    [
      'the IVR ends it after a queue',
      [
        row(1, [0, none, none, 5], { callIdNum: 1 }),
        last(3, [5, 5, 5, 9], { LeaveReason: 0, releaseCause: 256 }),
      ],
      'failed',
    ],
    ['the survey after the talk', [ivr, talk, last(3, [20, 20, 20, 30], { LeaveReason: 15 })], 'completed'],
    [
      'a second queue after the talk',
      [ivr, talk, last(1, [20, none, none, 90], { LeaveReason: 15 })],
      'abandoned',
    ],
    ['the agent does not answer', [ivr, last(2, [10, 11, none, 30], { LeaveReason: 5 })], 'not-answered'],
    ['the agent rejects', [ivr, last(2, [10, 11, none, 30], { LeaveReason: 50 })], 'rejected'],
    ['nobody on duty', [ivr, last(1, [10, none, none, 10], { LeaveReason: 3 })], 'failed'],
    ['no resources', [last(1, [0, none, none, 1], { LeaveReason: 25 })], 'failed'],
    ['transferred out', [ivr, talk, last(2, [20, 21, 22, 23], { LeaveReason: 17 })], 'transferred'],
    [
      'two users joined after a transfer out',
      [row(2, [0, 1, 2, 3], { callIdNum: 1, LeaveReason: 17 }), last(5, [3, 3, 4, 60], { LeaveReason: 15 })],
      'transferred',
    ],
    ['fault while talking', [last(2, [0, 1, 2, 30], { LeaveReason: 0, releaseCause: 63 })], 'failed'],
    ['outbound, no answer', [last(2, [0, 1, none, 30], { callType: 8, LeaveReason: 26 })], 'not-answered'],
    [
      'outbound, busy by cause',
      [last(2, [0, 1, none, 30], { callType: 8, LeaveReason: 0, releaseCause: 47 })],
      'not-answered',
    ],
    [
      'outbound, agent gives up',
      [last(2, [0, 1, none, 30], { callType: 8, LeaveReason: 16 })],
      'not-answered',
    ],
    [
      'outbound, ended before the answer',
      [last(2, [0, 1, none, 30], { callType: 8, LeaveReason: 89 })],
      'not-answered',
    ],
    [
      'outbound, rejected',
      [last(2, [0, 1, none, 30], { callType: 8, LeaveReason: 0, releaseCause: 9 })],
      'rejected',
    ],
    ['no such number', [last(2, [0, 1, none, 30], { callType: 8, LeaveReason: 24 })], 'failed'],
    ['still in the queue', [ivr, row(1, [10, none, none, none], { callIdNum: 2 })], 'in-progress'],
    ['no last record', [ivr], 'unknown'],
  ];

  it.each(cases)('%s', (_, rows, outcome) => {
    expect(traceOf(detail(...rows)).summary.outcome).toBe(outcome);
  });

  it('a call without its last record says so, and has no end', () => {
    const trace = traceOf(detail(ivr));
    expect(trace.summary.endedAt).toBeUndefined();
    expect(trace.gaps.map(({ message }) => message)).toContain('huawei.gap.no-last-row');
  });
});
