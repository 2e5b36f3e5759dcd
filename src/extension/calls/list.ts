import type { CallTraceError } from '../../http/errors.ts';
import type { CallFilter, CallPage, LiveContext } from '../../providers/live.ts';
import type { Message } from '../../trace/message.ts';
import type { ListedCall, ListedPager } from './source.ts';

/** In which order loaded calls are shown. */
export const sorts = ['newest', 'oldest', 'longest'] as const;
export type Sort = (typeof sorts)[number];

/** What of a connection's calls a person wants to see; kept across restarts. */
export interface ListChoice {
  /** Absent: the provider's usual range, nothing left out. */
  readonly filter?: CallFilter;
  readonly sort: Sort;
}

export const usualChoice: ListChoice = { sort: 'newest' };

/** What is going on with a list. `first`: nothing of it has been loaded yet. */
export type Loading =
  { readonly kind: 'none' } | { readonly kind: 'first' | 'again' | 'more'; readonly progress?: Message };

export interface ListState {
  readonly choice: ListChoice;
  /** In the order in which the provider gave them, each contact ID once. */
  readonly calls: readonly ListedCall[];
  /** Whether a first page came since the choice was made. */
  readonly loaded: boolean;
  readonly more: boolean;
  /** How many calls there are in all, where the provider says so. */
  readonly total?: number;
  readonly loading: Loading;
  /** What the last request failed with; calls that came before stay. */
  readonly problem?: { readonly error: unknown };
  /** Why calls are missing among those that are loaded, where the provider did not give the list to its end. */
  readonly incomplete?: CallTraceError;
  /** Somebody stopped the first request; nothing is asked again until they want it. */
  readonly stopped: boolean;
}

/** The calls of one source, page by page, as far as they were asked for. */
export interface CallList {
  readonly state: () => ListState;
  /** From the beginning: replaces what is loaded once the first page is there. Supersedes a request that runs. */
  readonly reload: () => Promise<void>;
  /** Looks for newer calls and keeps the older pages. Does nothing while a request runs. */
  readonly refresh: () => Promise<void>;
  /**
   * The next page; of a long list as many pages as are there, because each time that rows are added costs as much as
   * all rows. Does nothing while a request runs, or where there is none. What came before it failed or was stopped
   * stays.
   */
  readonly loadMore: () => Promise<void>;
  /** All pages, until so many calls are loaded; otherwise as `loadMore`. */
  readonly loadAll: (most: number) => Promise<void>;
  /** Stops the request that runs. */
  readonly cancel: () => void;
  /** Another filter empties the list; the next look at it loads it again. */
  readonly choose: (choice: ListChoice) => void;
}

interface Run {
  readonly controller: AbortController;
  /** What stays of it when it fails or is stopped. */
  partial?: Pick<ListState, 'calls' | 'more' | 'total' | 'incomplete'>;
}

/** So many calls “Load All” reads, at most: more than these no side bar is for. */
export const mostLoaded = 10_000;

/** So many pages are read at once, at most. */
export const mostPagesAtOnce = 10;

/**
 * @param open begins a list with the given filter
 * @param onDidChange called after every change of the state
 * @param onDidLoad called with the calls of each page
 */
export function createCallList(
  open: (filter: CallFilter | undefined) => ListedPager,
  choice: ListChoice,
  onDidChange: () => void,
  onDidLoad: (calls: readonly ListedCall[]) => void = () => undefined,
): CallList {
  let state: ListState = emptyList(choice);
  let pager: ListedPager | undefined;
  let pages = 0;
  let run: Run | undefined;

  const change = (next: ListState) => {
    state = next;
    onDidChange();
  };

  /** Runs one request; what comes back after it was superseded or cancelled is dropped. */
  const request = async (
    kind: Exclude<Loading['kind'], 'none'>,
    next: (context: LiveContext, mine: Run) => Promise<ListState>,
  ): Promise<void> => {
    run?.controller.abort();
    const mine: Run = { controller: new AbortController() };
    run = mine;
    // What a list that shows nothing failed with is out of date as soon as it is tried again.
    change({ ...(kind === 'first' ? withoutProblem(state) : state), loading: { kind }, stopped: false });
    const onProgress = (progress: Message) => {
      if (run === mine) change({ ...state, loading: { kind, progress } });
    };
    try {
      const after = await next({ signal: mine.controller.signal, onProgress }, mine);
      if (run !== mine) return;
      run = undefined;
      change({ ...withoutProblem(after), loading: { kind: 'none' }, stopped: false });
    } catch (error) {
      if (run !== mine) return;
      run = undefined;
      change({ ...state, ...mine.partial, loading: { kind: 'none' }, problem: { error } });
    }
  };

  const fromTheStart = async (context: LiveContext): Promise<ListState> => {
    const fresh = open(state.choice.filter);
    const page = await fresh.next(context);
    context.signal.throwIfAborted();
    pager = fresh;
    pages = 1;
    onDidLoad(page.calls);
    const calls = kept(united([], page.calls), state.calls);
    return { ...emptyList(state.choice), ...pageFacts(page), calls, loaded: true };
  };

  /** Reads pages until there are enough. */
  const goOn = async (isEnough: (calls: number) => boolean): Promise<void> => {
    const current = pager;
    if (run !== undefined || current === undefined || !state.more) return;
    await request('more', async (context, mine) => {
      for (;;) {
        const page = await current.next(context);
        context.signal.throwIfAborted();
        pages += 1;
        onDidLoad(page.calls);
        const calls = united((mine.partial ?? state).calls, page.calls);
        mine.partial = { calls, ...pageFacts(page) };
        if (!page.more || isEnough(calls.length)) return { ...state, ...mine.partial };
        context.onProgress(countOf(mine.partial));
      }
    });
  };

  return {
    state: () => state,
    reload: () => request(state.loaded ? 'again' : 'first', fromTheStart),
    refresh: async () => {
      if (run !== undefined) return;
      if (pages < 2) return request(state.loaded ? 'again' : 'first', fromTheStart);
      await request('again', async (context) => {
        const fresh = open(state.choice.filter);
        const page = await fresh.next(context);
        context.signal.throwIfAborted();
        onDidLoad(page.calls);
        const known = new Set(state.calls.map(({ contactId }) => contactId));
        // Without a call in common there may be others in between: begin anew.
        if (page.more && !page.calls.some(({ contactId }) => known.has(contactId))) {
          pager = fresh;
          pages = 1;
          return {
            ...emptyList(state.choice),
            ...pageFacts(page),
            calls: united([], page.calls),
            loaded: true,
          };
        }
        const total = page.total ?? state.total;
        return {
          ...state,
          calls: kept(united(page.calls, state.calls), state.calls),
          ...(total === undefined ? {} : { total }),
        };
      });
    },
    loadMore: () => {
      const until = pages + Math.min(pages, mostPagesAtOnce);
      return goOn(() => pages >= until);
    },
    loadAll: (most) => goOn((calls) => calls >= most),
    cancel: () => {
      if (run === undefined) return;
      const { controller, partial } = run;
      controller.abort();
      run = undefined;
      change({ ...state, ...partial, loading: { kind: 'none' }, stopped: !state.loaded });
    },
    choose: (wanted) => {
      if (wanted.filter === state.choice.filter) {
        change({ ...state, choice: wanted });
        return;
      }
      run?.controller.abort();
      run = undefined;
      pager = undefined;
      pages = 0;
      change(emptyList(wanted));
    },
  };
}

