import * as vscode from 'vscode';
import type { Render } from '../../trace/message.ts';
import { zoneName } from '../../trace/time.ts';
import { traceUri } from '../traces/library.ts';
import { filterWords } from './filters.ts';
import { countOf, mostLoaded, type ListState } from './list.ts';
import type { ActionNode, CallNode, GroupNode, MoreText, Node, SourceNode, WordNode } from './nodes.ts';
import { markdownText, plainText } from '../window/plain-text.ts';
import { agoText, callRow, otherNumber } from './row.ts';
import { zoneOf, type CallSource, type ListedCall } from './source.ts';

/** The unique name of a row in the whole tree. */
export function idOf(node: Node): string {
  switch (node.kind) {
    case 'source':
      return `source:${node.source.id}`;
    case 'group':
      return `group:${node.group}`;
    case 'call': {
      const { provider, instance, contactId } = node.key;
      return `${idOf(node.parent)}:${JSON.stringify([provider, instance, contactId])}`;
    }
    case 'word':
      return `${idOf(node.parent)}:word`;
    case 'action':
      return `${idOf(node.parent)}:action:${node.action.kind}`;
    case 'more':
      return `${idOf(node.parent)}:more`;
  }
}

/** @param alone whether there is nothing else to look at, so that it begins open */
export function sourceItem(
  node: SourceNode,
  state: ListState,
  render: Render,
  alone: boolean,
): vscode.TreeItem {
  const { source } = node;
  const { filter } = state.choice;
  const item = new vscode.TreeItem(
    plainText(source.name),
    alone ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  const inForce = inForceText(source, state, render);
  item.id = idOf(node);
  item.description = plainText(inForce === '' ? source.description : `${inForce} · ${source.description}`);
  item.tooltip = [
    source.name,
    source.description,
    ...(inForce === '' ? [] : [render({ key: 'calls.filter.in-force', args: { words: inForce } })]),
    ...(state.loaded ? [countText(state, render)] : []),
  ]
    .map(plainText)
    .join('\n');
  item.iconPath = new vscode.ThemeIcon(
    source.kind === 'samples' ? 'library' : filter === undefined ? 'plug' : 'filter-filled',
  );
  item.contextValue = filter === undefined ? source.kind : `${source.kind} filtered`;
  return item;
}

/** What a list covers, in which zone its times are, and in which order it is as far as it is loaded. */
function inForceText(source: CallSource, state: ListState, render: Render): string {
  const { choice, calls, more } = state;
  const { filters } = source;
  const zone = zoneOf(source, state);
  const filter = choice.filter ?? (filters === undefined ? undefined : { range: filters.range });
  const words =
    filter === undefined || filters === undefined ? [] : filterWords(filter, filters, zone, render);
  const isZoneSaid = filter?.range.kind === 'between';
  const order = render({ key: `calls.sort.${choice.sort}` });
  return [
    ...words,
    ...(filters === undefined || isZoneSaid ? [] : [zoneName(zone)]),
    ...(choice.sort === 'newest'
      ? []
      : [more ? render({ key: 'calls.sort.of-loaded', args: { order, count: calls.length } }) : order]),
  ].join(' · ');
}

/** `100 of 3,412 calls`, `12 calls`. */
export function countText(state: ListState, render: Render): string {
  const { calls, total = 0, more } = state;
  const count = calls.length;
  return render(more || total > count ? countOf(state) : { key: 'calls.count.all', args: { count } });
}

export function groupItem(node: GroupNode, render: Render): vscode.TreeItem {
  const item = new vscode.TreeItem(
    render({ key: `calls.group.${node.group}` }),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = idOf(node);
  item.iconPath = new vscode.ThemeIcon(node.group === 'pinned' ? 'pinned' : 'history');
  item.contextValue = node.group;
  return item;
}

/** Rows of calls that were asked for before: VS Code asks for all of a list whenever one of them changes. */
const callItems = new WeakMap<ListedCall, { readonly place: string; readonly item: vscode.TreeItem }>();

function callItem(node: CallNode, render: Render): vscode.TreeItem {
  const place = [idOf(node.parent), node.source?.id ?? '', node.dated, node.pinned].join(' ');
  const known = callItems.get(node.call);
  if (known?.place === place) return known.item;
  const item = newCallItem(node, render);
  callItems.set(node.call, { place, item });
  return item;
}

function newCallItem(node: CallNode, render: Render): vscode.TreeItem {
  const { call, source } = node;
  const row = callRow(call, render, node.dated);
  const item = new vscode.TreeItem(plainText(row.label));
  item.id = idOf(node);
  item.description = plainText(row.description);
  item.iconPath = new vscode.ThemeIcon(
    row.icon.id,
    row.icon.colour === undefined ? undefined : new vscode.ThemeColor(row.icon.colour),
  );
  const number = otherNumber(call);
  item.contextValue = [
    'call',
    ...(node.pinned ? ['pinned'] : ['unpinned']),
    ...(node.parent.kind === 'group' ? [node.parent.group] : ['listed']),
    ...(source?.kind === 'connection' ? ['live'] : []),
    ...(number !== undefined && source?.filters?.fields.includes('number') === true ? ['number'] : []),
    ...(source?.recording !== undefined && call.summary.recorded !== false ? ['recorded'] : []),
  ].join(' ');
  item.accessibilityInformation = { label: row.spoken };
  // Without options of ours VS Code opens a preview on a click, and keeps the editor open on a double click.
  item.command = {
    command: 'vscode.open',
    title: render({ key: 'extension.calls.open' }),
    arguments: [traceUri(node.key)],
  };
  return item;
}

/** The card of a call; what providers sent is text in it, never Markdown. */
export function callCard({ call, source }: CallNode, render: Render, now: number): vscode.MarkdownString {
  const row = callRow(call, render, true);
  const { startedAt } = call.summary;
  const text = new vscode.MarkdownString(`**${markdownText(row.title)}**\n\n`);
  const facts = [
    ...row.facts,
    ...(startedAt === undefined || source?.kind === 'samples'
      ? []
      : [[render({ key: 'calls.row.age' }), agoText(startedAt, now, render)] as const]),
    ...(source === undefined ? [] : [[render({ key: 'calls.row.source' }), source.name] as const]),
  ];
  for (const [label, value] of facts)
    text.appendMarkdown(`${markdownText(label)}: ${markdownText(value)}  \n`);
  return text;
}

export function wordItem(node: WordNode): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(node.text));
  item.id = idOf(node);
  item.tooltip = plainText(node.text);
  item.iconPath = node.failed
    ? new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground'))
    : new vscode.ThemeIcon('info');
  item.contextValue = node.failed ? 'problem' : 'hint';
  return item;
}

