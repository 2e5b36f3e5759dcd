import type { MadeCalls, Row } from './alibaba-ccc-2020-calls.ts';
import type { CallPopulation, SimulatedCall, SimulatedStep } from './population.ts';

const flowId = '7c1f0b52-0d7e-4a53-9d4e-5a1f6d2c9b10';
export const madeFlowName = '售后热线 main';

const nodeTypes: Readonly<Record<SimulatedStep['kind'], string>> = {
  start: 'INCOMING_CALL',
  play: 'PLAY_SAY',
  digits: 'GATHER_INPUT',
  branch: 'SPLIT',
  function: 'RUN_FUNCTION',
  queue: 'TRANSFER_TO_AGENT',
  'hang-up': 'HANGUP',
};

const exits: Readonly<Record<SimulatedStep['exit'], string>> = {
  success: 'Success',
  failure: 'Failure',
  timeout: 'Timeout',
  'hang-up': 'Hangup',
};

/** A made-up population as CCC 2020-07-01 answers it; contact ids are `job-<instance number><index>`. */
export function madeCalls(population: CallPopulation, instance: string): MadeCalls {
  const idOf = (index: number) => `job-7000${String(index).padStart(14, '0')}`;
  const indexOf = (contactId: string): number | undefined => {
    const index = /^job-7000(\d{14})$/.exec(contactId)?.[1];
    return index !== undefined && Number(index) < population.count ? Number(index) : undefined;
  };
  const records = new Map<number, Row>();
  const recordOf = (index: number): Row => {
    const known = records.get(index);
    if (known !== undefined) return known;
    const made = record(population.call(index), idOf(index), instance);
    // What goes on yet will read otherwise later.
    if (made['ReleaseTime'] !== undefined) records.set(index, made);
    return made;
  };
  return {
    between: (from, to, wanted) => {
      const rows: Row[] = [];
      for (let index = 0; index < population.count; index += 1) {
        const began = population.startOf(index);
        if (began < from) break;
        if (began > to) continue;
        // A record is written when the call is over.
        const row = recordOf(index);
        if (wanted(row)) rows.push(row);
      }
      return rows;
    },
    detail: (contactId) => {
      const index = indexOf(contactId);
      return index === undefined ? undefined : detail(population.call(index), recordOf(index));
    },
    tracking: (contactId) => {
      const index = indexOf(contactId);
      if (index === undefined) return undefined;
      const call = population.call(index);
      return call.steps.map((step, at) => tracked(step, at, call, contactId, instance));
    },
  };
}

/** The flow of the made-up calls. */
export function madeFlow(instance: string): readonly [string, Row] {
  const nodes = ['开始', '欢迎语', '选择语言', '语言分支', '输入订单号', '查询订单'];
  const activities = nodes.map((name, at) => ({
    id: nodeId(at),
    name,
    type: at === 0 ? 'INCOMING_CALL' : 'PLAY_SAY',
    nodeIndex: at,
    properties: {},
    events: at + 1 < nodes.length ? [{ name: 'Success', next: nodeId(at + 1) }] : [],
  }));
  const row = {
    ContactFlowId: flowId,
    InstanceId: instance,
    Name: madeFlowName,
    Type: 'MAIN_FLOW',
    Published: true,
    DraftId: 'draft-7c1f0b52',
    Definition: JSON.stringify({ activities, description: '' }),
  };
  return [flowId, row];
}

const nodeId = (at: number) => `7c1f${at.toString(16).padStart(4, '0')}`;

const seconds = (from: number | undefined, to: number | undefined) =>
  from === undefined || to === undefined ? 0 : Math.round((to - from) / 1000);

const dispositions: Readonly<Record<SimulatedCall['story'], string>> = {
  answered: 'Success',
  transferred: 'Success',
  'abandoned-in-queue': 'AbandonedInQueue',
  'abandoned-in-ivr': 'AbandonedInIVR',
  'queue-timeout': 'QueuingTimeout',
  'function-failed': 'Success',
  'outbound-answered': 'Success',
  'outbound-unanswered': 'NoAnswer',
  running: '',
};

