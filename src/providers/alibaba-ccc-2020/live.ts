import { CallTraceError } from '../../http/errors.ts';
import { textOf } from '../../trace/source/record.ts';
import { pageOf } from '../alibaba-answer.ts';
import type { AlibabaAccount, OperationResult } from '../alibaba-client.ts';
import type { Parameters } from '../alibaba-signing.ts';
import { attempt } from '../fetching.ts';
import { createPager, listingsOf, windowOf, type ListStep, type TimeWindow } from '../listing.ts';
import { guardPages } from '../paging.ts';
import type { CallFilter, InstanceOffer, LiveContext, LiveEnvironment, LiveProvider } from '../live.ts';
import { createClient, pageSize, type Client } from './client.ts';
import { fetchCallSources } from './fetch-call.ts';
import { rememberFlows } from './flow-memory.ts';

/** The zone of an instance: the day of a list begins there. */
const zone = '+08:00';

/** The interface gives no page beyond this one. */
const lastPage = 100;

type ListOperation = 'ListCallDetailRecordsV2' | 'ListCallDetailRecords';

/** Alibaba Cloud CCC 2020-07-01 on one instance. */
export function createAlibaba2020(account: AlibabaAccount, environment: LiveEnvironment): LiveProvider {
  const plain = createClient({ ...account, ...environment });
  const now = environment.now ?? Date.now;
  const client = rememberFlows(plain, now);
  // Accounts on which the newer list does not exist are asked for the older one from then on.
  let operation: ListOperation = 'ListCallDetailRecordsV2';

  const listPage = async (
    filter: CallFilter,
    window: TimeWindow,
    number: number,
    size: number,
    signal: AbortSignal,
  ): Promise<OperationResult> => {
    const ask = (by: ListOperation) =>
      client.listCalls(by, parametersOf(by, filter, window), { number, size }, { signal });
    const asked = operation;
    try {
      return await ask(asked);
    } catch (error) {
      if (asked === 'ListCallDetailRecords' || !isUnknownOperation(error)) throw error;
      operation = 'ListCallDetailRecords';
      return ask(operation);
    }
  };

  return {
    list: (filter) => {
      const window = windowOf(filter.range, now(), zone);
      return createPager<Position>(operation, { to: window.to, page: 1 }, async (position, { signal }) => {
        const { to, page } = position;
        const reply = await listPage(filter, { from: window.from, to }, page, pageSize, signal);
        return stepOf(reply, position, window.from);
      });
    },
    fetch: (contactId, _hint, { signal, onProgress }) =>
      fetchCallSources(client, contactId, {
        signal,
        onProgress: ({ done, total }) =>
          onProgress({ key: 'extension.progress.requests', args: { done, total } }),
      }),
    test: async ({ signal }) => {
      const window = windowOf({ kind: 'last', minutes: 24 * 60 }, now(), zone);
      const reply = await listPage({ range: { kind: 'today' } }, window, 1, 1, signal);
      const total = pageOf(reply.envelope).total ?? pageOf(reply.envelope).rows.length;
      return { text: { key: 'requests.alibaba.test', args: { instance: account.instanceId, total } } };
    },
    instances: ({ signal }) => instancesOf(plain, signal),
    recording: (contactId, context) => recordingOf(plain, contactId, context),
  };
}

interface Position {
  /** The newest call that is asked for, epoch ms. */
  readonly to: number;
  readonly page: number;
  /** Told by the first page only. */
  readonly total?: number | undefined;
  /** Of the list as it was asked for, before its window was narrowed. */
  readonly whole?: number | undefined;
}

/**
 * Pages to the hundredth; what is beyond is reached by asking for what began no later than the oldest call seen. Only a
 * first page says how many calls there are; without it a page that is not full is the last one.
 */
function stepOf(reply: OperationResult, position: Position, from: number): ListStep<Position> {
  const { to, page, total } = position;
  const { rows, total: told } = pageOf(reply.envelope);
  const count = page === 1 ? told : total;
  // A narrowed window has its own, smaller number.
  const whole = position.whole ?? told;
  const calls = rows.length === 0 ? [] : listingsOf(reply.response);
  const given = { calls, page, ...(whole === undefined ? {} : { total: whole }) };
  const end = count === undefined || count === 0 ? rows.length < pageSize : page * pageSize >= count;
  if (rows.length === 0 || end) return given;
  if (page < lastPage) return { ...given, next: { to, page: page + 1, total: count, whole } };
  const starts = calls.flatMap(({ summary: { startedAt } }) => (startedAt === undefined ? [] : [startedAt]));
  const oldest = starts.length === 0 ? undefined : Math.min(...starts);
  // A whole list within one millisecond cannot be narrowed further.
  if (oldest === undefined || oldest >= to || oldest < from) return { ...given, stopped: 'too-many' };
  return { ...given, then: { to: oldest, page: 1, whole } };
}

