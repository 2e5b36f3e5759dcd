import { isRow, type Population, type Row } from './alibaba-ccc-2020-calls.ts';
import { pageOf, type Paging } from './paging.ts';

/** An operation's answer before it becomes bytes. */
export type OperationAnswer =
  | { readonly kind: 'data'; readonly data: unknown }
  /** The exact bytes of a whole answer. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** An error of the contact centre, in its envelope. */
  | {
      readonly kind: 'business-error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  /** An error of the gateway in front of it. */
  | {
      readonly kind: 'gateway-error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    };

export interface OperationContext {
  readonly population: Population;
  readonly instances: ReadonlySet<string>;
  readonly query: ReadonlyMap<string, string>;
  /** The server's clock, epoch ms. */
  readonly now: () => number;
  /** What ListIvrTrackingDetails answers for a call that does not exist: not documented, so both can be had. */
  readonly unknownCallTracking: 'refused' | 'empty';
  readonly paging: Paging | undefined;
}

type Operation = (context: OperationContext) => OperationAnswer;

/** Runs an operation of the interface, version 2020-07-01. */
export function runOperation(action: string, context: OperationContext): OperationAnswer {
  const operation = operations.get(action);
  if (operation === undefined) {
    const message = 'Specified api is not found, please check your url and method.';
    return { kind: 'gateway-error', status: 404, code: 'InvalidAction.NotFound', message };
  }
  if (!action.startsWith('ListInstances')) {
    const instance = context.query.get('InstanceId');
    if (instance === undefined) return missing('InstanceId');
    if (!context.instances.has(instance))
      return notFound('InstanceId', `The instance ${instance} does not exist.`);
  }
  return operation(context);
}

function getCallDetailRecord({ population, query }: OperationContext): OperationAnswer {
  const contactId = query.get('ContactId');
  if (contactId === undefined) return missing('ContactId');
  const bytes = population.answers.get(contactId);
  if (bytes !== undefined) return { kind: 'bytes', bytes };
  const data = population.details.get(contactId) ?? population.made?.detail(contactId);
  return data === undefined ? unknownCall(contactId) : { kind: 'data', data };
}

function listIvrTrackingDetails(context: OperationContext): OperationAnswer {
  const { population, query } = context;
  const contactId = query.get('ContactId');
  if (contactId === undefined) return missing('ContactId');
  const made = population.made?.tracking(contactId);
  const known = made !== undefined || population.details.has(contactId) || population.tracking.has(contactId);
  if (!known && context.unknownCallTracking === 'refused') return unknownCall(contactId);
  return paged(context, population.tracking.get(contactId) ?? made ?? [], 1000, true);
}

const ofDay = 24 * 3_600_000;

/** The newer list, and the older one, whose parameters and spelling differ. */
const listCalls =
  (newer: boolean): Operation =>
  (context) => {
    const { population, query, now } = context;
    const from = Number(query.get('StartTime') ?? Math.floor(now() / ofDay) * ofDay);
    const to = Number(query.get('EndTime') ?? now());
    if (!Number.isFinite(from) || !Number.isFinite(to)) return refused('Parameter.Format', 'StartTime');
    const wanted = filterOf(query, newer);
    const began = (row: Row) => Number(row['StartTime']);
    const direction = query.get('SortOrder') === 'ASC' ? 1 : -1;
    const kept = [...population.details.values()]
      .filter((row) => began(row) >= from && began(row) <= to && wanted(row))
      .sort((a, b) => direction * (began(a) - began(b)));
    const made = population.made?.between(from, to, wanted) ?? [];
    const rows =
      made.length === 0 ? kept : [...kept, ...made].sort((a, b) => direction * (began(a) - began(b)));
    return paged(context, rows, 100, false, (row) => listedRow(row, newer));
  };

function listedRow(row: Row, newer: boolean): Row {
  const fields = Object.entries(row).filter(([key]) => !key.endsWith('Events'));
  const duration = row['CallDuration'];
  const type = String(row['ContactType']);
  return {
    ...Object.fromEntries(fields),
    ...(newer ? { MediaType: 'AUDIO' } : { ContactType: type.charAt(0) + type.slice(1).toLowerCase() }),
    CallDuration: typeof duration === 'number' ? String(duration) : duration,
  };
}

function filterOf(query: ReadonlyMap<string, string>, newer: boolean): (row: Row) => boolean {
  const list = (name: string): readonly string[] | undefined => {
    const given = query.get(name);
    if (given === undefined) return undefined;
    const value: unknown = JSON.parse(given);
    return Array.isArray(value) ? value.map((one) => String(one).toLowerCase()) : [];
  };
  const types = list('ContactTypeList');
  const dispositions = list('ContactDispositionList');
  const queues = newer ? list('SkillGroupIdList') : query.get('SkillGroupId')?.toLowerCase();
  const agent = query.get('AgentId');
  const criteria: unknown = JSON.parse(query.get('Criteria') ?? '{}');
  const phone = isRow(criteria) ? criteria['phoneNumber'] : undefined;
  const number = query.get('Number') ?? (typeof phone === 'string' ? phone : undefined);
  const contactIds = list('ContactIdList') ?? query.get('ContactId')?.toLowerCase();
  const text = (row: Row, name: string) => textIn(row[name]).toLowerCase();
  return (row) =>
    (types === undefined || types.includes(text(row, 'ContactType'))) &&
    (dispositions === undefined || dispositions.includes(text(row, 'ContactDisposition'))) &&
    (queues === undefined || queues.includes(text(row, 'SkillGroupIds').trim())) &&
    (agent === undefined || text(row, 'AgentIds').split(',').includes(agent.toLowerCase())) &&
    (contactIds === undefined || contactIds.includes(text(row, 'ContactId'))) &&
    (number === undefined ||
      text(row, 'CallingNumber').includes(number) ||
      text(row, 'CalledNumber').includes(number));
}

const textIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A link as the storage signs it; nobody answers there. */
const recording =
  (extension: string): Operation =>
  ({ population, query }) => {
    const contactId = query.get('ContactId');
    if (contactId === undefined) return missing('ContactId');
    const detail = population.details.get(contactId) ?? population.made?.detail(contactId);
    if (detail === undefined) return unknownCall(contactId);
    if (detail['RecordingReady'] !== true) {
      return notFound('Recording', `The recording of ${contactId} does not exist.`);
    }
    const FileName = `${contactId}.${extension}`;
    const FileUrl = `https://recordings.example.test/${FileName}?Expires=1&OSSAccessKeyId=made-up&Signature=made-up`;
    return { kind: 'data', data: { FileName, FileUrl, Duration: 1000 } };
  };

function listContactFlows(context: OperationContext): OperationAnswer {
  const { population, query } = context;
  const pattern = query.get('SearchPattern') ?? '';
  const rows = [...population.flows.values()].filter((flow) => String(flow['Name']).includes(pattern));
  return paged(context, rows, 100, true);
}

function getContactFlow({ population, query }: OperationContext): OperationAnswer {
  const flowId = query.get('ContactFlowId');
  if (flowId === undefined) return missing('ContactFlowId');
  if (query.get('DraftId') === undefined) return missing('DraftId');
  const flow = population.flows.get(flowId);
  return flow === undefined
    ? notFound('ContactFlowId', `The contact flow ${flowId} does not exist.`)
    : { kind: 'data', data: flow };
}

function listInstances(context: OperationContext): OperationAnswer {
  const rows = [...context.instances].map((id) => ({
    Id: id,
    Name: `实例 ${id}`,
    DomainName: id,
    Status: 'RUNNING',
    ConsoleUrl: `https://ccc-v2.aliyun.com/#/workbench/${id}`,
    CreateTime: 1624679747000,
    AdminList: [],
    NumberList: [],
  }));
  return paged(context, rows, 100, true);
}

/** One page; `countAlways` is false for the lists whose TotalCount is 0 from the second page on. */
function paged(
  { query, paging }: OperationContext,
  rows: readonly Row[],
  lastPage: number,
  countAlways: boolean,
  shown: (row: Row) => Row = (row) => row,
): OperationAnswer {
  for (const name of ['PageNumber', 'PageSize']) if (query.get(name) === undefined) return missing(name);
  const number = Number(query.get('PageNumber'));
  const size = Number(query.get('PageSize'));
  for (const [name, value, most] of [
    ['PageNumber', number, lastPage],
    ['PageSize', size, 100],
  ] as const) {
    if (!Number.isInteger(value)) return refused('Parameter.Format', name);
    if (value < 1) return refused('Parameter.Minimum', name);
    if (value > most) return refused('Parameter.Maximum', name);
  }
  const { list, total } = pageOf(rows, (number - 1) * size, size, paging);
  const TotalCount = number === 1 || countAlways ? total : 0;
  return { kind: 'data', data: { PageNumber: number, PageSize: size, TotalCount, List: list.map(shown) } };
}

const missing = (name: string): OperationAnswer => ({
  kind: 'gateway-error',
  status: 400,
  code: `Missing${name}`,
  message: `${name} is mandatory for this action.`,
});

const refused = (code: string, name: string): OperationAnswer => ({
  kind: 'business-error',
  status: 400,
  code,
  message: `The value of parameter ${name} is not allowed.`,
});

const notFound = (what: string, message: string): OperationAnswer => ({
  kind: 'business-error',
  status: 404,
  code: `NotExists.${what}`,
  message,
});

const unknownCall = (contactId: string) => notFound('JobId', `The call ${contactId} does not exist.`);

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetCallDetailRecord', getCallDetailRecord],
  ['ListIvrTrackingDetails', listIvrTrackingDetails],
  ['ListCallDetailRecordsV2', listCalls(true)],
  ['ListCallDetailRecords', listCalls(false)],
  ['GetMonoRecording', recording('wav')],
  ['GetVoicemailRecording', recording('voicemail.wav')],
  ['GetMultiChannelRecording', recording('mkv')],
  ['ListContactFlows', listContactFlows],
  ['GetContactFlow', getContactFlow],
  ['ListInstances', listInstances],
  ['ListInstancesOfUser', listInstances],
]);
