import * as vscode from 'vscode';
import { maskNumbers } from './mask-numbers.ts';

/** What the extension does, for a person who looks for a reason. Numbers of people are masked in every line. */
export interface Log {
  readonly dispose: () => void;
  readonly info: (line: string) => void;
  readonly error: (line: string) => void;
  readonly show: () => void;
}

/** The channel is made with the first line. */
export function createLog(): Log {
  let channel: vscode.LogOutputChannel | undefined;
  const open = () => (channel ??= vscode.window.createOutputChannel('Call Trace Inspector', { log: true }));
  return {
    info: (line) => open().info(maskNumbers(line)),
    error: (line) => open().error(maskNumbers(line)),
    show: () => open().show(),
    dispose: () => channel?.dispose(),
  };
}
