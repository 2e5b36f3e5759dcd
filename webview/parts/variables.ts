import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { VariableView } from '../../src/trace/view/details-types.ts';
import { asksForMenu, openCopyMenu } from '../copy-menu.ts';
import { sign } from '../icons.ts';
import { rowsInSight } from '../list-window.ts';
import { definePart, Part } from '../part.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import {
  countVariables,
  variableJson,
  variableRows,
  variableValue,
  type VariableRow,
} from '../variable-rows.ts';

/** From so many variables on there is a filter. */
const manyVariables = 20;
/** More lines than this scroll by themselves, and only those in sight are in the page. */
const mostLines = 200;
/** Lines in sight where they scroll by themselves. */
const linesInSight = 20;

/** Variables as a tree; what changed since the step before is tinted and says so. */
export class VariablesPart extends Part {
  static override properties = {
    variables: { attribute: false },
    item: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    folded: { state: true },
    filter: { state: true },
    current: { state: true },
    said: { state: true },
    top: { state: true },
  };
  declare variables: readonly VariableView[];
  /** The step whose variables they are. */
  declare item: string;
  declare strings: Strings;
  declare actions: Actions;
  /** Keys of folded variables; kept while stepping, so that a variable stays as a person left it. */
  declare folded: ReadonlySet<string>;
  declare filter: string;
  /** Key of the line that the keyboard is at. */
  declare current: string | undefined;
  declare said: string;
  declare top: number;

  private focusWanted = false;

