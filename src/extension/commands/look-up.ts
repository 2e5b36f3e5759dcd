import * as vscode from 'vscode';
import { enteredContactIds } from '../../providers/contact-id.ts';
import type { CallBook } from '../calls/book.ts';
import { isSourceNode } from '../calls/tree.ts';
import type { CallSource } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import type { Log } from '../log.ts';
import { ask, fitting, withoutDoubles, type Answer, type Found } from '../look-up/ask.ts';
import { askDay } from '../look-up/day.ts';
import { askForEntry, refusalOf, type Entry } from '../look-up/entry.ts';
import { selectedIn } from '../look-up/editor-selection.ts';
import { clipboardOffered } from '../look-up/settings.ts';
import { sayAlso, sayElsewhere, sayMissing } from '../look-up/missing.ts';
import type { Texts } from '../texts.ts';
import { traceUri, type TraceLibrary } from '../traces/library.ts';
import { patiently } from '../traces/patience.ts';

export interface LookUpTools {
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly library: TraceLibrary;
  readonly book?: CallBook | undefined;
  readonly texts: Texts;
  readonly log: Log;
}

/**
 * "Look Up Contact ID…": asks the connections that the IDs can belong to, or the one whose row it was called on, side
 * by side, and opens what they find.
 * @param argument contact IDs as text or as a list, the row of a connection, or nothing: then they are asked for
 */
export async function lookUp(argument: unknown, tools: LookUpTools): Promise<void> {
  const known = withoutDoubles(await tools.sources());
  const sources = isSourceNode(argument) ? [argument.source] : known;
  const entry = givenIn(argument) ?? (await enter(sources, isSourceNode(argument), tools));
  if (entry?.kind === 'call') {
    await open(traceUri(entry.call), true);
    return;
  }
  if (entry === undefined) return;
  const only = isSourceNode(argument);
  await lookUpIn(entry.contactIds, (contactId) => (only ? sources : fitting(contactId, sources)), tools);
}

/**
 * Asks each source for the IDs that it may know. Each has its own progress, and can be cancelled by itself. What is found
 * first opens at once, however long others take; what else they say comes after.
 */
export async function lookUpIn(
  contactIds: readonly string[],
  sourcesOf: (contactId: string) => readonly CallSource[],
  tools: LookUpTools,
): Promise<void> {
  const wanted = new Map<CallSource, readonly string[]>();
  for (const contactId of contactIds) {
    for (const source of sourcesOf(contactId)) {
      wanted.set(source, [...(wanted.get(source) ?? []), contactId]);
    }
  }
  const single = contactIds.length === 1;
  const opened = new Set<string>();
  const also: Found[] = [];
  const take = async (answer: Answer): Promise<void> => {
    if (!isFound(answer)) return;
    if (opened.has(answer.contactId)) {
      also.push(answer);
      return;
    }
    opened.add(answer.contactId);
    await show(answer, single, tools);
  };
  const asked = await Promise.all([...wanted].map(([source, ids]) => askFor(ids, source, tools, take)));
  const answers = asked.flat();
  const missing = new Map<string, readonly Answer[]>();
  const ofFound: Answer[] = [];
  for (const contactId of contactIds) {
    const said = answers.filter((answer) => answer.contactId === contactId);
    const all = opened.has(contactId) ? said : await onTheDay(said, tools, take);
    if (opened.has(contactId)) ofFound.push(...all);
    else missing.set(contactId, all);
  }
  void sayAlso(also, (found) => show(found, single, tools), tools);
  void sayElsewhere(ofFound, missing, tools, (failed) => {
    const ids = ofFound.flatMap(({ kind, contactId }) => (kind === 'failed' ? [contactId] : []));
    return lookUpIn([...new Set(ids)], () => failed, tools);
  });
  if (missing.size > 0) {
    await sayMissing(missing, contactIds.length, tools, {
      again: (ids) => lookUpIn(ids, sourcesOf, tools),
      all: async (ids) => {
        const sources = withoutDoubles(await tools.sources());
        await lookUpIn(ids, () => sources, tools);
      },
    });
  }
}

const isFound = (answer: Answer): answer is Found => answer.kind === 'found';

async function askFor(
  contactIds: readonly string[],
  source: CallSource,
  { library, texts }: LookUpTools,
  take: (answer: Answer) => Promise<void>,
): Promise<readonly Answer[]> {
  const title = { key: 'look-up.progress', args: { name: source.name, count: contactIds.length } };
  return patiently(title, texts, async (context) =>
    Promise.all(
      contactIds.map(async (contactId) => {
        const answer = await ask(source, contactId, library, context);
        await take(answer);
        return answer;
      }),
    ),
  );
}

/** Asks the person for the day of the call, once, where sources need it, and those sources again. */
async function onTheDay(
  answers: readonly Answer[],
  tools: LookUpTools,
  take: (answer: Answer) => Promise<void>,
): Promise<readonly Answer[]> {
  const { book } = tools;
  const waiting = answers.filter(({ kind }) => kind === 'day-needed');
  const [first] = waiting;
  if (first === undefined || book === undefined) return answers;
  const { contactId } = first;
  const names = waiting.map(({ source }) => source.name).join(', ');
  const logDate = await askDay(contactId, names, tools.texts);
  if (logDate === undefined) return answers;
  const again = waiting.map(async ({ source }) => {
    book.listed(source, [
      {
        contactId,
        zone: 'Z',
        summary: { direction: 'unknown', outcome: 'unknown', agents: [], queues: [] },
        hint: { logDate },
      },
    ]);
    return askFor([contactId], source, tools, take);
  });
  return [...answers.filter(({ kind }) => kind !== 'day-needed'), ...(await Promise.all(again)).flat()];
}

/** Opens a call and keeps it in the history. */
async function show(found: Found, single: boolean, tools: LookUpTools): Promise<void> {
  const { contactId, summary, zone } = found.stored.trace;
  const { provider, instance } = found.source;
  await open(found.uri, single);
  const key = { provider, instance, contactId };
  const hint = {
    ...tools.book?.hintFor(key),
    ...(summary.startedAt === undefined ? {} : { startedAt: summary.startedAt }),
  };
  await tools.book?.lookedUp({ ...key, summary, zone, hint });
}

async function open(uri: vscode.Uri, preview: boolean): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri, {
    preview,
  } satisfies vscode.TextDocumentShowOptions);
}

/** @throws SentenceError where the text holds no contact ID, or too many */
function givenIn(argument: unknown): Entry | undefined {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const words = list.filter((word) => typeof word === 'string');
  if (words.length === 0) return undefined;
  const entered = enteredContactIds(words.join('\n'));
  switch (entered.kind) {
    case 'ids':
      return entered;
    case 'empty':
      return undefined;
    case 'none':
    case 'too-many':
      throw new SentenceError(refusalOf(entered), 'look-up-again');
  }
}

async function enter(
  sources: readonly CallSource[],
  single: boolean,
  { texts, book }: LookUpTools,
): Promise<Entry | undefined> {
  const editor = vscode.window.activeTextEditor;
  return askForEntry(
    {
      selected: editor === undefined ? '' : selectedIn(editor),
      clipboard: clipboardOffered() ? clipboardText() : Promise.resolve(''),
      // A call of another connection is not what is looked for in this one.
      book: single ? undefined : book,
      sources,
    },
    await texts.render(),
  );
}

/** The clipboard may be refused to a page; then nothing is offered. */
async function clipboardText(): Promise<string> {
  try {
    return await vscode.env.clipboard.readText();
  } catch {
    return '';
  }
}
