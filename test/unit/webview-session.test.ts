import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMessenger, type Messenger } from '../../src/protocol/messenger.ts';
import { toHost, toWebview, type InitialState, type ItemDetails } from '../../src/protocol/messages.ts';
import type { ViewState } from '../../src/protocol/view-state.ts';
import { travel, travelPossible, type TravelView } from '../../src/protocol/travel-messages.ts';
import type { DetailsView } from '../../src/trace/view/details-types.ts';
import type { TraceView } from '../../src/trace/view/types.ts';
import { createSession, keptIn, type Kept, type Session } from '../../webview/session.ts';
import { arranged, initialState, neighbourItem, neighbourProblem, type State } from '../../webview/state.ts';
import { viewerStrings } from './support/viewer-strings.ts';
import { packView } from '../../src/trace/view/packed.ts';
import { sampleDrawn, samplePacked, sampleView } from './support/viewer.ts';

const view = samplePacked();
const worst = view.findings[0]?.item ?? '';

interface Bench {
  readonly session: Session;
  readonly state: () => State;
  readonly host: Messenger;
  readonly heard: { readonly name: string; readonly payload: unknown }[];
  readonly kept: () => Kept | undefined;
  /** Settles what is under way. */
  readonly settle: () => Promise<void>;
}

interface BenchOptions {
  readonly content?: InitialState['content'];
  readonly viewState?: ViewState;
  readonly first?: ItemDetails;
  readonly kept?: unknown;
  readonly details?: (item: string | undefined) => DetailsView | Promise<DetailsView>;
}

function withoutRow(item: string): TraceView {
  const whole = sampleView();
  return { ...whole, rows: whole.rows.filter((row) => row.item !== item) };
}

function detailsOf(item: string | undefined): DetailsView {
  return {
    ...(item === undefined ? {} : { item }),
    icon: 'play',
    name: item ?? 'call',
    detail: '',
    groups: [],
    variables: [],
    gaps: [],
  };
}

function bench({
  content = { view },
  viewState,
  first,
  kept,
  details = detailsOf,
}: BenchOptions = {}): Bench {
  let state: State = initialState;
  let memory: unknown = kept;
  const heard: { name: string; payload: unknown }[] = [];
  const silent = { report: () => undefined, describe: (error: unknown) => ({ text: String(error) }) };
  const host = createMessenger({ post: (message) => viewer.receive(message), ...silent });
  const viewer: Messenger = createMessenger({
    post: (message) => host.receive(message),
    ...silent,
    timeoutMs: 1000,
  });
  host.answer(toHost.ready, () => ({
    settings: { times: 'elapsed' as const },
    content,
    ...(viewState === undefined ? {} : { viewState }),
    ...(first === undefined ? {} : { details: first }),
  }));
  host.answer(toHost.details, ({ item }) => details(item));
  host.on(toHost.selected, (payload) => heard.push({ name: 'selected', payload }));
  host.on(toHost.viewState, (payload) => heard.push({ name: 'view-state', payload }));
  const session = createSession({
    messenger: viewer,
    memory: {
      read: () => memory,
      write: (value) => {
        memory = value;
      },
    },
    strings: viewerStrings('en'),
    changed: (next) => {
      state = next;
    },
  });
  return {
    session,
    state: () => state,
    host,
    heard,
    kept: () => keptIn(memory),
    settle: async () => {
      await vi.advanceTimersByTimeAsync(1);
    },
  };
}

