import { json, newRequestId, xml, type AlibabaAnswers, type AnswerFormat } from './alibaba-answers.ts';
import type { CallPopulation, SimulatedCall, SimulatedStep } from './population.ts';
import { pageOf, type Paging } from './paging.ts';
import type { Answer } from './server.ts';

type Row = Readonly<Record<string, unknown>>;

const week = 7 * 24 * 3_600_000;
const halfHour = 30 * 60_000;
const firstId = 3_433_583_180;

export interface World {
  readonly calls: CallPopulation;
  readonly instanceId: string;
  readonly now: number;
  readonly host: string;
  readonly format: AnswerFormat;
  readonly answers: AlibabaAnswers;
  readonly paging: Paging | undefined;
}

/** The contact ID of a call by its index. */
export const idOf = (index: number): string => String(firstId + index * 7);

function indexOf(contactId: string, { count }: CallPopulation): number | undefined {
  const index = (Number(contactId) - firstId) / 7;
  return Number.isInteger(index) && index >= 0 && index < count ? index : undefined;
}

/** Runs an operation of the interface, version 2017-07-05. */
export function operate(action: string, query: ReadonlyMap<string, string>, world: World): Answer {
  const refuse = (status: number, code: string, message: string) =>
    business(action, world, { status, code, message });
  const instance = query.get('InstanceId');
  if (instance === undefined) {
    const error = {
      status: 400,
      code: 'MissingInstanceId',
      message: 'InstanceId is mandatory for this action.',
    };
    return world.answers.gatewayError(error, world.host, world.format);
  }
  if (instance !== world.instanceId) {
    return refuse(404, 'NotExists.InstanceId', `The instance ${instance} does not exist.`);
  }
  switch (action) {
    case 'ListCallDetailRecords':
      return listRecords(query, world, refuse);
    case 'ListIvrTrackingDetail':
      return listTracking(query, world, refuse);
    case 'ListCallEventDetailByContactId':
      return listEvents(query, world, refuse);
    default: {
      const message = 'Specified api is not found, please check your url and method.';
      return world.answers.gatewayError(
        { status: 404, code: 'InvalidAction.NotFound', message },
        world.host,
        world.format,
      );
    }
  }
}

type Refuse = (status: number, code: string, message: string) => Answer;

function frame(action: string, { format }: World, status: number, content: Row): Answer {
  const body = { RequestId: newRequestId(), HttpStatusCode: status, ...content };
  const result = String(content['Code']);
  return format === 'JSON' ? json(status, body, result) : xml(action, status, body, result);
}

const good = { Success: true, Code: 'OK', Message: '' };

function business(
  action: string,
  world: World,
  error: { status: number; code: string; message: string },
): Answer {
  const { status, code, message } = error;
  return frame(action, world, status, { Success: false, Code: code, Message: message });
}

const dispositions: Readonly<Record<SimulatedCall['story'], string>> = {
  answered: 'Success',
  transferred: 'Success',
  'abandoned-in-queue': 'AbandonedInQueue',
  'abandoned-in-ivr': 'AbandonedInContactFlow',
  'queue-timeout': 'QueueOverflow',
  'function-failed': 'Success',
  'outbound-answered': 'Success',
  'outbound-unanswered': 'NoAnswer',
  running: '',
};

function recordOf(call: SimulatedCall, instanceId: string): Row {
  const inbound = call.direction === 'inbound';
  const handled = call.answeredAt !== undefined;
  return {
    ContactId: idOf(call.index),
    ContactType: inbound ? 'Inbound' : 'Outbound',
    ContactDisposition: dispositions[call.story],
    CallingNumber: inbound ? call.customer : call.centre,
    CalledNumber: inbound ? call.centre : call.customer,
    InstanceId: instanceId,
    StartTime: call.startedAt,
    Duration: Math.round(((call.endedAt ?? call.startedAt) - call.startedAt) / 1000),
    AgentNames: handled ? call.agent.name : '',
    SkillGroupNames: call.queuedAt === undefined ? '' : call.queue.name,
    SkillGroupIdList: call.queuedAt === undefined ? '' : call.queue.id,
    SatisfactionDesc: '未发送',
    Agents: { CallDetailAgent: handled ? [{ AgentId: call.agent.id }] : [] },
    Recordings: { Recording: [] },
  };
}

