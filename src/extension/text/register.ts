import * as vscode from 'vscode';
import type { TraceEditors } from '../editor/editor.ts';
import { lazily } from '../lazily.ts';
import type { Log } from '../log.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import type { TextProviders } from './providers.ts';

export interface TextTools {
  readonly texts: Texts;
  readonly log: Log;
  readonly reader: TraceReader;
  readonly editors: TraceEditors;
}

/** The JSON text of traces, of files, of calls and of what has not been saved yet. */
export const traceTexts: vscode.DocumentSelector = ['file', 'untitled', 'calltrace', 'vscode-remote'].map(
  (scheme) => ({ scheme, pattern: '**/*.calltrace.json' }),
);

/** Hovers and the outline of traces as text; what they do is loaded when one is first wanted. */
export function registerTraceTexts(tools: TextTools): vscode.Disposable {
  let loaded: TextProviders | undefined;
  const providers = lazily(async () => {
    const { createTextProviders } = await import('./providers.ts');
    loaded = createTextProviders(tools);
    return loaded;
  });
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(traceTexts, {
      provideHover: async (document, position, token) => (await providers()).hover(document, position, token),
    }),
    vscode.languages.registerDocumentSymbolProvider(
      traceTexts,
      {
        provideDocumentSymbols: async (document, token) => (await providers()).symbols(document, token),
      },
      { label: 'Call Trace' },
    ),
    // Where the links of hovers lead.
    vscode.commands.registerCommand('callTraceInspector.goToPlace', async (uri: unknown, offset: unknown) =>
      (await providers()).goTo(uri, offset, 'text'),
    ),
    vscode.commands.registerCommand('callTraceInspector.showPlace', async (uri: unknown, offset: unknown) =>
      (await providers()).goTo(uri, offset, 'viewer'),
    ),
    new vscode.Disposable(() => loaded?.dispose()),
  );
}
