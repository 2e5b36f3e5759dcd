import { html, type TemplateResult } from 'lit';
import { sign } from '../icons.ts';
import type { Actions, Content } from '../state.ts';
import type { Strings } from '../strings.ts';
import { button } from './button.ts';
import { actionButtons } from './notices.ts';

/** What fills the viewer while there is nothing to draw. */
export function pageOf(
  content: Exclude<Content, { kind: 'shown' }>,
  strings: Strings,
  actions: Actions,
): TemplateResult {
  switch (content.kind) {
    case 'loading':
      return html`<main class="page late">
        <vscode-progress-ring aria-label=${strings('viewer.loading')}></vscode-progress-ring>
        <p>${strings('viewer.loading')}</p>
      </main>`;
    case 'failed':
      return html`<main class="page" role="alert">
        ${sign('error', 'error large')}
        <p>${strings('viewer.start-failed', { why: content.why })}</p>
        ${openText(strings, actions)}
      </main>`;
    case 'problem':
      return html`<main class="page" role="alert">
        ${sign('error', 'error large')}
        <h1>${content.problem.title ?? strings('content.invalid')}</h1>
        <p>${content.problem.text}</p>
        <p class="page-actions">
          ${
            content.problem.actions === undefined
              ? html`${openText(strings, actions)} ${problemLink(content.problem.line, strings, actions)}`
              : actionButtons(content.problem.actions, actions)
          }
        </p>
      </main>`;
  }
}

function openText(strings: Strings, actions: Actions): TemplateResult {
  return button(strings('content.open-text'), () => actions.openText('item'));
}

/** Goes to the line of a problem. */
export function problemLink(line: number | undefined, strings: Strings, actions: Actions): TemplateResult {
  return html`<button class="link" @click=${() => actions.openProblem()}>
    ${line === undefined ? strings('content.go') : strings('content.line', { line })}
  </button>`;
}
