import { html, type TemplateResult } from 'lit';
import type { FilterAnswer, FixView } from '../../src/protocol/filter-messages.ts';
import { sign } from '../icons.ts';
import type { Strings } from '../strings.ts';

/** What is wrong with the filter, where, and what to write instead. */
export function problemLine(
  { text: words, from, to, fixes }: Extract<FilterAnswer, { kind: 'error' }>,
  text: string,
  strings: Strings,
  mend: (fix: FixView) => void,
): TemplateResult {
  return html`<div class="filter-problem error" id="filter-problem" role="status">
    ${sign('error', 'error')}
    <code>${text.slice(0, from)}<mark>${text.slice(from, to) || ' '}</mark>${text.slice(to)}</code>
    <span>${words}</span>
    ${fixes.map(
      (fix) =>
        html`<button class="link" @click=${() => mend(fix)}>
          ${fix.insert === '' ? strings('filter.fix-leave-out') : strings('filter.fix', { insert: fix.insert })}
        </button>`,
    )}
  </div>`;
}
