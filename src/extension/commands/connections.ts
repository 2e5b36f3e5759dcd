import { CallTraceError } from '../../http/errors.ts';
import { acceptCertificate } from '../connections/certificate.ts';
import { editDraft, passingEnvironment, remainsOf } from '../connections/edit.ts';
import type { AskedConnection } from '../connections/ask-connection.ts';
import { valuesOf } from '../connections/form-record.ts';
import { connectionForms } from '../connections/forms.ts';
import { liveProviderOf } from '../connections/live-provider.ts';
import type { ConnectionEntry } from '../connections/record.ts';
import type { ConnectionStore } from '../connections/store.ts';
import type { Log } from '../log.ts';
import { explain, SentenceError } from '../explain.ts';
import { notify, notifyFailure } from '../notify.ts';
import type { Texts } from '../texts.ts';
import { patiently } from '../traces/patience.ts';
import { askModally } from '../window/messages.ts';
import { showInputBox, showQuickPick } from '../window/quick-input.ts';

type Place = Pick<ConnectionEntry, 'provider' | 'instance'>;

export interface ConnectionTools {
  readonly store: ConnectionStore;
  readonly texts: Texts;
  readonly log: Log;
  /** Shows a connection that is new, with its calls. */
  readonly shown?: ((id: string) => Promise<void>) | undefined;
  /** What else is kept of the calls of a connection, to be removed with it when that is asked for. */
  readonly forget?:
    | {
        readonly traces?: ((of: Place) => unknown) | undefined;
        readonly calls?: ((of: Place) => unknown) | undefined;
      }
    | undefined;
}

/**
 * "Add Connection…": which provider, its values one by one, a test, then it is stored.
 * @param argument the provider, where it is known
 */
export async function addConnection(argument: unknown, tools: ConnectionTools): Promise<void> {
  const provider = connectionForms.map((form) => form.provider).find((one) => one === argument);
  const asked = await editDraft({ key: 'connection.title.add' }, undefined, tools, provider);
  if (asked === undefined) return;
  await shown(await keep(asked, undefined, 'extension.connection.added', tools), tools);
}

/** "Edit Connection…": all values, each of which can be changed. Whether it was changed. */
export async function editConnection(argument: unknown, tools: ConnectionTools): Promise<boolean> {
  const { store } = tools;
  const entry = await choose(argument, tools);
  if (entry === undefined) return false;
  const record = await store.record(entry.id);
  const start =
    record === undefined
      ? remainsOf(entry)
      : {
          provider: record.provider,
          values: { ...valuesOf(record), name: entry.name, inLookUps: entry.inLookUps ? 'yes' : 'no' },
        };
  const title = { key: 'connection.title.edit', args: { name: entry.name } };
  const asked = await editDraft(title, start, tools);
  if (asked === undefined) return false;
  return (await keep(asked, entry.id, 'extension.connection.changed', tools)) !== undefined;
}

/** "Enter Secret Again…": asks for what the host did not keep. */
export const reenterConnection = editConnection;

/** "Duplicate Connection…": the same values, to be changed before the copy is stored. */
export async function duplicateConnection(argument: unknown, tools: ConnectionTools): Promise<void> {
  const { store } = tools;
  const entry = await choose(argument, tools);
  const record = entry && (await store.record(entry.id));
  if (entry === undefined) return;
  if (record === undefined) throw lost(entry);
  const taken = new Set((await store.list()).map(({ name }) => name));
  let number = 2;
  while (taken.has(`${entry.name} (${number})`)) number += 1;
  const asked = await editDraft(
    { key: 'connection.title.duplicate', args: { name: entry.name } },
    { provider: record.provider, values: { ...valuesOf(record), name: `${entry.name} (${number})` } },
    tools,
  );
  if (asked === undefined) return;
  await shown(await keep(asked, undefined, 'extension.connection.added', tools), tools);
}

async function shown(entry: ConnectionEntry | undefined, tools: ConnectionTools): Promise<void> {
  if (entry !== undefined) await tools.shown?.(entry.id);
}

/**
 * Stores what was asked for. Where the secret storage refuses it is said and can be tried again: nobody types a
 * connection twice. Undefined: given up.
 */
async function keep(
  asked: AskedConnection,
  id: string | undefined,
  said: string,
  { store, texts, log }: ConnectionTools,
): Promise<ConnectionEntry | undefined> {
  for (;;) {
    try {
      const entry = await store.save(asked, id);
      await notify({ key: said, args: { name: entry.name } }, texts);
      return entry;
    } catch (error) {
      const render = await texts.render();
      const { text } = explain(error, render);
      log.error(text);
      const again = render({ key: 'error.action.retry' });
      if ((await askModally('error', text, { answers: [again] })) !== again) return undefined;
    }
  }
}

