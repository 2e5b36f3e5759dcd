import type { Population, Row } from './alibaba-ccc-2020-calls.ts';

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
}

type Operation = (context: OperationContext) => OperationAnswer;

/** Runs an operation of the interface, version 2020-07-01. */
export function runOperation(action: string, context: OperationContext): OperationAnswer {
  const operation = operations.get(action);
  if (operation === undefined) {
    const message = 'Specified api is not found, please check your url and method.';
    return { kind: 'gateway-error', status: 404, code: 'InvalidAction.NotFound', message };
  }
  if (action !== 'ListInstances') {
    const instance = context.query.get('InstanceId');
    if (instance === undefined) return missing('InstanceId');
    if (!context.instances.has(instance))
      return notFound('InstanceId', `The instance ${instance} does not exist.`);
  }
  return operation(context);
}

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetCallDetailRecord', getCallDetailRecord],
  ['ListIvrTrackingDetails', listIvrTrackingDetails],
  ['ListCallDetailRecordsV2', listCallDetailRecordsV2],
  ['ListContactFlows', listContactFlows],
  ['GetContactFlow', getContactFlow],
  ['ListInstances', listInstances],
]);

function getCallDetailRecord({ population, query }: OperationContext): OperationAnswer {
  const contactId = query.get('ContactId');
  if (contactId === undefined) return missing('ContactId');
  const bytes = population.answers.get(contactId);
  if (bytes !== undefined) return { kind: 'bytes', bytes };
  const data = population.details.get(contactId);
  return data === undefined ? unknownCall(contactId) : { kind: 'data', data };
}

function listIvrTrackingDetails(context: OperationContext): OperationAnswer {
  const { population, query } = context;
  const contactId = query.get('ContactId');
  if (contactId === undefined) return missing('ContactId');
  const known = population.details.has(contactId) || population.tracking.has(contactId);
  if (!known && context.unknownCallTracking === 'refused') return unknownCall(contactId);
  return paged(query, population.tracking.get(contactId) ?? [], 1000, true);
}

function listCallDetailRecordsV2({ population, query }: OperationContext): OperationAnswer {
  const from = Number(query.get('StartTime') ?? new Date().setHours(0, 0, 0, 0));
  const to = Number(query.get('EndTime') ?? Date.now());
  const began = (row: Row) => Number(row['StartTime']);
  const direction = query.get('SortOrder') === 'ASC' ? 1 : -1;
  const rows = [...population.details.values()]
    .filter((row) => began(row) >= from && began(row) <= to)
    .sort((a, b) => direction * (began(a) - began(b)))
    .map((row) => {
      const fields = Object.entries(row).filter(([key]) => !key.endsWith('Events'));
      const duration = row['CallDuration'];
      return {
        ...Object.fromEntries(fields),
        MediaType: 'AUDIO',
        CallDuration: typeof duration === 'number' ? String(duration) : duration,
      };
    });
  return paged(query, rows, 100, false);
}

function listContactFlows({ population, query }: OperationContext): OperationAnswer {
  const pattern = query.get('SearchPattern') ?? '';
  const rows = [...population.flows.values()].filter((flow) => String(flow['Name']).includes(pattern));
  return paged(query, rows, 100, true);
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

function listInstances({ instances, query }: OperationContext): OperationAnswer {
  const rows = [...instances].map((id) => ({
    Id: id,
    Name: `实例 ${id}`,
    DomainName: id,
    Status: 'RUNNING',
    ConsoleUrl: `https://ccc-v2.aliyun.com/#/workbench/${id}`,
    CreateTime: 1624679747000,
    AdminList: [],
    NumberList: [],
  }));
  return paged(query, rows, 100, true);
}

/** One page; `countAlways` is false for the lists whose TotalCount is 0 from the second page on. */
function paged(
  query: ReadonlyMap<string, string>,
  rows: readonly Row[],
  lastPage: number,
  countAlways: boolean,
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
  const list = rows.slice((number - 1) * size, number * size);
  const TotalCount = number === 1 || countAlways ? rows.length : 0;
  return { kind: 'data', data: { PageNumber: number, PageSize: size, TotalCount, List: list } };
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
