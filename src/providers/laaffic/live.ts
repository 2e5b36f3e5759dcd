import { CallTraceError } from '../../http/errors.ts';
import type { JsonObject } from '../../trace/model.ts';
import { isArray, isObject } from '../../trace/pointer.ts';
import { numberOf, record, recordOf, textOf, valueOf } from '../../trace/source/record.ts';
import { formatIso } from '../../trace/time.ts';
import { attempt } from '../fetching.ts';
import { createPager, emptyPager, listingsOf, partsOf, windowOf, type TimeWindow } from '../listing.ts';
import type {
  CallFilter,
  CallHint,
  CallSources,
  FetchedResponse,
  LiveContext,
  LiveEnvironment,
  LiveProvider,
} from '../live.ts';
import { guardPages, pagesStopped, type PagesStop } from '../paging.ts';
import {
  createLaafficClient,
  operation,
  type LaafficAccount,
  type LaafficClient,
  type LaafficReply,
} from './client.ts';
import { rowAlone } from './row.ts';

export type { LaafficAccount } from './client.ts';

const pageSize = 100;
const day = 24 * 3_600_000;
/** One query covers 31 days at most; a little less, so that no rounding makes it more. */
const longestWindow = 31 * day - 60_000;
/** Records are kept for two months; counted short, as the shortest two months have 59 days. */
const retention = 59 * day;
/** Around the known start of a call. */
const around = 2 * 3_600_000;

/** LAAFFIC and its sibling brands: the records of the call centre. */
export function createLaaffic(account: LaafficAccount, environment: LiveEnvironment): LiveProvider {
  const client = createLaafficClient(account, environment);
  const now = environment.now ?? Date.now;
  const { zone } = account;
  return {
    list: (filter) => {
      const asked = windowOf(filter.range, now(), zone);
      const window = { from: Math.max(asked.from, now() - retention), to: asked.to };
      if (window.from > window.to) return emptyPager;
      const parts = partsOf(window, longestWindow);
      return createPager<Position>(operation, { part: 0, page: 1 }, async ({ part, page }, { signal }) => {
        const reply = await client.query(
          queryOf(filter, parts[part] ?? window, zone, page, pageSize),
          signal,
        );
        const { rows, total, last } = pageOf(reply, page);
        const calls = rows === 0 ? [] : listingsOf(reply.response, { zone });
        return {
          calls,
          page,
          ...(parts.length === 1 && total !== undefined ? { total } : {}),
          ...(last ? {} : { next: { part, page: page + 1 } }),
          ...(part + 1 < parts.length ? { then: { part: part + 1, page: 1 } } : {}),
        };
      });
    },
    fetch: (contactId, hint, context) => fetchCall(client, zone, contactId, hint, now(), context),
    test: async ({ signal }) => {
      const window = { from: now() - day, to: now() };
      const reply = await client.query(queryOf({ range: { kind: 'today' } }, window, zone, 1, 1), signal);
      const { total, rows } = pageOf(reply, 1);
      return { text: { key: 'requests.laaffic.test', args: { host: client.host, total: total ?? rows } } };
    },
  };
}

interface Position {
  /** Index of the window. */
  readonly part: number;
  readonly page: number;
}

function queryOf(
  { number, direction, disposition, agent, queue }: CallFilter,
  { from, to }: TimeWindow,
  zone: string,
  current: number,
  size: number,
): JsonObject {
  const time = (at: number) => `${formatIso(at, zone).slice(0, 19)}${zone}`;
  return {
    current,
    size,
    params: {
      strTime: time(from),
      endTime: time(to),
      ...(number === undefined ? {} : { calledOrCaller: number }),
      ...(direction === undefined ? {} : { callType: direction === 'inbound' ? [2] : [1, 3] }),
      ...(disposition === undefined ? {} : { hangupReason: [Number(disposition)] }),
      ...(agent === undefined ? {} : { seatNameList: [agent] }),
      ...(queue === undefined ? {} : { sipGroupName: queue }),
    },
  };
}