const outbound = ['OUTBOUND', 'BACK2BACK', 'PREDICTIVE', 'PRIVACY_DIAL'] as const;
const outboundBefore = ['Outbound', 'Back2Back', 'Predictive', 'PrivacyDial'] as const;

/** The two lists spell contact types differently, and search for a number by different parameters. */
function parametersOf(operation: ListOperation, filter: CallFilter, { from, to }: TimeWindow): Parameters {
  const newer = operation === 'ListCallDetailRecordsV2';
  const { number, direction, disposition, agent, queue } = filter;
  const types = direction === 'inbound' ? [newer ? 'INBOUND' : 'Inbound'] : newer ? outbound : outboundBefore;
  return {
    StartTime: String(from),
    EndTime: String(to),
    ...(newer ? { MediaType: 'AUDIO' } : {}),
    ...(direction === undefined ? {} : { ContactTypeList: JSON.stringify(types) }),
    ...(disposition === undefined ? {} : { ContactDispositionList: JSON.stringify([disposition]) }),
    ...(agent === undefined ? {} : { AgentId: agent }),
    ...(queue === undefined
      ? {}
      : newer
        ? { SkillGroupIdList: JSON.stringify([queue]) }
        : { SkillGroupId: queue }),
    ...(number === undefined
      ? {}
      : newer
        ? { Number: number }
        : { Criteria: JSON.stringify({ phoneNumber: number }) }),
  };
}

const unknownOperations = new Set(['invalidaction.notfound', 'invalidapi.notfound', 'nosuchversion']);

function isUnknownOperation(error: unknown): boolean {
  return error instanceof CallTraceError && unknownOperations.has((error.code ?? '').toLowerCase());
}

/** All instances of the account; where its rights do not reach so far, those of the user. */
async function instancesOf(client: Client, signal: AbortSignal): Promise<readonly InstanceOffer[]> {
  try {
    return await allInstances((number) => client.listInstances({ number, size: pageSize }, { signal }));
  } catch (error) {
    if (!(error instanceof CallTraceError) || error.kind !== 'permission') throw error;
    return allInstances((number) => client.listInstancesOfUser({ number, size: pageSize }, { signal }));
  }
}

async function allInstances(
  page: (number: number) => Promise<OperationResult>,
): Promise<readonly InstanceOffer[]> {
  const found = new Map<string, InstanceOffer>();
  const guard = guardPages();
  for (let number = 1; ; number += 1) {
    const { rows, total = 0 } = pageOf((await page(number)).envelope);
    const ids = rows.flatMap((row) => textOf(row, 'Id', 'DomainName') ?? []);
    const stop = guard.after(ids);
    for (const row of rows) {
      const id = textOf(row, 'Id', 'DomainName');
      if (id !== undefined && !found.has(id)) found.set(id, { id, name: textOf(row, 'Name') ?? id });
    }
    if (stop !== undefined || rows.length < pageSize || found.size >= total) break;
  }
  return [...found.values()];
}

const recordings = ['GetMonoRecording', 'GetVoicemailRecording', 'GetMultiChannelRecording'] as const;

/** A link that its server signs for about a day: to be opened, never kept. */
async function recordingOf(
  client: Client,
  contactId: string,
  { signal }: LiveContext,
): Promise<string | undefined> {
  let refused: CallTraceError | undefined;
  for (const operation of recordings) {
    const reply = await attempt(client.getRecording(operation, contactId, { signal }));
    if (reply.ok) {
      const { data } = reply.value.envelope;
      const link = data === undefined ? undefined : textOf(data, 'FileUrl');
      if (link !== undefined && /^https?:\/\//i.test(link) && URL.canParse(link)) return link;
    } else if (reply.error.kind === 'permission') refused ??= reply.error;
    else if (reply.error.kind !== 'not-found') throw reply.error;
  }
  // A kind of recording that may not be asked for may be the one that there is.
  if (refused !== undefined) throw refused;
  return undefined;
}