const actions: Readonly<
  Record<
    ActionNode['action']['kind'],
    { readonly icon: string; readonly command: string; readonly label: string }
  >
> = {
  retry: { icon: 'refresh', command: 'callTraceInspector.reloadCalls', label: 'error.action.retry' },
  'edit-connection': {
    icon: 'edit',
    command: 'callTraceInspector.editConnection',
    label: 'error.action.edit-connection',
  },
  'accept-certificate': {
    icon: 'verified',
    command: 'callTraceInspector.acceptCertificate',
    label: 'error.action.accept-certificate',
  },
  'open-error-page': { icon: 'link-external', command: 'vscode.open', label: 'error.action.open-error-page' },
  'show-log': { icon: 'output', command: 'callTraceInspector.showLog', label: 'error.action.show-log' },
  'clear-filter': {
    icon: 'clear-all',
    command: 'callTraceInspector.clearCallFilter',
    label: 'calls.action.clear-filter',
  },
  widen: { icon: 'calendar', command: 'callTraceInspector.widenCalls', label: 'calls.action.widen' },
  'clear-find': {
    icon: 'clear-all',
    command: 'callTraceInspector.clearFind',
    label: 'calls.action.clear-find',
  },
  'load-all': {
    icon: 'fold-down',
    command: 'callTraceInspector.loadAllCalls',
    label: 'calls.action.load-all',
  },
  load: { icon: 'cloud-download', command: 'callTraceInspector.reloadCalls', label: 'calls.action.load' },
};

export function actionItem(node: ActionNode, render: Render): vscode.TreeItem {
  const { action, parent } = node;
  const { icon, command, label } = actions[action.kind];
  const title = render({ key: label, args: { most: mostLoaded } });
  const item = new vscode.TreeItem(title);
  item.id = idOf(node);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'action';
  item.command = {
    command,
    title,
    arguments: [action.kind === 'open-error-page' ? vscode.Uri.parse(action.page, true) : parent],
  };
  return item;
}

export function moreItem(node: Node & { kind: 'more' }, text: MoreText, render: Render): vscode.TreeItem {
  const { loading, progress, shown, total } = text;
  const label = render({
    key: loading ? (progress === undefined ? 'calls.loading' : 'calls.loading-progress') : 'calls.more',
    ...(loading && progress !== undefined ? { args: { progress: render(progress) } } : {}),
  });
  const item = new vscode.TreeItem(label);
  item.id = idOf(node);
  item.iconPath = new vscode.ThemeIcon(loading ? 'loading~spin' : 'chevron-down');
  item.contextValue = loading ? 'loading' : 'more';
  if (shown > 0 && progress === undefined) {
    item.description =
      total === undefined
        ? render({ key: 'calls.count.at-least', args: { count: shown } })
        : render({ key: 'calls.count.of', args: { count: shown, total } });
  }
  if (!loading) {
    item.command = {
      command: 'callTraceInspector.loadMoreCalls',
      title: label,
      arguments: [node.parent],
    };
  }
  return item;
}

/**
 * The row of any node.
 * @param alone whether its source is the only one
 */
export function itemOf(
  node: Node,
  stateOf: (source: CallSource) => ListState,
  render: Render,
  alone: boolean,
): vscode.TreeItem {
  switch (node.kind) {
    case 'source':
      return sourceItem(node, stateOf(node.source), render, alone);
    case 'group':
      return groupItem(node, render);
    case 'call':
      return callItem(node, render);
    case 'word':
      return wordItem(node);
    case 'action':
      return actionItem(node, render);
    case 'more': {
      const { loading, calls, total } = stateOf(node.parent.source);
      const busy = loading.kind === 'first' || loading.kind === 'more';
      return moreItem(
        node,
        {
          loading: busy,
          shown: calls.length,
          ...(busy && loading.progress !== undefined ? { progress: loading.progress } : {}),
          ...(total === undefined ? {} : { total }),
        },
        render,
      );
    }
  }
}