function listRecords(query: ReadonlyMap<string, string>, world: World, refuse: Refuse): Answer {
  const { calls, instanceId, now } = world;
  const from = Number(query.get('StartTime') ?? now - 24 * 3_600_000);
  const to = Number(query.get('StopTime') ?? now);
  if (to - from > week)
    return refuse(400, 'Parameter.Invalid', 'The time range must not be longer than 7 days.');
  const types = query.get('ContactType')?.split(',');
  const wantedDispositions = query.get('ContactDisposition')?.split(',');
  const number = query.get('PhoneNumber');
  const criteria = query.get('Criteria');
  const contactId = query.get('ContactId');
  const rows: Row[] = [];
  for (let index = 0; index < calls.count; index += 1) {
    const began = calls.startOf(index);
    if (began < from) break;
    if (began > to || (contactId !== undefined && contactId !== idOf(index))) continue;
    const call = calls.call(index);
    // A record is written when the call is over.
    if (call.endedAt === undefined || call.endedAt > now) continue;
    const row = recordOf(call, instanceId);
    const text = (name: string) => String(row[name]);
    if (types !== undefined && !types.includes(text('ContactType'))) continue;
    if (wantedDispositions !== undefined && !wantedDispositions.includes(text('ContactDisposition')))
      continue;
    if (number !== undefined && !`${text('CallingNumber')} ${text('CalledNumber')}`.includes(number))
      continue;
    const words = `${text('AgentNames')} ${text('SkillGroupNames')} ${call.agent.id} ${call.queue.id}`;
    if (criteria !== undefined && !words.includes(criteria)) continue;
    rows.push(row);
  }
  if (query.get('OrderBy') !== 'DESC') rows.reverse();
  return paged(query, rows, world, refuse, ({ list, total }, PageNumber, PageSize) =>
    frame('ListCallDetailRecords', world, 200, {
      ...good,
      CallDetailRecords: {
        TotalCount: PageNumber === 1 ? total : 0,
        PageNumber,
        PageSize,
        List: { CallDetailRecord: list },
      },
    }),
  );
}

const nodeTypes: Readonly<Record<SimulatedStep['kind'], string>> = {
  start: 'answer',
  play: 'tts',
  digits: 'getdigits',
  branch: 'branching',
  function: 'http',
  queue: 'requestagent',
  'hang-up': 'hangup',
};

function trackingRow(step: SimulatedStep, at: number, call: SimulatedCall, instanceId: string): Row {
  const plain = (epochMs: number) =>
    `${new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')}.0`;
  const flow = `${instanceId}_8Cvg_0mcsm6K_20261001110118`;
  return {
    acid: idOf(call.index),
    startTime: plain(step.entered),
    stopTime: plain(step.left ?? step.entered),
    flowName: `flow/acc2626/${instanceId}_8Cvg_0mcsm6K/${flow}/${flow}.flow`,
    nodeName: `node${at + 1}`,
    nodeType: nodeTypes[step.kind],
    status: `_${step.exit === 'hang-up' ? 'hangup' : step.exit}`,
    callingNumber: call.customer,
    calledNumber: call.centre,
    inputData: step.kind === 'play' ? 'nui-made-up_1_1200_您好，欢迎致电示例公司。' : '',
    outputData: step.digits ?? '',
    description: step.node,
    deviceID: '',
    tenantId: 'acc2626',
  };
}

