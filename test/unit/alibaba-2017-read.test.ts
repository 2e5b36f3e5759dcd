import { describe, expect, it } from 'vitest';
import { decodeFlowName } from '../../src/providers/alibaba-ccc-2017/flow-name.ts';
import type { JsonObject, JsonValue } from '../../src/trace/model.ts';
import { eventLines, payload, read, refusalOf, stepLines, traceOf } from './alibaba-reading.ts';

const frame = { RequestId: 'r', Success: true, Code: 'OK', HttpStatusCode: 200 };

const row = (node: string, time: JsonValue, fields: JsonObject = {}): JsonObject => ({
  ContactId: '3433583180',
  FlowName: 'flow/acc2626/xxxx',
  NodeName: node,
  NodeType: 'tts',
  StartTime: time,
  StopTime: time,
  Status: '_tts_success',
  ...fields,
});

const details = (list: JsonValue, total = 0) => ({
  ...frame,
  IvrTrackingDetails: { TotalCount: total, PageNumber: 1, PageSize: 100, List: list },
});

describe('ListIvrTrackingDetail', () => {
  const trace = traceOf({ 'a.json': payload('alibaba-2017-listivrtrackingdetail.json') });

  it('decodes the instance, the flow and its version from the path in FlowName', () => {
    expect(trace.instance).toBe('d278629c-c687-4aa3-b044-4fe9b012e7ef');
    expect(trace.steps[0]).toMatchObject({
      flowId: '8Cvg_0mcsm6K',
      flowVersion: '2018-11-09T11:01:18+08:00',
      nodeId: 'node2',
      nodeName: 'node2',
      kind: { code: 'answer', meaning: 'start' },
      exit: { code: '_success', meaning: 'success' },
      description: 'answer',
      details: { TenantId: 'acc2626' },
      source: { pointer: '/ivrTrackingDetails/list/0' },
    });
    expect(trace.steps[0]).not.toHaveProperty('input');
    expect(trace.steps[1]).toMatchObject({
      output: '80206290',
      exit: { code: '_answer', meaning: 'success' },
    });
  });

  it('takes plain times as Beijing time, whatever the zone of the computer', () => {
    expect(trace.steps[0]?.enteredAt).toBe(Date.UTC(2018, 10, 9, 3, 7, 39));
    expect(trace.zone).toBe('+08:00');
    const elsewhere = traceOf({ 'a.json': payload('alibaba-2017-listivrtrackingdetail.json') }, '+00:00');
    expect(elsewhere.steps[0]?.enteredAt).toBe(Date.UTC(2018, 10, 9, 11, 7, 39));
  });

  it('has the parties of the call, and says what is not there', () => {
    expect(trace.summary).toMatchObject({ caller: '17600311101', callee: '057126883102' });
    expect(trace.gaps.map(({ kind, message }) => `${kind} ${message}`)).toEqual([
      'incomplete gap.rows-missing',
      'not-offered alibaba.gap.no-designed-flow',
      'not-given alibaba.gap.events-not-given',
      'not-given alibaba.gap.record-not-given',
    ]);
  });

  const two = [row('node1', 1541732859000), row('node2', 1541732860000)];
  it.each<[string, JsonValue]>([
    ['an array', details(two)],
    ['an object around the array', details({ IvrTrackingDetail: two })],
    ['an object around an array of another name', details({ Item: two })],
    ['the page itself', { ...frame, IvrTrackingDetails: two }],
    ['the page without a list object', { ...frame, IvrTrackingDetails: { IvrTrackingDetail: two } }],
    ['numbers as text', details([row('node1', '1541732859000'), row('node2', '1541732860000')])],
    ['plain times', details([row('node1', '2018-11-09 11:07:39.0'), row('node2', '2018-11-09 11:07:40')])],
    [
      'keys in lower case',
      { success: 'true', code: 'OK', requestid: 'r', ivrtrackingdetails: { list: two } },
    ],
  ])('reads the list in every form: %s', (_, content) => {
    const read = traceOf({ 'a.json': content });
    expect(stepLines(read)).toEqual(['node1 play → success', 'node2 play → success']);
    expect(read.steps.map(({ enteredAt }) => enteredAt)).toEqual([1541732859000, 1541732860000]);
  });

  it('reads a list of one row, as XML gives it', () => {
    const one = traceOf({
      'a.xml': `<ListIvrTrackingDetailResponse><IvrTrackingDetails><List><IvrTrackingDetail>
        <ContactId>109634426711871319</ContactId><NodeName>node2</NodeName><NodeType>hangup</NodeType>
        <StartTime>1541732859000</StartTime></IvrTrackingDetail></List></IvrTrackingDetails>
        </ListIvrTrackingDetailResponse>`,
    });
    expect(one.contactId).toBe('109634426711871319');
    expect(one.steps).toMatchObject([
      {
        nodeId: 'node2',
        source: { pointer: '/ListIvrTrackingDetailResponse/IvrTrackingDetails/List/IvrTrackingDetail' },
      },
    ]);
    expect(one.steps[0]).not.toHaveProperty('leftAt');
  });

  it('keeps the provider’s order within a second', () => {
    const names = ['c', 'a', 'b'];
    const same = traceOf({ 'a.json': details(names.map((name) => row(name, '2018-11-09 11:07:39.0'))) });
    expect(same.steps.map(({ nodeId }) => nodeId)).toEqual(names);
  });

  it('makes one call of each contact id', () => {
    const other = row('node9', 1541732861000, { ContactId: 3433583181 });
    const { traces, problems } = read({ 'a.json': details([...two, other], 9) });
    expect(problems).toEqual([]);
    expect(traces.map(({ contactId, steps }) => [contactId, steps.length])).toEqual([
      ['3433583180', 2],
      ['3433583181', 1],
    ]);
    for (const { gaps } of traces) {
      expect(gaps).toContainEqual(
        expect.objectContaining({
          message: 'alibaba.gap.rows-of-several-calls',
          args: { name: 'a.json', total: 9, given: 3 },
        }),
      );
    }
  });

  it('shows an unknown node type and status as they came', () => {
    const odd = traceOf({
      'a.json': details([row('n', 1541732859000, { NodeType: 'robot', Status: '_r2' })]),
    });
    expect(odd.steps[0]).toMatchObject({ kind: { code: 'robot' }, exit: { code: '_r2' } });
    expect(odd.steps[0]?.kind).not.toHaveProperty('meaning');
    expect(odd.steps[0]?.exit).not.toHaveProperty('meaning');
  });

  it('puts the steps of a sub-flow under the node that called it', () => {
    const at = (second: number) => 1541732859000 + second * 1000;
    const nested = traceOf({
      'a.json': details([
        row('n1', at(0), { NodeType: 'answer', FlowName: 'flow/t/main' }),
        row('n2', at(1), { NodeType: 'subflow', FlowName: 'flow/t/main' }),
        row('s1', at(2), { NodeType: 'play', FlowName: 'flow/t/sub' }),
        row('s2', at(3), { NodeType: 'exit', FlowName: 'flow/t/sub' }),
        row('n3', at(4), { NodeType: 'hangup', FlowName: 'flow/t/main' }),
      ]),
    });
    expect(nested.steps.map(({ id, parent }) => `${id} ${parent ?? '–'}`)).toEqual([
      's1 –',
      's2 –',
      's3 s2',
      's4 s2',
      's5 –',
    ]);
  });
});

