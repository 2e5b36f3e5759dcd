import type * as vscode from 'vscode';
import type { CallSource } from '../calls/source.ts';
import type { CallsTree } from '../calls/tree.ts';
import type { Texts } from '../texts.ts';
import type { TraceLibrary } from '../traces/library.ts';
import type { Register } from './register.ts';

export interface CallsTools {
  readonly tree: CallsTree;
  readonly library: TraceLibrary;
  readonly texts: Texts;
  /** The document in the active tab. */
  readonly activeUri: () => vscode.Uri | undefined;
}

/** The commands of the view "Calls"; what one does is loaded when it is first run. */
export function registerCallsCommands(register: Register, tools: CallsTools): void {
  const { tree } = tools;
  register('refreshCalls', () => tree.refresh());
  register('reloadCalls', async (argument) => {
    const { listFor } = await import('./calls-target.ts');
    await (await listFor(argument, tools))?.list.reload();
  });
  register('loadMoreCalls', async (argument) => {
    const { listFor } = await import('./calls-target.ts');
    const [only, ...others] = tree.lists.all().filter(({ list }) => list.state().more);
    // Nobody is asked which list is meant where only one goes on.
    const list = argument === undefined && others.length === 0 ? only?.list : undefined;
    await (list ?? (await listFor(argument, tools))?.list)?.loadMore();
  });
  register('loadAllCalls', async (argument) => {
    const [{ listFor }, { mostLoaded }] = await Promise.all([
      import('./calls-target.ts'),
      import('../calls/list.ts'),
    ]);
    const goesOn = (source: CallSource) => tree.lists.of(source).state().more;
    await (await listFor(argument, tools, goesOn))?.list.loadAll(mostLoaded);
  });
  register('cancelCalls', async (argument) => {
    const { sourceOf } = await import('../calls/nodes.ts');
    const source = sourceOf(argument);
    for (const one of tree.lists.all())
      if (source === undefined || one.source.id === source.id) one.list.cancel();
  });
  register('filterCalls', async (argument) => {
    const { filterCalls } = await import('./calls-filter.ts');
    await filterCalls(argument, tools);
  });
  register('clearCallFilter', async (argument) => {
    const { clearFilter } = await import('./calls-filter.ts');
    await clearFilter(argument, tools);
  });
  register('widenCalls', async (argument) => {
    const { widen } = await import('./calls-filter.ts');
    await widen(argument, tools);
  });
  register('sortCalls', async (argument) => {
    const { sortCalls } = await import('./calls-filter.ts');
    await sortCalls(argument, tools);
  });
  register('callsOfSameNumber', async (argument) => {
    const { callsOfSameNumber } = await import('./calls-filter.ts');
    await callsOfSameNumber(argument, tools);
  });
  register('findInCalls', async () => {
    const { findInCalls } = await import('./calls-find.ts');
    await findInCalls(tools);
  });
  register('clearFind', () => tree.find(''));
  register('pinCall', async (argument, all) => {
    const { pin } = await import('./calls-kept.ts');
    await pin(argument, all, tools);
  });
  register('unpinCall', async (argument, all) => {
    const { unpin } = await import('./calls-kept.ts');
    await unpin(argument, all, tools);
  });
  register('clearHistory', () => tree.book.clearHistory());
  register('copyCallSummary', async (argument, all) => {
    const { copySummaries } = await import('./calls-kept.ts');
    await copySummaries(argument, all, tools);
  });
  register('revealCall', async (argument) => {
    const { revealCall } = await import('./calls-kept.ts');
    await revealCall(argument, tools);
  });
  register('openRecording', async (argument) => {
    const { openRecording } = await import('./calls-recording.ts');
    await openRecording(argument, tools);
  });
  register('exportCalls', async (argument, all) => {
    const { exportCalls } = await import('./calls-export.ts');
    await exportCalls(argument, all, tools);
  });
}
