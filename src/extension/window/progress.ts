import * as vscode from 'vscode';
import { plainText } from './plain-text.ts';

export interface Progress {
  /** Says what is done now. @param increment percent that were done since the last one */
  readonly report: (message: string, increment?: number) => void;
  readonly token: vscode.CancellationToken;
}

/**
 * Shows in the corner of the window, for as long as the work takes, what is done, with a button that cancels it. The
 * only way to `withProgress` (the linter holds it): VS Code would make links of what texts from outside hold.
 */
export async function withProgress<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true },
    (progress, token) =>
      work({
        token,
        report: (message, increment) =>
          progress.report({
            message: plainText(message),
            ...(increment === undefined ? {} : { increment }),
          }),
      }),
  );
}

/** The bar of a view for as long as something takes; it says nothing. */
export function withViewProgress(viewId: string, done: Promise<void>): void {
  void vscode.window.withProgress({ location: { viewId } }, () => done);
}
