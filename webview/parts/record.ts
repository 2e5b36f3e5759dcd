import { html, type TemplateResult } from 'lit';
import type { DetailsView, SourceExcerpt } from '../../src/trace/view/details-types.ts';
import { jsonTokens } from '../json-tokens.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { tool } from './tool.ts';

/** A record of more lines than this is cut here; its text is a click away. */
const mostLines = 400;

export interface RecordOptions {
  readonly strings: Strings;
  readonly actions: Actions;
}

/** The raw record of what is selected; what its problem speaks of is marked. */
export function record(
  { operation, pointer, text, telling = [] }: SourceExcerpt,
  { item, finding }: DetailsView,
  { strings, actions }: RecordOptions,
): TemplateResult {
  const lines = text.split('\n');
  const shown = lines.slice(0, mostLines);
  const marked = new Set(telling);
  const tint = finding?.severity ?? 'warning';
  return html`<div class="source">
    <div class="source-head">
      <h3>${strings('source.title')}</h3>
      <span class="dim">${pointer === '' ? operation : `${operation} · ${pointer}`}</span>
      <span class="tools">
        <button class="link" @click=${() => actions.openText('source', item)}>
          ${strings('inspector.show-record')}
        </button>
        ${tool('copy', strings('inspector.copy-record'), () => actions.copy(text))}
      </span>
    </div>
    <pre tabindex="0" aria-label=${strings('source.title')}>
${shown.map((line, at) => html`${at === 0 ? '' : '\n'}${marked.has(at) ? html`<mark class=${tint}>${tokens(line)}</mark>` : tokens(line)}`)}${lines.length > shown.length ? '\n…' : ''}</pre>
  </div>`;
}

const tokens = (line: string): readonly TemplateResult[] =>
  jsonTokens(line).map((token) => html`<span class="token-${token.kind}">${token.text}</span>`);
