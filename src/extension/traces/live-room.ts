import { CallTraceError } from '../../http/errors.ts';
import type { CallTrace } from '../../trace/model.ts';
import type { CallHint } from '../../providers/live.ts';
import { withMissing } from '../../providers/missing-parts.ts';
import type { CallKey } from '../calls/book.ts';
import type { CallSource, SourcePlace } from '../calls/source.ts';
import type { Log } from '../log.ts';
import type { TraceReader } from '../reader/reader.ts';
import { instanceNameIn } from './address.ts';
import type { RoomContext, RoomTrace, TraceRoom } from './library.ts';
import type { CallStore } from './store/store.ts';
import type { StoredCall } from './store/entry.ts';

export interface LiveRoomTools {
  /** Those that may know the calls of a place, the likelier first. */
  readonly sourcesFor: (place: SourcePlace) => Promise<readonly CallSource[]>;
  readonly hintFor: (key: CallKey) => CallHint;
  /** Loaded when it is first needed. */
  readonly store: () => Promise<CallStore>;
  readonly reader: TraceReader;
  readonly log: Log;
}

/** Providers write some records only a while after a call has ended, ms. */
const settledMs = 10 * 60_000;

/** Failures of the way to the provider, not of its answer: an old copy is better than none. */
const wayFailures: ReadonlySet<string> = new Set([
  'network',
  'tls',
  'proxy',
  'time-out',
  'throttled',
  'provider',
]);

/**
 * The calls of samples and connections. A call that was fetched after it had settled is taken from the store; any
 * other is asked for, and its stored copy is shown only when the provider cannot be reached.
 */
export function createLiveRoom(tools: LiveRoomTools): TraceRoom {
  const { sourcesFor, hintFor, reader, log } = tools;
  let begins = 0;
  /** By call, which fetch was stored last. */
  const stored = new Map<string, number>();
  return async ({ provider, instance, contactId, query }, context) => {
    if (query !== '') return undefined;
    const sources = await sourcesFor({ provider, instance });
    const keyOf = (source: CallSource): CallKey => ({ provider, instance: source.instance, contactId });
    const [only, ...others] = sources;
    if (only === undefined) return callOf(undefined, { provider, instance, contactId }, context);
    if (others.length === 0) return callOf(only, keyOf(only), context);
    return firstThatKnows(sources, (source) => callOf(source, keyOf(source), context), context.signal);
  };

  async function callOf(
    source: CallSource | undefined,
    key: CallKey,
    { fresh, signal, onProgress }: RoomContext,
  ): Promise<RoomTrace | undefined> {
    const { contactId } = key;
    if (source?.kind === 'samples') return source.fetch(contactId, {}, { signal, onProgress });
    const store = await tools.store();
    const kept = await store.get(key);
    const name = source?.instanceName ?? instanceNameIn(key.instance);
    const copy = kept === undefined ? undefined : await again(kept, name, reader, signal);
    if (kept !== undefined && copy !== undefined && !fresh && isSettled(copy.trace, kept))
      return noted(copy, 'traces.stored');
    if (source === undefined) return copy && noted(copy, 'traces.stored-alone');
    const keep = store.keeping(key);
    const begun = (begins += 1);
    try {
      const fetched = await source.fetch(contactId, hintFor(key), { signal, onProgress });
      if (fetched === undefined) return undefined;
      const id = JSON.stringify(key);
      // An answer that was asked for earlier and came later is the older one.
      if (begun > (stored.get(id) ?? 0)) {
        stored.set(id, begun);
        const { responses, missing = [] } = fetched;
        void keep({ fetchedAt: Date.now(), responses, missing }).catch((error: unknown) =>
          log.error(`A trace could not be stored: ${reasonOf(error)}`),
        );
      }
      return fetched;
    } catch (error) {
      const reachable = !(error instanceof CallTraceError) || !wayFailures.has(error.kind);
      if (copy === undefined || fresh || reachable) throw error;
      return { ...noted(copy, 'traces.stored-offline'), failure: error };
    }
  }
}

/**
 * Asks one source after the other: several may share a name, and of several keys of one instance some may read less.
 * @throws what the first one failed with that could not look, otherwise what the first one said
 */
async function firstThatKnows(
  sources: readonly CallSource[],
  ask: (source: CallSource) => Promise<RoomTrace | undefined>,
  signal: AbortSignal,
): Promise<RoomTrace | undefined> {
  const failures: unknown[] = [];
  for (const source of sources) {
    try {
      const found = await ask(source);
      if (found !== undefined) return found;
    } catch (error) {
      failures.push(error);
    }
    if (signal.aborted) break;
  }
  const missing = (error: unknown) => error instanceof CallTraceError && error.kind === 'not-found';
  const thrown = failures.find((error) => !missing(error)) ?? failures[0];
  if (thrown === undefined) return undefined;
  throw thrown instanceof Error ? thrown : new Error('The call was not read.', { cause: thrown });
}

/** The trace of stored answers; undefined where they can no longer be read. */
async function again(
  { key, fetchedAt, responses, missing = [] }: StoredCall,
  instanceName: string,
  reader: TraceReader,
  signal: AbortSignal,
): Promise<RoomTrace | undefined> {
  const { traces } = await reader.responses(responses, signal);
  const trace = traces.find(({ contactId }) => contactId === key.contactId);
  if (trace === undefined) return undefined;
  return {
    trace: { ...withMissing(trace, missing), instance: trace.instance ?? instanceName },
    responses,
    readAt: fetchedAt,
  };
}

/**
 * Whether nothing can come any more: everything was answered, the provider named the end of the call, and answered
 * long enough after it by its own clock. Ours may be wrong by any amount, and a start says nothing about an end.
 */
function isSettled({ summary }: CallTrace, { responses, missing = [] }: StoredCall): boolean {
  if (summary.outcome === 'in-progress' || summary.endedAt === undefined || missing.length > 0) return false;
  const { endedAt } = summary;
  return responses.every(({ servedAt }) => servedAt !== undefined && servedAt - endedAt > settledMs);
}

const noted = (copy: RoomTrace, key: string): RoomTrace => ({
  ...copy,
  notice: { key, args: { at: copy.readAt ?? 0 } },
});

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
