import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/trace/model.ts';
import { eventLines, read, stepLines, traceOf } from './alibaba-reading.ts';

/** Messages as the documentation of the service lays them out: one flat object each, times in UTC. */
const call = {
  instanceId: 'ccc-demo',
  contactId: 'job-1',
  callType: 'INBOUND',
  caller: '10000000001',
  callee: '4000000000',
  contactFlowId: 'flow-1',
};
const at = (second: number) => new Date(Date.UTC(2026, 10, 30, 8, 0, second)).toISOString();
const message = (second: number, eventType: string, more: JsonObject = {}): JsonObject => ({
  eventTime: at(second),
  eventType,
  ...call,
  ...more,
});
const agent = { agentId: 'a1@ccc-demo', skillGroupId: 'sg@ccc-demo' };
const queue = { ...agent, queueType: 'SkillGroup' };
const node = {
  flowId: 'flow-1',
  flowType: 'MAIN_FLOW',
  channelId: 'ch-1',
  nodeId: 'n1',
  nodeName: '欢迎',
  nodeType: 'PLAY_SAY',
};

const messages: readonly JsonObject[] = [
  message(0, 'Route2IVR'),
  message(0, 'IvrTracking', { ...node, nodeAction: 'ENTER', nodeProperties: '{"say":"x"}' }),
  message(4, 'IvrTracking', { ...node, nodeAction: 'LEAVE', nodeExitCode: 'Success', nextNodeId: 'n2' }),
  message(5, 'Enqueue', queue),
  message(9, 'AssignAgent', queue),
  message(9, 'AgentRinging', agent),
  message(9, 'Ringing', agent),
  message(12, 'Established', agent),
  message(12, 'AgentTalk', agent),
  message(30, 'Released', { ...agent, releaseReason: '200 - Okay' }),
  message(30, 'Released', { releaseReason: '200 - Okay' }),
  message(40, 'CDRReady', {
    startTime: at(0),
    establishedTime: at(12),
    endTime: at(30),
    dispositionCode: 'Success',
    agentIds: 'a1@ccc-demo',
    skillGroupIds: 'sg@ccc-demo',
  }),
];
const lines = (list: readonly JsonValue[]) => list.map((one) => JSON.stringify(one)).join('\n');

describe('pushed messages of events', () => {
  const trace = traceOf({ 'events.jsonl': lines(messages) });

  test('are the steps, the events and the summary of a call', () => {
    expect(stepLines(trace)).toEqual(['n1 play → success']);
    expect(trace.steps[0]).toMatchObject({ enteredAt: Date.parse(at(0)), leftAt: Date.parse(at(4)) });
    expect(eventLines(trace)).toEqual([
      'ivr entered-ivr',
      'queue enqueued',
      'queue agent-assigned',
      'agent agent-ringing',
      'agent ringing',
      'agent established',
      'agent agent-talking',
      'customer released',
      'agent released',
      'system record-ready',
    ]);
    expect(trace.summary).toMatchObject({
      direction: 'inbound',
      caller: '10000000001',
      startedAt: Date.parse(at(0)),
      establishedAt: Date.parse(at(12)),
      endedAt: Date.parse(at(30)),
      outcome: 'completed',
      agents: [{ id: 'a1@ccc-demo' }],
      queues: [{ id: 'sg@ccc-demo' }],
    });
    expect(trace.instance).toBe('ccc-demo');
    expect(trace.events[1]?.source.pointer).toBe('/3');
    expect(trace.gaps.map(({ message: key }) => key)).not.toContain('gap.frame-missing');
  });

  test('in an array, one alone, and twice over, as they come at least once', () => {
    expect(eventLines(traceOf({ 'a.json': messages }))).toEqual(eventLines(trace));
    expect(eventLines(traceOf({ 'a.json': [...messages, ...messages] }))).toEqual(eventLines(trace));
    expect(eventLines(traceOf({ 'a.json': messages[3] ?? {} }))).toEqual(['queue enqueued']);
  });

  test('the states of agents count where no message of the channel is there', () => {
    const states = ['AgentRinging', 'AgentTalk', 'AgentRelease'].map((name, index) =>
      message(index, name, agent),
    );
    expect(eventLines(traceOf({ 'a.json': states }))).toEqual([
      'agent ringing',
      'agent established',
      'agent released',
    ]);
  });

  test('giving up is told where the caller was', () => {
    const given = ['IVR', 'Queuing', 'Ringing'].map((abandonPhase, index) =>
      message(index, 'Abandoned', { ...queue, abandonPhase }),
    );
    expect(eventLines(traceOf({ 'a.json': given }))).toEqual([
      'ivr abandoned-in-ivr',
      'queue abandoned-in-queue',
      'queue gave-up-while-ringing',
    ]);
  });

  test('those of agents and campaigns are of no call; a time that is none is a gap', () => {
    const { instanceId } = call;
    const others = [
      { eventTime: at(1), eventType: 'AgentCheckIn', instanceId, agentId: 'a1' },
      { eventTime: at(2), eventType: 'CampaignPaused', instanceId },
      message(3, 'Enqueue', queue),
      { ...message(4, 'AssignAgent', queue), eventTime: 'soon' },
    ];
    const [only, ...more] = read({ 'a.json': others }).traces;
    expect(more).toEqual([]);
    expect(only?.gaps.map(({ message: key }) => key)).toContain('alibaba.gap.row-time');
    expect(only?.gaps.map(({ message: key }) => key)).not.toContain('alibaba.gap.row-contact');
  });
});
