import type { ErrorAction } from '../../http/errors.ts';
import type { Message } from '../../trace/message.ts';
import type { CallKey } from './book.ts';
import type { CallSource, ListedCall } from './source.ts';

/** A connection or the samples. */
export interface SourceNode {
  readonly kind: 'source';
  readonly source: CallSource;
}

/** Calls that are kept beyond their lists. */
export interface GroupNode {
  readonly kind: 'group';
  readonly group: 'pinned' | 'history';
}

export interface CallNode {
  readonly kind: 'call';
  readonly key: CallKey;
  readonly call: ListedCall;
  /** Where the call comes from; absent for a kept call whose connection is gone. */
  readonly source?: CallSource;
  /** Under what it stands. */
  readonly parent: SourceNode | GroupNode;
  /** Whether its row says the day. */
  readonly dated: boolean;
  readonly pinned: boolean;
}

/** Said at its source: what went wrong, or that there is nothing. */
export interface WordNode {
  readonly kind: 'word';
  readonly parent: SourceNode;
  readonly text: string;
  readonly failed: boolean;
}

/** What can be done about it, or to see more; clicked like a button. */
export interface ActionNode {
  readonly kind: 'action';
  readonly parent: SourceNode;
  readonly action: RowAction;
}

/** `page`: an https address. */
export type RowAction =
  | { readonly kind: Exclude<ErrorAction, 'open-error-page' | 'look-up-again' | 'none'> }
  | { readonly kind: 'open-error-page'; readonly page: string }
  | { readonly kind: 'clear-filter' | 'widen' | 'clear-find' | 'load' | 'load-all' };

/** The last row of a list that goes on, and the only one of a list that is being loaded. */
export interface MoreNode {
  readonly kind: 'more';
  readonly parent: SourceNode;
}

export type Node = SourceNode | GroupNode | CallNode | WordNode | ActionNode | MoreNode;

/** What a row that is being loaded says. */
export interface MoreText {
  readonly loading: boolean;
  readonly progress?: Message;
  readonly shown: number;
  readonly total?: number;
}

const hasKind = (value: unknown, kind: Node['kind']) =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;

export const isCallNode = (value: unknown): value is CallNode => hasKind(value, 'call');

export const isSourceNode = (value: unknown): value is SourceNode =>
  hasKind(value, 'source') && typeof value === 'object' && value !== null && 'source' in value;

/** The source that a row belongs to. */
export function sourceOf(node: unknown): CallSource | undefined {
  if (isSourceNode(node)) return node.source;
  if (isCallNode(node)) return node.source;
  if (typeof node !== 'object' || node === null || !('parent' in node)) return undefined;
  return isSourceNode(node.parent) ? node.parent.source : undefined;
}
