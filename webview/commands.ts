import { actsPossible, viewerAct, type ActsView, type ViewerAct } from '../src/protocol/command-messages.ts';
import type { ViewState } from '../src/protocol/view-state.ts';
import type { Messenger } from '../src/protocol/messenger.ts';
import type { TimesShown } from '../src/protocol/times-shown.ts';
import type { DrawnView } from '../src/trace/view/types.ts';
import { drawnOver, neighbourProblem, type Actions, type State } from './state.ts';

/** What commands move by itself, apart from the state: the parts of the viewer, shown first where they are not. */
export interface CommandSurface {
  readonly state: () => State;
  readonly flow: () => Promise<{ fit(): void; zoomToSelection(): Promise<void> } | undefined>;
  readonly timeline: () => Promise<{ showAll(): void; zoomToRange(): void } | undefined>;
}

/** Does what commands of the palette and of menus say. */
export function answerCommands(messenger: Messenger, surface: CommandSurface, actions: Actions): void {
  messenger.on(viewerAct, ({ what }) => void act(what, surface, actions));
}

async function act(
  what: ViewerAct,
  { state, flow, timeline }: CommandSurface,
  actions: Actions,
): Promise<void> {
  const { content, selection, viewState } = state();
  if (content.kind !== 'shown') return;
  const { view } = content;
  switch (what) {
    case 'next-problem':
    case 'previous-problem': {
      const item = neighbourProblem(view, selection, what === 'next-problem' ? 1 : -1);
      if (item !== undefined) actions.select(item);
      return;
    }
    case 'fold-all':
      if (view.graph.boxes.length > 0) actions.arrange({ folded: view.graph.boxes.map(({ id }) => id) });
      return;
    case 'unfold-all':
      actions.arrange({ folded: undefined });
      return;
    case 'heat':
      actions.arrange({ heat: viewState.heat === true ? undefined : true });
      return;
    case 'design-path':
      draw(view, undefined, actions);
      return;
    case 'design-over':
      draw(view, 'over', actions);
      return;
    case 'design-placed':
      draw(view, 'placed', actions);
      return;
    case 'fit-flow':
      (await flow())?.fit();
      return;
    case 'zoom-flow':
      await (await flow())?.zoomToSelection();
      return;
    case 'whole-call':
      (await timeline())?.showAll();
      return;
    case 'zoom-timeline':
      (await timeline())?.zoomToRange();
      return;
    case 'compress':
      actions.arrange({ compress: viewState.compress === false });
      return;
    case 'times-elapsed':
    case 'times-local':
    case 'times-utc':
    case 'times-zone':
      actions.arrange({ times: times[what] });
      return;
  }
}

const times = {
  'times-elapsed': 'elapsed',
  'times-local': 'local',
  'times-utc': 'utc',
  'times-zone': 'zone',
} as const satisfies Record<string, TimesShown>;

function draw({ graph }: DrawnView, design: ViewState['design'], { arrange }: Actions): void {
  if (graph.design !== undefined) arrange(drawnOver(design));
}

/** Tells the host, when it changes, what the shown call has something for. */
export function actsTeller(messenger: Messenger): (state: State) => void {
  let told: ActsView | undefined;
  return ({ content }) => {
    const view = content.kind === 'shown' ? content.view : undefined;
    const possible = {
      problems: view !== undefined && view.findings.length > 0,
      subFlows: view !== undefined && view.graph.boxes.length > 0,
      design: view?.graph.design !== undefined,
    };
    const same =
      told?.problems === possible.problems &&
      told.subFlows === possible.subFlows &&
      told.design === possible.design;
    if (same) return;
    told = possible;
    messenger.send(actsPossible, possible);
  };
}
