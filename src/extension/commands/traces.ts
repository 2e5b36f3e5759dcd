import * as vscode from 'vscode';
import type { RawResponse } from '../../trace/source/response.ts';
import { notify } from '../notify.ts';
import type { Texts } from '../texts.ts';
import { traceAddress, traceScheme, type TraceAddress } from '../traces/address.ts';
import { nameOf } from '../files/open-text.ts';
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
