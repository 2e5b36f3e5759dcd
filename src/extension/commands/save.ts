import * as vscode from 'vscode';
import { askTarget } from '../files/ask-target.ts';
import { writeFile } from '../files/write.ts';
import { notify } from '../notify.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import { fileName, traceAddress, traceSuffix } from '../traces/address.ts';
import { nameOf } from '../files/open-text.ts';
import { contentOf, type ContentTools } from '../traces/content.ts';
import { patiently } from '../traces/patience.ts';

interface SaveTools extends ContentTools {
  readonly texts: Texts;
}

/** "Save Trace As…": the whole document, with everything that the provider sent. */
export async function saveTrace(uri: vscode.Uri, tools: SaveTools): Promise<void> {
  const { texts } = tools;
  const content = await patiently({ key: 'extension.progress.reading-call' }, texts, (context) =>
    contentOf(uri, tools, context),
  );
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await save(bytes, baseOf(uri), { title: 'extension.save.title', saved: 'extension.save.saved' }, texts);
}

/** "Save Masked Copy…": the document with everything about people masked, in the raw responses too. */
export async function saveMaskedCopy(
  uri: vscode.Uri,
  tools: SaveTools & { readonly reader: TraceReader },
): Promise<void> {
  const { reader, texts } = tools;
  const masked = await patiently({ key: 'extension.progress.reading-call' }, texts, async (context) => {
    const content = await contentOf(uri, tools, context);
    return reader.masked({ name: nameOf(uri), content }, context.signal);
  });
  const keys = { title: 'traces.mask.title', saved: 'traces.mask.saved' };
  await save(masked, `${baseOf(uri)}.masked`, keys, texts);
}

/** @param keys of what stands over the dialog, and of what is said in the end */
async function save(
  bytes: Uint8Array,
  base: string,
  keys: { readonly title: string; readonly saved: string },
  texts: Texts,
): Promise<void> {
  const render = await texts.render();
  const target = await askTarget(
    {
      title: render({ key: keys.title }),
      kind: render({ key: 'extension.save.filter' }),
      ending: traceSuffix,
      name: `${base}${traceSuffix}`,
    },
    texts,
  );
  if (target === undefined) return;
  await writeFile(target.uri, bytes, target.replace);
  await vscode.commands.executeCommand('vscode.open', target.uri);
  await notify({ key: keys.saved, args: { name: nameOf(target.uri) } }, texts);
}

/** The name of a document without its ending. */
function baseOf(uri: vscode.Uri): string {
  const address = traceAddress(uri);
  return (address === undefined ? nameOf(uri) : fileName(address.contactId)).slice(0, -traceSuffix.length);
}
