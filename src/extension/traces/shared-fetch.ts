import { cancelled } from '../../http/errors.ts';
import type { FetchContext } from '../calls/source.ts';

/** Work that several may wait for, and that stops when nobody does any more. */
export interface SharedFetch<T> {
  /**
   * Waits for the result. A waiter whose signal is aborted is told so at once and takes no other with it.
   * @throws CallTraceError of kind `cancelled` for the waiter's own signal, and what the work throws
   */
  readonly wait: (context: FetchContext) => Promise<T>;
  /** The result, for one who does not count as waiting. */
  readonly peek: () => Promise<T>;
  /** Whether everybody who waited has given up before it was there. */
  readonly abandoned: () => boolean;
}

/** Starts work with a signal of its own; progress is told to everyone who waits. */
export function shareFetch<T>(work: (context: FetchContext) => Promise<T>): SharedFetch<T> {
  const controller = new AbortController();
  const waiters = new Set<FetchContext>();
  let settled = false;
  const result = work({
    signal: controller.signal,
    onProgress: (message) => {
      for (const { onProgress } of waiters) onProgress(message);
    },
  }).finally(() => {
    settled = true;
  });
  // Whoever waits is told; when nobody does there is nobody to tell.
  result.catch(() => undefined);

  const leave = (waiter: FetchContext) => {
    waiters.delete(waiter);
    if (waiters.size === 0 && !settled) controller.abort();
  };
  return {
    peek: () => result,
    abandoned: () => controller.signal.aborted,
    wait: ({ signal, onProgress }) => {
      // One context may wait twice.
      const waiter: FetchContext = { signal, onProgress };
      waiters.add(waiter);
      return new Promise<T>((resolve, reject) => {
        const giveUp = () => {
          leave(waiter);
          reject(cancelled());
        };
        if (signal.aborted) {
          giveUp();
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        const done = () => {
          signal.removeEventListener('abort', giveUp);
          leave(waiter);
        };
        result.then(
          (value) => {
            done();
            resolve(value);
          },
          (error: unknown) => {
            done();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      });
    },
  };
}
