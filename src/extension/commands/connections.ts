import * as vscode from 'vscode';
import { isSourceNode } from '../calls/tree.ts';
import { connectionForms } from '../connections/fields.ts';
import { askForm } from '../connections/form.ts';
import type { ConnectionEntry } from '../connections/record.ts';
import type { ConnectionStore } from '../connections/store.ts';
import { notify } from '../notify.ts';
import type { Texts } from '../texts.ts';

/** "Add Connection…": which provider, then its values one by one. */
export async function addConnection(store: ConnectionStore, texts: Texts): Promise<void> {
  const render = await texts.render();
  const items = connectionForms.map((form) => ({ label: render(form.title), form }));
  const chosen =
    items.length > 1
      ? await vscode.window.showQuickPick(items, { title: render({ key: 'extension.connection.provider' }) })
      : items[0];
  if (chosen === undefined) return;
  const values = await askForm(chosen.form, {}, render);
  if (values === undefined) return;
  const { name } = await store.save(values['name'] ?? '', chosen.form.record(values));
  await notify({ key: 'extension.connection.added', args: { name } }, texts);
}

/** "Edit Connection…": the same questions, with the stored answers. */
export async function editConnection(argument: unknown, store: ConnectionStore, texts: Texts): Promise<void> {
  const entry = await choose(argument, store, texts);
  const form = connectionForms.find(({ provider }) => provider === entry?.provider);
  if (entry === undefined || form === undefined) return;
  const record = await store.record(entry.id);
  const known = record === undefined ? { instanceId: entry.instance } : form.values(record);
  const values = await askForm(form, { ...known, name: entry.name }, await texts.render());
  if (values === undefined) return;
  const { name } = await store.save(values['name'] ?? '', form.record(values), entry.id);
  await notify({ key: 'extension.connection.changed', args: { name } }, texts);
}

/** "Remove Connection…": asks, then removes it with its secrets. */
export async function removeConnection(
  argument: unknown,
  store: ConnectionStore,
  texts: Texts,
): Promise<void> {
  const entry = await choose(argument, store, texts);
  if (entry === undefined) return;
  const render = await texts.render();
  const remove = render({ key: 'extension.connection.remove' });
  const answer = await vscode.window.showWarningMessage(
    render({ key: 'extension.connection.remove-question', args: { name: entry.name } }),
    { modal: true, detail: render({ key: 'extension.connection.remove-detail' }) },
    remove,
  );
  if (answer === remove) await store.remove(entry.id);
}

async function choose(
  argument: unknown,
  store: ConnectionStore,
  texts: Texts,
): Promise<ConnectionEntry | undefined> {
  const entries = await store.list();
  if (isSourceNode(argument)) return entries.find(({ id }) => id === argument.source.id);
  const render = await texts.render();
  if (entries.length === 0) {
    await notify({ key: 'extension.connection.none' }, texts);
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    entries.map((entry) => ({
      label: entry.name,
      description: `${render({ key: `extension.provider.${entry.provider}` })} · ${entry.instance}`,
      entry,
    })),
    { title: render({ key: 'extension.connection.which' }) },
  );
  return chosen?.entry;
}
