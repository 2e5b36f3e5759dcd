import { CallTraceError } from '../../http/errors.ts';
import type { JsonObject } from '../../trace/model.ts';
import { numberOf, record, recordOf, timeOf } from '../../trace/source/record.ts';
import { isObject } from '../../trace/pointer.ts';
import { createTracker } from '../fetching.ts';
import { createPager, listingsOf, windowOf, type ListStep, type TimeWindow } from '../listing.ts';
import type {
  CallFilter,
  CallHint,
  CallListing,
  CallSources,
  LiveContext,
  LiveEnvironment,
  LiveProvider,
} from '../live.ts';
import { listEntries, traceEntries } from './calls.ts';
import { createHuaweiClient, type HuaweiAccount, type HuaweiClient, type HuaweiReply } from './client.ts';

export type { HuaweiAccount } from './client.ts';

/** Zone in which the day of a list begins. */
const zone = '+08:00';
const pageSize = 100;
const hour = 3_600_000;
/** querycalls keeps the calls of yesterday and today. */
const retention = 48 * hour;
/** Installations refuse windows that begin too early, each by its own zone: such a window is made shorter. */
const shorter = [48 * hour, 24 * hour, 12 * hour, hour] as const;

/** The key of the failure that asks for the day of a call. */
export const dayWanted = 'requests.huawei.day-wanted';

/** Huawei AICC: the CC-CMS interfaces of one virtual call centre. */
export function createHuawei(account: HuaweiAccount, environment: LiveEnvironment): LiveProvider {
  const client = createHuaweiClient(account, environment);
  const now = environment.now ?? Date.now;
  const ofCentre: JsonObject = { ccId: account.ccId, vdn: account.vdn };
  return {
    list: (filter) => listCalls(client, ofCentre, filter, now()),
    fetch: (contactId, hint, context) => fetchCall(client, ofCentre, contactId, hint, context),
    test: async ({ signal }) => {
      const window = { from: now() - hour, to: now() };
      const parameters = parametersOf(
        ofCentre,
        { range: { kind: 'last', minutes: 60 } },
        window,
        'inbound',
        0,
        1,
      );
      const { body } = await client.ask('querycalls', parameters, signal);
      const result = recordOf(body, 'resultDesc');
      const total =
        (result === undefined ? undefined : numberOf(result, 'count')) ?? listEntries(body)?.length ?? 0;
      return { text: { key: 'requests.huawei.test', args: { host: client.host, vdn: account.vdn, total } } };
    },
  };
}

type Direction = 'inbound' | 'outbound';

/** Where the list goes on: the directions are asked for one after the other, as an answer does not tell its own. */
interface Position {
  readonly offset: Readonly<Record<Direction, number | undefined>>;
  readonly waiting: readonly CallListing[];
  readonly total: Readonly<Record<Direction, number>>;
}

function listCalls(client: HuaweiClient, ofCentre: JsonObject, filter: CallFilter, now: number) {
  const asked = windowOf(filter.range, now, zone);
  let window: TimeWindow = { from: Math.max(asked.from, now - retention), to: asked.to };
  const ask = async (direction: Direction, offset: number, { signal }: LiveContext): Promise<HuaweiReply> => {
    const send = () =>
      client.ask('querycalls', parametersOf(ofCentre, filter, window, direction, offset, pageSize), signal);
    for (;;) {
      try {
        return await send();
      } catch (error) {
        const length = window.to - window.from;
        const next = shorter.find((one) => one < length);
        const refused = error instanceof CallTraceError && error.code === '0100002';
        if (!refused || offset > 0 || next === undefined) throw error;
        window = { from: window.to - next, to: window.to };
      }
    }
  };
  const start: Position = {
    offset: {
      inbound: filter.direction === 'outbound' ? undefined : 0,
      outbound: filter.direction === 'inbound' ? undefined : 0,
    },
    waiting: [],
    total: { inbound: 0, outbound: 0 },
  };
  return createPager<Position>(start, async (position, context) => {
    const offset = { ...position.offset };
    const total = { ...position.total };
    const calls: CallListing[] = [];
    for (const direction of ['inbound', 'outbound'] as const) {
      const from = offset[direction];
      if (from === undefined) continue;
      const page = pageOf(await ask(direction, from, context), direction);
      calls.push(...page.calls);
      total[direction] = page.total ?? Math.max(total[direction], from + page.rows);
      offset[direction] =
        page.rows < pageSize && from + page.rows >= (page.total ?? 0) ? undefined : from + pageSize;
      if (page.rows === 0) offset[direction] = undefined;
    }
    return merged(calls, { offset, waiting: [], total });
  });
}

