import { html, nothing, type TemplateResult } from 'lit';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { tool } from '../parts/tool.ts';
import type { Strings } from '../strings.ts';
import { placeAmong, type MatchSet } from './match-set.ts';

/** How many rows match, and which of them is selected. */
export function matchCount(
  matching: MatchSet | undefined,
  selection: string | undefined,
  view: DrawnView,
  strings: Strings,
): TemplateResult | typeof nothing {
  if (matching === undefined) return nothing;
  const { count, total } = matching;
  const row = selection === undefined ? -1 : view.rows.placeOf(selection);
  const place = placeAmong(matching, row);
  return html`<span class="filter-count" aria-hidden="true"
    >${place > 0 ? strings('filter.place', { place, count, total }) : strings('filter.count', { count, total })}</span
  >`;
}

/** From match to match, and out of the filter. */
export function matchTools(
  strings: Strings,
  goToMatch: (step: 1 | -1) => void,
  clear: () => void,
): TemplateResult {
  return html`<span class="tools">
    ${tool('up', strings('filter.previous'), () => goToMatch(-1))}
    ${tool('down', strings('filter.next'), () => goToMatch(1))}
    ${tool('close', strings('filter.clear'), clear)}
  </span>`;
}

/** What is said where nothing matches. */
export function nothingMatches(
  hint: string | undefined,
  strings: Strings,
  clear: () => void,
): TemplateResult {
  return html`<p class="filter-problem">
    ${hint ?? strings('filter.none')}
    <button class="link" @click=${clear}>${strings('filter.clear-short')}</button>
  </p>`;
}
