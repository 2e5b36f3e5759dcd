import { html, nothing, type TemplateResult } from 'lit';
import { sign } from '../icons.ts';
import type { Strings } from '../strings.ts';

/** What is done to the term at a place. */
export interface TermActions {
  /** Takes it back into the input. */
  readonly edit: (at: number) => void;
  readonly remove: (at: number) => void;
}

/** The terms of a filter that are in force, as chips. */
export function termList(
  terms: readonly string[],
  strings: Strings,
  actions: TermActions,
): TemplateResult | typeof nothing {
  if (terms.length === 0) return nothing;
  return html`<ul class="filter-terms" aria-label=${strings('filter.terms')}>
    ${terms.map((term, at) => termChip(term, at, strings, actions))}
  </ul>`;
}

function termChip(term: string, at: number, strings: Strings, { edit, remove }: TermActions): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    remove(at);
  };
  return html`<li class="filter-term ${/^[!！-]/.test(term) ? 'negated' : ''}" @keydown=${onKey}>
    <button
      class="filter-term-text"
      title=${strings('filter.edit', { term })}
      aria-label=${strings('filter.edit', { term })}
      @click=${() => edit(at)}
    >
      ${term}
    </button>
    <button
      class="filter-term-remove"
      title=${strings('filter.remove', { term })}
      aria-label=${strings('filter.remove', { term })}
      @click=${() => remove(at)}
    >
      ${sign('close')}
    </button>
  </li>`;
}
