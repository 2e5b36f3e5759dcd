import { CallTraceError } from '../../http/errors.ts';
import type { JsonObject } from '../../trace/model.ts';
import { numberOf, record, recordOf, timeOf } from '../../trace/source/record.ts';
import { isObject } from '../../trace/pointer.ts';
import { attempt, createTracker } from '../fetching.ts';
import { createPager, emptyPager, listingsOf, windowOf, type TimeWindow } from '../listing.ts';
import type {
  CallFilter,
  CallHint,
  CallListing,
  CallSources,
  LiveContext,
  LiveEnvironment,
  LiveProvider,
  SourceFailure,
} from '../live.ts';
import { guardPages, type PagesStop } from '../paging.ts';
import { listEntries, traceEntries } from './calls.ts';
import { createHuaweiClient, type HuaweiAccount, type HuaweiClient, type HuaweiReply } from './client.ts';

import { listOperation, traceOperation } from './detect.ts';
import type { Entry } from './row.ts';

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
    fetch: (contactId, hint, context) => fetchCall(client, ofCentre, contactId, hint, now(), context),
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
      const { body } = await client.ask(listOperation, parameters, signal);
      const result = recordOf(body, 'resultDesc');
      const total =
        (result === undefined ? undefined : numberOf(result, 'count')) ?? listEntries(body)?.length ?? 0;
      return { text: { key: 'requests.huawei.test', args: { host: client.host, vdn: account.vdn, total } } };
    },
  };
}

type Direction = 'inbound' | 'outbound';

/** Where the list goes on: before `end`, epoch ms, in a slice of `length` ms. */
interface Position {
  readonly end: number;
  readonly length: number;
}

/** Slices are not made shorter than this. */
const shortestSlice = 60_000;

/**
 * The order of rows is not documented, so the window is read in slices of time, the newest first, each so short that
 * a page holds its rows. The directions are asked for one after the other, as an answer does not tell its own.
 */
function listCalls(client: HuaweiClient, ofCentre: JsonObject, filter: CallFilter, now: number) {
  const asked = windowOf(filter.range, now, zone);
  let window: TimeWindow = { from: Math.max(asked.from, now - retention), to: asked.to };
  if (window.from > window.to) return emptyPager;
  const directions = (['inbound', 'outbound'] as const).filter(
    (direction) => filter.direction === undefined || filter.direction === direction,
  );
  let total: number | undefined;
  let accepted = false;

  const pagesOf = async (slice: TimeWindow, { signal }: LiveContext): Promise<readonly SlicePage[]> => {
    const pages: SlicePage[] = [];
    for (const direction of directions) {
      const parameters = parametersOf(ofCentre, filter, slice, direction, 0, pageSize);
      const page = pageOf(await client.ask(listOperation, parameters, signal), direction);
      pages.push({ ...page, direction });
    }
    return pages;
  };
  /** The calls of a slice after its first page. Without a count a page that is not full is the last one. */
  const restOf = async (slice: TimeWindow, page: SlicePage, { signal }: LiveContext) => {
    const calls: CallListing[] = [];
    const { total } = page;
    const guard = guardPages();
    const idsOf = (listed: ListedPage) => listed.calls.map(({ contactId }) => contactId);
    let stopped = page.rows === 0 ? undefined : guard.after(idsOf(page));
    let last = page.rows;
    let offset = page.rows;
    while (last > 0 && stopped === undefined && (total === undefined ? last === pageSize : offset < total)) {
      const parameters = parametersOf(ofCentre, filter, slice, page.direction, offset, pageSize);
      const next = pageOf(await client.ask(listOperation, parameters, signal), page.direction);
      last = next.rows;
      if (last > 0) stopped = guard.after(idsOf(next));
      if (stopped !== 'nothing-new') calls.push(...next.calls);
      offset += last;
    }
    return { calls, stopped };
  };
  const start = { end: window.to, length: window.to - window.from };
  return createPager<Position>(listOperation, start, async ({ end, length: wanted }, context) => {
    let length = wanted;
    for (;;) {
      const slice = { from: Math.max(window.from, end - length), to: end };
      const tried = await attempt(pagesOf(slice, context));
      if (!tried.ok) {
        const next = shorter.find((one) => one < window.to - window.from);
        if (accepted || tried.error.code !== '0100002' || next === undefined) throw tried.error;
        window = { from: window.to - next, to: window.to };
        length = next;
        continue;
      }
      accepted = true;
      const pages = tried.value;
      if (end === window.to && slice.from === window.from) total = sum(pages.map(countOf));
      // A page that is not full does not stand for more, whatever the count says.
      const most = Math.max(...pages.map((page) => (page.rows < pageSize ? page.rows : countOf(page))));
      const took = slice.to - slice.from;
      if (most > pageSize && took > shortestSlice) {
        length = Math.max(shortestSlice, Math.floor((took * pageSize * 0.8) / most));
        continue;
      }
      const calls = pages.flatMap(({ calls: first }) => first);
      let stopped: PagesStop | undefined;
      for (const page of pages) {
        const rest = await restOf(slice, page, context);
        calls.push(...rest.calls);
        stopped ??= rest.stopped;
      }
      return {
        calls: calls.sort((a, b) => (b.summary.startedAt ?? 0) - (a.summary.startedAt ?? 0)),
        page: 1,
        stopped,
        ...(total === undefined ? {} : { total }),
        ...(slice.from > window.from
          ? { then: { end: slice.from, length: most < pageSize / 2 ? took * 2 : took } }
          : {}),
      };
    }
  });
}

