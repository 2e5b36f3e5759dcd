import * as vscode from 'vscode';
import { CallTraceError } from '../../http/errors.ts';
import { titleOf } from '../../trace/title.ts';
import { isSourceNode } from '../calls/tree.ts';
import type { CallSource } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import type { Log } from '../log.ts';
import { notifyFailure } from '../notify.ts';
import type { Texts } from '../texts.ts';
import { traceUri, type StoredTrace, type TraceLibrary } from '../traces/library.ts';
import { patiently } from '../traces/patience.ts';

export interface LookUpTools {
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly library: TraceLibrary;
  readonly texts: Texts;
  readonly log: Log;
}

type Answer =
  | {
      readonly kind: 'found';
      readonly source: CallSource;
      readonly uri: vscode.Uri;
      readonly stored: StoredTrace;
    }
  | { readonly kind: 'not-found'; readonly source: CallSource }
  | { readonly kind: 'failed'; readonly source: CallSource; readonly error: unknown };

/**
 * "Look Up Contact ID…": asks the samples and every connection, or the one whose row it was called on, at the same
 * time. A contact ID given as text is not asked for.
 */
export async function lookUp(argument: unknown, tools: LookUpTools): Promise<void> {
  const { texts } = tools;
  const contactId = typeof argument === 'string' ? argument.trim() : await askContactId(texts);
  if (contactId === undefined || contactId === '') return;
  const sources = isSourceNode(argument) ? [argument.source] : withoutDoubles(await tools.sources());
  const answers = await patiently({ key: 'extension.progress.looking-up' }, texts, ({ signal, onProgress }) =>
    Promise.all(sources.map((source) => ask(source, contactId, tools.library, { signal, onProgress }))),
  );
  const found = answers.filter((answer) => answer.kind === 'found');
  const chosen = found.length > 1 ? await pick(found, texts) : found[0];
  if (chosen !== undefined) {
    await vscode.commands.executeCommand('vscode.open', chosen.uri);
    return;
  }
  if (found.length > 0) return;
  const failed = answers.find((answer) => answer.kind === 'failed');
  const names = sources.map(({ name }) => name).join(', ');
  const error =
    failed?.error ??
    new SentenceError({ key: 'extension.look-up.not-found', args: { contactId, names } }, 'look-up-again');
  await notifyFailure(error, texts, tools.log, {
    retry: failed === undefined ? undefined : () => lookUp(contactId, tools),
    lookUpAgain: () => lookUp(undefined, tools),
    editConnection: () =>
      vscode.commands.executeCommand(
        'callTraceInspector.editConnection',
        failed && { kind: 'source', source: failed.source },
      ),
  });
}

/** Two connections to the same instance would give the same document. */
function withoutDoubles(sources: readonly CallSource[]): readonly CallSource[] {
  const places = new Map(sources.map((source) => [`${source.provider}/${source.instance}`, source] as const));
  return [...places.values()];
}

async function ask(
  source: CallSource,
  contactId: string,
  library: TraceLibrary,
  context: Parameters<CallSource['trace']>[1],
): Promise<Answer> {
  const { provider, instance } = source;
  const uri = traceUri({ provider, instance, contactId });
  try {
    return { kind: 'found', source, uri, stored: await library.read(uri, context) };
  } catch (error) {
    const unknown =
      (error instanceof SentenceError && error.text.key === 'extension.trace.not-found') ||
      (error instanceof CallTraceError && error.text.key === 'error.not-found.call');
    return unknown ? { kind: 'not-found', source } : { kind: 'failed', source, error };
  }
}

async function askContactId(texts: Texts): Promise<string | undefined> {
  const render = await texts.render();
  const answer = await vscode.window.showInputBox({
    title: render({ key: 'extension.look-up.title' }),
    prompt: render({ key: 'extension.look-up.prompt' }),
    placeHolder: 'job-109634426711902315',
    // The ID may have to be fetched from another window.
    ignoreFocusOut: true,
    validateInput: (value) =>
      /\s/.test(value.trim()) ? render({ key: 'extension.look-up.one-only' }) : undefined,
  });
  return answer?.trim();
}

async function pick<T extends Extract<Answer, { kind: 'found' }>>(
  found: readonly T[],
  texts: Texts,
): Promise<T | undefined> {
  const render = await texts.render();
  const chosen = await vscode.window.showQuickPick(
    found.map((answer) => ({
      label: answer.source.name,
      description: titleOf(answer.stored.trace.summary, answer.stored.trace.zone, render),
      answer,
    })),
    { title: render({ key: 'extension.look-up.several' }) },
  );
  return chosen?.answer;
}
