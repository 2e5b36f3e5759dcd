import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../../src/protocol/view-state.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { sign, type SignName } from '../icons.ts';
import { tool } from '../parts/tool.ts';
import { drawnOver, type Actions } from '../state.ts';
import type { Strings } from '../strings.ts';

export interface FlowTools {
  readonly graph: GraphView;
  readonly state: ViewState;
  readonly strings: Strings;
  readonly actions: Actions;
}

/** A button that stays pressed; its words are the tooltip and what a screen reader says. */
function toggle(name: SignName, label: string, pressed: boolean, act: () => void): TemplateResult {
  return html`<button class="tool" aria-label=${label} title=${label} aria-pressed=${pressed} @click=${act}>
    ${sign(name)}
  </button>`;
}

/** What is drawn of the flow: over its design or not, heat, sub-flows folded. Only what the graph has something for. */
export function arrangeTools({ graph, state, strings, actions }: FlowTools): TemplateResult {
  const { design, heat } = state;
  const boxes = graph.boxes.map(({ id }) => id);
  const all = boxes.length > 0 && boxes.every((id) => state.folded?.includes(id) === true);
  const choose = (next: ViewState['design']) => actions.arrange(drawnOver(next));
  return html`${
    graph.design === undefined
      ? nothing
      : html`<span class="tool-group" role="group" aria-label=${strings('flow.design')}>
          ${toggle('path', strings('flow.design-path'), design === undefined, () => choose(undefined))}
          ${toggle('branch', strings('flow.design-over'), design === 'over', () => choose('over'))}
          ${toggle('placed', strings('flow.design-placed'), design === 'placed', () => choose('placed'))}
        </span>`
  }
  ${
    graph.nodes.some(({ durationMs }) => durationMs > 0)
      ? toggle('heat', strings('flow.heat'), heat === true, () =>
          actions.arrange({ heat: heat === true ? undefined : true }),
        )
      : nothing
  }
  ${
    boxes.length === 0
      ? nothing
      : toggle(
          all ? 'unfold-all' : 'fold-all',
          strings(all ? 'flow.unfold-all' : 'flow.fold-all'),
          false,
          () => actions.arrange({ folded: all ? undefined : boxes }),
        )
  }`;
}

/** What the tools move. */
interface Zoomed {
  readonly zoomBy: (direction: 1 | -1) => void;
  readonly zoomToSelection: () => Promise<void>;
  readonly fit: () => void;
}

/** The tools in the head of the pane; a narrow pane has a bar of its own for the arrangement. */
export function flowTools(tools: FlowTools, narrow: boolean, flow: () => Zoomed | undefined): TemplateResult {
  const { strings } = tools;
  return html`<span class="tools">
    ${narrow ? nothing : arrangeTools(tools)}
    ${tool('minus', strings('flow.zoom-out'), () => flow()?.zoomBy(-1))}
    ${tool('plus', strings('flow.zoom-in'), () => flow()?.zoomBy(1))}
    ${narrow ? nothing : tool('target', strings('flow.zoom-selection'), () => void flow()?.zoomToSelection())}
    ${tool('fit', strings('flow.fit'), () => flow()?.fit())}
  </span>`;
}
