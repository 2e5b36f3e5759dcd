import { cancelled, CallTraceError } from './errors.ts';

/** A stretch of work that can be given up for a reason. */
export interface Scope {
  readonly signal: AbortSignal;
  readonly stop: (reason: CallTraceError) => void;
}

/**
 * Does `work` in a scope that ends with `late()` after `ms`, and with its parent. When the scope was given up, its
 * reason is thrown, whatever the work threw; a parent that was aborted with something else counts as cancelled.
 */
export async function within<T>(
  parent: AbortSignal | undefined,
  ms: number,
  late: () => CallTraceError,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (reason: CallTraceError) => controller.abort(reason);
  const follow = () => stop(reasonOf(parent));
  if (parent?.aborted === true) throw reasonOf(parent);
  parent?.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => stop(late()), ms);
  try {
    return await work({ signal: controller.signal, stop });
  } catch (thrown) {
    throw controller.signal.aborted ? reasonOf(controller.signal) : thrown;
  } finally {
    clearTimeout(timer);
    parent?.removeEventListener('abort', follow);
  }
}

/** Waits `ms`, or throws the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const stop = () => {
      done();
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      done();
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function reasonOf(signal: AbortSignal | undefined): CallTraceError {
  const reason: unknown = signal?.reason;
  return reason instanceof CallTraceError ? reason : cancelled();
}
