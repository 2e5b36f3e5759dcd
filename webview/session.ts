import { inspectorToHost } from '../src/protocol/inspector-messages.ts';
import {
  toHost,
  toWebview,
  type InitialState,
  type ItemDetails,
  type ProblemView,
  type ShowMessage,
} from '../src/protocol/messages.ts';
import { travel, travelPossible, type TravelMessage } from '../src/protocol/travel-messages.ts';
import { openView } from '../src/trace/view/opened.ts';
import { RequestError, type Messenger } from '../src/protocol/messenger.ts';
import { ofOneCall, viewState as viewStateShape, type ViewState } from '../src/protocol/view-state.ts';
import { historyFrom, replaced, travelled, visited, type History } from './history.ts';
import {
  arranged,
  hasItem,
  initialState,
  selectionIn,
  type Actions,
  type Details,
  type State,
} from './state.ts';
import { filterToWebview } from '../src/protocol/filter-messages.ts';
import { createFiltering } from './filter/filtering.ts';
import type { Strings } from './strings.ts';

/** Where the webview keeps what is to survive hiding and reload (`acquireVsCodeApi`). */
export interface Memory {
  readonly read: () => unknown;
  readonly write: (kept: Kept) => void;
}

/** What is kept of one editor. */
export interface Kept {
  readonly viewState: ViewState;
  readonly selection?: string;
}

export interface SessionOptions {
  readonly messenger: Messenger;
  readonly memory: Memory;
  readonly strings: Strings;
  readonly changed: (state: State) => void;
  /** Puts the cursor into the filter. */
  readonly focusFilter?: () => void;
}

export interface Session {
  readonly actions: Actions;
  /** Asks the host for what to show; resolves when it is shown. Never rejects. */
  readonly start: () => Promise<void>;
}

/**
 * The viewer's side of the conversation: keeps the one state, asks for details of what is selected, tells the host
 * what a person selected. A selection that came from the host is not told back to it.
 */
