import type { SharedState } from '../shared-state.ts';
import type { CallBook } from './book.ts';
import { parseChoice } from './filters.ts';
import { createCallList, type CallList, type ListChoice, type ListState } from './list.ts';
import type { CallSource } from './source.ts';

const choicesKey = 'calls.choices';

/** The list of each source, made when it is first looked at; what was chosen for it is kept across restarts. */
export interface CallLists {
  readonly of: (source: CallSource) => CallList;
  /** Sets filter and order of a source's list, and keeps them. */
  readonly choose: (source: CallSource, choice: ListChoice) => Promise<void>;
  /** The sources as they are now: lists of others are dropped, and what was chosen for them. */
  readonly keep: (sources: readonly CallSource[]) => void;
  readonly all: () => readonly { readonly source: CallSource; readonly list: CallList }[];
}

export function createCallLists(
  state: SharedState,
  book: CallBook,
  onDidChange: (sourceId: string, before: ListState, after: ListState) => void,
): CallLists {
  const lists = new Map<string, { source: CallSource; readonly list: CallList }>();

  const choicesIn = (value: unknown): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  const entryOf = (source: CallSource) => {
    const known = lists.get(source.id);
    if (known !== undefined) {
      known.source = source;
      return known;
    }
    const choice = parseChoice(choicesIn(state.get(choicesKey))[source.id], source.filters);
    const list = createCallList(
      (filter) => entry.source.list(filter),
      choice,
      () => {
        const after = list.state();
        const former = before;
        before = after;
        onDidChange(source.id, former, after);
      },
      (calls) => {
        const { provider, instance } = entry.source;
        book.listed({ provider, instance }, calls);
      },
    );
    let before = list.state();
    const entry = { source, list };
    lists.set(source.id, entry);
    return entry;
  };

  return {
    of: (source) => entryOf(source).list,
    choose: async (source, choice) => {
      entryOf(source).list.choose(choice);
      await state.change(choicesKey, (value) => ({ ...choicesIn(value), [source.id]: choice }));
    },
    keep: (sources) => {
      for (const [id, { list }] of [...lists]) {
        const source = sources.find((one) => one.id === id);
        if (source !== undefined) {
          const before = lists.get(id)?.source;
          entryOf(source);
          // Another address or key: what it could not list, or listed, may be others now.
          if (before?.changedAt !== source.changedAt && (list.state().loaded || list.state().problem))
            void list.reload();
          continue;
        }
        list.cancel();
        lists.delete(id);
      }
    },
    all: () => [...lists.values()],
  };
}
