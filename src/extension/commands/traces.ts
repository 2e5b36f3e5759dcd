import * as vscode from 'vscode';
import type { RawResponse } from '../../trace/source/response.ts';
import { notify } from '../notify.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import { fileName, traceAddress, traceScheme, traceSuffix, type TraceAddress } from '../traces/address.ts';
import { contentOf, nameOf } from '../traces/content.ts';
import { inspectedFiles } from '../traces/inspected.ts';
import type { TraceLibrary } from '../traces/library.ts';
import { patiently } from '../traces/patience.ts';
import { rawAddresses, rawUri } from '../traces/raw.ts';
import type { CallStore } from '../traces/store/store.ts';
import { askModally } from '../window/messages.ts';
import { showQuickPick } from '../window/quick-input.ts';

/** "Open Raw Response…": what the provider answered, byte for byte. */
export async function openRaw(uri: vscode.Uri, library: TraceLibrary, texts: Texts): Promise<void> {
  const files = inspectedFiles(uri);
  const address = traceAddress(uri);
  const render = await texts.render();
  const uris =
    files.length > 0
      ? files
      : address === undefined
        ? []
        : await patiently({ key: 'extension.progress.reading-call' }, texts, async (context) =>
            rawUris(address, (await library.read(uri, context)).responses),
          );
  if (uris.length === 0) {
    await notify({ key: 'traces.raw.none' }, texts);
    return;
  }
  const [only] = uris;
  const chosen =
    uris.length === 1
      ? only
      : (
          await showQuickPick(
            uris.map((one) => ({ label: nameOf(one), uri: one })),
            { title: render({ key: 'traces.raw.which' }) },
          )
        )?.uri;
  if (chosen !== undefined) await vscode.commands.executeCommand('vscode.openWith', chosen, 'default');
}

const rawUris = (address: TraceAddress, responses: readonly RawResponse[]): readonly vscode.Uri[] =>
  rawAddresses(address, responses).map(rawUri);

/** "Refresh Call": asks the provider again; what was shown stays until the answer is there, and when there is none. */
export async function refreshTraces(
  uris: readonly vscode.Uri[],
  library: TraceLibrary,
  texts: Texts,
): Promise<void> {
  const calls = uris.filter((uri) => uri.scheme === traceScheme);
  if (calls.length === 0) {
    await notify({ key: 'traces.refresh.none' }, texts);
    return;
  }
  await patiently({ key: 'traces.progress.refreshing' }, texts, (context) =>
    Promise.all(calls.map((uri) => library.refresh(uri, context))),
  );
}

/** "Save Masked Copy…": the document with everything about people masked, in the raw responses too. */
export async function saveMaskedCopy(
  uri: vscode.Uri,
  library: TraceLibrary,
  reader: TraceReader,
  texts: Texts,
): Promise<void> {
  const render = await texts.render();
  const masked = await patiently({ key: 'extension.progress.reading-call' }, texts, async (context) => {
    const content = await contentOf(uri, library, context);
    return reader.masked({ name: nameOf(uri), content }, context.signal);
  });
  const address = traceAddress(uri);
  const base = address === undefined ? nameOf(uri) : fileName(address.contactId);
  const name = `${base.slice(0, -traceSuffix.length)}.masked${traceSuffix}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    title: render({ key: 'traces.mask.title' }),
    filters: { [render({ key: 'extension.save.filter' })]: ['json'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (chosen === undefined) return;
  const target = chosen.path.toLowerCase().endsWith(traceSuffix)
    ? chosen
    : chosen.with({ path: `${chosen.path.replace(/\.json$/i, '')}${traceSuffix}` });
  await vscode.workspace.fs.writeFile(target, masked);
  await vscode.commands.executeCommand('vscode.open', target);
  await notify({ key: 'traces.mask.saved', args: { name: nameOf(target) } }, texts);
}

/** "Mask Phone Numbers": in every viewer, until it is switched again. Texts of documents stay as they are. */
export async function toggleMasking(texts: Texts): Promise<void> {
  const settings = vscode.workspace.getConfiguration('callTraceInspector');
  const masked = settings.get<boolean>('viewer.masked') === true;
  await settings.update('viewer.masked', !masked, vscode.ConfigurationTarget.Global);
  await notify({ key: masked ? 'traces.mask.off' : 'traces.mask.on' }, texts);
}

/** "Clear Stored Traces": asks, then removes what is kept on disk. */
export async function clearStoredTraces(store: CallStore, texts: Texts): Promise<void> {
  const render = await texts.render();
  const clear = render({ key: 'traces.clear' });
  const answer = await askModally('warning', render({ key: 'traces.clear-question' }), {
    detail: render({ key: 'traces.clear-detail' }),
    answers: [clear],
  });
  if (answer !== clear) return;
  await notify({ key: 'traces.cleared', args: { count: await store.clear() } }, texts);
}
