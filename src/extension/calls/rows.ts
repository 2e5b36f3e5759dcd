import type { Render } from '../../trace/message.ts';
import { explain } from '../explain.ts';
import { CallTraceError } from '../../http/errors.ts';
import type { CallBook, CallKey } from './book.ts';
import { sameCall } from './kept.ts';
import { shownCalls, type ListState } from './list.ts';
import type { ActionNode, CallNode, GroupNode, MoreNode, Node, RowAction, SourceNode } from './nodes.ts';
import { onSeveralDays, searchText } from './row.ts';
import { sourcesAt, type CallSource, type ListedCall } from './source.ts';

/** Texts that calls are found by, made once for each call. */
const texts = new WeakMap<ListedCall, string>();

function textOf(render: Render): (call: ListedCall) => string {
  return (call) => {
    const text = texts.get(call) ?? searchText(call, render);
    texts.set(call, text);
    return text;
  };
}

/** The rows of a source: what went wrong with its ways out, its calls, and the row that loads more. */
export function listRows(
  parent: SourceNode,
  state: ListState,
  book: Pick<CallBook, 'pinned'>,
  text: string,
  more: MoreNode,
  render: Render,
): readonly Node[] {
  const { source } = parent;
  const { provider, instance } = source;
  const calls = shownCalls(state.calls, state.choice.sort, text, textOf(render));
  const dated = onSeveralDays(calls);
  const pinned = new Set(
    book
      .pinned()
      .flatMap((call) => (call.provider === provider && call.instance === instance ? [call.contactId] : [])),
  );
  const rows = calls.map((call): CallNode => ({
    kind: 'call',
    key: { provider, instance, contactId: call.contactId },
    call,
    source,
    parent,
    dated,
    pinned: pinned.has(call.contactId),
  }));
  const waiting = state.loading.kind === 'first';
  return [
    ...problemRows(parent, state, render),
    ...(state.stopped ? wordRows(parent, 'calls.stopped', ['load'], render) : []),
    ...rows,
    ...(state.loaded && !waiting && rows.length === 0 ? emptyRows(parent, state, text, render) : []),
    ...(waiting || state.more ? [more] : []),
    // It stays while more is loaded: rows that come and go cost as much as all rows.
    ...(state.more && !waiting ? [{ kind: 'action', parent, action: { kind: 'load-all' } } as const] : []),
  ];
}

function problemRows(
  parent: SourceNode,
  { problem, incomplete }: ListState,
  render: Render,
): readonly Node[] {
  const error: unknown = problem === undefined ? incomplete : problem.error;
  if (error === undefined) return [];
  const { text, action } = explain(error, render);
  const page = error instanceof CallTraceError ? error.page : undefined;
  const first: readonly RowAction[] =
    action === 'edit-connection' || action === 'accept-certificate' ? [{ kind: action }] : [];
  const actions: readonly RowAction[] = [
    ...(parent.source.kind === 'connection' ? first : []),
    { kind: 'retry' },
    ...(page === undefined ? [] : [{ kind: 'open-error-page', page } as const]),
    { kind: 'show-log' },
  ];
  return [
    { kind: 'word', parent, text, failed: true },
    ...actions.map((one): ActionNode => ({ kind: 'action', parent, action: one })),
  ];
}

function emptyRows(parent: SourceNode, state: ListState, text: string, render: Render): readonly Node[] {
  if (text !== '' && state.calls.length > 0)
    return wordRows(parent, 'calls.none.found', ['clear-find'], render);
  const { filter } = state.choice;
  const ways: readonly Way[] = [
    ...(filter === undefined ? [] : ['clear-filter' as const]),
    ...(parent.source.filters === undefined || isWide(state) ? [] : ['widen' as const]),
  ];
  return wordRows(parent, filter === undefined ? 'calls.none.yet' : 'calls.none.filtered', ways, render);
}

/** Whether the list reaches back as far as "widen" would. */
function isWide({ choice: { filter } }: ListState): boolean {
  return filter?.range.kind === 'last' && filter.range.minutes >= 7 * 24 * 60;
}

type Way = 'clear-filter' | 'widen' | 'clear-find' | 'load';

function wordRows(parent: SourceNode, key: string, ways: readonly Way[], render: Render): readonly Node[] {
  return [
    { kind: 'word', parent, text: render({ key }), failed: false },
    ...ways.map((kind): ActionNode => ({ kind: 'action', parent, action: { kind } })),
  ];
}

/** The rows of the pinned or looked-up calls, the latest first. */
export function keptRows(
  parent: GroupNode,
  book: Pick<CallBook, 'pinned' | 'history'>,
  sources: readonly CallSource[],
  text: string,
  render: Render,
): readonly CallNode[] {
  const pinned = book.pinned();
  const kept = parent.group === 'pinned' ? pinned : book.history();
  const find = textOf(render);
  const words = text.toLowerCase().split(/\s+/);
  return kept
    .filter((call) => words.every((word) => find(call).includes(word)))
    .map((call): CallNode => {
      const { provider, instance, contactId } = call;
      const [source] = sourcesAt(sources, call);
      return {
        kind: 'call',
        key: { provider, instance, contactId },
        call,
        ...(source === undefined ? {} : { source }),
        parent,
        dated: true,
        pinned: pinned.some((other) => sameCall(other, call)),
      };
    });
}

/** Whether a call is shown while a person finds calls with this text. */
export const isFound = (call: ListedCall, text: string, render: Render): boolean =>
  shownCalls([call], 'newest', text, textOf(render)).length > 0;

/** A node that means a call's row: in its list, otherwise among the kept calls. */
export function callNodeFor(
  meant: CallKey,
  parent: SourceNode | undefined,
  state: ListState | undefined,
  groups: Readonly<Record<GroupNode['group'], GroupNode>>,
  book: Pick<CallBook, 'pinned' | 'history'>,
): CallNode | undefined {
  // The address of a document may name the source as it was before.
  const key: CallKey = parent === undefined ? meant : { ...meant, instance: parent.source.instance };
  const listed = state?.calls.find(({ contactId }) => contactId === key.contactId);
  if (parent !== undefined && listed !== undefined) {
    return { kind: 'call', key, call: listed, source: parent.source, parent, dated: false, pinned: false };
  }
  for (const group of ['pinned', 'history'] as const) {
    const kept = book[group]().find((call) => sameCall(call, key));
    if (kept === undefined) continue;
    const source = parent === undefined ? {} : { source: parent.source };
    return { kind: 'call', key, call: kept, ...source, parent: groups[group], dated: true, pinned: false };
  }
  return undefined;
}
