import { CallTraceError } from '../http/errors.ts';
import { serverTime } from '../http/retry.ts';
import type { HttpReply } from '../http/types.ts';
import type { FetchedResponse } from './live.ts';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallTraceError };

/** The outcome of a request as a value; only errors that are no CallTraceError, which are mistakes of ours, are thrown. */
export async function attempt<T>(request: Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await request };
  } catch (thrown) {
    if (thrown instanceof CallTraceError) return { ok: false, error: thrown };
    throw thrown;
  }
}

/** How far fetching is; `total` grows while pages and flows are discovered. */
export interface FetchProgress {
  /** The operation whose request was started or has ended. */
  readonly operation: string;
  readonly done: number;
  readonly total: number;
}

/** Runs one request and tells how far the whole is. */
export type Track = <T>(operation: string, request: () => Promise<T>) => Promise<T>;

/** A `Track` that counts what it runs. */
export function createTracker(onProgress: ((progress: FetchProgress) => void) | undefined): Track {
  let done = 0;
  let total = 0;
  return async (operation, request) => {
    total += 1;
    onProgress?.({ operation, done, total });
    try {
      return await request();
    } finally {
      done += 1;
      onProgress?.({ operation, done, total });
    }
  };
}

/** The provider's own time of a reply. */
export function servedAt({ headers }: HttpReply): Pick<FetchedResponse, 'servedAt'> {
  const at = serverTime(headers);
  return at === undefined ? {} : { servedAt: at };
}
