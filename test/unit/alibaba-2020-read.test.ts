import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/trace/model.ts';
import {
  answer2020,
  eventLines,
  list2020,
  payload,
  read,
  refusalOf,
  stepLines,
  traceOf,
} from './alibaba-reading.ts';

const messages = (files: Readonly<Record<string, JsonValue>>) =>
  traceOf(files).gaps.map(({ kind, message }) => `${kind} ${message}`);

const row = (fields: JsonObject): JsonObject => ({
  ContactId: 'job-1',
  FlowId: 'f',
  NodeId: 'n',
  NodeType: 'PLAY_SAY',
  EnterTime: 1621910542876,
  ...fields,
});

describe('GetCallDetailRecord', () => {
  it('reads the record of the newest form', () => {
    const { summary, instance, events } = traceOf({
      'a.json': payload('alibaba-2020-getcalldetailrecord-new.json'),
    });
    expect(instance).toBe('ccc-test');
    expect(summary).toMatchObject({
      direction: 'outbound',
      contactType: { code: 'OUTBOUND', meaning: 'outbound' },
      caller: '0533128****',
      callee: '1332315****',
      callerLocation: '山東省-淄博',
      calleeLocation: '河北省-唐山',
      startedAt: 1532458000000,
      establishedAt: 1532458000000,
      endedAt: 1532458000000,
      durationMs: 50_000,
      outcome: 'completed',
      disposition: { code: 'Success', meaning: 'success' },
      hungUpBy: { code: 'customer', meaning: 'customer' },
      releaseReason: { code: '200 - OK', meaning: 'ok' },
      earlyMedia: { code: 'NotConnected', meaning: 'not-connected' },
      recorded: true,
      agents: [
        { id: 'agent1@ccc-test', name: 'agent1' },
        { id: 'agent2@ccc-test', name: 'agent2' },
        { id: 'agent@ccc-test', name: '坐席小王' },
      ],
      queues: [{ id: 'skillgroup@ccc-test', name: '測試技能組' }],
      details: {
        Satisfaction: 1,
        SatisfactionSurveyChannel: 'IVR',
        AnalyticsReportReady: true,
        AnalyticsReport: { Emotion: { Confidence: 0 } },
      },
    });
    expect(events).toMatchObject([
      { lane: 'customer', party: { id: '1332315****' }, name: { code: 'Released', meaning: 'released' } },
      { lane: 'ivr', flowId: 'edaf2eaa-8f88-44ca-812e-41b3cd2b7a90', details: { FlowType: 'MAIN_FLOW' } },
      { lane: 'queue', party: { id: 'skillgroup@ccc-test', name: '測試技能組' }, details: { QueueType: 1 } },
      {
        lane: 'agent',
        durationMs: 3000,
        party: { id: 'agent@ccc-test', name: '坐席小王' },
        details: { SkillGroupId: 'skillgroup@ccc-test' },
        source: { pointer: '/Data/AgentEvents/0/EventSequence/0' },
      },
    ]);
  });

  it('trims ids, and says that early forms have no events of the customer', () => {
    const old = { 'a.json': payload('alibaba-2020-getcalldetailrecord-old.json') };
    expect(traceOf(old).summary.agents).toEqual([{ id: 'user-test@ccc-test', name: '云呼测试坐席' }]);
    expect(messages(old)).toContain('not-offered alibaba.gap.no-customer-events');
    const later = { 'a.json': payload('alibaba-2020-getcalldetailrecord-2024doc.json') };
    expect(messages(later)).not.toContain('not-offered alibaba.gap.no-customer-events');
  });

  const record = (fields: JsonObject) =>
    answer2020({ ContactId: 'job-1', ContactType: 'INBOUND', ...fields });
  it.each<[string, string, JsonObject]>([
    [
      'failed',
      'a queue time-out by its old name',
      { ContactDisposition: 'QueueOverflow', ReleaseTime: 9e11 },
    ],
    ['in-progress', 'a call that has not ended', { StartTime: 1532458000000, ReleaseTime: null }],
    ['unknown', 'an ended call without a word for it', { ReleaseTime: 1532458000000 }],
    ['unknown', 'a disposition that is not known', { ContactDisposition: 'Teleported' }],
    [
      'unknown',
      'a customer who has left',
      {
        CustomerEvents: [
          { CustomerId: '1', EventSequence: [{ Event: 'Released', EventTime: 1532458000000 }] },
        ],
      },
    ],
  ])('is %s: %s', (outcome, _, fields) => {
    expect(traceOf({ 'a.json': record(fields) }).summary.outcome).toBe(outcome);
  });

  it('keeps names that cannot be paired with ids, and reads lists in any form', () => {
    const { summary } = traceOf({
      'a.json': record({
        AgentIds: 'a1@x,a2@x',
        AgentNames: 'Li,Na,Wang',
        SkillGroupIds: '["s1","s2"]',
        SkillGroupNames: ['One', 'Two'],
      }),
    });
    expect(summary.agents).toEqual([{ id: 'a1@x' }, { id: 'a2@x' }]);
    expect(summary.queues).toEqual([
      { id: 's1', name: 'One' },
      { id: 's2', name: 'Two' },
    ]);
    expect(summary.details).toEqual({ AgentNames: 'Li,Na,Wang' });
  });

  it('turns entries that are no events into gaps that name their place', () => {
    const trace = traceOf({
      'a.json': record({
        ReleaseTime: 1532458000000,
        AgentEvents: [
          {
            AgentId: 'a',
            EventSequence: [
              { Event: 'Ringing', EventTime: 1532458000000, Duration: -1 },
              { Event: 'Released', EventTime: 0 },
              { EventTime: 1532458000000 },
              'Held',
            ],
          },
          42,
        ],
        QueueEvents: 'none',
        IvrEvents: '',
        CustomerEvents: null,
      }),
    });
    expect(eventLines(trace)).toEqual(['agent ringing']);
    expect(trace.events[0]).not.toHaveProperty('durationMs');
    expect(
      trace.gaps
        .filter(({ kind }) => kind === 'incomplete')
        .map(({ message, args, source }) => [message, args?.['pointer'], source?.pointer]),
    ).toEqual([
      ['alibaba.gap.row', '/Data/QueueEvents', '/Data/QueueEvents'],
      ['alibaba.gap.row', '/Data/AgentEvents/1', '/Data/AgentEvents/1'],
      ['alibaba.gap.row', '/Data/AgentEvents/0/EventSequence/3', '/Data/AgentEvents/0/EventSequence/3'],
      ['alibaba.gap.row-time', '/Data/AgentEvents/0/EventSequence/1', '/Data/AgentEvents/0/EventSequence/1'],
      ['alibaba.gap.row-name', '/Data/AgentEvents/0/EventSequence/2', '/Data/AgentEvents/0/EventSequence/2'],
    ]);
  });

  it('names a damaged answer’s first rows only', () => {
    const { gaps } = traceOf({ 'a.json': record({ AgentEvents: Array.from({ length: 50_000 }, () => 1) }) });
    const rows = gaps.filter(({ message }) => message.startsWith('alibaba.gap.row'));
    expect(rows).toHaveLength(21);
    expect(rows.at(-1)).toMatchObject({ message: 'alibaba.gap.rows-more', args: { count: 49_980 } });
  });

  it('is read from the content of Data alone, and from a saved reply of the SDK', () => {
    const data = { ContactId: 'job-1', ContactType: 'INBOUND', AgentEvents: [] };
    expect(traceOf({ 'a.json': data }).contactId).toBe('job-1');
    const reply = { statusCode: 200, headers: {}, body: answer2020(data) };
    expect(traceOf({ 'a.json': reply }).contactId).toBe('job-1');
  });
});

