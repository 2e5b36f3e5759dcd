import { html, type TemplateResult } from 'lit';
import type { ViewState } from '../../src/protocol/view-state.ts';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import type { DrawnView, MeasureText } from '../../src/trace/view/types.ts';
import type { Actions, State } from '../state.ts';
import type { Strings } from '../strings.ts';

/** A view of the call; a narrow pane shows one at a time. */
export type ViewName = NonNullable<ViewState['narrowTab']>;

/** What the views are drawn from. */
export interface ViewTools {
  readonly view: DrawnView;
  readonly state: State;
  readonly times: TimesShown;
  readonly narrow: boolean;
  readonly strings: Strings;
  readonly actions: Actions;
  readonly measure: MeasureText;
}

export function viewNamed(name: ViewName, tools: ViewTools): TemplateResult {
  const { view, state, times, narrow, strings, actions, measure } = tools;
  const { selection, matches, viewState } = state;
  switch (name) {
    case 'flow':
      return html`<call-trace-flow
        .view=${view}
        .selection=${selection}
        .matching=${matches}
        .viewState=${viewState}
        .narrow=${narrow}
        .strings=${strings}
        .actions=${actions}
        .measure=${measure}
      ></call-trace-flow>`;
    case 'timeline':
      return html`<call-trace-timeline
        .view=${view}
        .selection=${selection}
        .matching=${matches}
        .times=${times}
        .compress=${compressed(viewState)}
        .strings=${strings}
        .actions=${actions}
        .measure=${measure}
      ></call-trace-timeline>`;
    case 'list':
      return html`<call-trace-list
        .view=${view}
        .selection=${selection}
        .matching=${matches}
        .showsAll=${viewState.filterShowsAll === true}
        .times=${times}
        .grouping=${viewState.groupBy ?? 'none'}
        .latestFirst=${viewState.latestFirst === true}
        .strings=${strings}
        .actions=${actions}
      ></call-trace-list>`;
    case 'details':
      return html`<call-trace-inspector
        .view=${view}
        .details=${state.details}
        .times=${times}
        .travel=${state.travel}
        .strings=${strings}
        .actions=${actions}
      ></call-trace-inspector>`;
  }
}

/** Whether long waits are drawn narrow in the timeline. */
export function compressed({ compress = true }: ViewState): boolean {
  return compress;
}
