import type { ReadingThread } from './thread.ts';

/** Where readers get their thread from, and leave it. */
export interface Threads {
  readonly take: () => Promise<ReadingThread>;
  /** Nobody asks it any more. */
  readonly leave: (thread: ReadingThread) => void;
}

/** How long a thread that nobody needs is kept, ms. */
const keptMs = 300_000;

/**
 * Keeps one thread that was left for the next large document, for some minutes: it need not be started, and its code has run
 * before. One that still works, broke down or was ended is not taken again.
 */
export function createThreads(start: () => Promise<ReadingThread>): Threads {
  let spare: { readonly thread: ReadingThread; readonly timer: NodeJS.Timeout } | undefined;
  const takeSpare = () => {
    clearTimeout(spare?.timer);
    const thread = spare?.thread;
    spare = undefined;
    if (thread?.idle() === true) return thread;
    thread?.end();
    return undefined;
  };
  return {
    take: async () => takeSpare() ?? start(),
    leave: (thread) => {
      if (!thread.idle()) {
        thread.end();
        return;
      }
      takeSpare()?.end();
      // What it has read is let go at once.
      void thread.ask('forget', undefined).catch(() => undefined);
      const timer = setTimeout(() => takeSpare()?.end(), keptMs);
      timer.unref();
      spare = { thread, timer };
    },
  };
}
