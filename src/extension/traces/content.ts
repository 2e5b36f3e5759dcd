import type * as vscode from 'vscode';
import type { FetchContext } from '../calls/source.ts';
import { openText } from '../files/open-text.ts';
import { readContent } from '../files/read.ts';
import type { UnsavedTexts } from '../files/unsaved.ts';
import { traceScheme } from './address.ts';
import type { StoredTrace, TraceLibrary } from './library.ts';

/** Where the content of a trace document may be. */
export interface ContentTools {
  readonly library: TraceLibrary;
  readonly unsaved: UnsavedTexts;
}

/** What a trace document says now: the text of an editor that has it open, saved or not; otherwise its bytes. */
export async function contentOf(
  uri: vscode.Uri,
  { library, unsaved }: ContentTools,
  context: FetchContext,
): Promise<Uint8Array | string> {
  const open = openText(uri)?.getText();
  const kept = unsaved.textOf(uri);
  // VS Code empties the text that it hands over to a viewer.
  if (kept !== undefined) return open === undefined || open === '' ? kept : open;
  if (open !== undefined) return open;
  if (uri.scheme === traceScheme) return (await library.read(uri, context)).bytes;
  return readContent(uri);
}

/** The same, with the trace behind it where the document is that of a call that is no file. */
export async function storedContentOf(
  uri: vscode.Uri,
  tools: ContentTools,
  context: FetchContext,
): Promise<StoredContent> {
  if (uri.scheme !== traceScheme) return { content: await contentOf(uri, tools, context) };
  const stored = await tools.library.read(uri, context);
  // Nobody can type into it, and an editor of it may still show what it was before.
  return { content: stored.bytes, stored };
}

export interface StoredContent {
  readonly content: Uint8Array | string;
  readonly stored?: StoredTrace;
}
