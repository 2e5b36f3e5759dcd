import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { durationText } from '../../src/trace/format.ts';
import type { RowView, DrawnView } from '../../src/trace/view/types.ts';
import { sign } from '../icons.ts';
import { rowsInSight } from '../list-window.ts';
import type { MatchSet } from '../filter/match-set.ts';
import { definePart, Part } from '../part.ts';
import { neighbourItem, type Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import { timeWords } from '../times.ts';

/** The steps and events by time. Only the rows in sight are in the page. */
export class ListPart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    matching: { attribute: false },
    times: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    top: { state: true },
    height: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  /** What the filter accepts; undefined: there is none. */
  declare matching: MatchSet | undefined;
  declare times: TimesShown;
  declare strings: Strings;
  declare actions: Actions;
  declare top: number;
  declare height: number;

  private readonly observer = new ResizeObserver(() => {
    this.height = this.scroller?.clientHeight ?? 0;
  });

  constructor() {
    super();
    this.top = 0;
    this.height = 0;
  }

  private get scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.list-rows');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('selection') || changed.has('view') || changed.has('height')) this.reveal();
  }

  /** Scrolls the selected row into sight; it may not be in the page yet. */
  private reveal(): void {
    const { scroller } = this;
    const at = this.selection === undefined ? -1 : this.view.rows.placeOf(this.selection);
    if (scroller === null || at < 0) return;
    const y = at * this.rowHeight;
    const { scrollTop, clientHeight } = scroller;
    const outOfSight = y < scrollTop || y + this.rowHeight > scrollTop + clientHeight;
    if (!outOfSight) return;
    // A step to a neighbour scrolls by a row, a jump puts the row into the middle.
    if (y + 2 * this.rowHeight >= scrollTop && y < scrollTop) scroller.scrollTop = y;
    else if (y > scrollTop && y <= scrollTop + clientHeight)
      scroller.scrollTop = y + this.rowHeight - clientHeight;
    else scroller.scrollTop = y - (clientHeight - this.rowHeight) / 2;
  }

  private get rowHeight(): number {
    return Math.round((parseFloat(getComputedStyle(this).fontSize) / 13) * 22);
  }

  protected override render(): TemplateResult {
    const { view, strings, rowHeight } = this;
    if (view.rows.length === 0) return html`<p class="empty">${strings('list.empty')}</p>`;
    const { first, end } = rowsInSight({
      count: view.rows.length,
      rowHeight,
      top: this.top,
      height: this.height,
    });
    return html`<div class="list-head" aria-hidden="true">
        <span class="list-order">#</span>
        <span class="list-time">${strings('list.time')}</span>
        <span>${strings('list.name')}</span>
        <span class="list-exit">${strings('list.exit')}</span>
        <span class="list-duration">${strings('list.duration')}</span>
      </div>
      <div
        class="list-rows focusable"
        role="listbox"
        tabindex="0"
        aria-label=${strings('list.label')}
        aria-activedescendant=${this.selection === undefined ? nothing : 'list-selected'}
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
      >
        <div class="list-room" ${styled({ height: `${view.rows.length * rowHeight}px` })} role="presentation">
          ${placesIn(first, end).map((at) => this.row(view.rows.at(at), at, rowHeight))}
        </div>
      </div>`;
  }

  private row(row: RowView | undefined, at: number, rowHeight: number): TemplateResult {
    if (row === undefined) return html``;
    const selected = row.item === this.selection;
    const { strings, view } = this;
    const time = timeWords(view, this.times, strings).text(row.at, this.times === 'elapsed' ? 1 : 3);
    const duration = row.durationMs === undefined ? '' : durationText(row.durationMs, strings.render);
    return html`<div
      class="list-row ${selected ? 'selected' : ''} ${row.kind} ${row.severity}"
      id=${selected ? 'list-selected' : nothing}
      role="option"
      aria-selected=${selected}
      aria-posinset=${at + 1}
      aria-setsize=${view.rows.length}
      aria-label=${[
        row.name,
        row.detail,
        row.exit,
        duration,
        row.severity === 'none' ? '' : strings(`severity.${row.severity}`),
        time,
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      data-item=${row.item}
      ${styled({ top: `${at * rowHeight}px`, height: `${rowHeight}px` })}
      @click=${() => this.actions.select(row.item)}
    >
      <span class="list-order">${row.order ?? ''}</span>
      <span class="list-time">${time}</span>
      <span class="list-what" ${styled({ 'padding-left': `${row.depth * 16}px` })}>
        ${row.severity === 'none' ? sign(row.icon, 'dim') : sign(row.severity, row.severity)}
        <span class="list-name">${row.name}</span>
        <span class="list-detail dim">${row.detail}</span>
      </span>
      <span class="list-exit ${row.severity}">${row.exit}</span>
      <span class="list-duration">${duration}</span>
    </div>`;
  }

  private readonly onScroll = (): void => {
    this.top = this.scroller?.scrollTop ?? 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const item = this.destination(event.key);
    if (item === undefined) return;
    event.preventDefault();
    this.actions.select(item);
  };

  private destination(key: string): string | undefined {
    const { rows } = this.view;
    const at = this.selection === undefined ? -1 : rows.placeOf(this.selection);
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
    switch (key) {
      case 'ArrowDown':
        return neighbourItem(this.view, this.selection, 1);
      case 'ArrowUp':
        return neighbourItem(this.view, this.selection, -1);
      case 'Home':
        return rows.at(0)?.item;
      case 'End':
        return rows.at(-1)?.item;
      case 'PageDown':
        return rows.at(Math.min(rows.length - 1, at + page))?.item;
      case 'PageUp':
        return rows.at(Math.max(0, at - page))?.item;
      default:
        return undefined;
    }
  }
}

function placesIn(first: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
}

definePart('call-trace-list', ListPart);
