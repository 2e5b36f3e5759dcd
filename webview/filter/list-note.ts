import { html, nothing, type TemplateResult } from 'lit';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import type { MatchSet } from './match-set.ts';

export interface FilteredNote {
  readonly matching: MatchSet | undefined;
  readonly showsAll: boolean;
  readonly strings: Strings;
  readonly actions: Actions;
}

/** How much of the list the filter hides, and a way to see it. */
export function filteredNote({
  matching,
  showsAll,
  strings,
  actions,
}: FilteredNote): TemplateResult | typeof nothing {
  const hidden = matching === undefined ? 0 : matching.total - matching.count;
  if (hidden === 0) return nothing;
  return html`<p class="list-filtered">
    <span>${strings('filter.hidden', { count: hidden })}</span>
    <button class="link" @click=${() => actions.arrange({ filterShowsAll: showsAll ? undefined : true })}>
      ${strings(showsAll ? 'filter.only-matching' : 'filter.show-all')}
    </button>
  </p>`;
}