describe('a FlowName', () => {
  const instance = 'd278629c-c687-4aa3-b044-4fe9b012e7ef';
  it.each([
    [
      `flow/acc2626/${instance}_dDMD_0mif4hv/${instance}_dDMD_0mif4hv_20181109110118/${instance}_dDMD_0mif4hv_20181109110118.flow`,
      { tenantId: 'acc2626', instance, flowId: 'dDMD_0mif4hv', version: '2018-11-09T11:01:18+08:00' },
    ],
    [`flow/acc2626/${instance}_nk90_9MIXqop`, { tenantId: 'acc2626', instance, flowId: 'nk90_9MIXqop' }],
    [
      `flow/acc2626/${instance}_nk90_9MIXqop_20189999999999.flow`,
      { tenantId: 'acc2626', instance, flowId: 'nk90_9MIXqop', version: '20189999999999' },
    ],
    ['flow/acc2626/xxxx', { tenantId: 'acc2626', flowId: 'xxxx' }],
    ['welcome.flow', { flowId: 'welcome' }],
    ['flow/xxxx/', { flowId: 'xxxx' }],
  ])('%s', (path, expected) => {
    expect(decodeFlowName(path, '+08:00')).toEqual(expected);
  });

  it.each(['', '/', '.flow'])('%j names no flow', (path) => {
    expect(decodeFlowName(path, '+08:00')).toBeUndefined();
  });
});

