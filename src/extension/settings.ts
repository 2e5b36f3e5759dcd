import * as vscode from 'vscode';
import { defaultReadLimits, type ReadLimits } from '../trace/source/response.ts';

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

function within(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(most, Math.max(least, Math.round(value)))
    : undefined;
}