  constructor() {
    super();
    this.folded = new Set();
    this.filter = '';
    this.said = '';
    this.top = 0;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.focusWanted || !changed.has('current')) return;
    this.focusWanted = false;
    this.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
  }

  protected override render(): TemplateResult {
    const { strings, variables } = this;
    const many = countVariables(variables, manyVariables + 1) > manyVariables;
    const rows = variableRows(variables, this.folded, many ? this.filter : '');
    const current = rows.some(({ key }) => key === this.current) ? this.current : rows[0]?.key;
    return html`${
        many
          ? html`<input
              class="variables-filter"
              type="search"
              placeholder=${strings('variables.filter')}
              aria-label=${strings('variables.filter')}
              .value=${this.filter}
              @input=${this.onFilter}
              @keydown=${this.onFilterKey}
            />`
          : nothing
      }
      ${rows.length === 0 ? html`<p class="dim">${strings('variables.none')}</p>` : this.tree(rows, current)}
      <p class="variables-said dim" aria-live="polite">${this.said}</p>`;
  }

  private tree(rows: readonly VariableRow[], current: string | undefined): TemplateResult {
    const { strings } = this;
    const keyed = (shown: readonly VariableRow[], y?: (at: number) => number) =>
      repeat(
        shown,
        ({ key }) => key,
        (row, at) => this.line(row, row.key === current, y?.(at)),
      );
    if (rows.length <= mostLines) {
      return html`<div
        class="variables"
        role="tree"
        aria-label=${strings('variables.label')}
        @keydown=${this.onKey}
      >
        ${keyed(rows)}
      </div>`;
    }
    const { lineHeight } = this;
    const height = linesInSight * lineHeight;
    const { first, end } = rowsInSight({ count: rows.length, rowHeight: lineHeight, top: this.top, height });
    return html`<div
      class="variables windowed"
      role="tree"
      aria-label=${strings('variables.label')}
      @keydown=${this.onKey}
      @scroll=${this.onScroll}
      ${styled({ height: `${height}px` })}
    >
      <div class="variables-room" role="presentation" ${styled({ height: `${rows.length * lineHeight}px` })}>
        ${keyed(rows.slice(first, end), (at) => (first + at) * lineHeight)}
      </div>
    </div>`;
  }

  private line(row: VariableRow, current: boolean, y: number | undefined): TemplateResult {
    const { strings } = this;
    const { variable, depth, open, place, siblings } = row;
    const { name, value, type, change, before, children } = variable;
    const said =
      change === undefined
        ? ''
        : change === 'new' || before === undefined
          ? strings('variable.new')
          : strings('variable.before', { before });
    return html`<div
      class="variable ${change === undefined ? '' : 'changed'}"
      role="treeitem"
      tabindex=${current ? '0' : '-1'}
      aria-level=${depth + 1}
      aria-posinset=${place}
      aria-setsize=${siblings}
      aria-expanded=${children.length === 0 ? nothing : open}
      aria-label=${[`${name}: ${value}`, said].filter((part) => part !== '').join(' · ')}
      title=${y === undefined ? nothing : `${name}: ${value}`}
      data-key=${row.key}
      ${styled({ '--depth': String(depth), ...(y === undefined ? {} : { top: `${y}px` }) })}
      @click=${() => this.onClick(row)}
      @contextmenu=${(event: MouseEvent) => {
        event.preventDefault();
        this.menu(row, event.currentTarget, { x: event.clientX, y: event.clientY });
      }}
    >
      <span class="twist" aria-hidden="true"
        >${children.length === 0 ? nothing : sign(open ? 'unfolded' : 'folded')}</span
      >
      <span class="variable-text" aria-hidden="true"
        ><span class="token-name">${name}</span>: <span class="token-${type}">${value}</span></span
      >
      ${said === '' ? nothing : html`<span class="change" aria-hidden="true">${said}</span>`}
      <span class="variable-tools">
        ${depth > 0 ? nothing : html`${this.walk(row, -1)}${this.walk(row, 1)}`}
        <button
          tabindex="-1"
          aria-label=${strings('inspector.copy-value', { label: name })}
          title=${strings('inspector.copy-value', { label: name })}
          @click=${(event: Event) => {
            event.stopPropagation();
            this.actions.copy(variableValue(variable));
          }}
        >
          ${sign('copy')}
        </button>
      </span>
    </div>`;
  }

  private walk({ variable }: VariableRow, step: 1 | -1): TemplateResult {
    const label = this.strings(step < 0 ? 'variable.previous' : 'variable.next', { name: variable.name });
    return html`<button
      tabindex="-1"
      aria-label=${label}
      title=${label}
      @click=${(event: Event) => {
        event.stopPropagation();
        void this.go(variable.name, step);
      }}
    >
      ${sign(step < 0 ? 'up' : 'down')}
    </button>`;
  }

  /** Selects the step at which a variable changed before or changes next, and says which change it is. */
  private async go(name: string, step: 1 | -1): Promise<void> {
    const { strings, actions, item } = this;
    const changes = await actions.variableChanges({ item, name });
    if (changes === undefined) return;
    const to = step < 0 ? changes.previous : changes.next;
    if (to === undefined) {
      this.said = strings(step < 0 ? 'variable.no-previous' : 'variable.no-next', { name });
      return;
    }
    const upTo = await actions.variableChanges({ item: to.item, name });
    this.said = strings('variable.place', { name, place: upTo?.place ?? 0, count: changes.count });
    actions.select(to.item);
  }

  private menu(row: VariableRow, anchor: EventTarget | null, pointer?: { x: number; y: number }): void {
    if (!(anchor instanceof HTMLElement)) return;
    const { strings, actions } = this;
    const { variable, path } = row;
    const choices = [
      { label: strings('inspector.copy-as-value'), text: variableValue(variable) },
      { label: strings('inspector.copy-as-json'), text: variableJson(variable) },
      { label: strings('inspector.copy-as-path'), text: path },
    ];
    const label = strings('inspector.copy-menu', { label: variable.name });
    openCopyMenu(anchor, label, choices, actions.copy, pointer);
  }

  private get lineHeight(): number {
    return Math.round((parseFloat(getComputedStyle(this).fontSize) / 13) * 22);
  }

  private onClick(row: VariableRow): void {
    this.current = row.key;
    if (row.variable.children.length > 0) this.fold(row.key, row.open);
  }

  private fold(key: string, fold: boolean): void {
    const folded = new Set(this.folded);
    if (fold) folded.add(key);
    else folded.delete(key);
    this.folded = folded;
  }

  private readonly onFilter = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.filter = target.value;
  };

  /** Escape empties the filter first; it selects nothing only when the filter is empty. */
  private readonly onFilterKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.filter === '') return;
    event.stopPropagation();
    this.filter = '';
  };

  private readonly onScroll = ({ target }: Event): void => {
    if (target instanceof HTMLElement) this.top = target.scrollTop;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    const rows = variableRows(this.variables, this.folded, this.filter);
    const at = rows.findIndex(({ key }) => key === target.dataset['key']);
    const row = rows[at];
    if (row === undefined) return;
    if (asksForMenu(event)) this.menu(row, target);
    else if (event.key === '[' || event.key === ']') void this.go(row.root, event.key === '[' ? -1 : 1);
    else if ((event.key === 'Enter' || event.key === ' ') && row.variable.children.length > 0)
      this.fold(row.key, row.open);
    else {
      const to = this.destination(rows, at, row, event.key);
      if (to === undefined) return;
      this.moveTo(rows, to);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private destination(
    rows: readonly VariableRow[],
    at: number,
    row: VariableRow,
    key: string,
  ): number | undefined {
    switch (key) {
      case 'ArrowDown':
        return Math.min(rows.length - 1, at + 1);
      case 'ArrowUp':
        return Math.max(0, at - 1);
      case 'Home':
        return 0;
      case 'End':
        return rows.length - 1;
      case 'ArrowRight':
        if (row.variable.children.length === 0) return at;
        if (row.open) return at + 1;
        this.fold(row.key, false);
        return at;
      case 'ArrowLeft':
        if (row.open) {
          this.fold(row.key, true);
          return at;
        }
        return Math.max(
          0,
          rows.findLastIndex((other, place) => place < at && other.depth < row.depth),
        );
      default:
        return undefined;
    }
  }

  private moveTo(rows: readonly VariableRow[], at: number): void {
    this.current = rows[at]?.key;
    this.focusWanted = true;
    const { lineHeight } = this;
    const room = this.querySelector<HTMLElement>('.variables.windowed');
    if (room === null) return;
    const y = at * lineHeight;
    if (y < room.scrollTop) room.scrollTop = y;
    else if (y + lineHeight > room.scrollTop + room.clientHeight) {
      room.scrollTop = y + lineHeight - room.clientHeight;
    }
    this.top = room.scrollTop;
  }
}

definePart('call-trace-variables', VariablesPart);
