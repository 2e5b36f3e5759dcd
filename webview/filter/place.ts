import { html, type TemplateResult } from 'lit';
import type { DrawnView } from '../../src/trace/view/types.ts';
import type { Actions, State } from '../state.ts';
import type { Strings } from '../strings.ts';

export interface FilterBarOptions {
  readonly state: State;
  readonly view: DrawnView;
  readonly narrow: boolean;
  readonly strings: Strings;
  readonly actions: Actions;
  /** A person ended the filter. */
  readonly left: () => void;
}

/** The filter as the viewer holds it. */
export function filterBar({ state, view, narrow, strings, actions, left }: FilterBarOptions): TemplateResult {
  return html`<call-trace-filter
    .view=${view}
    .filter=${state.filter}
    .matching=${state.matches}
    .selection=${state.selection}
    .recent=${state.viewState.recentFilters ?? []}
    .narrow=${narrow}
    .strings=${strings}
    .actions=${actions}
    @filter-left=${left}
  ></call-trace-filter>`;
}
