import { CallTraceError } from '../../http/errors.ts';
import { numberOf, recordOf, recordsOf, textOf, timeOf } from '../../trace/source/record.ts';
import {
  createAlibabaClient,
  type AlibabaAccount,
  type AlibabaClient,
  type OperationResult,
} from '../alibaba-client.ts';
import type { Parameters } from '../alibaba-signing.ts';
import { fetchPages } from '../fetch-pages.ts';
import { attempt, createTracker, type Track } from '../fetching.ts';
import { createPager, listingsOf, partsOf, windowOf, type ListStep, type TimeWindow } from '../listing.ts';
import type {
  CallFilter,
  CallListing,
  CallSources,
  LiveContext,
  LiveEnvironment,
  LiveProvider,
  SourceFailure,
} from '../live.ts';
import { recordRows } from './records.ts';
import { listOf } from './steps.ts';

/** The interface works in this zone, its plain times too. */
const zone = '+08:00';
const pageSize = 100;

const recordsOperation = 'ListCallDetailRecords';
const trackingOperation = 'ListIvrTrackingDetail';
const eventsOperation = 'ListCallEventDetailByContactId';

/** Whose events stand in the event log, and nowhere else. */
const partyLanes = ['customer', 'queue', 'agent'] as const;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** ListCallDetailRecords refuses longer windows. */
const longestWindow = 7 * day;

/** How far back a call is looked for whose time nobody knows: first the last hour, then the day, then week by week. */
const searchReach = 180 * day;

/** What is asked for around the start of a call: a little before, and as long as a call may take. */
const beforeCall = 10 * minute;
const afterCall = 12 * hour;

export interface Alibaba2017Account extends AlibabaAccount {
  readonly format: 'json' | 'xml';
}

/** Alibaba Cloud CCC 2017-07-05 (instances of version 1) on one instance. */
export function createAlibaba2017(account: Alibaba2017Account, environment: LiveEnvironment): LiveProvider {
  const client = createAlibabaClient(account, { version: '2017-07-05', format: account.format }, environment);
  const now = environment.now ?? Date.now;
  return {
    list: (filter) => {
      const window = windowOf(filter.range, now(), zone);
      const parts = partsOf(window, longestWindow);
      return createPager<Position>(
        recordsOperation,
        { part: 0, page: 1 },
        async ({ part, page }, context) => {
          const within = parts[part] ?? window;
          const reply = await listPage(client, filterParameters(filter), within, page, context.signal);
          const step = stepOf(reply, part, page, parts.length);
          if (part > 0 || page > 1 || within.to < now() - minute || isNarrowed(filter)) return step;
          return { ...step, calls: withOthers(step.calls, await inIvrNow(client, context)) };
        },
      );
    },
    fetch: (contactId, hint, context) => fetchCall(client, contactId, hint.startedAt, now(), context),
    test: async ({ signal }) => {
      const reply = await listPage(client, {}, { from: now() - day, to: now() }, 1, signal, 1);
      const total = pageOf(reply).total ?? pageOf(reply).count;
      return { text: { key: 'requests.alibaba.test', args: { instance: account.instanceId, total } } };
    },
  };
}

interface Position {
  readonly part: number;
  readonly page: number;
}

function stepOf(reply: OperationResult, part: number, page: number, parts: number): ListStep<Position> {
  const { count } = pageOf(reply);
  return {
    calls: count === 0 ? [] : listingsOf(reply.response),
    page,
    ...(count >= pageSize ? { next: { part, page: page + 1 } } : {}),
    ...(part + 1 < parts ? { then: { part: part + 1, page: 1 } } : {}),
  };
}

function pageOf({ envelope }: OperationResult): {
  readonly count: number;
  readonly total: number | undefined;
} {
  const page = recordOf(envelope.body, 'CallDetailRecords');
  const { rows, unreadable } = recordRows(envelope.body);
  return {
    count: rows.length + unreadable.length,
    total: page === undefined ? undefined : numberOf(page, 'TotalCount'),
  };
}

const isNarrowed = ({ number, direction, disposition, agent, queue }: CallFilter) =>
  [number, direction, disposition, agent, queue].some((value) => value !== undefined);

function filterParameters({ number, direction, disposition, agent, queue }: CallFilter): Parameters {
  const criteria = agent ?? queue;
  return {
    ...(number === undefined ? {} : { PhoneNumber: number }),
    ...(direction === undefined ? {} : { ContactType: direction === 'inbound' ? 'Inbound' : 'Outbound' }),
    ...(disposition === undefined ? {} : { ContactDisposition: disposition }),
    ...(criteria === undefined ? {} : { Criteria: criteria }),
  };
}

