/** When a window has settled after it was opened, ms; and how often in a window that stays open. */
const firstMs = 30_000;
const everyMs = 3_600_000;

/** Removes from time to time what is too old, also in windows in which no call is opened. @returns what ends that */
export function pruneNowAndThen(
  prune: () => Promise<void>,
  report: (error: unknown) => void,
): { readonly dispose: () => void } {
  let timer: NodeJS.Timeout;
  const next = (waitMs: number) => {
    timer = setTimeout(() => {
      next(everyMs);
      prune().catch(report);
    }, waitMs);
    // A timer must not keep the extension host alive.
    timer.unref();
  };
  next(firstMs);
  return { dispose: () => clearTimeout(timer) };
}