describe('ListCallEventDetailByContactId', () => {
  const events = payload('alibaba-2017-listcalleventdetailbycontactid.json');

  it('reads who called whom, who hung up and why', () => {
    const trace = traceOf({ 'ListCallEventDetailByContactId-2671052337.json': events });
    expect(trace.summary).toMatchObject({
      caller: '80315543',
      callee: '13500005646',
      direction: 'outbound',
      contactType: { code: 'Outbound', meaning: 'outbound' },
      startedAt: 1555492246000,
      endedAt: 1555492259000,
      hungUpBy: { code: 'agent', meaning: 'agent' },
      releaseReason: { code: '487-Request Terminated', meaning: 'cancelled' },
      outcome: 'not-answered',
      agents: [{ name: 'cloudcallcenter' }],
    });
    expect(trace.events).toMatchObject([
      {
        at: 1555492246000,
        lane: 'agent',
        durationMs: 9000,
        details: { Status: 'Dialing', CallMode: 'Outbound' },
        party: { name: 'cloudcallcenter' },
        source: { pointer: '/Data/Events/CallEventDetail/0' },
      },
      { reason: { code: 'byeSystem', meaning: 'hung-up-by-system' }, durationMs: 16000 },
      { durationMs: 0 },
    ]);
  });

  it('belongs to the call that is read with it', () => {
    const steps = payload('alibaba-2017-listivrtrackingdetail.json');
    const trace = traceOf({ 'steps.json': steps, 'events.json': events });
    expect(trace.contactId).toBe('3433583180');
    expect(eventLines(trace)).toEqual(['agent dialing', 'agent released', 'agent after-call-work']);
    expect(trace.gaps.map(({ message }) => message)).not.toContain('alibaba.gap.events-not-given');
  });

  const event = (name: string, type: string | undefined, second: number, more: JsonObject = {}) => ({
    TimeStamp: String(1555492246000 + second * 1000),
    Event: name,
    AgentName: 'Li Na',
    DetailData: { ...(type === undefined ? {} : { EventType: type }), SkillGroup: 'Service', ...more },
  });
  const call = (rows: JsonValue, more: JsonObject = {}) => ({
    ...frame,
    Data: {
      Caller: '1',
      Callee: '2',
      CallType: 'Inbound',
      StartTime: '1555492246000',
      Events: rows,
      ...more,
    },
  });

  it('puts every event into its lane', () => {
    const trace = traceOf({
      'a.json': call({
        CallEventDetail: [
          event('EnterIVR', 'ivr', 0),
          event('EnterQueue', 'queue', 1),
          event('Ring', undefined, 2),
          event('Talk', 'agent', 3),
          event('Beamed', undefined, 4),
          event('Warped', 'queue', 5),
          event('End', 'agent', 6, { HangUper: 'byeCustomer', Helper: '7001' }),
        ],
      }),
    });
    expect(eventLines(trace)).toEqual([
      'ivr entered-ivr',
      'queue enqueued',
      'agent ringing',
      'agent established',
      'system ?Beamed',
      'queue ?Warped',
      'agent released',
    ]);
    expect(trace.events[1]?.party).toEqual({ name: 'Service' });
    expect(trace.events[6]).toMatchObject({
      reason: { code: 'byeCustomer', meaning: 'hung-up-by-customer' },
      details: { Helper: '7001', SkillGroup: 'Service' },
    });
    expect(trace.summary).toMatchObject({
      outcome: 'completed',
      establishedAt: 1555492249000,
      queues: [{ name: 'Service' }],
    });
  });

  it.each<[string, JsonValue]>([
    ['an array', [event('Talk', 'agent', 0)]],
    ['one object', event('Talk', 'agent', 0)],
    ['one in its object', { CallEventDetail: event('Talk', 'agent', 0) }],
    [
      'data as JSON text',
      { CallEventDetail: [{ ...event('Talk', 'agent', 0), DetailData: '{"EventType":"agent"}' }] },
    ],
  ])('reads the events in every form: %s', (_, rows) => {
    expect(eventLines(traceOf({ 'a.json': call(rows) }))).toEqual(['agent established']);
  });

  it.each([
    ['AbandonedInQueue', 'queue', 'abandoned'],
    ['AbandonedRing', 'queue', 'abandoned'],
    ['Talk', 'agent', 'in-progress'],
    ['EnterIVR', 'ivr', 'in-progress'],
  ])('%s alone makes the call %s', (name, type, outcome) => {
    const trace = traceOf({ 'a.json': call({ CallEventDetail: [event(name, type, 0)] }) });
    expect(trace.summary.outcome).toBe(outcome);
  });
});

