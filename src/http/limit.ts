/** Runs a task as soon as fewer than the limit's number run. */
export type Limit = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * A queue that runs at most `most` tasks at once, in the order they came. A task whose signal is aborted while it
 * waits is started at once, so that it ends in its own way.
 */
export function createLimit(most: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];

  const turn = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      const start = () => {
        running += 1;
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        start();
      };
      if (running < most || signal?.aborted === true) {
        start();
        return;
      }
      waiting.push(start);
      signal?.addEventListener('abort', leave, { once: true });
    });

  return async (task, signal) => {
    await turn(signal);
    try {
      return await task();
    } finally {
      running -= 1;
      if (running < most) waiting.shift()?.();
    }
  };
}