function listPage(
  client: AlibabaClient,
  parameters: Parameters,
  { from, to }: TimeWindow,
  page: number,
  signal: AbortSignal,
  size = pageSize,
): Promise<OperationResult> {
  return client.call(
    recordsOperation,
    {
      InstanceId: client.instanceId,
      StartTime: String(from),
      StopTime: String(to),
      PageNumber: String(page),
      PageSize: String(size),
      OrderBy: 'DESC',
      WithRecording: 'false',
      ...parameters,
    },
    { signal },
  );
}

/**
 * Calls that are in the IVR, or were in the last half hour: a record is written only when a call is over. Welcome, not
 * needed: a failure leaves the list as it is.
 */
async function inIvrNow(client: AlibabaClient, { signal }: LiveContext): Promise<readonly CallListing[]> {
  const reply = await attempt(
    client.call(
      trackingOperation,
      { InstanceId: client.instanceId, PageNumber: '1', PageSize: String(pageSize) },
      { signal },
    ),
  );
  if (!reply.ok) {
    if (reply.error.kind === 'cancelled') throw reply.error;
    return [];
  }
  return trackedRows(reply.value) === 0 ? [] : listingsOf(reply.value.response);
}

/** The calls of the list, and those that it does not have, newest first. */
function withOthers(listed: readonly CallListing[], others: readonly CallListing[]): readonly CallListing[] {
  const known = new Set(listed.map(({ contactId }) => contactId));
  return [...listed, ...others.filter(({ contactId }) => !known.has(contactId))].sort(
    (a, b) => (b.summary.startedAt ?? 0) - (a.summary.startedAt ?? 0),
  );
}

async function fetchCall(
  client: AlibabaClient,
  contactId: string,
  known: number | undefined,
  now: number,
  { signal, onProgress }: LiveContext,
): Promise<CallSources> {
  const track = createTracker(({ done, total }) =>
    onProgress({ key: 'extension.progress.requests', args: { done, total } }),
  );
  const events = await attempt(
    track(eventsOperation, () =>
      client.call(eventsOperation, { InstanceId: client.instanceId, ContactId: contactId }, { signal }),
    ),
  );
  const told = events.ok ? startOf(events.value) : undefined;
  // Whoever gave up, or may not ask at all, gets no further by asking differently.
  if (!events.ok && (events.error.kind === 'cancelled' || events.error.kind === 'credentials'))
    throw events.error;
  const hasEvents = events.ok && (told !== undefined || hasData(events.value));
  // What one part may not be asked for must not hide the others.
  const searched =
    known === undefined && told === undefined
      ? await attempt(search(client, contactId, now, signal, onProgress))
      : undefined;
  if (searched?.ok === false && (!hasEvents || searched.error.kind === 'cancelled')) throw searched.error;
  const start = known ?? told ?? (searched?.ok === true ? searched.value : undefined);
  const found = start === undefined ? undefined : await around(client, contactId, start, now, track, signal);
  const responses = [...(hasEvents ? [events.value.response] : []), ...(found?.responses ?? [])];
  if (responses.length === 0) {
    const failure = found?.failures[0]?.error;
    throw failure ?? notFound(client, contactId, now - searchReach);
  }
  const failures: readonly SourceFailure[] = [
    ...(events.ok ? [] : [{ operation: eventsOperation, missing: partyLanes, error: events.error }]),
    ...(searched?.ok === false ? [{ operation: recordsOperation, error: searched.error }] : []),
    ...(found?.failures ?? []),
  ];
  return { responses, failures };
}

const hasData = ({ envelope }: OperationResult) =>
  envelope.data !== undefined && textOf(envelope.data, 'Caller', 'Callee', 'CallType') !== undefined;

function startOf({ envelope }: OperationResult): number | undefined {
  const { data } = envelope;
  if (data === undefined) return undefined;
  const events = recordOf(data, 'Events');
  const first = events === undefined ? undefined : recordsOf(events, 'CallEventDetail')[0];
  return (
    timeOf(data, zone, 'StartTime') ?? (first === undefined ? undefined : timeOf(first, zone, 'TimeStamp'))
  );
}