describe('ListIvrTrackingDetails', () => {
  it('reads maps as objects and as JSON text alike, keeping long digits', () => {
    const text = traceOf({
      'a.json': list2020([
        row({
          NodeProperties: '{"say":"您好。"}',
          NodeVariables: '{"callId":109634426711871319}',
          ChannelVariables: 'A=B;C=D=E;F=x;y',
        }),
      ]),
    });
    expect(text.steps[0]).toMatchObject({
      properties: { say: '您好。' },
      variables: { callId: '109634426711871319' },
      channelVariables: { A: 'B', C: 'D=E', F: 'x;y' },
    });
    expect(text.steps[0]).not.toHaveProperty('leftAt');
    expect(text.steps[0]).not.toHaveProperty('details');
  });

  it('keeps what is no map as it came', () => {
    const { steps } = traceOf({
      'a.json': list2020([
        row({ NodeProperties: '{broken', NodeVariables: ['x'], ChannelVariables: 'no pairs', Extra: 1 }),
      ]),
    });
    expect(steps[0]?.details).toEqual({
      NodeProperties: '{broken',
      NodeVariables: ['x'],
      ChannelVariables: 'no pairs',
      Extra: 1,
    });
  });

  it('shows unknown codes as they came', () => {
    const { steps } = traceOf({ 'a.json': list2020([row({ NodeType: 'NEW_NODE', NodeExitCode: 'Maybe' })]) });
    expect(steps[0]?.kind).toEqual({ code: 'NEW_NODE' });
    expect(steps[0]?.exit).toEqual({ code: 'Maybe' });
  });

  it('says which pages are missing; a total of 0 on a later page means nothing', () => {
    const first = list2020([row({})], { TotalCount: 2 });
    const second = list2020([row({ NodeId: 'm', EnterTime: 1621910542999 })], { PageNumber: 2 });
    expect(messages({ '1.json': first })).toContain('incomplete gap.rows-missing');
    expect(messages({ '2.json': second })).not.toContain('incomplete gap.rows-missing');
    const both = traceOf({ '1.json': first, '2.json': second });
    expect(stepLines(both)).toEqual(['n play', 'm play']);
    expect(both.gaps.map(({ message }) => message)).not.toContain('gap.rows-missing');
  });

  it('turns rows without a time or a call into gaps, and refuses a list without any call', () => {
    const trace = traceOf({
      'a.json': list2020([row({}), row({ EnterTime: 'soon' }), row({ ContactId: '' }), null]),
    });
    expect(trace.steps).toHaveLength(1);
    expect(trace.gaps.map(({ message, args }) => `${message} ${args?.['pointer'] ?? ''}`)).toEqual(
      expect.arrayContaining([
        'alibaba.gap.row-contact /Data/List/2',
        'alibaba.gap.row /Data/List/3',
        'alibaba.gap.row-time /Data/List/1',
      ]),
    );
    expect(refusalOf(list2020([{ NodeId: 'n', EnterTime: 1 }]))).toBe('alibaba.refused.no-contact');
  });

  it('refuses times beyond any calendar', () => {
    const trace = traceOf({ 'a.json': list2020([row({}), row({ EnterTime: '8000000000000000' })]) });
    expect(trace.steps).toHaveLength(1);
    expect(trace.gaps.map(({ message }) => message)).toContain('alibaba.gap.row-time');
  });

  it('nests a sub-flow under its node, as the sample call does', () => {
    const folder = '../../media/samples/http-node-fails/';
    const files = ['GetCallDetailRecord', 'ListIvrTrackingDetails.1', 'ListIvrTrackingDetails.2'];
    const flows = ['GetContactFlow.main', 'GetContactFlow.order-status'];
    const trace = traceOf(
      Object.fromEntries([...files, ...flows].map((name) => [name, payload(`../${folder}${name}.json`)])),
    );
    expect(trace.steps.map(({ id, parent }) => `${id}<${parent ?? ''}`).join(' ')).toBe(
      's1< s2< s3< s4< s5< s6< s7< s8< s9<s8 s10<s8 s11<s8 s12<s8 s13<s8 s14< s15< s16< s17< s18< s19< s20<',
    );
    expect(trace.flows.map(({ name }) => name)).toEqual(['After-sales hotline', 'Order status']);
    expect(trace.gaps).toEqual([]);
    expect(trace.summary.outcome).toBe('failed');
  });
});

