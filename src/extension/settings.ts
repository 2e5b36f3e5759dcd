import * as vscode from 'vscode';
import { defaultReadLimits, type ReadLimits } from '../trace/source/response.ts';
import type { StoreLimits } from './traces/store/store.ts';

/** The limits of reading. Only the user's own settings count: a workspace cannot lift them. */
export function readLimits(): ReadLimits {
  const settings = vscode.workspace.getConfiguration('callTraceInspector.reading');
  const megabytes = within(settings.get('maximumSize'), 1, 512);
  const levels = within(settings.get('maximumDepth'), 8, 512);
  return {
    maxBytes: megabytes === undefined ? defaultReadLimits.maxBytes : megabytes * 1024 * 1024,
    maxDepth: levels ?? defaultReadLimits.maxDepth,
  };
}

/** What is kept of fetched calls. Only the user's own settings count. */
export function storeLimits(): StoreLimits {
  const settings = vscode.workspace.getConfiguration('callTraceInspector.storedTraces');
  const hours = within(settings.get('maximumAge'), 1, 24 * 90) ?? 24;
  const megabytes = within(settings.get('maximumSize'), 1, 10_000) ?? 200;
  return {
    enabled: settings.get('enabled') !== false,
    maxAgeMs: hours * 3_600_000,
    maxBytes: megabytes * 1024 * 1024,
  };
}

/** Whether viewers mask what is about people. */
export function viewsMasked(): boolean {
  return vscode.workspace.getConfiguration('callTraceInspector').get<boolean>('viewer.masked') === true;
}

/** The setting behind it. */
export const maskedSetting = 'callTraceInspector.viewer.masked';

function within(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(most, Math.max(least, Math.round(value)))
    : undefined;
}