export function createSession(options: SessionOptions): Session {
  const { messenger, memory, strings, changed, focusFilter = () => undefined } = options;
  let state: State = initialState;
  let asked = 0;
  let history: History | undefined;

  function update(change: Partial<State>): void {
    state = { ...state, ...change };
    changed(state);
  }

  function remember(): void {
    const { viewState, selection } = state;
    memory.write({ viewState, ...(selection === undefined ? {} : { selection }) });
  }

  /** `given`: details that came along; they may be of something else. */
  function setSelection(item: string | undefined, given?: ItemDetails): void {
    state = { ...state, selection: item };
    remember();
    if (given !== undefined && given.item === item) {
      asked += 1;
      update({ details: { state: 'ready', ...given } });
    } else void fetchDetails();
  }

  const exists = (item: string) => {
    const { content } = state;
    return content.kind === 'shown' && hasItem(content.view, item);
  };

  /** Keeps the way along the selections, and tells the host where it leads. */
  function keepWay(next: History): void {
    history = next;
    const possible = {
      back: travelled(next, -1, exists) !== undefined,
      forward: travelled(next, 1, exists) !== undefined,
    };
    const before = state.travel;
    state = { ...state, travel: possible };
    if (before.back !== possible.back || before.forward !== possible.forward)
      messenger.send(travelPossible, possible);
  }

  function visit(item: string | undefined): void {
    keepWay(visited(history ?? historyFrom(state.selection), item, performance.now()));
    setSelection(item);
  }

  function go(to: TravelMessage['to']): void {
    const next = history && travelled(history, to === 'back' ? -1 : 1, exists);
    if (next === undefined) return;
    keepWay(next);
    const item = next.entries[next.at];
    setSelection(item);
    messenger.send(toHost.selected, item === undefined ? {} : { item });
  }

  async function fetchDetails(): Promise<void> {
    const { selection } = state;
    const about = selection === undefined ? {} : { item: selection };
    const turn = ++asked;
    // The details before stay until the new ones are there, so that stepping through does not flicker.
    if (state.details.state !== 'ready') update({ details: { state: 'loading', ...about } });
    else changed(state);
    let details: Details;
    try {
      details = { state: 'ready', ...about, view: await messenger.request(toHost.details, about) };
    } catch (error) {
      details = { state: 'failed', ...about, why: wordsFor(error, strings) };
    }
    if (turn === asked) update({ details });
  }

  function show(message: ShowMessage, opening: boolean, wanted?: string, details?: ItemDetails): void {
    const view = openView(message.view);
    state = { ...state, content: { kind: 'shown', ...message, view } };
    const item = selectionIn(view, wanted ?? state.selection, opening);
    keepWay(history === undefined ? historyFrom(item) : replaced(history, item));
    filtering.again();
    setSelection(item, details);
    messenger.send(toHost.selectedItself, item === undefined ? {} : { item });
  }

  function showProblem(problem: ProblemView): void {
    const { content } = state;
    update({
      content: content.kind === 'shown' ? { ...content, stale: problem } : { kind: 'problem', problem },
    });
  }

  messenger.on(toWebview.show, (message) => show(message, state.content.kind !== 'shown'));
  messenger.on(toWebview.problem, ({ problem }) => showProblem(problem));
  messenger.on(toWebview.select, ({ item }) => {
    if (item !== state.selection) visit(item);
  });
  messenger.on(travel, ({ to }) => go(to));
  messenger.on(toWebview.settings, (settings) => {
    update({ settings });
    filtering.again();
  });
  messenger.on(filterToWebview.command, ({ command }) => {
    if (command === 'clear') actions.filter('');
    else if (command === 'focus') focusFilter();
    else actions.goToMatch(command === 'next' ? 1 : -1);
  });

  const filtering = createFiltering({
    messenger,
    state: () => state,
    update,
    arrange: (change) => actions.arrange(change),
    select: (item) => actions.select(item),
    words: (error) => wordsFor(error, strings),
  });

  const actions: Actions = {
    ...filtering.actions,
    select(item) {
      if (item === state.selection) return;
      visit(item);
      messenger.send(toHost.selected, item === undefined ? {} : { item });
    },
    openText(place, item) {
      messenger.send(toHost.openText, { place, ...(item === undefined ? {} : { item }) });
    },
    openProblem() {
      messenger.send(toHost.openProblem, {});
    },
    act(action) {
      messenger.send(toHost.act, { action });
    },
    copy(text) {
      messenger.send(toHost.copy, { text });
    },
    travel: go,
    retryDetails() {
      void fetchDetails();
    },
    async variableChanges(question) {
      try {
        return await messenger.request(inspectorToHost.variableChanges, question);
      } catch (error) {
        messenger.send(toHost.error, { text: wordsFor(error, strings) });
        return undefined;
      }
    },
    arrange(change) {
      update({ viewState: arranged(state.viewState, change) });
      if ('times' in change) filtering.again();
      remember();
      messenger.send(toHost.viewState, state.viewState);
    },
  };

  return {
    actions,
    async start() {
      // Before anything is shown, which would be kept instead.
      const kept = keptIn(memory.read());
      let initial: InitialState;
      try {
        initial = await messenger.request(toHost.ready, {});
      } catch (error) {
        update({ content: { kind: 'failed', why: wordsFor(error, strings) } });
        return;
      }
      // What VS Code kept of the page may be older than what the host knows.
      const own = kept?.viewState ?? {};
      const viewState = initial.viewState === undefined ? own : { ...ofOneCall(own), ...initial.viewState };
      state = { ...state, settings: initial.settings, viewState };
      const { filter } = state.viewState;
      if (filter !== undefined) state = { ...state, filter: { ...state.filter, text: filter, answered: '' } };
      if ('view' in initial.content)
        show(initial.content, kept === undefined, initial.select ?? kept?.selection, initial.details);
      else showProblem(initial.content.problem);
    },
  };
}

/** What was kept before, or undefined where nothing was or another version kept it. */
export function keptIn(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null || !('viewState' in value)) return undefined;
  if (!viewStateShape.check(value.viewState)) return undefined;
  const selection = 'selection' in value && typeof value.selection === 'string' ? value.selection : undefined;
  return { viewState: value.viewState, ...(selection === undefined ? {} : { selection }) };
}

function wordsFor(error: unknown, strings: Strings): string {
  if (!(error instanceof RequestError)) return String(error);
  switch (error.reason) {
    case 'answered':
      return error.message;
    case 'timed-out':
      return strings('request.timed-out');
    case 'invalid-answer':
    case 'not-sent':
    case 'disposed':
      return strings('request.failed');
  }
}
