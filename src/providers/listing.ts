import { partsIn, type Zone } from '../trace/time.ts';
import { mostPages, pagesStopped, type PagesStop } from './paging.ts';
import { readResponses, type ReadingOptions } from './read.ts';
import type {
  CallHint,
  CallListing,
  CallPage,
  CallPager,
  FetchedResponse,
  LiveContext,
  TimeRange,
} from './live.ts';

/** What one page of a list gave: calls, and where it goes on. A list may be read as several, one after the other. */
export interface ListStep<Position> {
  readonly calls: readonly CallListing[];
  /** Number of the page in its list, from 1. */
  readonly page: number;
  /** The next page of the same list; absent at its end. */
  readonly next?: Position;
  /** The first page of the list after it; absent where there is none. */
  readonly then?: Position;
  /** How many calls there are in all, where the answer says so. */
  readonly total?: number;
  /** Why calls of this list are missing. */
  readonly stopped?: PagesStop | undefined;
}

/** So many steps without a new call are taken before a page is given, so that somebody sees that it goes on. */
const mostEmptySteps = 30;

/**
 * A pager over steps of a list. Calls that came already are left out; a step that fails is taken again by the next
 * `next`; two `next` at the same time follow each other. A page without a new call ends its list, and a thousand pages
 * end everything: the page that is given then says so.
 *
 * @param operation the provider's, for the sentence that says that the list was not read to its end
 */
export function createPager<Position>(
  operation: string,
  start: Position,
  step: (position: Position, context: LiveContext) => Promise<ListStep<Position>>,
): CallPager {
  const seen = new Set<string>();
  let position: Position | undefined = start;
  let total: number | undefined;
  let pages = 0;
  let stopped: PagesStop | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Where the list goes on after a page. */
  const after = (found: ListStep<Position>, fresh: number): Position | undefined => {
    stopped = found.stopped ?? stopped;
    const { next, then } = found;
    if (found.calls.length > 0 && (pages += 1) >= mostPages && (next ?? then) !== undefined) {
      stopped = 'too-many';
      return undefined;
    }
    // Another list of a server that gives the same pages whatever it is asked.
    if (found.stopped === 'nothing-new' && fresh === 0) return undefined;
    if (next === undefined || found.page === 1 || found.calls.length === 0 || fresh > 0) return next ?? then;
    stopped = 'nothing-new';
    return then;
  };
  const read = async (context: LiveContext): Promise<CallPage> => {
    const calls: CallListing[] = [];
    for (let steps = 0; position !== undefined && calls.length === 0 && steps < mostEmptySteps; steps += 1) {
      const found: ListStep<Position> = await step(position, context);
      for (const call of found.calls) {
        if (seen.has(call.contactId)) continue;
        seen.add(call.contactId);
        calls.push(call);
      }
      total = found.total ?? total;
      position = after(found, calls.length);
    }
    return {
      calls,
      more: position !== undefined,
      ...(total === undefined ? {} : { total }),
      ...(stopped === undefined ? {} : { incomplete: pagesStopped(stopped, operation) }),
    };
  };
  return {
    next: (context) => {
      const reading = last.then(() => read(context));
      last = reading.catch(() => undefined);
      return reading;
    },
  };
}

/** The list of a time of which a provider keeps nothing. */
export const emptyPager: CallPager = { next: () => Promise.resolve({ calls: [], more: false }) };

/** The calls that an answer of a list holds, newest first. An answer without rows must not be given. */
export function listingsOf(
  response: FetchedResponse,
  options: ReadingOptions = {},
  hintOf: (call: Omit<CallListing, 'hint'>) => CallHint = () => ({}),
): readonly CallListing[] {
  const { traces } = readResponses([response], options);
  return traces
    .map(({ contactId, summary, zone }) => {
      const { startedAt } = summary;
      const start = startedAt === undefined ? {} : { startedAt };
      return { contactId, summary, zone, hint: { ...start, ...hintOf({ contactId, summary, zone }) } };
    })
    .sort((a, b) => (b.summary.startedAt ?? 0) - (a.summary.startedAt ?? 0));
}

/** A stretch of time, epoch ms. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What a range means now. `zone` says where the day begins. */
export function windowOf(range: TimeRange, now: number, zone: Zone): TimeWindow {
  switch (range.kind) {
    case 'last':
      return { from: now - range.minutes * 60_000, to: now };
    case 'today':
      return { from: Date.parse(`${partsIn(now, zone).date}T00:00:00${zone}`), to: now };
    case 'between':
      return { from: Math.min(range.from, range.to), to: Math.max(range.from, range.to) };
  }
}

/** A window in parts that are at most `longest` ms long, the newest first; each begins where the one before it ends. */
export function partsOf({ from, to }: TimeWindow, longest: number): readonly TimeWindow[] {
  const parts: TimeWindow[] = [];
  for (let end = to; end > from; end -= longest) parts.push({ from: Math.max(from, end - longest), to: end });
  return parts.length === 0 ? [{ from, to }] : parts;
}
