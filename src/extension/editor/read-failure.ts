import type { ProblemView } from '../../protocol/messages.ts';
import { CallTraceError, type ErrorAction } from '../../http/errors.ts';
import type { Render } from '../../trace/message.ts';
import { ProblemError } from '../../trace/problem.ts';
import { explain, isNotChosen } from '../explain.ts';

/** What stands in place of a drawing when a document could not be read, with what can be done about it. */
export function readFailure(
  error: unknown,
  document: {
    /** What messages call it. */
    readonly name: string;
    /** Whether a provider is asked for it. */
    readonly live: boolean;
  },
  render: Render,
): ProblemView {
  const { text, action, cancelled } = explain(error, render);
  if (isNotChosen(error)) {
    const actions = [{ id: 'look-up', label: render({ key: 'traces.action.look-up' }) }];
    return { title: render({ key: 'extension.failure.fetch' }), text, actions };
  }
  // What a document says is mended in the document; trying again helps against everything else.
  if (error instanceof ProblemError && !document.live) return { text };
  const ids: readonly ErrorAction[] = cancelled
    ? ['retry']
    : document.live
      ? [action, 'retry', 'show-log']
      : ['retry'];
  return {
    title: render({ key: titleKey(error, cancelled, document.live) }),
    text: cancelled
      ? render({ key: 'extension.failure.cancelled-text', args: { name: document.name } })
      : text,
    actions: [...new Set(ids)]
      .filter((id) => id !== 'none')
      .map((id) => ({ id, label: render({ key: `error.action.${id}` }) })),
  };
}

function titleKey(error: unknown, cancelled: boolean, live: boolean): string {
  if (cancelled) return 'extension.failure.cancelled';
  return live || error instanceof CallTraceError ? 'extension.failure.fetch' : 'extension.failure.open';
}
