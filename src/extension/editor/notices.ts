import type * as vscode from 'vscode';
import type { ActionView, NoticeView } from '../../protocol/messages.ts';
import type { Render } from '../../trace/message.ts';
import { agoText } from '../calls/row.ts';
import { traceScheme } from '../traces/address.ts';
import { textLimit } from '../traces/content.ts';
import type { StoredTrace } from '../traces/library.ts';

export interface NoticeFacts {
  readonly uri: vscode.Uri;
  /** What the document says: bytes, or the text of an editor. */
  readonly content: Uint8Array | string;
  /** Of a call that is no file: the trace behind it. */
  readonly stored: StoredTrace | undefined;
  /** Why the last refresh of a running call failed. */
  readonly refreshFailure: string | undefined;
  readonly masked: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** What is said above the drawing of a document, with what can be done about it. */
export function noticesFor(facts: NoticeFacts, render: Render): readonly NoticeView[] {
  const { uri, content, stored, refreshFailure, masked, now } = facts;
  const action = (id: string): ActionView => ({ id, label: render({ key: `traces.action.${id}` }) });
  const notices: NoticeView[] = [];
  if (typeof content !== 'string' && content.length > textLimit) {
    const megabytes = Math.round(content.length / 1024 / 1024);
    const limit = Math.round(textLimit / 1024 / 1024);
    notices.push({ text: render({ key: 'extension.trace.large', args: { megabytes, limit } }), actions: [] });
  }
  if (stored !== undefined && uri.scheme === traceScheme) {
    const ago = agoText(stored.readAt, now, render);
    const { notice, trace } = stored;
    if (notice !== undefined) {
      notices.push({
        text: render({ key: notice.key, args: { ...notice.args, ago } }),
        actions: [action('refresh')],
      });
    } else if (trace.summary.outcome === 'in-progress') {
      const key = refreshFailure === undefined ? 'traces.running' : 'traces.running-unreachable';
      notices.push({
        text: render({ key, args: { ago, reason: refreshFailure ?? '' } }),
        actions: [action('refresh')],
      });
    }
  }
  if (masked) notices.push({ text: render({ key: 'traces.masked' }), actions: [action('unmask')] });
  return notices;
}