/** The record and the IVR tracking of a call whose start is known. */
async function around(
  client: AlibabaClient,
  contactId: string,
  start: number,
  now: number,
  track: Track,
  signal: AbortSignal,
): Promise<CallSources> {
  const window = { from: start - beforeCall, to: Math.min(start + afterCall, Math.max(now, start + minute)) };
  const [record, tracking] = await Promise.all([
    attempt(
      track(recordsOperation, () =>
        listPage(client, { ContactId: contactId, WithRecording: 'true' }, window, 1, signal),
      ),
    ),
    trackingPages(client, contactId, window, track, signal),
  ]);
  if (!record.ok && record.error.kind === 'cancelled') throw record.error;
  return {
    responses: [
      ...(record.ok && pageOf(record.value).count > 0 ? [record.value.response] : []),
      ...tracking.responses,
    ],
    failures: [
      ...(record.ok ? [] : [{ operation: recordsOperation, error: record.error }]),
      ...tracking.failures,
    ],
  };
}

function trackingPage(
  client: AlibabaClient,
  contactId: string,
  { from, to }: TimeWindow,
  page: number,
  signal: AbortSignal,
): Promise<OperationResult> {
  return client.call(
    trackingOperation,
    {
      InstanceId: client.instanceId,
      ContactId: contactId,
      StartTime: String(from),
      StopTime: String(to),
      PageNumber: String(page),
      PageSize: String(pageSize),
    },
    { signal },
  );
}

function trackedRows({ envelope }: OperationResult): number {
  const { rows, unreadable } = listOf(envelope.body).list;
  return rows.length + unreadable.length;
}

/** All pages of the IVR tracking. A page that fails ends them: what came before it is kept. */
async function trackingPages(
  client: AlibabaClient,
  contactId: string,
  window: TimeWindow,
  track: Track,
  signal: AbortSignal,
): Promise<CallSources> {
  const fetched = await attempt(
    fetchPages(
      trackingOperation,
      pageSize,
      (page) => track(trackingOperation, () => trackingPage(client, contactId, window, page, signal)),
      ({ envelope }) => {
        const { list, total } = listOf(envelope.body);
        return { rows: [...list.rows.map(({ object }) => object), ...list.unreadable], total };
      },
    ),
  );
  if (!fetched.ok && fetched.error.kind === 'cancelled') throw fetched.error;
  const pages = fetched.ok ? fetched.value.pages : [];
  const error = fetched.ok ? fetched.value.failure : fetched.error;
  return {
    responses: pages.filter((page) => trackedRows(page) > 0).map(({ response }) => response),
    failures: error === undefined ? [] : [{ operation: trackingOperation, missing: ['ivr'], error }],
  };
}

/** The start of a call of which only the ID is known, epoch ms: looked for in windows that go back from now. */
async function search(
  client: AlibabaClient,
  contactId: string,
  now: number,
  signal: AbortSignal,
  onProgress: LiveContext['onProgress'],
): Promise<number | undefined> {
  // A call that is still in the IVR has no record yet. Who may not ask for steps may ask for records.
  const inIvr = await attempt(trackingPage(client, contactId, { from: now - day, to: now }, 1, signal));
  if (!inIvr.ok && inIvr.error.kind === 'cancelled') throw inIvr.error;
  if (inIvr.ok && trackedRows(inIvr.value) > 0) {
    const call = listingsOf(inIvr.value.response).find((one) => one.contactId === contactId);
    if (call?.summary.startedAt !== undefined) return call.summary.startedAt;
  }
  for (const window of searchWindows(now)) {
    onProgress({
      key: 'requests.alibaba.search',
      args: { day: new Date(window.from + 8 * hour).toISOString().slice(0, 10) },
    });
    const reply = await listPage(client, { ContactId: contactId }, window, 1, signal);
    if (pageOf(reply).count === 0) continue;
    const call = listingsOf(reply.response).find((one) => one.contactId === contactId);
    if (call !== undefined) return call.summary.startedAt ?? window.from;
  }
  return undefined;
}

function searchWindows(now: number): readonly TimeWindow[] {
  const edges = [now, now - hour, now - day];
  while ((edges.at(-1) ?? 0) > now - searchReach) {
    edges.push(Math.max(now - searchReach, (edges.at(-1) ?? 0) - longestWindow));
  }
  return edges.slice(1).map((from, index) => ({ from, to: edges[index] ?? now }));
}

const notFound = ({ instanceId, host }: AlibabaClient, contactId: string, since: number) =>
  new CallTraceError({
    kind: 'not-found',
    text: {
      key: 'requests.alibaba.not-found-since',
      args: {
        contactId,
        instance: instanceId,
        host,
        day: new Date(since + 8 * hour).toISOString().slice(0, 10),
      },
    },
    action: 'look-up-again',
    retries: 0,
  });
