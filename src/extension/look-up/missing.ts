import * as vscode from 'vscode';
import { providersOf } from '../../providers/contact-id.ts';
import type { CallSource } from '../calls/source.ts';
import { explain } from '../explain.ts';
import type { Log } from '../log.ts';
import type { Texts } from '../texts.ts';
import { withoutDoubles, type Answer } from './ask.ts';
import { reportMissing, type Report } from './report.ts';

interface MissingTools {
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly texts: Texts;
  readonly log: Log;
}

/** How a look-up goes on. */
interface Ways {
  /** The same sources once more. */
  readonly again: (contactIds: readonly string[]) => Promise<void>;
  /** Every connection, whatever the form of the IDs tells. */
  readonly all: (contactIds: readonly string[]) => Promise<void>;
}

/** Says what was not found, why, and what can be done: once for all IDs of a look-up. */
export async function sayMissing(
  missing: ReadonlyMap<string, readonly Answer[]>,
  asked: number,
  tools: MissingTools,
  ways: Ways,
): Promise<void> {
  const render = await tools.texts.render();
  const report = reportMissing(missing, asked, render);
  if (report === undefined) return;
  tools.log.error(report.text);
  const choices = await choicesOf(report, missing, tools, ways);
  const buttons = choices.map(({ key, run }) => ({ title: render({ key }), run }));
  const say = report.failures.length > 0 ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
  const chosen = await say(report.text, ...buttons);
  await chosen?.run();
}

interface Choice {
  readonly key: string;
  readonly run: () => unknown;
}

async function choicesOf(
  { failures }: Report,
  missing: ReadonlyMap<string, readonly Answer[]>,
  { sources, texts, log }: MissingTools,
  { again, all }: Ways,
): Promise<readonly Choice[]> {
  const contactIds = [...missing.keys()];
  const asked = new Set([...missing.values()].flat().map(({ source }) => source.id));
  const known = withoutDoubles(await sources());
  const choices: Choice[] = [];
  if (failures.length > 0) {
    const render = await texts.render();
    const explained = failures.map(({ source, error }) => ({ source, ...explain(error, render) }));
    const untrusted = explained.filter(({ action }) => action === 'accept-certificate');
    const mendable = explained.filter(({ action }) => action === 'edit-connection');
    const page = explained.find((failure) => failure.page !== undefined)?.page;
    choices.push({ key: 'error.action.retry', run: () => again(contactIds) });
    if (untrusted.length > 0)
      choices.push(ofConnection('accept-certificate', 'acceptCertificate', untrusted));
    if (mendable.length + untrusted.length > 0) {
      choices.push(ofConnection('edit-connection', 'editConnection', [...mendable, ...untrusted]));
    }
    if (page !== undefined) {
      choices.push({
        key: 'error.action.open-error-page',
        run: () => vscode.env.openExternal(vscode.Uri.parse(page, true)),
      });
    }
  }
  if (![...asked].some((id) => known.some((source) => source.id === id && source.kind === 'connection'))) {
    const offered = providersOf(contactIds[0] ?? '');
    choices.push({
      key: 'look-up.action.add-connection',
      run: () => vscode.commands.executeCommand('callTraceInspector.addConnection', offered[0]),
    });
  }
  if (known.some(({ id, kind }) => kind === 'connection' && !asked.has(id))) {
    choices.push({ key: 'look-up.action.ask-all', run: () => all(contactIds) });
  }
  choices.push(
    failures.length > 0
      ? { key: 'error.action.show-log', run: () => log.show() }
      : {
          key: 'error.action.look-up-again',
          run: () => vscode.commands.executeCommand('callTraceInspector.lookUp'),
        },
  );
  return choices;

  function ofConnection(
    action: string,
    command: string,
    failed: readonly { readonly source: CallSource }[],
  ): Choice {
    return {
      key: `error.action.${action}`,
      run: async () => {
        const source = await whichOf(
          failed.map((failure) => failure.source),
          texts,
        );
        if (source === undefined) return;
        await vscode.commands.executeCommand(`callTraceInspector.${command}`, { kind: 'source', source });
      },
    };
  }
}

async function whichOf(sources: readonly CallSource[], texts: Texts): Promise<CallSource | undefined> {
  if (sources.length < 2) return sources[0];
  const render = await texts.render();
  const chosen = await vscode.window.showQuickPick(
    sources.map((source) => ({ label: source.name, description: source.description, source })),
    { title: render({ key: 'look-up.which' }) },
  );
  return chosen?.source;
}
