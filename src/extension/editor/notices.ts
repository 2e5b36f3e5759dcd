import type * as vscode from 'vscode';
import type { ErrorAction } from '../../http/errors.ts';
import type { ActionView, NoticeView } from '../../protocol/messages.ts';
import type { Render } from '../../trace/message.ts';
import { agoText } from '../calls/row.ts';
import { explain } from '../explain.ts';
import { textLimit, traceScheme } from '../traces/address.ts';
import type { StoredTrace } from '../traces/library.ts';

export interface NoticeFacts {
  readonly uri: Pick<vscode.Uri, 'scheme'>;
  /** What the document says: bytes, or the text of an editor. */
  readonly content: Uint8Array | string;
  /** Of a call that is no file: the trace behind it. */
  readonly stored: StoredTrace | undefined;
  /** What the last refresh of a running call failed with. */
  readonly refreshFailure: unknown;
  readonly masked: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Beside asking again, which has a word of its own. */
const inViewer: ReadonlySet<ErrorAction> = new Set(['edit-connection', 'accept-certificate', 'show-log']);

/** What is said above the drawing of a document, with what can be done about it. */
export function noticesFor(facts: NoticeFacts, render: Render): readonly NoticeView[] {
  const { uri, content, stored, refreshFailure, masked, now } = facts;
  const action = (id: string): ActionView => ({ id, label: render({ key: `traces.action.${id}` }) });
  /** Why the provider could not be asked, and what helps: what the failure says, asking again, the log. */
  const failed = (failure: unknown) => {
    const { text, action: own } = explain(failure, render);
    const ids = [...new Set([own, 'show-log' as const])].filter((id) => inViewer.has(id));
    return {
      reason: text,
      actions: [
        action('refresh'),
        ...ids.map((id) => ({ id, label: render({ key: `error.action.${id}` }) })),
      ],
    };
  };
  const notices: NoticeView[] = [];
  if (typeof content !== 'string' && content.length > textLimit) {
    const megabytes = Math.round(content.length / 1024 / 1024);
    const limit = Math.round(textLimit / 1024 / 1024);
    notices.push({ text: render({ key: 'extension.trace.large', args: { megabytes, limit } }), actions: [] });
  }
  if (stored !== undefined && uri.scheme === traceScheme) {
    const ago = agoText(stored.readAt, now, render);
    const { notice, trace } = stored;
    const { reason, actions } =
      stored.failure === undefined && refreshFailure === undefined
        ? { reason: '', actions: [action('refresh')] }
        : failed(stored.failure ?? refreshFailure);
    if (notice !== undefined) {
      notices.push({ text: render({ key: notice.key, args: { ...notice.args, ago, reason } }), actions });
    } else if (trace.summary.outcome === 'in-progress') {
      const key = refreshFailure === undefined ? 'traces.running' : 'traces.running-unreachable';
      notices.push({ text: render({ key, args: { ago, reason } }), actions });
    }
  }
  if (masked) notices.push({ text: render({ key: 'traces.masked' }), actions: [action('unmask')] });
  return notices;
}