function listTracking(query: ReadonlyMap<string, string>, world: World, refuse: Refuse): Answer {
  const { calls, instanceId, now } = world;
  const from = Number(query.get('StartTime') ?? now - halfHour);
  const to = Number(query.get('StopTime') ?? now);
  const contactId = query.get('ContactId');
  const rows: Row[] = [];
  for (let index = 0; index < calls.count; index += 1) {
    if (calls.startOf(index) < from) break;
    if (calls.startOf(index) > to || (contactId !== undefined && contactId !== idOf(index))) continue;
    const call = calls.call(index);
    call.steps.forEach((step, at) => rows.push(trackingRow(step, at, call, instanceId)));
  }
  return paged(query, rows, world, refuse, ({ list, total }, pageNumber, pageSize) => {
    const page = { totalCount: total, pageNumber, pageSize, list };
    return frame('ListIvrTrackingDetail', world, 200, { ...good, ivrTrackingDetails: page });
  });
}

function listEvents(query: ReadonlyMap<string, string>, world: World, refuse: Refuse): Answer {
  const contactId = query.get('ContactId') ?? '';
  const index = indexOf(contactId, world.calls);
  if (index === undefined) return refuse(404, 'NotExists.JobId', `The call ${contactId} does not exist.`);
  const call = world.calls.call(index);
  const inbound = call.direction === 'inbound';
  const event = (
    at: number | undefined,
    Event: string,
    EventType: string,
    until?: number,
    more: Row = {},
  ): readonly Row[] =>
    at === undefined
      ? []
      : [
          {
            TimeStamp: String(at),
            Event,
            AgentName: EventType === 'agent' ? call.agent.name : '',
            CallMode: inbound ? 'Inbound' : 'Outbound',
            Duration: until === undefined ? 0 : Math.round((until - at) / 1000),
            DetailData: { EventType, SkillGroup: call.queue.name, ...more },
          },
        ];
  const end = call.answeredAt === undefined ? undefined : call.endedAt;
  return frame('ListCallEventDetailByContactId', world, 200, {
    ...good,
    Data: {
      Caller: inbound ? call.customer : call.centre,
      Callee: inbound ? call.centre : call.customer,
      CallType: inbound ? 'Inbound' : 'Outbound',
      StartTime: String(call.startedAt),
      ReleaseAgent: call.endedAt === undefined ? '' : call.hungUpBy === 'agent' ? 'agent' : 'customer',
      ReleaseReason: call.endedAt === undefined ? '' : '200-OK',
      Events: {
        CallEventDetail: [
          ...(inbound ? event(call.startedAt, 'EnterIVR', 'ivr', call.queuedAt) : []),
          ...event(call.queuedAt, 'EnterQueue', 'queue', call.ringsAt ?? call.endedAt),
          ...(call.story === 'abandoned-in-queue' ? event(call.endedAt, 'AbandonedInQueue', 'queue') : []),
          ...(call.story === 'queue-timeout' ? event(call.endedAt, 'ACDOverflow', 'queue') : []),
          ...event(call.ringsAt, inbound ? 'Ring' : 'Dial', 'agent', call.answeredAt),
          ...event(call.answeredAt, 'Talk', 'agent', call.endedAt),
          ...event(end, 'End', 'agent', undefined, { HangUper: call.hungUpBy }),
        ],
      },
    },
  });
}

function paged(
  query: ReadonlyMap<string, string>,
  rows: readonly Row[],
  { paging }: World,
  refuse: Refuse,
  answer: (page: ReturnType<typeof pageOf<Row>>, number: number, size: number) => Answer,
): Answer {
  const number = Number(query.get('PageNumber'));
  const size = Number(query.get('PageSize'));
  if (!Number.isInteger(number) || number < 1)
    return refuse(400, 'Parameter.Format', 'PageNumber is not valid.');
  if (!Number.isInteger(size) || size < 1 || size > 100)
    return refuse(400, 'Parameter.Maximum', 'PageSize is not valid.');
  return answer(pageOf(rows, (number - 1) * size, size, paging), number, size);
}
