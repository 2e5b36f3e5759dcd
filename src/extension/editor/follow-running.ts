/** A call that may still be going on, in an open viewer. */
export interface RunningCall {
  readonly key: string;
  readonly visible: () => boolean;
  /** Whether it still is, as far as is known. */
  readonly running: () => boolean;
  /** Rejects when the provider could not be asked. The signal is that it is no longer followed. */
  readonly refresh: (signal: AbortSignal) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

export interface Follower {
  /** Does nothing where the call is followed already. */
  readonly add: (call: RunningCall) => void;
  /** Gives up a refresh that is on its way too. */
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
  const followed = new Map<string, { timer?: NodeJS.Timeout; readonly controller: AbortController }>();
  const stop = (key: string) => {
    const one = followed.get(key);
    clearTimeout(one?.timer);
    one?.controller.abort();
    followed.delete(key);
  };
  const follow = (call: RunningCall) => {
    const controller = new AbortController();
    const own: { timer?: NodeJS.Timeout; readonly controller: AbortController } = { controller };
    const next = (waitMs: number) => {
      own.timer = setTimeout(() => void step(waitMs), waitMs);
    };
    const step = async (waitedMs: number) => {
      if (!call.running()) {
        stop(call.key);
        return;
      }
      if (!call.visible()) {
        next(firstMs);
        return;
      }
      try {
        await call.refresh(controller.signal);
        if (!controller.signal.aborted) next(Math.min(longestMs, waitedMs * growth));
      } catch (error) {
        if (controller.signal.aborted) return;
        call.failed(error);
        next(longestMs);
      }
    };
    followed.set(call.key, own);
    next(firstMs);
  };
  return {
    add: (call) => {
      if (!followed.has(call.key)) follow(call);
    },
    remove: stop,
    dispose: () => {
      for (const key of [...followed.keys()]) stop(key);
    },
  };
}
