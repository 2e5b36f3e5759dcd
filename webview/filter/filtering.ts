import {
  filterToHost,
  type ChipView,
  type CompletionAnswer,
  type FilterAnswer,
} from '../../src/protocol/filter-messages.ts';
import type { Messenger } from '../../src/protocol/messenger.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import type { State } from '../state.ts';
import { zoneOf } from '../times.ts';
import { matchSet, neighbourMatch } from './match-set.ts';

type FilterProblem = Extract<FilterAnswer, { kind: 'error' }>;

/** The filter as it stands; empty: none. */
export interface FilterState {
  readonly text: string;
  /** The text that was answered last. */
  readonly answered: string;
  /** Terms of the last text that was understood. */
  readonly chips: readonly ChipView[];
  readonly problem?: FilterProblem;
  /** Why nothing matches. */
  readonly hint?: string;
  /** Why there was no answer. */
  readonly failed?: string;
}

export const noFilter: FilterState = { text: '', answered: '', chips: [] };

/** What a person can do with the filter. */
export interface FilterActions {
  /** Filters by a text; an empty one ends it. */
  readonly filter: (text: string) => void;
  readonly complete: (text: string, caret: number) => Promise<CompletionAnswer>;
  /** Selects the match after or before the selection, around the end. */
  readonly goToMatch: (step: 1 | -1) => void;
  /** Keeps the filter among those that are offered again. */
  readonly keepFilter: () => void;
}

export interface FilteringOptions {
  readonly messenger: Messenger;
  readonly state: () => State;
  readonly update: (change: Partial<State>) => void;
  readonly arrange: (
    change: Partial<Pick<State['viewState'], 'recentFilters'>> & { filter?: string | undefined },
  ) => void;
  readonly select: (item: string) => void;
  readonly words: (error: unknown) => string;
}

const mostRecent = 10;

/** The part of the conversation that is about filters. */
export function createFiltering(options: FilteringOptions): {
  readonly actions: FilterActions;
  /** Applies the filter anew: the drawing or the zone of the times is another one. */
  readonly again: () => void;
} {
  const { messenger, state, update, arrange, select, words } = options;
  let turn = 0;

  function shownView(): DrawnView | undefined {
    const { content } = state();
    return content.kind === 'shown' ? content.view : undefined;
  }

  async function ask(text: string): Promise<void> {
    turn += 1;
    const mine = turn;
    const view = shownView();
    if (text.trim() === '' || view === undefined) {
      update({ filter: { ...noFilter, text, answered: text }, matches: undefined });
      return;
    }
    update({ filter: { ...state().filter, text } });
    try {
      const answer = await messenger.request(filterToHost.filter, { text, zone: zoneFor(view) });
      if (mine === turn) take(text, answer);
    } catch (error) {
      if (mine === turn)
        update({ filter: { text, answered: text, chips: [], failed: words(error) }, matches: undefined });
    }
  }

  function zoneFor(view: DrawnView): string {
    const { viewState, settings } = state();
    const times = viewState.times ?? settings.times;
    return zoneOf(view, times === 'elapsed' ? 'zone' : times);
  }

  function take(text: string, answer: FilterAnswer): void {
    const view = shownView();
    switch (answer.kind) {
      case 'outdated':
        return;
      case 'error':
        // What was understood before stays in force while a term is being written.
        update({ filter: { text, answered: text, chips: state().filter.chips, problem: answer } });
        return;
      case 'matches': {
        const { chips, hint, rows } = answer;
        const matches = view === undefined ? undefined : matchSet(view, rows);
        update({ filter: { text, answered: text, chips, ...(hint === undefined ? {} : { hint }) }, matches });
      }
    }
  }

  return {
    again() {
      // Places of the matches are those of another drawing.
      const { matches, filter } = state();
      const count = shownView()?.rows.length;
      if (matches !== undefined && matches.total !== count) update({ matches: undefined });
      if (filter.text !== '') void ask(filter.text);
    },
    actions: {
      filter(text) {
        if (text === state().filter.text && state().filter.failed === undefined) return;
        arrange({ filter: text.trim() === '' ? undefined : text });
        void ask(text);
      },
      complete: (text, caret) => messenger.request(filterToHost.complete, { text, caret }),
      goToMatch(step) {
        const { matches, selection } = state();
        const view = shownView();
        if (matches === undefined || view === undefined) return;
        const from = selection === undefined ? -1 : view.rows.placeOf(selection);
        const row = neighbourMatch(matches, from, step);
        const item = row === undefined ? undefined : view.rows.at(row)?.item;
        if (item !== undefined) select(item);
      },
      keepFilter() {
        const { filter, viewState } = state();
        const text = filter.text.trim();
        if (text === '' || filter.problem !== undefined || filter.failed !== undefined) return;
        const others = (viewState.recentFilters ?? []).filter((other) => other !== text);
        arrange({ recentFilters: [text, ...others].slice(0, mostRecent) });
      },
    },
  };
}
