import { CallTraceError, type ErrorAction } from '../http/errors.ts';
import type { Message, Render } from '../trace/message.ts';
import { ProblemError } from '../trace/problem.ts';

/** A failure for a person: a sentence, and what can be done. */
export interface Explanation {
  readonly text: string;
  readonly action: ErrorAction;
  /** The provider's page about the error, https. */
  readonly page?: string | undefined;
  /** Given up by the person; nothing to say. */
  readonly cancelled: boolean;
}

/** A failure that is not one of a request. */
export class SentenceError extends Error {
  override readonly name = 'SentenceError';
  readonly text: Message;
  readonly action: ErrorAction;

  constructor(text: Message, action: ErrorAction = 'none') {
    super(text.key);
    this.text = text;
    this.action = action;
  }
}

/** Whether a document is not there; one whose reading failed, or was given up, may be. */
export function meansNoDocument(thrown: unknown): boolean {
  return thrown instanceof SentenceError && thrown.text.key !== cancelledKey;
}

const cancelledKey = 'error.cancelled';

/** What a viewer says of a call that is asked for only when a person wants it. */
export const notChosenKey = 'traces.look-up-question';

export function isNotChosen(thrown: unknown): boolean {
  return thrown instanceof SentenceError && thrown.text.key === notChosenKey;
}

/** The sentence of anything thrown; what is not one of our errors is named as it came. */
export function explain(thrown: unknown, render: Render): Explanation {
  if (thrown instanceof CallTraceError) {
    const { action, page, kind } = thrown;
    return { text: render(thrown.text), action, page, cancelled: kind === 'cancelled' };
  }
  if (thrown instanceof ProblemError) {
    return { text: render(thrown.problem.message), action: 'none', cancelled: false };
  }
  if (thrown instanceof SentenceError) {
    const { text, action } = thrown;
    return { text: render(text), action, cancelled: text.key === cancelledKey };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    text: render({ key: 'extension.unexpected', args: { reason } }),
    action: 'show-log',
    cancelled: false,
  };
}
