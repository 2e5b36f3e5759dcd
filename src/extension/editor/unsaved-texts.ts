import * as vscode from 'vscode';
import { openText } from '../files/open-text.ts';
import { handToText, keepUnsaved, releaseUnsaved, unsavedText } from '../files/unsaved.ts';
import { writeFile } from '../files/write.ts';
import { contentOf } from '../traces/content.ts';
import type { TraceLibrary } from '../traces/library.ts';
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
): Promise<void> {
  if (uri.scheme !== 'untitled') return;
  const bytes =
    backupId === undefined
      ? untitledDocumentData
      : await vscode.workspace.fs.readFile(vscode.Uri.parse(backupId, true));
  if (bytes !== undefined && bytes.length > 0) keepUnsaved(uri, new TextDecoder().decode(bytes));
}

/** A viewer of it is gone without the text having been saved or given up: its text editor comes up again. */
export async function returnUnsaved(uri: vscode.Uri): Promise<void> {
  if (unsavedText(uri) === undefined) return;
  await handToText(uri);
  releaseUnsaved(uri);
}

/** Follows the text editors of texts that a viewer has: an empty one gets the text, a changed one is what is kept. */
export function followUnsaved(report: (error: unknown) => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (unsavedText(uri) !== undefined) handToText(uri).catch(report);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const text = document.getText();
      // It is also emptied when VS Code hands it over.
      if (text !== '' && unsavedText(document.uri) !== undefined) keepUnsaved(document.uri, text);
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
export function savingOf(library: TraceLibrary): Saving {
  const contentBytes = async ({ uri }: TraceDocument) => {
    const controller = new AbortController();
    const content = await contentOf(uri, library, { signal: controller.signal, onProgress: () => undefined });
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
    saveCustomDocumentAs: async (document, destination) => {
      await writeFile(destination, await contentBytes(document), true);
      releaseUnsaved(document.uri);
    },
    revertCustomDocument: ({ uri }) => {
      releaseUnsaved(uri);
      return Promise.resolve();
    },
    backupCustomDocument: async (document, { destination }) => {
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(destination, '..'));
      await vscode.workspace.fs.writeFile(destination, await contentBytes(document));
      return {
        id: destination.toString(),
        delete: () => void vscode.workspace.fs.delete(destination).then(undefined, () => undefined),
      };
    },
  };
}
