import { html, type TemplateResult } from 'lit';
import { sign } from '../icons.ts';
import type { ListGrouping } from '../list-lines.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';

const groupings: readonly ListGrouping[] = ['none', 'sub-flow', 'lane'];

export interface ListHeadOptions {
  readonly grouping: ListGrouping;
  readonly latestFirst: boolean;
  readonly strings: Strings;
  readonly actions: Actions;
}

/** What the columns are called, which way time runs, and by what the rows are grouped. */
export function listHead({ grouping, latestFirst, strings, actions }: ListHeadOptions): TemplateResult {
  const order = strings(latestFirst ? 'list.newest-first' : 'list.oldest-first');
  return html`<div class="list-head">
    <span class="list-order" aria-hidden="true">#</span>
    ${
      grouping === 'sub-flow'
        ? html`<span class="list-time" aria-hidden="true">${strings('list.time')}</span>`
        : html`<button
            class="list-time"
            aria-label=${order}
            title=${order}
            @click=${() => actions.arrange({ latestFirst: latestFirst ? undefined : true })}
          >
            ${strings('list.time')} ${sign(latestFirst ? 'up' : 'down')}
          </button>`
    }
    <span class="list-lane" aria-hidden="true">${strings('list.lane')}</span>
    <span class="list-what"
      ><span aria-hidden="true">${strings('list.name')}</span>
      <select
        class="list-grouping"
        aria-label=${strings('list.group')}
        .value=${grouping}
        @change=${({ target }: Event) => {
          if (!(target instanceof HTMLSelectElement)) return;
          const chosen = groupings.find((known) => known === target.value) ?? 'none';
          actions.arrange({ groupBy: chosen === 'none' ? undefined : chosen });
        }}
      >
        ${groupings.map(
          (known) =>
            html`<option value=${known} ?selected=${known === grouping}>
              ${strings(`grouping.${known}`)}
            </option>`,
        )}
      </select></span
    >
    <span class="list-detail" aria-hidden="true">${strings('list.kind')}</span>
    <span class="list-exit" aria-hidden="true">${strings('list.exit')}</span>
    <span class="list-duration" aria-hidden="true">${strings('list.duration')}</span>
  </div>`;
}
