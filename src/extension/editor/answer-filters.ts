import { filterToHost, type CompletionAnswer, type FilterAnswer } from '../../protocol/filter-messages.ts';
import type { Messenger } from '../../protocol/messenger.ts';
import type { TraceDocument } from './document.ts';

/** Answers a viewer's questions about filters. */
export function answerFilters(messenger: Messenger, document: TraceDocument): void {
  const filter = latest(document.filter);
  const complete = latest(document.complete);
  messenger.answer(
    filterToHost.filter,
    async (question): Promise<FilterAnswer> => (await filter(question)) ?? { kind: 'outdated' },
  );
  messenger.answer(
    filterToHost.complete,
    async (question): Promise<CompletionAnswer> =>
      (await complete(question)) ?? { from: question.caret, to: question.caret, suggestions: [] },
  );
}

/**
 * Asks one question at a time; of those that come meanwhile only the last is asked, the others are answered with
 * undefined: whoever types asks faster than a large call is looked through.
 */
export function latest<Q, A>(ask: (question: Q) => Promise<A>): (question: Q) => Promise<A | undefined> {
  let turn = 0;
  let running: Promise<unknown> = Promise.resolve();
  return async (question) => {
    turn += 1;
    const mine = turn;
    await running.catch(() => undefined);
    // Messages that have arrived already are taken first.
    await new Promise((resolve) => setImmediate(resolve));
    if (mine !== turn) return undefined;
    const answer = ask(question);
    running = answer;
    return answer;
  };
}
