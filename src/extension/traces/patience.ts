import type * as vscode from 'vscode';
import type { FetchContext } from '../calls/source.ts';
import type { Texts } from '../texts.ts';
import type { Message } from '../../trace/message.ts';
import { withProgress } from '../window/progress.ts';

/** Waiting shorter than this is not shown, ms. */
const unnoticed = 500;

/**
 * Does something that may take long: after half a second a notification shows its progress and a way to cancel it.
 * `token`: also cancelled by this one.
 */
export async function patiently<T>(
  title: Message,
  texts: Texts,
  work: (context: FetchContext) => Promise<T>,
  token?: vscode.CancellationToken,
): Promise<T> {
  const controller = new AbortController();
  const render = await texts.render();
  token?.onCancellationRequested(() => controller.abort());
  let show: ((line: string) => void) | undefined;
  let line: string | undefined;
  const working = work({
    signal: controller.signal,
    onProgress: (message) => {
      line = render(message);
      show?.(line);
    },
  });
  const settled = working.then(
    () => true,
    () => true,
  );
  let timer: NodeJS.Timeout | undefined;
  const quick = await Promise.race([
    settled,
    new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), unnoticed);
    }),
  ]);
  clearTimeout(timer);
  if (quick) return working;
  await withProgress(render(title), async (progress) => {
    progress.token.onCancellationRequested(() => controller.abort());
    show = (message) => progress.report(message);
    if (line !== undefined) show(line);
    await settled;
  });
  return working;
}
