import { html, nothing, type TemplateResult } from 'lit';
import type { CompletionAnswer, FixView, SuggestionView } from '../../src/protocol/filter-messages.ts';
import { withoutEnd } from '../../src/trace/text/trimmed.ts';
import type { Strings } from '../strings.ts';

/** Terms and what is being written, as one text. */
export function joined(terms: readonly string[], draft: string): string {
  return [...terms, draft].filter((part) => part.trim() !== '').join(' ');
}

/** A term without the sign for a further value that was not written: what comes next would become that value. */
export function termOf(text: string): string {
  return withoutEnd(text, ',，、|｜');
}

/** A text in which one place is exchanged. */
export function fixed(text: string, { from, to, insert }: FixView): string {
  return text.slice(0, from) + insert + text.slice(to);
}

const mostRecent = 5;

/** Filters that were used before, as suggestions for an empty input. */
export function recentSuggestions(recent: readonly string[], strings: Strings): readonly SuggestionView[] {
  return recent
    .slice(0, mostRecent)
    .map((text) => ({ kind: 'value', insert: text, label: text, detail: strings('filter.recent') }));
}

export interface SuggestionListOptions {
  readonly open: boolean;
  readonly offered: CompletionAnswer | undefined;
  readonly active: number;
  readonly strings: Strings;
  readonly choose: (suggestion: SuggestionView) => void;
}

/** What could be written, under the input. The focus stays in the input. */
export function suggestionList({
  open,
  offered,
  active,
  strings,
  choose,
}: SuggestionListOptions): TemplateResult {
  return html`<ul
    class="filter-list"
    id="filter-list"
    role="listbox"
    aria-label=${strings('filter.suggestions')}
    ?hidden=${!open}
  >
    ${
      open
        ? (offered?.suggestions ?? []).map(
            (suggestion, at) =>
              html`<li
                class="filter-option ${at === active ? 'active' : ''}"
                id="filter-option-${at}"
                role="option"
                aria-selected=${at === active}
                @mousedown=${(event: Event) => {
                  event.preventDefault();
                  choose(suggestion);
                }}
              >
                <span class="filter-option-label">${suggestion.label}</span>
                <span class="filter-option-detail">${suggestion.detail}</span>
                ${
                  suggestion.count === undefined
                    ? nothing
                    : html`<span class="filter-option-count">${suggestion.count}</span>`
                }
              </li>`,
          )
        : nothing
    }
  </ul>`;
}
