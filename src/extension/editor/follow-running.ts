/** A call that may still be going on, in an open viewer. */
export interface RunningCall {
  readonly key: string;
  readonly visible: () => boolean;
  /** Whether it still is, as far as is known. */
  readonly running: () => boolean;
  /** Rejects when the provider could not be asked. */
  readonly refresh: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

export interface Follower {
  readonly add: (call: RunningCall) => void;
  readonly remove: (key: string) => void;
  readonly dispose: () => void;
}

const firstMs = 5_000;
const longestMs = 60_000;
const growth = 1.5;

/**
 * Refreshes calls that are still going on until they have ended: after five seconds, then less and less often, at most
 * once a minute; not while their viewer is hidden. After a failure it waits the longest.
 */
export function followRunningCalls(): Follower {
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (key: string) => {
    clearTimeout(timers.get(key));
    timers.delete(key);
  };
  const next = (call: RunningCall, waitMs: number) => {
    stop(call.key);
    timers.set(
      call.key,
      setTimeout(() => void step(call, waitMs), waitMs),
    );
  };
  const step = async (call: RunningCall, waitedMs: number) => {
    if (!call.running()) {
      stop(call.key);
      return;
    }
    if (!call.visible()) {
      next(call, firstMs);
      return;
    }
    try {
      await call.refresh();
      if (timers.has(call.key)) next(call, Math.min(longestMs, waitedMs * growth));
    } catch (error) {
      if (!timers.has(call.key)) return;
      call.failed(error);
      next(call, longestMs);
    }
  };
  return {
    add: (call) => next(call, firstMs),
    remove: stop,
    dispose: () => {
      for (const key of [...timers.keys()]) stop(key);
    },
  };
}
