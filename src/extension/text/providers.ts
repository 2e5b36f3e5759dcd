import * as vscode from 'vscode';
import type { OutlineEntry, OutlineKind } from '../../trace/text/outline.ts';
import type { Meaning } from '../../trace/text/meaning-types.ts';
import { traceViewType } from '../editor/editor.ts';
import { showText } from '../editor/text-editor.ts';
import { placeOf } from '../../trace/problem.ts';
import { openText } from '../files/open-text.ts';
import { plainText } from '../window/plain-text.ts';
import { hoverCommands, hoverText } from './hover-text.ts';
import { createTellers } from './tellers.ts';
import type { TextTools } from './register.ts';

export interface TextProviders {
  readonly hover: (
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ) => Promise<vscode.Hover | undefined>;
  readonly symbols: (
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ) => Promise<vscode.DocumentSymbol[] | undefined>;
  /** Goes to an offset of a document: in its text, or to its step or event in the viewer. */
  readonly goTo: (uri: unknown, offset: unknown, where: 'text' | 'viewer') => Promise<void>;
  readonly dispose: () => void;
}

export function createTextProviders({ texts, log, reader, editors }: TextTools): TextProviders {
  const tellers = createTellers(reader, log);
  /** What fails while a text is told about is logged; an editor that asks in passing is answered with nothing. */
  const quietly = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      log.error(`Telling about a text failed: ${String(error)}`);
      return undefined;
    }
  };
  return {
    hover: (document, position, token) =>
      quietly(async () => {
        const teller = await tellers.of(document, token);
        const meaning = await teller?.meaningAt(document.offsetAt(position));
        if (meaning === undefined || token.isCancellationRequested) return undefined;
        const render = await texts.render();
        return hoverOf(document, meaning, render({ key: 'hover.show-in-viewer' }));
      }),
    symbols: (document, token) =>
      quietly(async () => {
        const teller = await tellers.of(document, token);
        const entries = await teller?.outline();
        if (token.isCancellationRequested) return undefined;
        return entries?.map((entry) => symbolOf(document, entry));
      }),
    goTo: async (given, offset, where) => {
      if (typeof given !== 'string' || typeof offset !== 'number') return;
      const uri = vscode.Uri.parse(given, true);
      if (where === 'viewer') {
        await vscode.commands.executeCommand('vscode.openWith', uri, traceViewType, vscode.ViewColumn.Beside);
        await editors.selectAt(uri, offset);
        return;
      }
      const text = openText(uri)?.getText();
      await showText(uri, text === undefined ? undefined : placeOf(text, offset));
    },
    dispose: () => tellers.dispose(),
  };
}

function hoverOf(document: vscode.TextDocument, meaning: Meaning, inViewer: string): vscode.Hover {
  const words = new vscode.MarkdownString(hoverText(meaning, document.uri.toString(), inViewer));
  words.isTrusted = { enabledCommands: hoverCommands };
  return new vscode.Hover(words, rangeOf(document, meaning));
}

function symbolOf(document: vscode.TextDocument, entry: OutlineEntry): vscode.DocumentSymbol {
  const range = rangeOf(document, entry);
  const symbol = new vscode.DocumentSymbol(
    entry.name.trim() === '' ? '–' : plainText(entry.name),
    plainText(entry.detail),
    kinds[entry.kind],
    range,
    new vscode.Range(range.start, range.start),
  );
  symbol.children = entry.children.map((child) => symbolOf(document, child));
  return symbol;
}

const kinds: Readonly<Record<OutlineKind, vscode.SymbolKind>> = {
  summary: vscode.SymbolKind.Object,
  flow: vscode.SymbolKind.Module,
  'sub-flow': vscode.SymbolKind.Namespace,
  step: vscode.SymbolKind.Method,
  group: vscode.SymbolKind.Array,
  lane: vscode.SymbolKind.Namespace,
  event: vscode.SymbolKind.Event,
  design: vscode.SymbolKind.Class,
  gap: vscode.SymbolKind.Null,
  source: vscode.SymbolKind.File,
  more: vscode.SymbolKind.Null,
};

function rangeOf(
  document: vscode.TextDocument,
  { from, end }: { readonly from: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(end));
}
