import * as vscode from 'vscode';
import type { Render } from '../../trace/message.ts';
import type { Log } from '../log.ts';
import type { SharedState } from '../shared-state.ts';
import type { Texts } from '../texts.ts';
import type { CallConsent } from '../traces/consent.ts';
import { traceUri } from '../traces/library.ts';
import { registerAutoRefresh } from './auto-refresh.ts';
import type { CallBook, CallKey } from './book.ts';
import type * as ItemsModule from './items.ts';
import { hasOtherRows, type ListChoice, type ListState } from './list.ts';
import { createCallLists, type CallLists } from './lists.ts';
import { isCallNode, isSourceNode, sourceOf } from './nodes.ts';
import type { CallNode, GroupNode, MoreNode, Node, SourceNode } from './nodes.ts';
import { showLoading } from './progress.ts';
import { sourcesAt, type CallSource } from './source.ts';

export { isCallNode, isSourceNode, sourceOf };
export type { CallNode, SourceNode };

/** The document of a call's row. */
export const uriOf = ({ key }: CallNode): vscode.Uri => traceUri(key);

export interface CallsTreeTools {
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly book: CallBook;
  readonly consent: Pick<CallConsent, 'allow'>;
  readonly state: SharedState;
  readonly texts: Texts;
  readonly log: Log;
}

export interface CallsTree {
  readonly dispose: () => void;
  /** Looks for newer calls in every list that has been looked at; what is loaded stays. */
  readonly refresh: () => void;
  /** Connections are others than before: lists of those that were changed are loaded anew. */
  readonly sourcesChanged: () => void;
  readonly lists: CallLists;
  readonly book: CallBook;
  /** The sources as they are now. */
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly choose: (source: CallSource, choice: ListChoice) => Promise<void>;
  /** Narrows what is shown to rows with these words; '' shows all. */
  readonly find: (text: string) => void;
  readonly found: () => string;
  /** The rows that are selected, in the order of their selection. */
  readonly selection: () => readonly Node[];
  /** Opens the connection's row. */
  readonly showSource: (source: CallSource) => Promise<void>;
  /** Shows where a call stands, or at least its connection. False: it is of none. */
  readonly showCall: (key: CallKey) => Promise<boolean>;
  /** What a person reads above the rows now; for tests. */
  readonly message: () => string | undefined;
}

type Items = typeof ItemsModule;

const viewId = 'callTraceInspector.calls';