function merged(calls: readonly CallListing[], position: Position): ListStep<Position> {
  const sorted = [...calls].sort((a, b) => (b.summary.startedAt ?? 0) - (a.summary.startedAt ?? 0));
  const total = position.total.inbound + position.total.outbound;
  const more = position.offset.inbound !== undefined || position.offset.outbound !== undefined;
  return { calls: sorted, total, ...(more ? { next: position } : {}) };
}

interface ListedPage {
  readonly calls: readonly CallListing[];
  readonly rows: number;
  readonly total: number | undefined;
}

function pageOf({ response, body }: HuaweiReply, direction: Direction): ListedPage {
  const entries = listEntries(body) ?? [];
  const result = recordOf(body, 'resultDesc');
  const total = result === undefined ? undefined : numberOf(result, 'count');
  if (entries.length === 0) return { calls: [], rows: 0, total };
  const logDates = new Map(
    entries.flatMap(({ item, pointer }) => {
      if (!isObject(item)) return [];
      const row = record(item, pointer);
      const id = row.object['callId'];
      const logDate = timeOf(row, '+00:00', 'logDate');
      return typeof id === 'string' && logDate !== undefined ? [[id, logDate] as const] : [];
    }),
  );
  const calls = listingsOf(response, {}, ({ contactId }) => {
    const logDate = logDates.get(contactId);
    return logDate === undefined ? {} : { logDate };
  }).map((call) => ({
    ...call,
    // The question tells the direction; the row may tell it by its call type.
    summary: call.summary.direction === 'unknown' ? { ...call.summary, direction } : call.summary,
  }));
  return { calls, rows: entries.length, total };
}

function parametersOf(
  ofCentre: JsonObject,
  { number }: CallFilter,
  { from, to }: TimeWindow,
  direction: Direction,
  offset: number,
  limit: number,
): JsonObject {
  const inbound = direction === 'inbound';
  return {
    ...ofCentre,
    callerNo: number !== undefined && inbound ? number : '',
    calleeNo: number !== undefined && !inbound ? number : '',
    beginDate: String(from),
    endDate: String(to),
    isCallIn: String(inbound),
    limit,
    offset,
  };
}

/** Asks each month in which the call may stand until one knows it, then for its record. */
async function fetchCall(
  client: HuaweiClient,
  ofCentre: JsonObject,
  contactId: string,
  hint: CallHint,
  { signal, onProgress }: LiveContext,
): Promise<CallSources> {
  const track = createTracker(({ done, total }) =>
    onProgress({ key: 'extension.progress.requests', args: { done, total } }),
  );
  const dates = datesOf(contactId, hint);
  if (dates.length === 0) throw wantsDay(client, contactId);
  for (const logDate of dates) {
    const reply = await track('querycalltracedetail', () =>
      client.ask(
        'querycalltracedetail',
        { ...ofCentre, callId: contactId, logDate: String(logDate) },
        signal,
      ),
    );
    if ((traceEntries(reply.body) ?? []).length > 0) return { responses: [reply.response], failures: [] };
  }
  throw hint.logDate === undefined && hint.startedAt === undefined && startOf(contactId) === undefined
    ? wantsDay(client, contactId)
    : notFound(client, contactId, dates);
}

const aDay = 24 * hour;

/** The moments whose months are asked, the likeliest first: the hint's, then the neighbour's at the edge of a month. */
function datesOf(contactId: string, hint: CallHint): readonly number[] {
  const known = hint.logDate ?? hint.startedAt ?? startOf(contactId);
  if (known === undefined) return [];
  const month = (at: number) => new Date(at + 8 * hour).toISOString().slice(0, 7);
  return [known, known - aDay, known + aDay].filter(
    (at, index, all) => all.findIndex((other) => month(other) === month(at)) === index,
  );
}

/** The start of a call, epoch ms, as its ID tells it: seconds, on some installations ms, before the hyphen. */
function startOf(contactId: string): number | undefined {
  const digits = /^(\d{10}|\d{13})-/.exec(contactId)?.[1];
  if (digits === undefined) return undefined;
  return digits.length === 10 ? Number(digits) * 1000 : Number(digits);
}

const wantsDay = ({ host }: HuaweiClient, contactId: string) =>
  new CallTraceError({
    kind: 'not-found',
    text: { key: dayWanted, args: { host, contactId } },
    action: 'look-up-again',
    retries: 0,
  });

const notFound = ({ host }: HuaweiClient, contactId: string, dates: readonly number[]) =>
  new CallTraceError({
    kind: 'not-found',
    text: {
      key: 'requests.huawei.not-found',
      args: {
        host,
        contactId,
        months: dates.map((at) => new Date(at + 8 * hour).toISOString().slice(0, 7)).join(', '),
      },
    },
    action: 'look-up-again',
    retries: 0,
  });
