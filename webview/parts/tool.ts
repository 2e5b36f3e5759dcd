import { html, type TemplateResult } from 'lit';
import { sign, type SignName } from '../icons.ts';

/** A button that is only a sign; its words are the tooltip and what a screen reader says. */
export function tool(name: SignName, label: string, act: () => void, disabled = false): TemplateResult {
  return html`<button class="tool" aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>
    ${sign(name)}
  </button>`;
}