interface SlicePage extends ListedPage {
  readonly direction: Direction;
}

/** A full page without a count may stand for many. */
const countOf = ({ total, rows }: ListedPage) =>
  Math.max(rows, total ?? (rows < pageSize ? rows : 4 * pageSize));

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

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

/**
 * Asks each month in which the call may stand until one knows it. Where the call's first or last row is missing there, it
 * crossed the edge of the month: the rest is asked for in the table beside it.
 */
async function fetchCall(
  client: HuaweiClient,
  ofCentre: JsonObject,
  contactId: string,
  hint: CallHint,
  now: number,
  { signal, onProgress }: LiveContext,
): Promise<CallSources> {
  const track = createTracker(({ done, total }) =>
    onProgress({ key: 'extension.progress.requests', args: { done, total } }),
  );
  const rowsAt = async (logDate: number) => {
    const { response, body } = await track(traceOperation, () =>
      client.ask(traceOperation, { ...ofCentre, callId: contactId, logDate: String(logDate) }, signal),
    );
    return { response, entries: traceEntries(body) ?? [] };
  };
  const dates = datesOf(contactId, hint);
  if (dates.length === 0) throw wantsDay(client, contactId);
  const asked = new Set<string>();
  for (const logDate of dates) {
    asked.add(monthOf(logDate));
    const { response, entries } = await rowsAt(logDate);
    if (entries.length === 0) continue;
    const responses = [response];
    const failures: SourceFailure[] = [];
    for (const beside of monthsBeside(entries, logDate, startOf(contactId), now)) {
      if (asked.has(monthOf(beside))) continue;
      const more = await attempt(rowsAt(beside));
      if (more.ok && more.value.entries.length > 0) responses.push(more.value.response);
      if (more.ok) continue;
      if (more.error.kind === 'cancelled') throw more.error;
      failures.push({
        operation: traceOperation,
        missing: ['customer', 'queue', 'agent'],
        error: more.error,
      });
    }
    return { responses, failures };
  }
  throw hint.logDate === undefined && hint.startedAt === undefined && startOf(contactId) === undefined
    ? wantsDay(client, contactId)
    : notFound(client, contactId, dates);
}

/** The month of a moment in UTC+8, as `2026-11`: there is a table for each. */
const monthOf = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 7);

/** The edge of its month, epoch ms, that lies before (0) or after (1) a moment. */
function edgeOfMonth(at: number, which: 0 | 1): number {
  const local = new Date(at + 8 * hour);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + which) - 8 * hour;
}

/** A moment in the month before where the call's first row is missing, and in the one after where its last one is. */
function monthsBeside(
  entries: readonly Entry[],
  logDate: number,
  start: number | undefined,
  now: number,
): readonly number[] {
  const numbers = entries.map(({ item, pointer }) =>
    isObject(item) ? numberOf(record(item, pointer), 'callIdNum') : undefined,
  );
  const [begin, end] = [edgeOfMonth(logDate, 0), edgeOfMonth(logDate, 1)];
  const later = !numbers.includes(-1) && end <= now;
  const counted = numbers.filter((number) => number !== undefined && number > 0);
  const first = counted.length === 0 || counted.includes(1);
  const earlier = start === undefined ? !first : start < begin && start > begin - longestCall;
  return [...(earlier ? [begin - 1] : []), ...(later ? [end] : [])];
}

/** A call that began longer before a month has no rows in it. */
const longestCall = 24 * hour;

const aDay = 24 * hour;

/** The moments whose months are asked, the likeliest first: the hint's, then the neighbour's at the edge of a month. */
function datesOf(contactId: string, hint: CallHint): readonly number[] {
  const known = hint.logDate ?? hint.startedAt ?? startOf(contactId);
  if (known === undefined) return [];
  return [known, known - aDay, known + aDay].filter(
    (at, index, all) => all.findIndex((other) => monthOf(other) === monthOf(at)) === index,
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
        months: dates.map(monthOf).join(', '),
      },
    },
    action: 'look-up-again',
    retries: 0,
  });