describe('the session of a viewer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('selects the worst problem on opening and fetches its details', async () => {
    const { session, state, settle, heard } = bench();
    await session.start();
    await settle();
    expect(state().selection).toBe(worst);
    expect(state().details).toMatchObject({ state: 'ready', item: worst, view: { name: worst } });
    expect(heard).toEqual([]);
  });

  it('takes the details that come with the drawing, and asks for others', async () => {
    const asked: (string | undefined)[] = [];
    const details = (item: string | undefined) => {
      asked.push(item);
      return detailsOf(item);
    };
    const given = (item: string) => ({ item, view: { ...detailsOf(item), name: 'given' } });
    const same = bench({ first: given(worst), details });
    await same.session.start();
    await same.settle();
    expect(same.state().details).toMatchObject({ state: 'ready', item: worst, view: { name: 'given' } });
    expect(asked).toEqual([]);
    const other = bench({ first: given('s1'), details });
    await other.session.start();
    await other.settle();
    expect(other.state().details).toMatchObject({ state: 'ready', item: worst, view: { name: worst } });
    expect(asked).toEqual([worst]);
  });

  it('takes up what was kept, whatever is shown before its first answer', async () => {
    const kept = { viewState: { zoom: 0.4, filter: 'status:failed' }, selection: 's2' };
    const { session, state, settle, host } = bench({ kept });
    const started = session.start();
    host.send(toWebview.show, { view });
    await started;
    await settle();
    expect(state().viewState).toMatchObject(kept.viewState);
    expect(state().selection).toBe('s2');
  });

  it('goes back and forward along the selections of person and host, and tells the host', async () => {
    const { session, state, settle, heard, host } = bench();
    const possible: TravelView[] = [];
    host.on(travelPossible, (payload) => possible.push(payload));
    await session.start();
    await vi.advanceTimersByTimeAsync(1000);
    session.actions.select('s1');
    await vi.advanceTimersByTimeAsync(1000);
    host.send(toWebview.select, { item: 's2' });
    await settle();
    expect(possible).toEqual([{ back: true, forward: false }]);
    session.actions.travel('back');
    expect(state().selection).toBe('s1');
    host.send(travel, { to: 'back' });
    await settle();
    expect(state().selection).toBe(worst);
    host.send(travel, { to: 'back' });
    await settle();
    expect(state().selection).toBe(worst);
    expect(state().travel).toEqual({ back: false, forward: true });
    host.send(travel, { to: 'forward' });
    await settle();
    expect(state().details).toMatchObject({ state: 'ready', item: 's1' });
    expect(heard.filter(({ name }) => name === 'selected').map(({ payload }) => payload)).toEqual(
      ['s1', 's1', worst, 's1'].map((item) => ({ item })),
    );
  });

  it('tells the host what a person selects, once, and nothing of what the host selects', async () => {
    const { session, state, settle, heard, host } = bench();
    await session.start();
    session.actions.select('s1');
    session.actions.select('s1');
    await settle();
    host.send(toWebview.select, { item: 's2' });
    await settle();
    expect(state().selection).toBe('s2');
    expect(state().details).toMatchObject({ state: 'ready', item: 's2' });
    expect(heard).toEqual([{ name: 'selected', payload: { item: 's1' } }]);
  });

  it('keeps the selection in a new drawing, and takes the worst problem where it is gone', async () => {
    const { session, state, settle, host } = bench();
    await session.start();
    session.actions.select('s2');
    host.send(toWebview.show, { view });
    await settle();
    expect(state().selection).toBe('s2');
    host.send(toWebview.show, { view: packView(withoutRow('s2')) });
    await settle();
    expect(state().selection).toBe(worst);
  });

  it('keeps nothing selected when a person wants it so', async () => {
    const { session, state, settle, host } = bench();
    await session.start();
    session.actions.select(undefined);
    host.send(toWebview.show, { view });
    await settle();
    expect(state().selection).toBeUndefined();
    expect(state().details).toMatchObject({ state: 'ready', view: { name: 'call' } });
  });

  it('shows the details of the last selection, however late the ones before arrive', async () => {
    const slow = new Map([['s1', 500]]);
    const { session, state } = bench({
      details: async (item) => {
        await new Promise((resolve) => setTimeout(resolve, slow.get(item ?? '') ?? 1));
        return detailsOf(item);
      },
    });
    void session.start();
    await vi.advanceTimersByTimeAsync(50);
    session.actions.select('s1');
    session.actions.select('s2');
    await vi.advanceTimersByTimeAsync(900);
    expect(state().details).toMatchObject({ state: 'ready', item: 's2' });
  });

  it('says why details are not there, and fetches them when asked again', async () => {
    let fail = true;
    const { session, state, settle } = bench({
      details: (item) => {
        if (fail) throw new Error('the reader stopped');
        return detailsOf(item);
      },
    });
    await session.start();
    await settle();
    expect(state().details).toEqual({ state: 'failed', item: worst, why: 'Error: the reader stopped' });
    fail = false;
    session.actions.retryDetails();
    await settle();
    expect(state().details).toMatchObject({ state: 'ready', item: worst });
  });

  it('keeps the last drawing when the document is no longer valid, and lets it go when it is again', async () => {
    const { session, state, settle, host } = bench();
    await session.start();
    host.send(toWebview.problem, { problem: { text: 'Line 3: a comma is missing.', line: 3 } });
    await settle();
    expect(state().content).toMatchObject({ kind: 'shown', view: { title: view.title }, stale: { line: 3 } });
    host.send(toWebview.show, { view });
    await settle();
    expect(state().content).not.toHaveProperty('stale');
  });

  it('shows the problem of a document that never was valid, and its worst problem when it becomes one', async () => {
    const { session, state, settle, host } = bench({ content: { problem: { text: 'Not a call trace.' } } });
    await session.start();
    expect(state().content).toEqual({ kind: 'problem', problem: { text: 'Not a call trace.' } });
    host.send(toWebview.show, { view });
    await settle();
    expect(state().selection).toBe(worst);
  });

  it('takes up what was selected and arranged before it was hidden', async () => {
    const kept = { viewState: { tab: 'list', zoom: 2 }, selection: 's2' };
    const { session, state, settle } = bench({ kept });
    await session.start();
    await settle();
    expect(state()).toMatchObject({ selection: 's2', viewState: { tab: 'list', zoom: 2 } });
  });

  it('is arranged as the host knows, which may be newer; zoom and filter are those of the call', async () => {
    const kept = { viewState: { tab: 'list', zoom: 2, filter: 'x', design: 'over' } };
    const { session, state } = bench({ kept, viewState: { tab: 'timeline' } });
    await session.start();
    expect(state().viewState).toEqual({ tab: 'timeline', zoom: 2, filter: 'x' });
  });

  it('begins as the host remembers it where nothing was kept or another version kept it', async () => {
    const { session, state } = bench({
      kept: { viewState: { tab: 'chart' } },
      viewState: { flowShare: 0.3 },
    });
    await session.start();
    expect(state().viewState).toEqual({ flowShare: 0.3 });
  });

  it('keeps what is arranged, tells the host, and forgets what is put back', async () => {
    const { session, state, settle, heard, kept } = bench();
    await session.start();
    session.actions.arrange({ flowShare: 0.6, tab: 'list' });
    session.actions.arrange({ flowShare: undefined });
    await settle();
    expect(state().viewState).toEqual({ tab: 'list' });
    expect(kept()).toEqual({ viewState: { tab: 'list' }, selection: worst });
    expect(heard.at(-1)).toEqual({ name: 'view-state', payload: { tab: 'list' } });
  });

  it('says so when the host does not answer', async () => {
    const states: State[] = [];
    const messenger = createMessenger({
      post: () => undefined,
      report: () => undefined,
      describe: () => ({ text: '' }),
      timeoutMs: 1000,
    });
    const session = createSession({
      messenger,
      memory: { read: () => undefined, write: () => undefined },
      strings: viewerStrings('en'),
      changed: (state) => states.push(state),
    });
    void session.start();
    await vi.advanceTimersByTimeAsync(1001);
    expect(states.at(-1)?.content).toEqual({ kind: 'failed', why: 'there was no answer in time.' });
  });
});