describe('the call lists of version 2017-07-05', () => {
  it('give agents with ids where recordings tell them, and lists in one form', () => {
    const { traces } = read({ 'a.xml': payload('alibaba-2017-listcalldetailrecords.xml') });
    const json = read({ 'a.json': payload('alibaba-2017-listcalldetailrecords.json') }).traces;
    expect(traces.map(({ summary }) => [summary.agents, summary.queues, summary.durationMs])).toEqual(
      json.map(({ summary }) => [summary.agents, summary.queues, summary.durationMs]),
    );
    expect(traces[0]?.summary).toMatchObject({
      durationMs: 138_000,
      startedAt: 1587519561000,
      recorded: true,
      agents: [{ id: '282300000000559254', name: '测试坐席一' }],
      queues: [{ id: 'a053e6d5-16ee-4283-9c81-631b78ae08a2', name: '默认技能组' }],
      details: {
        SatisfactionDesc: '未发送',
        Recordings: [{ FileName: '158751957570800080331895.wav' }],
      },
    });
    expect(traces[2]?.summary.queues).toHaveLength(4);
    expect(traces[2]?.summary).not.toHaveProperty('recorded');
  });

  it('say what else can be given', () => {
    const { traces } = read({ 'a.json': payload('alibaba-2017-listrecentcallrecords.json') });
    expect(traces[0]?.gaps.map(({ message }) => message)).toEqual([
      'alibaba.gap.steps-not-given',
      'alibaba.gap.events-not-given',
    ]);
    expect(traces[1]?.summary.agents).toEqual([{ id: '1059000000008509', name: 'cloudcallcenter' }]);
  });

  it('are told apart by what they hold, or by their name', () => {
    const record = { ContactId: '1', ContactDisposition: 'QueueOverflow', StartTime: 1587519561000 };
    const list = (rows: JsonValue) => ({ ...frame, CallDetailRecords: { List: rows } });
    const operation = (name: string, rows: JsonValue) =>
      traceOf({ [name]: list(rows) }).sources[0]?.operation;
    expect(operation('a.json', { CallDetailRecord: [record] })).toBe('ListCallDetailRecords');
    expect(operation('a.json', [record])).toBe('ListRecentCallRecords');
    const busy = { ...record, Agents: { CallDetailAgent: [{ AgentId: '1', TalkTime: 3 }] } };
    expect(operation('a.json', { CallDetailRecord: [busy] })).toBe('ListRecentCallRecords');
    expect(operation('ListCallDetailRecords.2.json', [record])).toBe('ListCallDetailRecords');
    expect(traceOf({ 'a.json': list([record]) }).summary).toMatchObject({
      outcome: 'failed',
      disposition: { code: 'QueueOverflow', meaning: 'queue-timeout' },
    });
  });

  it('are good answers without calls when they are empty', () => {
    expect(
      refusalOf({ ...frame, CallDetailRecords: { TotalCount: 0, List: { CallDetailRecord: [] } } }),
    ).toBe('read.no-calls');
    expect(refusalOf(details([]))).toBe('read.no-calls');
    expect(refusalOf('<R><x/></R>')).toBe('read.unknown-response');
  });
});

describe('errors of version 2017-07-05', () => {
  it('are told in its words where the name says which operation was asked', () => {
    const error = { RequestId: 'r', Code: 'NotExists.InstanceId', Success: false, HttpStatusCode: 404 };
    expect(refusalOf(error, 'ListIvrTrackingDetail.json')).toBe('alibaba.error.instance');
    expect(refusalOf(error)).toBe('alibaba.error.instance');
  });
});
