import * as vscode from 'vscode';
import type { Reading } from '../../providers/read.ts';
import { titleOf } from '../../trace/title.ts';
import { callRow } from '../calls/row.ts';
import { traceViewType } from '../editor/editor.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import { inspectedUri, responsesOf } from '../traces/inspected.ts';
import { patiently } from '../traces/patience.ts';
import { activeUri, isTrace } from './target.ts';
import { showMessage } from '../window/messages.ts';
import { showQuickPick } from '../window/quick-input.ts';

/** Endings of files that are inspected without asking which; the menus name the same. */
const inspectedEndings = ['json', 'jsonl', 'ndjson', 'xml', 'txt', 'log', 'har', 'gz'];
const inspectable = new RegExp(`\\.(${inspectedEndings.join('|')})$`, 'i');

/** "Inspect File as Call Trace": the files that a menu passes, the active editor, or files that are chosen. */
export async function inspect(
  argument: unknown,
  all: unknown,
  reader: TraceReader,
  texts: Texts,
): Promise<void> {
  const files = await filesToInspect(argument, all, texts);
  if (files.length === 0) return;
  const [file] = files;
  if (files.length === 1 && file !== undefined && isTrace(file)) {
    // Of a text that was never saved, "open" would mean the file that is not there yet.
    if (file.scheme === 'untitled')
      await vscode.commands.executeCommand('vscode.openWith', file, traceViewType);
    else await vscode.commands.executeCommand('vscode.open', file);
    return;
  }
  const reading = await patiently({ key: 'extension.progress.reading-files' }, texts, async ({ signal }) =>
    reader.responses(await responsesOf(files), signal),
  );
  void tellProblems(reading, files, texts);
  const trace = reading.traces.length > 1 ? await pick(reading.traces, texts) : reading.traces[0];
  if (trace === undefined) return;
  await vscode.commands.executeCommand('vscode.open', inspectedUri(trace.contactId, files));
}

async function filesToInspect(argument: unknown, all: unknown, texts: Texts): Promise<readonly vscode.Uri[]> {
  const given = (Array.isArray(all) && all.length > 0 ? all : [argument]).filter(
    (one: unknown) => one instanceof vscode.Uri,
  );
  if (given.length > 0) return given;
  const active = activeUri();
  if (active !== undefined && (active.scheme === 'untitled' || inspectable.test(active.path))) {
    return [active];
  }
  const render = await texts.render();
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: render({ key: 'extension.inspect.choose' }),
    openLabel: render({ key: 'extension.inspect.open' }),
    filters: {
      [render({ key: 'extension.inspect.responses' })]: inspectedEndings,
      [render({ key: 'extension.inspect.all' })]: ['*'],
    },
  });
  return chosen ?? [];
}

async function pick(traces: Reading['traces'], texts: Texts): Promise<Reading['traces'][number] | undefined> {
  const render = await texts.render();
  const items = traces.map((trace) => {
    const row = callRow(trace, render, false);
    return {
      label: titleOf(trace.summary, trace.zone, render),
      description: row.ending,
      detail: trace.contactId,
      iconPath: new vscode.ThemeIcon(row.icon.id),
      trace,
    };
  });
  const chosen = await showQuickPick(items, {
    title: render({ key: 'extension.inspect.pick', args: { count: traces.length } }),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.trace;
}

/** Whether a file has a name; that of a part has the line behind it. */
const isCalled = ({ path }: vscode.Uri, name: string) =>
  [name, name.replace(/:\d+$/, '')].some((one) => path === one || path.endsWith(`/${one}`));

/** Names the files that could not be read; throws the sentence where that is all there is to say. */
async function tellProblems(
  { traces, problems }: Reading,
  files: readonly vscode.Uri[],
  texts: Texts,
): Promise<void> {
  const [first] = problems;
  if (first === undefined) return;
  const render = await texts.render();
  const kind = traces.length === 0 ? 'error' : 'warning';
  if (problems.length === 1) {
    const { line, column } = first.problem;
    const file = files.find((one) => isCalled(one, first.name));
    const sentence = render(first.problem.message);
    if (file === undefined || line === undefined) {
      void showMessage(kind, sentence);
      return;
    }
    const chosen = await showMessage(kind, sentence, [
      { title: render({ key: 'extension.inspect.show-place' }) },
    ]);
    if (chosen === undefined) return;
    const at = new vscode.Position(line - 1, (column ?? 1) - 1);
    await vscode.window.showTextDocument(file, { selection: new vscode.Range(at, at) });
    return;
  }
  const summary = render({
    key: 'extension.inspect.problems',
    args: { failed: problems.length, files: files.length },
  });
  const chosen = await showMessage(kind, summary, [
    { title: render({ key: 'extension.inspect.show-problems' }) },
  ]);
  if (chosen === undefined) return;
  await showQuickPick(
    problems.map(({ name, problem }) => ({ label: name, detail: render(problem.message) })),
    { title: summary },
  );
}