/** The view "Calls": kept calls, then each source with its calls. */
export function registerCallsTree(tools: CallsTreeTools): CallsTree {
  const { book, texts, log } = tools;
  const changed = new vscode.EventEmitter<Node | undefined>();
  // One node for each source for good: VS Code takes no news of a node that it was not given by `getChildren`.
  const nodes = new Map<string, { readonly kind: 'source'; source: CallSource }>();
  const mores = new Map<string, MoreNode>();
  const groups: Readonly<Record<GroupNode['group'], GroupNode>> = {
    pinned: { kind: 'group', group: 'pinned' },
    history: { kind: 'group', group: 'history' },
  };
  let known: readonly CallSource[] = [];
  let text = '';
  let autoMessage: string | undefined;
  let render: Render | undefined;
  let items: Items | undefined;

  const loading = showLoading(viewId);
  const lists = createCallLists(tools.state, book, (id, before, after) => {
    loading.set(id, after.loading.kind !== 'none');
    if (after.problem !== undefined && after.problem !== before.problem)
      void logProblem(id, after.problem.error);
    // Progress moves one row; thousands beside it stay as they are.
    const more = mores.get(id);
    if (hasOtherRows(before, after)) changed.fire(nodes.get(id));
    else if (more !== undefined && after.loading.kind !== 'again') changed.fire(more);
  });
  const logProblem = async (id: string, error: unknown) => {
    const [{ explain }, words] = await Promise.all([import('../explain.ts'), texts.render()]);
    const name = known.find((source) => source.id === id)?.name ?? id;
    log.error(`${name}: ${explain(error, words).text}`);
  };

  const currentSources = async () => {
    known = await tools.sources();
    lists.keep(known);
    for (const id of [...nodes.keys()]) {
      if (!known.some((source) => source.id === id)) {
        nodes.delete(id);
        mores.delete(id);
        loading.set(id, false);
      }
    }
    known.forEach(nodeOf);
    return known;
  };
  const nodeOf = (source: CallSource): SourceNode => {
    const node = nodes.get(source.id);
    if (node !== undefined) {
      node.source = source;
      return node;
    }
    const made = { kind: 'source', source } as const;
    nodes.set(source.id, made);
    return made;
  };
  const moreOf = (parent: SourceNode): MoreNode => {
    const more = mores.get(parent.source.id) ?? { kind: 'more', parent };
    mores.set(parent.source.id, more);
    return more;
  };

  const roots = async (): Promise<Node[]> => {
    const sources = await currentSources();
    return [
      ...(book.pinned().length > 0 ? [groups.pinned] : []),
      ...(book.history().length > 0 ? [groups.history] : []),
      ...sources.map(nodeOf),
    ];
  };

  const loadItems = () => import('./items.ts');
  const stateOf = (source: CallSource): ListState => lists.of(source).state();

  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => {
      if (node === undefined) return roots();
      if (node.kind !== 'source' && node.kind !== 'group') return undefined;
      const [{ listRows, keptRows }, words] = await Promise.all([import('./rows.ts'), texts.render()]);
      render = words;
      if (node.kind === 'group') return [...keptRows(node, book, known, text, words)];
      const list = lists.of(node.source);
      const state = list.state();
      if (!state.loaded && state.loading.kind === 'none' && state.problem === undefined && !state.stopped) {
        void list.reload();
      }
      return [...listRows(node, list.state(), book, text, moreOf(node), words)];
    },
    getParent: (node) => (node.kind === 'source' || node.kind === 'group' ? undefined : node.parent),
    // Asked for every row: without waiting as soon as there are words.
    getTreeItem: (node) => {
      const make = ({ itemOf }: Items, words: Render) => itemOf(node, stateOf, words, known.length === 1);
      return items === undefined || render === undefined
        ? Promise.all([loadItems(), texts.render()]).then(([loaded, words]) => {
            items = loaded;
            render = words;
            return make(loaded, words);
          })
        : make(items, render);
    },
    resolveTreeItem: async (item, node) => {
      if (node.kind !== 'call') return item;
      const [{ callCard }, words] = await Promise.all([loadItems(), texts.render()]);
      // The item may be shown again when the card is out of date: it says how long ago the call was.
      return Object.assign(new vscode.TreeItem(''), item, { tooltip: callCard(node, words, Date.now()) });
    },
  };

  const view = vscode.window.createTreeView(viewId, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: provider,
  });
  const say = async () => {
    const words = await texts.render();
    const finding = text === '' ? undefined : words({ key: 'calls.find.in-force', args: { text } });
    const lines = [finding, autoMessage].filter((line) => line !== undefined);
    view.message = lines.join('\n');
  };
  const refresh = () => {
    for (const { list } of lists.all()) if (list.state().loaded || list.state().problem) void list.refresh();
    changed.fire(undefined);
  };
  const find = (wanted: string) => {
    text = wanted.trim();
    void vscode.commands.executeCommand('setContext', 'callTraceInspector.finding', text !== '');
    void say();
    changed.fire(undefined);
  };
  const automatic = registerAutoRefresh(view, lists, texts, (message) => {
    autoMessage = message;
    void say();
  });
  const listening = vscode.Disposable.from(
    book.onDidChange(() => changed.fire(undefined)),
    // A click and Enter select the row before they open it.
    view.onDidChangeSelection(({ selection }) => {
      for (const node of selection) if (node.kind === 'call') tools.consent.allow(node.key);
    }),
  );

  return {
    refresh,
    lists,
    book,
    sources: tools.sources,
    choose: lists.choose,
    find,
    sourcesChanged: () => {
      void currentSources().then(() => changed.fire(undefined));
    },
    found: () => text,
    selection: () => view.selection,
    showSource: async (source) => {
      await currentSources();
      await view.reveal(nodeOf(source), { expand: true, focus: true, select: true });
    },
    showCall: async (key) => {
      await currentSources();
      const { callNodeFor, isFound } = await import('./rows.ts');
      const sources = sourcesAt(known, key);
      const holds = (one: CallSource) =>
        lists
          .of(one)
          .state()
          .calls.some(({ contactId }) => contactId === key.contactId);
      const source = sources.find(holds) ?? sources[0];
      const parent = source && nodeOf(source);
      const state = source && lists.of(source).state();
      const node = callNodeFor(key, parent, state, groups, book) ?? parent;
      if (node === undefined) return false;
      // A row that the text find hides cannot be shown.
      if (node.kind === 'call' && !isFound(node.call, text, await texts.render())) find('');
      await view.reveal(node, { focus: true, select: true });
      return true;
    },
    message: () => view.message,
    dispose: () => {
      for (const { list } of lists.all()) list.cancel();
      automatic.dispose();
      listening.dispose();
      loading.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}
