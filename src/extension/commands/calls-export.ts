import * as vscode from 'vscode';
import type { CallKey } from '../calls/book.ts';
import { freeName } from '../calls/free-name.ts';
import { explain } from '../explain.ts';
import { writeFile } from '../files/write.ts';
import { fileName } from '../traces/address.ts';
import { traceUri } from '../traces/library.ts';
import { callsFor } from './calls-target.ts';
import type { CallsTools } from './calls.ts';
import { showMessage } from '../window/messages.ts';
import { withProgress } from '../window/progress.ts';
import { showQuickPick } from '../window/quick-input.ts';

/**
 * "Save Selected Traces…": each call as a complete document in a folder. Existing files stay; a file is there whole or
 * not at all. What could not be saved is named at the end.
 */
export async function exportCalls(argument: unknown, all: unknown, tools: CallsTools): Promise<void> {
  const keys = callsFor(argument, all, tools).map(({ key }) => key);
  if (keys.length === 0) return;
  const render = await tools.texts.render();
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    title: render({ key: 'calls.export.title', args: { count: keys.length } }),
    openLabel: render({ key: 'calls.export.choose' }),
  });
  const folder = chosen?.[0];
  if (folder === undefined) return;
  const failures: { readonly key: CallKey; readonly reason: string }[] = [];
  const { saved, cancelled } = await withProgress(
    render({ key: 'calls.export.saving', args: { count: keys.length } }),
    async ({ report, token }) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const taken = new Set(
        (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name.toLowerCase()),
      );
      let count = 0;
      for (const [index, key] of keys.entries()) {
        if (token.isCancellationRequested) break;
        report(
          render({ key: 'calls.export.one-of', args: { number: index + 1, count: keys.length } }),
          100 / keys.length,
        );
        try {
          const context = { signal: controller.signal, onProgress: () => undefined };
          const { bytes } = await tools.library.read(traceUri(key), context);
          const name = freeName(fileName(key.contactId), taken);
          await writeFile(vscode.Uri.joinPath(folder, name), bytes, false);
          taken.add(name.toLowerCase());
          count += 1;
        } catch (error) {
          const { text, cancelled: given } = explain(error, render);
          if (!given) failures.push({ key, reason: text });
        }
      }
      return { saved: count, cancelled: token.isCancellationRequested };
    },
  );
  await tell(saved, keys.length, cancelled, failures, tools);
}

async function tell(
  saved: number,
  count: number,
  cancelled: boolean,
  failures: readonly { readonly key: CallKey; readonly reason: string }[],
  { texts }: CallsTools,
): Promise<void> {
  const render = await texts.render();
  const args = { saved, count };
  if (failures.length === 0) {
    void showMessage(
      'information',
      render({ key: cancelled ? 'calls.export.cancelled' : 'calls.export.done', args }),
    );
    return;
  }
  const sentence = render({ key: 'calls.export.failed', args: { ...args, failed: failures.length } });
  const show = { title: render({ key: 'calls.export.show-failures' }) };
  if ((await showMessage('warning', sentence, [show])) !== show) return;
  await showQuickPick(
    failures.map(({ key, reason }) => ({ label: key.contactId, detail: reason })),
    { title: sentence },
  );
}