/** "Test Connection": asks the provider something and says what it answered. */
export async function testConnection(argument: unknown, tools: ConnectionTools): Promise<void> {
  const { store, texts, log } = tools;
  const entry = await choose(argument, tools);
  if (entry === undefined) return;
  const render = await texts.render();
  const again = { source: entry };
  try {
    const record = await store.record(entry.id);
    if (record === undefined) throw lost(entry);
    const title = { key: 'connection.test.progress', args: { name: entry.name } };
    const { text } = await patiently(title, texts, async (context) =>
      (await liveProviderOf(record, passingEnvironment(tools))).test(context),
    );
    await notify({ key: 'connection.test.ok', args: { name: entry.name, answer: render(text) } }, texts);
  } catch (error) {
    await notifyFailure(error, texts, log, {
      retry: () => testConnection(again, tools),
      editConnection: () => editConnection(again, tools),
    });
  }
}

/** "Rename Connection…". */
export async function renameConnection(argument: unknown, tools: ConnectionTools): Promise<void> {
  const { store, texts } = tools;
  const entry = await choose(argument, tools);
  if (entry === undefined) return;
  const [{ plainName }, render] = await Promise.all([import('../connections/steps.ts'), texts.render()]);
  const name = await showInputBox({
    title: render({ key: 'connection.title.rename', args: { name: entry.name } }),
    prompt: render({ key: 'extension.connection.name' }),
    value: entry.name,
    validateInput: (value) => {
      const refusal = plainName(value.trim());
      return refusal === undefined ? undefined : render(refusal);
    },
  });
  if (name !== undefined && name.trim() !== entry.name) await store.rename(entry.id, name.trim());
}

/** "Remove Connection…": asks, then removes it with its secrets, and what else is kept of its calls when asked to. */
export async function removeConnection(argument: unknown, tools: ConnectionTools): Promise<void> {
  const { store, texts, forget } = tools;
  const entry = await choose(argument, tools);
  if (entry === undefined) return;
  const render = await texts.render();
  const remove = render({ key: 'extension.connection.remove' });
  const withCalls = render({ key: 'connection.remove.with-calls' });
  // Calls of the same instance may have been fetched by another connection.
  const shared = (await store.list()).some(
    ({ id, provider, instance }) =>
      id !== entry.id && provider === entry.provider && instance === entry.instance,
  );
  const answer = await askModally(
    'warning',
    render({ key: 'extension.connection.remove-question', args: { name: entry.name } }),
    {
      detail: render({ key: shared ? 'connection.remove.detail-shared' : 'connection.remove.detail' }),
      answers: [remove, ...(shared ? [] : [withCalls])],
    },
  );
  if (answer !== remove && answer !== withCalls) return;
  await store.remove(entry.id);
  if (answer !== withCalls) return;
  try {
    await forget?.calls?.(entry);
    await forget?.traces?.(entry);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SentenceError({ key: 'connection.remove.calls-left', args: { name: entry.name, reason } });
  }
}

/** Shows the certificate of a connection's server and, when it is accepted, keeps it. Whether it was. */
export async function acceptConnectionCertificate(
  argument: unknown,
  tools: ConnectionTools,
): Promise<boolean> {
  const { store, texts } = tools;
  const entry = await choose(argument, tools);
  const record = entry && (await store.record(entry.id));
  if (entry === undefined) return false;
  if (record === undefined) throw lost(entry);
  const pem = await acceptCertificate(record.endpoint, texts);
  if (pem === undefined) return false;
  const { certificatesIn } = await import('../../http/certificate.ts');
  const [{ sha256 }] = certificatesIn(pem);
  await store.save(
    {
      name: entry.name,
      record: { ...record, trust: { kind: 'pin', sha256, pem } },
      inLookUps: entry.inLookUps,
    },
    entry.id,
  );
  return true;
}

function lost({ name }: ConnectionEntry): CallTraceError {
  return new CallTraceError({
    kind: 'credentials',
    text: { key: 'extension.connection.secret-lost', args: { name } },
    action: 'edit-connection',
    retries: 0,
  });
}

/** The connection that an id or a row of the view means; asked for where neither was given. */
async function choose(
  argument: unknown,
  { store, texts }: ConnectionTools,
): Promise<ConnectionEntry | undefined> {
  const entries = await store.list();
  const id = idOf(argument);
  if (id !== undefined) return entries.find((entry) => entry.id === id);
  const render = await texts.render();
  if (entries.length === 0) {
    await notify({ key: 'extension.connection.none' }, texts);
    return undefined;
  }
  const chosen = await showQuickPick(
    entries.map((entry) => ({
      label: entry.name,
      description: `${render({ key: `extension.provider.${entry.provider}` })} · ${entry.instanceName}`,
      entry,
    })),
    { title: render({ key: 'extension.connection.which' }) },
  );
  return chosen?.entry;
}

function idOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('source' in argument)) return undefined;
  const { source } = argument;
  if (typeof source !== 'object' || source === null || !('id' in source)) return undefined;
  return typeof source.id === 'string' ? source.id : undefined;
}
