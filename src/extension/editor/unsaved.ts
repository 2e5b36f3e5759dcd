import * as vscode from 'vscode';
import { exists } from '../files/type-at.ts';
import { openText } from '../files/open-text.ts';
import type { UnsavedTexts } from '../files/unsaved.ts';
import { writeFile } from '../files/write.ts';
import { contentOf, type ContentTools } from '../traces/content.ts';
import type { TraceDocument } from './document.ts';

/*
 * VS Code hands the text of an untitled document over to a custom editor that is opened for it, and empties and closes the
 * text editor. From then on the viewer has the only copy: it is kept, saved and backed up here, and given back when the
 * text is opened as text again.
 */

/** Keeps what VS Code hands over when a viewer is opened for a text that was never saved, or what was backed up of it. */
export async function takeUnsaved(
  uri: vscode.Uri,
  { untitledDocumentData, backupId }: vscode.CustomDocumentOpenContext,
  unsaved: UnsavedTexts,
): Promise<void> {
  if (uri.scheme !== 'untitled') return;
  const bytes =
    backupId === undefined
      ? untitledDocumentData
      : await vscode.workspace.fs.readFile(vscode.Uri.parse(backupId, true));
  if (bytes !== undefined && bytes.length > 0) unsaved.keep(uri, new TextDecoder().decode(bytes));
}

/**
 * "Reopen Editor With…" opens a viewer for the file that a text would be saved to, and leaves the text without an editor:
 * then the viewer of the text comes up in its place.
 */
export async function openUnsavedInstead(uri: vscode.Uri, viewType: string): Promise<void> {
  const text = vscode.workspace.textDocuments.find(
    ({ isUntitled, isDirty, uri: { path } }) => isUntitled && isDirty && path === uri.path,
  );
  if (text === undefined || uri.scheme === 'untitled' || (await exists(uri))) return;
  await vscode.commands.executeCommand('vscode.openWith', text.uri, viewType);
  const left = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString());
  await vscode.window.tabGroups.close(left);
}

/** A viewer of it is gone without the text having been saved or given up: its text editor comes up again. */
export async function returnUnsaved(uri: vscode.Uri, unsaved: UnsavedTexts): Promise<void> {
  if (unsaved.textOf(uri) === undefined) return;
  await unsaved.handToText(uri);
  unsaved.release(uri);
}

/** Follows the text editors of texts that a viewer has: an empty one gets the text, a changed one is what is kept. */
export function followUnsaved(unsaved: UnsavedTexts, report: (error: unknown) => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (unsaved.textOf(uri) !== undefined) unsaved.handToText(uri).catch(report);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const text = document.getText();
      // It is also emptied when VS Code hands it over.
      if (text !== '' && unsaved.textOf(document.uri) !== undefined) unsaved.keep(document.uri, text);
    }),
  );
}

type Saving = Pick<
  vscode.CustomEditorProvider<TraceDocument>,
  | 'onDidChangeCustomDocument'
  | 'saveCustomDocument'
  | 'saveCustomDocumentAs'
  | 'revertCustomDocument'
  | 'backupCustomDocument'
>;

/** Saving in a viewer: a text that was never saved is its own; of a file, what its text editor has changed. */
export function savingOf(tools: ContentTools): Saving {
  const { unsaved } = tools;
  const contentBytes = async ({ uri }: TraceDocument, token: vscode.CancellationToken) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const content = await contentOf(uri, tools, { signal: controller.signal, onProgress: () => undefined });
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  // A viewer changes nothing itself: VS Code counts it as changed when it hands a text over.
  const changed = new vscode.EventEmitter<vscode.CustomDocumentContentChangeEvent<TraceDocument>>();
  return {
    onDidChangeCustomDocument: changed.event,
    saveCustomDocument: async ({ uri }) => {
      const text = openText(uri);
      if (text?.isDirty === true) await text.save();
    },
    saveCustomDocumentAs: async (document, destination, token) => {
      await writeFile(destination, await contentBytes(document, token), true);
      unsaved.release(document.uri);
    },
    revertCustomDocument: ({ uri }) => {
      unsaved.release(uri);
      return Promise.resolve();
    },
    backupCustomDocument: async (document, { destination }, token) => {
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(destination, '..'));
      await vscode.workspace.fs.writeFile(destination, await contentBytes(document, token));
      return {
        id: destination.toString(),
        delete: () => void vscode.workspace.fs.delete(destination).then(undefined, () => undefined),
      };
    },
  };
}