describe('going through a call', () => {
  const view = sampleDrawn();
  it('goes through the problems in their order and around the end', () => {
    const items = view.findings.map(({ item }) => item);
    expect(items.length).toBeGreaterThan(2);
    expect(neighbourProblem(view, items[0], 1)).toBe(items[1]);
    expect(neighbourProblem(view, items.at(-1), 1)).toBe(items[0]);
    expect(neighbourProblem(view, items[0], -1)).toBe(items.at(-1));
    expect(neighbourProblem(view, 'elsewhere', 1)).toBe(items[0]);
    expect(neighbourProblem(view, undefined, -1)).toBe(items.at(-1));
    expect(neighbourProblem({ ...view, findings: [] }, 's1', 1)).toBeUndefined();
  });

  it('goes through steps and events by time and stops at the ends', () => {
    const [first, second] = view.rows;
    const last = view.rows.at(-1);
    expect(neighbourItem(view, first?.item, 1)).toBe(second?.item);
    expect(neighbourItem(view, first?.item, -1)).toBeUndefined();
    expect(neighbourItem(view, last?.item, 1)).toBeUndefined();
    expect(neighbourItem(view, undefined, 1)).toBe(first?.item);
    expect(neighbourItem(view, undefined, -1)).toBe(last?.item);
  });

  it('puts back only what is to be put back', () => {
    expect(arranged({ tab: 'list', zoom: 2 }, { zoom: undefined, times: 'zone' })).toEqual({
      tab: 'list',
      times: 'zone',
    });
  });
});
