import { html, nothing, type TemplateResult } from 'lit';

export interface TabView<T extends string> {
  readonly id: T;
  readonly title: string;
  /** Shown beside the title. */
  readonly count?: number;
}

export interface TabsOptions<T extends string> {
  readonly label: string;
  readonly tabs: readonly TabView<T>[];
  readonly chosen: T;
  readonly choose: (id: T) => void;
}

/** A row of tabs; the arrow keys go from one to the next. The panel has the id `panel-<id>`. */
export function tabList<T extends string>({ label, tabs, chosen, choose }: TabsOptions<T>): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    const list = event.currentTarget;
    if (step === 0 || next === undefined || !(list instanceof HTMLElement)) return;
    event.preventDefault();
    list.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
    choose(next.id);
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${onKey}>
    ${tabs.map(
      ({ id, title, count }) =>
        html`<button
          role="tab"
          id="tab-${id}"
          aria-selected=${id === chosen}
          aria-controls=${id === chosen ? `panel-${id}` : nothing}
          tabindex=${id === chosen ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${title}${count === undefined ? nothing : html`<span class="badge">${count}</span>`}
        </button>`,
    )}
  </div>`;
}
