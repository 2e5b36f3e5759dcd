import { html, type TemplateResult } from 'lit';
import type { ActionView, NoticeView } from '../../src/protocol/messages.ts';
import { sign } from '../icons.ts';
import type { Actions } from '../state.ts';
import { button } from './button.ts';

/** Something to know about the document, above its drawing. */
export function noticeBanner({ text, actions: offered }: NoticeView, actions: Actions): TemplateResult {
  return html`<div class="banner" role="status">
    ${sign('unknown')}<span>${text}</span>${actionLinks(offered, actions)}
  </div>`;
}

export function actionLinks(offered: readonly ActionView[], actions: Actions): TemplateResult[] {
  return offered.map(
    ({ id, label }) => html`<button class="link" @click=${() => actions.act(id)}>${label}</button>`,
  );
}

/** The ways out of a problem that takes the place of the drawing; the likeliest first. */
export function actionButtons(offered: readonly ActionView[], actions: Actions): TemplateResult[] {
  return offered.map(({ id, label }, at) =>
    button(label, () => actions.act(id), at === 0 ? 'primary' : 'secondary'),
  );
}
