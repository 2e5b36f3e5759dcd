import { newRequestId, alibabaAnswers, json, xmlText } from './alibaba-answers.ts';
import { createRpcVerifier } from './alibaba-rpc.ts';
import { createVerifier } from './alibaba-v3.ts';
import { populate, type CallPopulation, type SimulatedCall, type SimulatedStep } from './population.ts';
import { startServer, type Answer, type ServerOptions, type SimulatorServer } from './server.ts';

export interface Simulator2017Options extends ServerOptions {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly instanceId?: string;
  readonly calls?: CallPopulation;
}

export interface Simulator2017 extends SimulatorServer {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly instanceId: string;
  /** The contact ID of a call by its index. */
  readonly contactId: (index: number) => string;
}

type Row = Readonly<Record<string, unknown>>;

const week = 7 * 24 * 3_600_000;
const halfHour = 30 * 60_000;
const firstId = 3_433_583_180;

/**
 * Starts a server for Alibaba Cloud CCC 2017-07-05 on this machine: ListCallDetailRecords (at most 7 days),
 * ListIvrTrackingDetail (without a window the last half hour) and ListCallEventDetailByContactId, as JSON or, also
 * where no format is asked for, as XML.
 */
export async function startSimulator2017(options: Simulator2017Options = {}): Promise<Simulator2017> {
  const accessKeyId = options.accessKeyId ?? 'testAccessKeyId';
  const accessKeySecret = options.accessKeySecret ?? 'testAccessKeySecret';
  const instanceId = options.instanceId ?? 'd278629c-c687-4aa3-b044-4fe9b012e7ef';
  const now = options.now ?? Date.now;
  const calls = options.calls ?? populate({ count: 300, newest: now() - 60_000 });
  const verifyHeaders = createVerifier({ accessKeyId, accessKeySecret }, now);
  const verifyParameters = createRpcVerifier({ accessKeyId, accessKeySecret }, now);
  const answers = alibabaAnswers({});
  const formatOf = (query: ReadonlyMap<string, string>) =>
    query.get('Format')?.toUpperCase() === 'JSON' ? 'JSON' : 'XML';
  const server = await startServer(
    {
      operationOf: ({ headers, target }) =>
        headers['x-acs-action'] ?? new URL(target, 'http://localhost').searchParams.get('Action') ?? '',
      errorAnswer: (error, { headers, target }) => {
        const query = new Map(new URL(target, 'http://localhost').searchParams);
        const inHeaders = headers['authorization'] !== undefined;
        return answers.gatewayError(error, headers['host'] ?? '', inHeaders ? 'JSON' : formatOf(query));
      },
      verify: (request) => {
        const host = request.headers['host'] ?? '';
        const inHeaders = request.headers['authorization'] !== undefined;
        const verdict = inHeaders ? verifyHeaders(request) : verifyParameters(request);
        const asked = new Map(new URL(request.target, 'http://localhost').searchParams);
        // With V3 the client says what it accepts; otherwise XML is the default of this kind of interface.
        const format = inHeaders
          ? (request.headers['accept'] ?? '').includes('xml')
            ? 'XML'
            : 'JSON'
          : formatOf(asked);
        if (!verdict.ok) {
          return { ok: false, query: asked, answer: answers.gatewayError(verdict.error, host, format) };
        }
        const { query } = verdict;
        if ((inHeaders ? request.headers['x-acs-version'] : query.get('Version')) !== '2017-07-05') {
          const error = { status: 400, code: 'NoSuchVersion', message: 'Specified version is not found.' };
          return { ok: false, query, answer: answers.gatewayError(error, host, format) };
        }
        const action = inHeaders ? (request.headers['x-acs-action'] ?? '') : (query.get('Action') ?? '');
        return {
          ok: true,
          query,
          answer: () => operate(action, query, { calls, instanceId, now: now(), host, format, answers }),
        };
      },
    },
    options,
  );
  return { ...server, accessKeyId, accessKeySecret, instanceId, contactId: idOf };
}

interface World {
  readonly calls: CallPopulation;
  readonly instanceId: string;
  readonly now: number;
  readonly host: string;
  readonly format: 'JSON' | 'XML';
  readonly answers: ReturnType<typeof alibabaAnswers>;
}

const idOf = (index: number) => String(firstId + index * 7);

function indexOf(contactId: string, { count }: CallPopulation): number | undefined {
  const index = (Number(contactId) - firstId) / 7;
  return Number.isInteger(index) && index >= 0 && index < count ? index : undefined;
}

function operate(action: string, query: ReadonlyMap<string, string>, world: World): Answer {
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
  if (format === 'JSON') return json(status, body, result);
  const text = `<?xml version="1.0" encoding="UTF-8"?><${action}Response>${xmlOf(body)}</${action}Response>`;
  return { status, type: 'text/xml;charset=utf-8', body: text, result };
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

/** Members as elements, arrays as repeated siblings. */
function xmlOf(row: Row): string {
  const element = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one: unknown) => element(name, one)).join('');
    if (isRow(value)) return `<${name}>${xmlOf(value)}</${name}>`;
    const text =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : '';
    return `<${name}>${xmlText(text)}</${name}>`;
  };
  return Object.entries(row)
    .map(([name, value]) => element(name, value))
    .join('');
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
  return paged(query, rows, refuse, (list, PageNumber, PageSize) =>
    frame('ListCallDetailRecords', world, 200, {
      ...good,
      CallDetailRecords: {
        TotalCount: PageNumber === 1 ? rows.length : 0,
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
  return paged(query, rows, refuse, (list, pageNumber, pageSize) => {
    const page = { totalCount: rows.length, pageNumber, pageSize, list };
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
      ReleaseAgent: call.hungUpBy === 'agent' ? 'agent' : 'customer',
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
  refuse: Refuse,
  answer: (list: readonly Row[], number: number, size: number) => Answer,
): Answer {
  const number = Number(query.get('PageNumber'));
  const size = Number(query.get('PageSize'));
  if (!Number.isInteger(number) || number < 1)
    return refuse(400, 'Parameter.Format', 'PageNumber is not valid.');
  if (!Number.isInteger(size) || size < 1 || size > 100)
    return refuse(400, 'Parameter.Maximum', 'PageSize is not valid.');
  return answer(rows.slice((number - 1) * size, number * size), number, size);
}