function record(call: SimulatedCall, ContactId: string, InstanceId: string): Row {
  const inbound = call.direction === 'inbound';
  const handled = call.ringsAt !== undefined;
  return {
    ContactId,
    InstanceId,
    ContactType: inbound ? 'INBOUND' : 'OUTBOUND',
    ContactDisposition: dispositions[call.story],
    CallingNumber: inbound ? call.customer : call.centre,
    CalledNumber: inbound ? call.centre : call.customer,
    StartTime: call.startedAt,
    ...(call.answeredAt === undefined ? {} : { EstablishedTime: call.answeredAt }),
    ...(call.endedAt === undefined ? {} : { ReleaseTime: call.endedAt, ReleaseInitiator: call.hungUpBy }),
    CallDuration: seconds(inbound ? call.startedAt : call.answeredAt, call.endedAt),
    IvrTime: seconds(call.startedAt, call.queuedAt),
    QueueTime: seconds(call.queuedAt, call.ringsAt ?? call.endedAt),
    RingTime: seconds(call.ringsAt, call.answeredAt),
    TalkTime: seconds(call.answeredAt, call.endedAt),
    AgentIds: handled ? call.agent.id : '',
    AgentNames: handled ? call.agent.name : '',
    SkillGroupIds: call.queuedAt === undefined ? '' : call.queue.id,
    SkillGroupNames: call.queuedAt === undefined ? '' : call.queue.name,
    RecordingReady: call.answeredAt !== undefined && call.endedAt !== undefined,
  };
}

function detail(call: SimulatedCall, row: Row): Row {
  const event = (Event: string, EventTime: number | undefined) =>
    EventTime === undefined ? [] : [{ Event, EventTime }];
  const inbound = call.direction === 'inbound';
  const firstEnd = call.transferredAt ?? (call.answeredAt === undefined ? undefined : call.endedAt);
  return {
    ...row,
    IvrEvents: inbound
      ? [
          {
            FlowId: flowId,
            FlowType: 'MAIN_FLOW',
            EventSequence: [
              ...event('Route2IVR', call.startedAt),
              ...(call.story === 'abandoned-in-ivr' ? event('Abandoned', call.endedAt) : []),
            ],
          },
        ]
      : [],
    QueueEvents:
      call.queuedAt === undefined
        ? []
        : [
            {
              QueueId: call.queue.id,
              QueueName: call.queue.name,
              QueueType: 1,
              EventSequence: [
                ...event('Enqueue', call.queuedAt),
                ...event('AssignAgent', call.ringsAt),
                ...(call.story === 'abandoned-in-queue' ? event('Abandoned', call.endedAt) : []),
                ...(call.story === 'queue-timeout' ? event('QueueingTimeout', call.endedAt) : []),
              ],
            },
          ],
    AgentEvents:
      call.ringsAt === undefined
        ? []
        : [
            {
              AgentId: call.agent.id,
              AgentName: call.agent.name,
              SkillGroupId: call.queue.id,
              EventSequence: [
                ...event(inbound ? 'Ringing' : 'Dialing', inbound ? call.ringsAt : call.startedAt),
                ...event('Established', call.answeredAt),
                ...event('BlindTransfer', call.transferredAt),
                ...event('Released', firstEnd),
              ],
            },
            ...(call.transferredAt === undefined
              ? []
              : [
                  {
                    AgentId: call.secondAgent.id,
                    AgentName: call.secondAgent.name,
                    SkillGroupId: call.queue.id,
                    EventSequence: [
                      ...event('Ringing', call.transferredAt + 100),
                      ...event('Established', call.transferredAt + 4000),
                      ...event('Released', call.endedAt),
                    ],
                  },
                ]),
          ],
    CustomerEvents: [
      {
        CustomerId: call.customer,
        EventSequence: [
          ...(inbound ? [] : event('Ringing', call.ringsAt)),
          ...(inbound ? [] : event('Established', call.answeredAt)),
          ...event('Released', call.endedAt),
        ],
      },
    ],
  };
}

function tracked(
  step: SimulatedStep,
  at: number,
  call: SimulatedCall,
  ContactId: string,
  Instance: string,
): Row {
  const failed = step.kind === 'function' && step.exit === 'failure';
  return {
    Instance,
    ContactId,
    ChannelId: `ch-customer-${call.index}`,
    Caller: call.customer,
    Callee: call.centre,
    FlowId: flowId,
    FlowName: madeFlowName,
    NodeId: nodeId(step.node.startsWith('转人工') ? 40 : nodeNames.indexOf(step.node)),
    NodeName: step.node,
    NodeType: nodeTypes[step.kind],
    EnterTime: step.entered + (at === 0 ? 0 : 1),
    ...(step.left === undefined ? {} : { LeaveTime: step.left, NodeExitCode: exits[step.exit] }),
    NodeProperties:
      step.kind === 'function'
        ? { functionName: 'queryOrder', parameters: '{"orderNo":"${digits}"}' }
        : step.kind === 'play'
          ? { say: '您好，欢迎致电示例公司。' }
          : {},
    NodeVariables: {
      ...(step.digits === undefined ? {} : { digits: step.digits }),
      ...(step.kind === 'function'
        ? {
            responseCode: failed ? 502 : 200,
            responseBody: failed ? '{"error":"bad gateway"}' : '{"state":"shipped"}',
          }
        : {}),
    },
    ChannelVariables: `lang=zh;entry=${call.centre}`,
  };
}

const nodeNames = ['开始', '欢迎语', '选择语言', '语言分支', '输入订单号', '查询订单'];
