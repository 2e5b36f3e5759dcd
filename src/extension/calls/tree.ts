import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import type { Texts } from '../texts.ts';
import { traceUri } from '../traces/library.ts';
import type { CallSource, ListedCall } from './source.ts';

/** A row of the view. */
export type CallNode =
  | { readonly kind: 'source'; readonly source: CallSource }
  | {
      readonly kind: 'call';
      readonly source: CallSource;
      readonly call: ListedCall;
      /** Whether its row says the day. */
      readonly dated: boolean;
    }
  /** Said at its source: what went wrong, or that there is nothing yet. */
  | { readonly kind: 'word'; readonly source: CallSource; readonly text: string; readonly failed: boolean };

export const isCallNode = (value: unknown): value is Extract<CallNode, { kind: 'call' }> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'call' && 'call' in value;

export const isSourceNode = (value: unknown): value is Extract<CallNode, { kind: 'source' }> =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'source' &&
  'source' in value;

/** The document of a listed call. */
export function uriOf({ source, call }: Extract<CallNode, { kind: 'call' }>): vscode.Uri {
  const { provider, instance } = source;
  return traceUri({ provider, instance, contactId: call.contactId });
}

export interface CallsTree {
  readonly dispose: () => void;
  readonly refresh: () => void;
}

/** The view "Calls": each source with its calls. */
export function registerCallsTree(
  sources: () => Promise<readonly CallSource[]>,
  texts: Texts,
  log: Log,
): CallsTree {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView('callTraceInspector.calls', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node?: CallNode): Promise<CallNode[] | undefined> => {
        if (node === undefined) return (await sources()).map((source) => ({ kind: 'source', source }));
        return node.kind === 'source' ? childrenOf(node.source, texts, log) : undefined;
      },
      getTreeItem: (node: CallNode) => itemOf(node, texts),
    },
  });
  return {
    refresh: () => changed.fire(undefined),
    dispose: () => {
      view.dispose();
      changed.dispose();
    },
  };
}

async function childrenOf(source: CallSource, texts: Texts, log: Log): Promise<CallNode[]> {
  try {
    const calls = await source.calls();
    if (calls.length > 0) {
      const { onSeveralDays } = await import('./row.ts');
      const dated = onSeveralDays(calls);
      return calls.map((call) => ({ kind: 'call', source, call, dated }));
    }
    const render = await texts.render();
    return [{ kind: 'word', source, text: render({ key: 'extension.calls.none' }), failed: false }];
  } catch (error) {
    const [{ explain }, render] = await Promise.all([import('../explain.ts'), texts.render()]);
    const { text } = explain(error, render);
    log.error(`${source.name}: ${text}`);
    return [{ kind: 'word', source, text, failed: true }];
  }
}

async function itemOf(node: CallNode, texts: Texts): Promise<vscode.TreeItem> {
  switch (node.kind) {
    case 'source':
      return sourceItem(node.source);
    case 'call':
      return callItem(node, texts);
    case 'word': {
      const item = new vscode.TreeItem(node.text);
      item.tooltip = node.text;
      item.iconPath = node.failed
        ? new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground'))
        : new vscode.ThemeIcon('info');
      item.contextValue = node.failed ? 'problem' : 'hint';
      return item;
    }
  }
}

function sourceItem(source: CallSource): vscode.TreeItem {
  const samples = source.kind === 'samples';
  const item = new vscode.TreeItem(
    source.name,
    samples ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = source.id;
  item.description = source.description;
  item.tooltip = `${source.name}\n${source.description}`;
  item.iconPath = new vscode.ThemeIcon(samples ? 'library' : 'plug');
  item.contextValue = source.kind;
  return item;
}

async function callItem(node: Extract<CallNode, { kind: 'call' }>, texts: Texts): Promise<vscode.TreeItem> {
  const [{ callRow }, render] = await Promise.all([import('./row.ts'), texts.render()]);
  const row = callRow(node.call, render, node.dated);
  const item = new vscode.TreeItem(row.label);
  item.id = `${node.source.id}/${node.call.contactId}`;
  item.description = row.description;
  item.iconPath =
    row.icon.colour === undefined
      ? new vscode.ThemeIcon(row.icon.id)
      : new vscode.ThemeIcon(row.icon.id, new vscode.ThemeColor(row.icon.colour));
  item.contextValue = 'call';
  item.accessibilityInformation = { label: row.spoken };
  item.tooltip = card(row.title, row.facts);
  item.command = {
    command: 'vscode.open',
    title: render({ key: 'extension.calls.open' }),
    arguments: [uriOf(node), { preview: true } satisfies vscode.TextDocumentShowOptions],
  };
  return item;
}

/** What providers sent is text here, never Markdown. */
function card(title: string, facts: readonly (readonly [string, string])[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString('**').appendText(title).appendMarkdown('**\n\n');
  for (const [label, value] of facts) text.appendText(`${label}: ${value}`).appendMarkdown('  \n');
  return text;
}
