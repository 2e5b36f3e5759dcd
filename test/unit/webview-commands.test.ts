import { describe, expect, it } from 'vitest';
import {
  actsPossible,
  viewerAct,
  viewerActs,
  type ActsView,
  type ViewerAct,
} from '../../src/protocol/command-messages.ts';
import { createMessenger, type Messenger } from '../../src/protocol/messenger.ts';
import type { ViewState } from '../../src/protocol/view-state.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { actsTeller, answerCommands } from '../../webview/commands.ts';
import { arranged, initialState, type Actions, type State } from '../../webview/state.ts';
import { sampleDrawn } from './support/viewer.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

interface Bench {
  readonly run: (what: ViewerAct) => Promise<void>;
  readonly state: () => State;
  /** What was asked of the drawings. */
  readonly moved: readonly string[];
  readonly host: Messenger;
}

const unused = (): never => {
  throw new Error('No command does this.');
};

function bench(view: DrawnView | undefined, viewState: ViewState = {}): Bench {
  let state: State = {
    ...initialState,
    viewState,
    ...(view === undefined ? {} : { content: { kind: 'shown' as const, view } }),
  };
  const silent = { report: unused, describe: (error: unknown) => ({ text: String(error) }) };
  const host = createMessenger({ post: (message) => viewer.receive(message), ...silent });
  const viewer: Messenger = createMessenger({ post: (message) => host.receive(message), ...silent });
  const moved: string[] = [];
  const actions: Actions = {
    select: (selection) => (state = { ...state, selection }),
    arrange: (change) => (state = { ...state, viewState: arranged(state.viewState, change) }),
    openText: unused,
    openProblem: unused,
    act: unused,
    copy: unused,
    travel: unused,
    retryDetails: unused,
    variableChanges: unused,
    filter: unused,
    keepFilter: unused,
    goToMatch: unused,
    complete: unused,
  };
  answerCommands(
    viewer,
    {
      state: () => state,
      flow: () =>
        Promise.resolve({
          fit: () => void moved.push('fit'),
          zoomToSelection: () => Promise.resolve(void moved.push('zoom to selection')),
        }),
      timeline: () =>
        Promise.resolve({
          showAll: () => void moved.push('whole call'),
          zoomToRange: () => void moved.push('range'),
        }),
    },
    actions,
  );
  return {
    state: () => state,
    moved,
    host,
    async run(what) {
      host.send(viewerAct, { what });
      await settled();
    },
  };
}

const view = sampleDrawn();
const boxes = view.graph.boxes.map(({ id }) => id);

describe('commands of a viewer', () => {
  it('go through the problems', async () => {
    const { run, state } = bench(view);
    await run('next-problem');
    expect(state().selection).toBe(view.findings[0]?.item);
    await run('previous-problem');
    expect(state().selection).toBe(view.findings.at(-1)?.item);
  });

  it('fold and unfold all sub-flows', async () => {
    const { run, state } = bench(view);
    expect(boxes.length).toBeGreaterThan(0);
    await run('fold-all');
    expect(state().viewState.folded).toEqual(boxes);
    await run('unfold-all');
    expect(state().viewState.folded).toBeUndefined();
  });

  it('show and hide the bars, and open and narrow long waits', async () => {
    const { run, state } = bench(view);
    await run('heat');
    expect(state().viewState.heat).toBe(true);
    await run('heat');
    expect(state().viewState.heat).toBeUndefined();
    await run('compress');
    expect(state().viewState.compress).toBe(false);
    await run('compress');
    expect(state().viewState.compress).toBe(true);
  });

  it('lay the path over the design where there is one, with a scale of its own', async () => {
    const { run, state } = bench(view, { zoom: 2 });
    await run('design-placed');
    expect(state().viewState).toEqual({ design: 'placed' });
    await run('design-over');
    expect(state().viewState).toEqual({ design: 'over' });
    await run('design-path');
    expect(state().viewState).toEqual({});
    const { design, ...graph } = view.graph;
    expect(design).toBeDefined();
    const without = bench({ ...view, graph }, { zoom: 2 });
    await without.run('design-over');
    expect(without.state().viewState).toEqual({ zoom: 2 });
  });

  it('tell the times in another way', async () => {
    const { run, state } = bench(view);
    for (const times of ['local', 'utc', 'zone', 'elapsed'] as const) {
      await run(`times-${times}`);
      expect(state().viewState.times).toBe(times);
    }
  });

  it('move the drawings', async () => {
    const { run, moved } = bench(view);
    for (const what of ['fit-flow', 'zoom-flow', 'whole-call', 'zoom-timeline'] as const) await run(what);
    expect(moved).toEqual(['fit', 'zoom to selection', 'whole call', 'range']);
  });

  it('do nothing while no call is shown', async () => {
    const { run, state, moved } = bench(undefined);
    const before = state();
    for (const what of viewerActs) await run(what);
    expect(state()).toBe(before);
    expect(moved).toEqual([]);
  });
});

describe('what is possible', () => {
  it('is told once, and again when it is another', async () => {
    const told: ActsView[] = [];
    const silent = { report: unused, describe: (error: unknown) => ({ text: String(error) }) };
    const host = createMessenger({ post: unused, ...silent });
    host.on(actsPossible, (possible) => told.push(possible));
    const tell = actsTeller(createMessenger({ post: (message) => host.receive(message), ...silent }));
    tell(initialState);
    const shown: State = { ...initialState, content: { kind: 'shown', view } };
    tell(shown);
    tell({ ...shown, selection: 's1' });
    await settled();
    expect(told).toEqual([
      { problems: false, subFlows: false, design: false },
      { problems: true, subFlows: true, design: true },
    ]);
  });
});
