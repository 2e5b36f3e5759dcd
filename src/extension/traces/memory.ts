import type { FetchContext } from '../calls/source.ts';
import type { RoomContext } from './library.ts';
import { shareFetch, type SharedFetch } from './shared-fetch.ts';

/** Traces by the address of their document, made when they are asked for and kept for a while. */
export interface TraceMemory<T> {
  readonly has: (key: string) => boolean;
  /** Those that are there or on their way. */
  readonly keys: () => readonly string[];
  /** The trace that is there already or on its way, without asking for it; undefined also where it failed. */
  readonly known: (key: string) => Promise<T | undefined>;
  /**
   * Those who ask while it is on its way wait for the same one, each until its own signal: it is given up when nobody
   * waits any more.
   * @throws CallTraceError of kind `cancelled`, and what `make` throws
   */
  readonly read: (key: string, context: FetchContext) => Promise<T>;
  /**
   * Made anew, whatever is there. Of several at once the one that was begun last counts, whichever ends first.
   * @returns the one that is there now, and whether that is another than before
   */
  readonly refresh: (
    key: string,
    context: FetchContext,
  ) => Promise<{ readonly trace: T; readonly changed: boolean }>;
  /** What is there is out of date, and so is what is on its way. */
  readonly forget: (key: string) => void;
}

/** Keeps at most `most`; the one that was asked for last goes last. */
export function createMemory<T>(
  make: (key: string, context: RoomContext) => Promise<T>,
  most: number,
): TraceMemory<T> {
  const kept = new Map<string, SharedFetch<T>>();
  /** What was begun and has not ended; in the order in which it was begun. */
  const refreshing = new Set<{ readonly key: string; outdated: boolean }>();

  const keep = (key: string, trace: SharedFetch<T>) => {
    kept.delete(key);
    kept.set(key, trace);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
  };
  const dropFailed = (key: string, trace: SharedFetch<T>) => {
    if (kept.get(key) === trace) kept.delete(key);
  };
  const read = async (key: string, context: FetchContext): Promise<T> => {
    const known = kept.get(key);
    const trace =
      known === undefined || known.abandoned()
        ? shareFetch<T>((shared) => make(key, { ...shared, fresh: false }))
        : known;
    keep(key, trace);
    try {
      return await trace.wait(context);
    } catch (error) {
      // One who gave up takes it from nobody else.
      if (!context.signal.aborted || trace.abandoned()) dropFailed(key, trace);
      throw error;
    }
  };
  return {
    has: (key) => kept.has(key),
    keys: () => [...new Set([...kept.keys(), ...[...refreshing].map(({ key }) => key)])],
    known: async (key) => {
      try {
        return await kept.get(key)?.peek();
      } catch {
        // Whoever asked for it was told.
        return undefined;
      }
    },
    read,
    refresh: async (key, context) => {
      const own = { key, outdated: false };
      refreshing.add(own);
      try {
        const trace = await make(key, { ...context, fresh: true });
        if (own.outdated) {
          const newer = kept.get(key);
          return { trace: newer === undefined ? trace : await newer.wait(context), changed: false };
        }
        for (const other of refreshing) {
          if (other === own) break;
          if (other.key === key) other.outdated = true;
        }
        keep(
          key,
          shareFetch(() => Promise.resolve(trace)),
        );
        return { trace, changed: true };
      } finally {
        refreshing.delete(own);
      }
    },
    forget: (key) => {
      kept.delete(key);
      for (const other of refreshing) if (other.key === key) other.outdated = true;
    },
  };
}