interface QueryPage {
  readonly rows: number;
  readonly total: number | undefined;
  readonly ids: readonly string[];
  readonly last: boolean;
}

/** The size that is answered may be larger than the one asked for: the answer's own is counted with. */
function pageOf({ body }: LaafficReply, page: number): QueryPage {
  const data = recordOf(body, 'data');
  const records = data === undefined ? undefined : valueOf(data, 'records');
  const items = isArray(records) ? records : [];
  const total = data === undefined ? undefined : numberOf(data, 'total');
  const size = Math.max(1, (data === undefined ? undefined : numberOf(data, 'size')) ?? pageSize);
  return {
    rows: items.length,
    total,
    ids: items.flatMap((item) => (isObject(item) ? (textOf(record(item, ''), 'callSessionId') ?? []) : [])),
    last: items.length === 0 || (total === undefined ? items.length < size : page * size >= total),
  };
}

/**
 * A record cannot be asked for by its ID: the window in which it must stand, or all that is kept, is paged through,
 * the newest first.
 */
async function fetchCall(
  client: LaafficClient,
  zone: string,
  contactId: string,
  hint: CallHint,
  now: number,
  { signal, onProgress }: LiveContext,
): Promise<CallSources> {
  const { startedAt } = hint;
  const near =
    startedAt === undefined ? [] : [{ from: startedAt - around, to: Math.min(now, startedAt + around) }];
  const everywhere = partsOf({ from: now - retention, to: now }, longestWindow);
  let stopped: PagesStop | undefined;
  for (const window of [...near, ...everywhere]) {
    const guard = guardPages();
    for (let page = 1; ; page += 1) {
      const reply = await client.query(
        queryOf({ range: { kind: 'today' } }, window, zone, page, pageSize),
        signal,
      );
      const { ids, last, total } = pageOf(reply, page);
      if (ids.includes(contactId)) {
        return { responses: [await withoutOthers(client, zone, contactId, reply, signal)], failures: [] };
      }
      onProgress({
        key: 'requests.laaffic.search',
        args: {
          day: formatIso(window.from, zone).slice(0, 10),
          done: total === undefined ? page * pageSize : Math.min(page * pageSize, total),
          total: total ?? page * pageSize,
        },
      });
      if (last) break;
      const stop = guard.after(ids);
      stopped = stop ?? stopped;
      if (stop !== undefined) break;
    }
  }
  // Nobody knows whether it stands where the list was not read.
  if (stopped !== undefined) throw pagesStopped(stopped, operation);
  throw new CallTraceError({
    kind: 'not-found',
    text: {
      key: 'requests.laaffic.not-found',
      args: { host: client.host, contactId, day: formatIso(now - retention, zone).slice(0, 10) },
    },
    action: 'look-up-again',
    retries: 0,
  });
}

/**
 * What is kept of the page that a call was found on, which holds up to a hundred calls of other people: the answer to
 * a question for its second, where that has this call only, else the row of the call alone.
 */
async function withoutOthers(
  client: LaafficClient,
  zone: string,
  contactId: string,
  found: LaafficReply,
  signal: AbortSignal,
): Promise<FetchedResponse> {
  if (pageOf(found, 1).rows === 1) return found.response;
  const alone = rowAlone(found.response, found.body, contactId);
  if (alone === undefined) throw new TypeError('The page no longer has the call that was found on it.');
  const start = listingsOf(alone, { zone })[0]?.summary.startedAt;
  if (start === undefined) return alone;
  const window = { from: start - 1000, to: start + 1000 };
  const reply = await attempt(
    client.query(queryOf({ range: { kind: 'today' } }, window, zone, 1, pageSize), signal),
  );
  if (!reply.ok) {
    if (reply.error.kind === 'cancelled') throw reply.error;
    return alone;
  }
  const { ids, rows } = pageOf(reply.value, 1);
  return rows === 1 && ids[0] === contactId ? reply.value.response : alone;
}