const emptyList = (choice: ListChoice): ListState => ({
  choice,
  calls: [],
  loaded: false,
  more: false,
  loading: { kind: 'none' },
  stopped: false,
});

const pageFacts = ({ more, total, incomplete }: Omit<CallPage, 'calls'>) => ({
  more,
  ...(total === undefined ? {} : { total }),
  ...(incomplete === undefined ? {} : { incomplete }),
});

function withoutProblem({ choice, calls, loaded, loading, stopped, ...facts }: ListState): ListState {
  return { choice, calls, loaded, loading, stopped, ...pageFacts(facts) };
}

/** How many calls are loaded, and of how many, where that is known. */
export const countOf = ({ calls: { length: count }, total }: Pick<ListState, 'calls' | 'total'>): Message =>
  total !== undefined && total > count
    ? { key: 'calls.count.of', args: { count, total } }
    : { key: 'calls.count.at-least', args: { count } };

/** The calls, each as the same object as before where nothing is new about it; the same list where it is the same. */
function kept(calls: readonly ListedCall[], before: readonly ListedCall[]): readonly ListedCall[] {
  const known = new Map(before.map((call) => [call.contactId, call] as const));
  const same = calls.map((call) => {
    const old = known.get(call.contactId);
    return old !== undefined && (old === call || JSON.stringify(old) === JSON.stringify(call)) ? old : call;
  });
  return same.length === before.length && same.every((call, index) => call === before[index]) ? before : same;
}

/** Both lists as one: each contact ID once, where it stood first, as the first list has it. */
function united(first: readonly ListedCall[], then: readonly ListedCall[]): readonly ListedCall[] {
  const calls = new Map(first.map((call) => [call.contactId, call] as const));
  for (const call of then) if (!calls.has(call.contactId)) calls.set(call.contactId, call);
  return [...calls.values()];
}

/** Whether other rows stand at a source than before; if not, the last one may say something else. */
export const hasOtherRows = (before: ListState, after: ListState): boolean =>
  before.calls !== after.calls ||
  before.choice !== after.choice ||
  before.problem !== after.problem ||
  before.incomplete !== after.incomplete ||
  before.loaded !== after.loaded ||
  before.stopped !== after.stopped ||
  before.more !== after.more ||
  (before.loading.kind === 'first') !== (after.loading.kind === 'first');

/** How long a call took, ms; a call that goes on has no length yet. */
export function lengthOf({ summary }: Pick<ListedCall, 'summary'>): number | undefined {
  if (summary.startedAt === undefined || summary.endedAt === undefined) return summary.durationMs;
  return Math.max(0, summary.endedAt - summary.startedAt);
}

/**
 * The loaded calls that are shown, in order.
 * @param text what somebody types to find calls: every word of it has to stand in the text of a call; '' shows all
 * @param textOf the words of a call in lower case
 */
export function shownCalls(
  calls: readonly ListedCall[],
  sort: Sort,
  text: string,
  textOf: (call: ListedCall) => string,
): readonly ListedCall[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found =
    words.length === 0 ? calls : calls.filter((call) => words.every((word) => textOf(call).includes(word)));
  const startOf = ({ summary }: ListedCall) => summary.startedAt ?? Number.NEGATIVE_INFINITY;
  const by = (value: (call: ListedCall) => number) =>
    found
      .map((call) => ({ call, value: value(call) }))
      // Equal ones, and those of which nothing is known, keep their order.
      .sort((one, other) => (one.value === other.value ? 0 : one.value > other.value ? -1 : 1))
      .map(({ call }) => call);
  switch (sort) {
    case 'newest':
      return by(startOf);
    case 'oldest':
      return by((call) => -startOf(call));
    case 'longest':
      return by((call) => lengthOf(call) ?? -1);
  }
}
