import { html, nothing, type TemplateResult } from 'lit';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { sign } from '../icons.ts';
import { neighbourItem, rowOf, type Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { tool } from './tool.ts';

export interface SheetOptions {
  readonly view: DrawnView;
  readonly selection: string;
  readonly strings: Strings;
  readonly actions: Actions;
}

/** What is selected, in short, beneath the one view of a narrow pane. */
export function sheet({ view, selection, strings, actions }: SheetOptions): TemplateResult {
  const row = rowOf(view, selection);
  const finding = view.findings.find(({ item }) => item === selection);
  const go = (step: 1 | -1) => (): void => {
    const next = neighbourItem(view, selection, step);
    if (next !== undefined) actions.select(next);
  };
  return html`<section class="sheet" aria-label=${strings('inspector.label')}>
    <div class="inspector-head">
      ${row === undefined ? nothing : sign(row.icon)}
      <h2>${row?.name ?? finding?.title ?? ''}</h2>
      <span class="dim">${row?.detail ?? ''}</span>
      <span class="tools">
        ${tool('up', strings('inspector.previous'), go(-1))} ${tool('down', strings('inspector.next'), go(1))}
        ${tool('close', strings('inspector.close'), () => actions.select(undefined))}
      </span>
    </div>
    ${finding === undefined ? nothing : html`<p>${finding.text}</p>`}
    <p class="sheet-links">
      <button class="link" @click=${() => actions.arrange({ narrowTab: 'details' })}>
        ${strings('tab.details')}
      </button>
      <button class="link" @click=${() => actions.openText('item', selection)}>
        ${strings('inspector.show-json')}
      </button>
    </p>
  </section>`;
}
