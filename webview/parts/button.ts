import { html, type TemplateResult } from 'lit';
import { needControls } from '../need-controls.ts';

/** A button as VS Code draws it, for the few that are no signs. */
export function button(
  label: string,
  act: () => void,
  appearance: 'primary' | 'secondary' = 'primary',
): TemplateResult {
  needControls();
  return html`<vscode-button appearance=${appearance} @click=${act}>${label}</vscode-button>`;
}