describe('flow definitions', () => {
  const call = list2020([row({ FlowId: '274601be-a6d5-4429-bcef-32b51d031c6e', NodeId: '2d3ad2c2' })]);

  it('are kept with the call that passed the flow', () => {
    const { flows, gaps } = traceOf({
      'a.json': call,
      'flow.json': payload('alibaba-2020-getcontactflow-2024doc.json'),
    });
    expect(gaps.map(({ message }) => message)).toEqual(['alibaba.gap.events-not-given']);
    expect(flows).toMatchObject([
      {
        id: '274601be-a6d5-4429-bcef-32b51d031c6e',
        name: '欢迎语',
        type: { code: 'MAIN_FLOW', meaning: 'main' },
        updatedAt: Date.UTC(2021, 6, 14, 2, 48, 43),
        source: { pointer: '/Data' },
      },
    ]);
    expect(flows[0]?.nodes).toEqual([
      {
        id: 'e98f0d47',
        name: '开始',
        kind: { code: 'INCOMING_CALL', meaning: 'start' },
        position: { x: 263, y: 164 },
        exits: [{ code: 'complete', next: '2d3ad2c2' }],
      },
      {
        id: 'bd4f37e2',
        name: '挂机',
        kind: { code: 'HANGUP', meaning: 'hang-up' },
        position: { x: 765, y: 185 },
        exits: [{ code: 'complete' }],
      },
      {
        id: '2d3ad2c2',
        name: '放音',
        kind: { code: 'PLAY_SAY', meaning: 'play' },
        position: { x: 485.5, y: 153.5 },
        properties: {
          say: '您好，欢迎来到阿里云呼叫中心。',
          audioResourceId: '',
          audioType: 'tts',
          audioInterrupt: false,
        },
        exits: [{ code: 'complete', next: 'bd4f37e2' }],
      },
    ]);
  });

  it.each(['json', 'xml'])('come from a list too (%s)', (format) => {
    const id = '78128960-bb00-4ddc-8e82-923a8c5bd22d';
    const { flows } = traceOf({
      'a.json': list2020([row({ FlowId: id })]),
      [`flows.${format}`]: payload(`alibaba-2020-listcontactflows-2021doc.${format}`),
    });
    expect(flows.map((flow) => [flow.id, flow.nodes.length])).toEqual([[id, 3]]);
  });

  it.each([
    ['{broken', 'alibaba.gap.flow-unreadable'],
    ['[]', 'alibaba.gap.flow-unreadable'],
    ['{"activities":{}}', 'alibaba.gap.flow-unreadable'],
    ['{"activities":[{"type":"PLAY_SAY"}]}', 'alibaba.gap.flow-unreadable'],
  ])('that cannot be read are a problem, and the call is read: %s', (definition, key) => {
    const flow = answer2020({ ContactFlowId: 'f', Name: 'Main', Definition: definition });
    const { traces, problems } = read({ 'call.json': call, 'flow.json': flow });
    expect(traces).toHaveLength(1);
    expect(problems.map(({ name, problem }) => [name, problem.message.key])).toEqual([['flow.json', key]]);
  });
});
