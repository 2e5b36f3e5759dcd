import * as vscode from 'vscode';
import type { Texts } from '../texts.ts';
import { fileName, traceAddress, traceSuffix } from '../traces/address.ts';
import { contentOf, nameOf } from '../traces/content.ts';
import type { TraceLibrary } from '../traces/library.ts';
import { patiently } from '../traces/patience.ts';
import { showMessage } from '../window/messages.ts';

/** "Save Trace As…": the whole document, with everything that the provider sent. */
export async function saveTrace(uri: vscode.Uri, library: TraceLibrary, texts: Texts): Promise<void> {
  const render = await texts.render();
  const content = await patiently({ key: 'extension.progress.reading-call' }, texts, (context) =>
    contentOf(uri, library, context),
  );
  const address = traceAddress(uri);
  const name = address === undefined ? nameOf(uri) : fileName(address.contactId);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    title: render({ key: 'extension.save.title' }),
    // Dialogs know extensions without a dot in them only; they would add a longer one to the name again.
    filters: { [render({ key: 'extension.save.filter' })]: ['json'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (chosen === undefined) return;
  const target = chosen.path.toLowerCase().endsWith(traceSuffix)
    ? chosen
    : chosen.with({ path: `${chosen.path.replace(/\.json$/i, '')}${traceSuffix}` });
  await vscode.workspace.fs.writeFile(
    target,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );
  await vscode.commands.executeCommand('vscode.open', target);
  void showMessage('information', render({ key: 'extension.save.saved', args: { name: nameOf(target) } }));
}
