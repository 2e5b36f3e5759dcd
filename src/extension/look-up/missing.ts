import * as vscode from 'vscode';
import { providersOf } from '../../providers/contact-id.ts';
import type { CallSource } from '../calls/source.ts';
import { explain } from '../explain.ts';
import type { Log } from '../log.ts';
import type { Texts } from '../texts.ts';
import { titleOf } from '../../trace/title.ts';
import { wrap } from '../connections/wrap.ts';
import { withoutDoubles, type Answer, type Found } from './ask.ts';
import { reportElsewhere, reportMissing, type Failure, type Report } from './report.ts';
import { showMessage, type MessageKind } from '../window/messages.ts';
import { showQuickPick } from '../window/quick-input.ts';

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
  const isShort = report.text.length <= longestMessage;
  const details: Choice = {
    key: 'look-up.action.details',
    run: async () => {
      const rows = report.details.flatMap(({ name, text }) =>
        wrap(text).map((line, index) =>
          index === 0 ? { label: name, detail: line } : { label: '', detail: line },
        ),
      );
      await showQuickPick(rows, { title: report.headline });
    },
  };
  await offer(
    report.failures.length > 0 ? 'error' : 'warning',
    isShort ? report.text : report.headline,
    isShort ? choices : [details, ...choices],
    tools.texts,
  );
}

/** What is longer stands in a list, behind a button, characters. */
const longestMessage = 200;

/** Connections that could not be asked, with what was said of it: it is said again when it changes, not each time. */
const told = new Map<string, string>();

/**
 * Says who else knows calls that were opened from another connection.
 * @param show opens one of them
 */
export async function sayAlso(
  found: readonly Found[],
  show: (found: Found) => Promise<void>,
  { texts }: MissingTools,
): Promise<void> {
  const [first, ...more] = found;
  if (first === undefined) return;
  const render = await texts.render();
  const { contactId, source } = first;
  const rows = found.map((one) => ({
    label: one.source.name,
    description: titleOf(one.stored.trace.summary, one.stored.trace.zone, render),
    detail: one.contactId,
    one,
  }));
  const choose = async () => {
    const chosen = await showQuickPick(rows, { title: render({ key: 'look-up.also.which' }) });
    return chosen?.one;
  };
  const message =
    more.length === 0
      ? { key: 'look-up.also', args: { name: source.name, contactId } }
      : { key: 'look-up.also.several', args: { count: found.length } };
  const open = async () => {
    const chosen = more.length === 0 ? first : await choose();
    if (chosen !== undefined) await show(chosen);
  };
  await offer('information', render(message), [{ key: 'look-up.action.open', run: open }], texts);
}

/**
 * Says in one line which connections could not be asked for calls that others know.
 * @param missing what is said of the calls that nobody knows: their failures are not said twice
 * @param again asks these sources once more
 */
export async function sayElsewhere(
  answers: readonly Answer[],
  missing: ReadonlyMap<string, readonly Answer[]>,
  { texts, log }: MissingTools,
  again: (sources: readonly CallSource[]) => Promise<void>,
): Promise<void> {
  const said = [...missing.values()].flat().filter((answer) => answer.kind === 'failed');
  const render = await texts.render();
  for (const { kind, source } of answers) if (kind === 'found' || kind === 'unknown') told.delete(source.id);
  const failed = answers.filter((answer) => answer.kind === 'failed');
  for (const { error, source } of failed) log.error(`${source.name}: ${explain(error, render).text}`);
  const report = reportElsewhere(
    failed.filter(({ error, source }) => told.get(source.id) !== explain(error, render).text),
    said,
    render,
  );
  if (report === undefined) return;
  const { failures, text } = report;
  for (const { error, source } of failures) told.set(source.id, explain(error, render).text);
  const choices = await waysOut(failures, texts, () => again(failures.map(({ source }) => source)));
  await offer('warning', text, [...choices, { key: 'error.action.show-log', run: () => log.show() }], texts);
}

async function offer(
  kind: MessageKind,
  text: string,
  choices: readonly Choice[],
  texts: Texts,
): Promise<void> {
  const render = await texts.render();
  const items = choices.map(({ key, run }) => ({ title: render({ key }), run }));
  const chosen = await showMessage(kind, text, items);
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
  if (failures.length > 0) choices.push(...(await waysOut(failures, texts, () => again(contactIds))));
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
}

/** What can be done about connections that could not be asked. */
async function waysOut(
  failures: readonly Failure[],
  texts: Texts,
  again: () => unknown,
): Promise<readonly Choice[]> {
  const render = await texts.render();
  const explained = failures.map(({ source, error }) => ({ source, ...explain(error, render) }));
  const untrusted = explained.filter(({ action }) => action === 'accept-certificate');
  const mendable = explained.filter(({ action }) => action === 'edit-connection');
  const page = explained.find((failure) => failure.page !== undefined)?.page;
  const choices: Choice[] = [{ key: 'error.action.retry', run: again }];
  if (untrusted.length > 0)
    choices.push(ofConnection('accept-certificate', 'acceptCertificate', untrusted, texts));
  if (mendable.length + untrusted.length > 0) {
    choices.push(ofConnection('edit-connection', 'editConnection', [...mendable, ...untrusted], texts));
  }
  if (page !== undefined) {
    choices.push({
      key: 'error.action.open-error-page',
      run: () => vscode.env.openExternal(vscode.Uri.parse(page, true)),
    });
  }
  return choices;
}

function ofConnection(
  action: string,
  command: string,
  failed: readonly { readonly source: CallSource }[],
  texts: Texts,
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

async function whichOf(sources: readonly CallSource[], texts: Texts): Promise<CallSource | undefined> {
  if (sources.length < 2) return sources[0];
  const render = await texts.render();
  const chosen = await showQuickPick(
    sources.map((source) => ({ label: source.name, description: source.description, source })),
    { title: render({ key: 'look-up.which' }) },
  );
  return chosen?.source;
}
