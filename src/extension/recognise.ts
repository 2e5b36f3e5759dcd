import * as vscode from 'vscode';
import { isTrace } from './commands/target.ts';
import type { Log } from './log.ts';

/** The paths of open texts that hold an answer: the editor's title offers to inspect those. */
const contextKey = 'callTraceInspector.answers';

/** Texts of these kinds are looked at when an editor shows them. */
const languages: ReadonlySet<string> = new Set(['json', 'jsonc', 'jsonl', 'xml', 'log', 'Log', 'plaintext']);

/** How long somebody must not have typed before a text is looked at again, ms. */
const pauseMs = 600;

/** Longer than any text that is looked at, so that none is copied in vain. */
const longest = 1024 * 1024;

/** Looks at each version of a text that an editor shows once, and tells the menus which hold an answer. */
export function recogniseAnswers(log: Log): vscode.Disposable {
  const known = new Map<string, { readonly version: number; readonly holds: boolean }>();
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async () => {
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document).filter(mayHold);
    for (const document of documents) {
      const key = document.uri.toString();
      if (known.get(key)?.version === document.version) continue;
      const { holdsAnswer } = await import('../providers/holds-answer.ts');
      if (document.isClosed) continue;
      const { version } = document;
      known.set(key, { version, holds: lengthOf(document) <= longest && holdsAnswer(document.getText()) });
    }
    // Paths, because of a remote machine the menus know the files by another scheme than extensions do.
    const answers = [...known]
      .filter(([, { holds }]) => holds)
      .map(([key]) => vscode.Uri.parse(key, true).path);
    if (answers.join('\n') === told) return;
    told = answers.join('\n');
    await vscode.commands.executeCommand('setContext', contextKey, answers);
  };
  const lookSoon = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look().catch((error: unknown) => log.error(`Recognising an open file: ${String(error)}`));
    }, wait);
  };
  lookSoon(0);
  return vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(() => lookSoon(0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (mayHold(document)) lookSoon(pauseMs);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (known.delete(document.uri.toString())) lookSoon(0);
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

const mayHold = (document: vscode.TextDocument) =>
  languages.has(document.languageId) &&
  document.uri.scheme !== 'output' &&
  document.uri.scheme !== 'calltrace' &&
  !isTrace(document.uri);

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
