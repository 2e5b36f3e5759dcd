import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { listLines, type ListGrouping, type ListLine, type ListLines } from '../list-lines.ts';
import { rowsInSight } from '../list-window.ts';
import { filteredNote } from '../filter/list-note.ts';
import type { MatchSet } from '../filter/match-set.ts';
import { definePart, Part } from '../part.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import { timeWords, type TimeWords } from '../times.ts';
import { listHead } from './list-head.ts';
import { laneHead, listRow, type ListLook, type Standing } from './list-row.ts';

/** The steps and events by time, in groups where that is wanted. Only the lines in sight are in the page. */
export class ListPart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    matching: { attribute: false },
    showsAll: { attribute: false },
    times: { attribute: false },
    grouping: { attribute: false },
    latestFirst: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    top: { state: true },
    height: { state: true },
    folded: { state: true },
    lane: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  /** What the filter accepts; undefined: there is none. */
  declare matching: MatchSet | undefined;
  /** Whether also rows that the filter does not accept are shown, dimmed. */
  declare showsAll: boolean;
  declare times: TimesShown;
  declare grouping: ListGrouping;
  declare latestFirst: boolean;
  declare strings: Strings;
  declare actions: Actions;
  declare top: number;
  declare height: number;
  /** Lanes and sub-flows that are folded (`list-lines.ts`). */
  declare folded: ReadonlySet<string>;
  /** The lane whose head the keyboard is at; undefined: it is at the selection. */
  declare lane: string | undefined;

  private lines: ListLines | undefined;

  private readonly observer = new ResizeObserver(() => {
    this.height = this.scroller?.clientHeight ?? 0;
  });

  constructor() {
    super();
    this.top = 0;
    this.height = 0;
    this.folded = new Set();
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('grouping')) this.folded = new Set();
    if (changed.has('selection')) this.lane = undefined;
    if (changed.has('selection') || changed.has('view')) this.unfoldSelection();
    const decisive = ['view', 'grouping', 'latestFirst', 'folded', 'matching', 'showsAll'] as const;
    if (this.lines === undefined || decisive.some((name) => changed.has(name))) {
      this.lines = this.makeLines();
    }
  }

  private makeLines(): ListLines {
    const { view, grouping, folded, latestFirst } = this;
    const only = this.showsAll ? undefined : this.matching?.rows;
    return listLines({ rows: view.rows, grouping, folded, latestFirst, only });
  }

  /** What is selected elsewhere is shown, whatever it is folded into. */
  private unfoldSelection(): void {
    const { selection, view, folded } = this;
    const row = selection === undefined ? -1 : view.rows.placeOf(selection);
    if (row < 0 || folded.size === 0) return;
    const around = this.makeLines().around(row);
    if (around.some((key) => folded.has(key))) {
      this.folded = new Set([...folded].filter((key) => !around.includes(key)));
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const moved = ['selection', 'view', 'height', 'grouping', 'latestFirst', 'lane'] as const;
    if (moved.some((name) => changed.has(name)) || this.filteredAnew(changed)) this.reveal();
  }

  /** Whether another filter leaves the selection among what matches; where it does not, the list stays where it is. */
  private filteredAnew(changed: PropertyValues<this>): boolean {
    if (!changed.has('matching') && !changed.has('showsAll')) return false;
    const row = this.selection === undefined ? -1 : this.view.rows.placeOf(this.selection);
    return row >= 0 && this.matching?.has(row) !== false;
  }

  /** The line that the keyboard is at; -1: none. */
  private currentLine(): number {
    const { lines, lane, selection, view } = this;
    if (lines === undefined) return -1;
    if (lane !== undefined) {
      for (let at = 0; at < lines.length;) {
        const line = lines.at(at);
        if (line?.kind !== 'lane') break;
        if (line.lane === lane) return at;
        at += 1 + (line.open ? line.count : 0);
      }
    }
    const row = selection === undefined ? -1 : view.rows.placeOf(selection);
    return row < 0 ? -1 : lines.lineOf(row);
  }

  /** Scrolls the current line into sight; it may not be in the page yet. */
  private reveal(): void {
    const { scroller, rowHeight } = this;
    const at = this.currentLine();
    if (scroller === null || at < 0) return;
    const y = at * rowHeight;
    const { scrollTop, clientHeight } = scroller;
    const outOfSight = y < scrollTop || y + rowHeight > scrollTop + clientHeight;
    if (!outOfSight) return;
    // A step to a neighbour scrolls by a row, a jump puts the row into the middle.
    if (y + 2 * rowHeight >= scrollTop && y < scrollTop) scroller.scrollTop = y;
    else if (y > scrollTop && y <= scrollTop + clientHeight)
      scroller.scrollTop = y + rowHeight - clientHeight;
    else scroller.scrollTop = y - (clientHeight - rowHeight) / 2;
  }

  private get rowHeight(): number {
    return Math.round((parseFloat(getComputedStyle(this).fontSize) / 13) * 22);
  }

  protected override render(): TemplateResult {
    const { view, strings, rowHeight, grouping, lines = this.makeLines() } = this;
    if (view.rows.length === 0) return html`<p class="empty">${strings('list.empty')}</p>`;
    const { length } = lines;
    const { first, end } = rowsInSight({ count: length, rowHeight, top: this.top, height: this.height });
    const words = timeWords(view, this.times, strings);
    const current = this.currentLine();
    const shown = placesIn(first, end);
    return html`${listHead(this)}
      <div
        class="list-rows focusable"
        role=${grouping === 'none' ? 'listbox' : 'treegrid'}
        tabindex="0"
        aria-label=${strings('list.label')}
        aria-rowcount=${grouping === 'none' ? nothing : length}
        aria-activedescendant=${shown.includes(current) ? 'list-selected' : nothing}
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
      >
        <div class="list-room" ${styled({ height: `${length * rowHeight}px` })} role="presentation">
          ${shown.map((at) => this.line(lines.at(at), at, current, rowHeight, words))}
        </div>
      </div>
      ${filteredNote(this)}`;
  }

  private line(
    line: ListLine | undefined,
    at: number,
    current: number,
    rowHeight: number,
    words: TimeWords,
  ): TemplateResult {
    if (line === undefined) return html``;
    const place = { top: `${at * rowHeight}px`, height: `${rowHeight}px` };
    const standing: Standing = { at, current: at === current, place, count: this.lines?.length ?? 0 };
    const list: ListLook = { ...this.look, words, fold: (key, open) => this.fold(key, open) };
    if (line.kind === 'lane') return laneHead(line, standing, list);
    const row = this.view.rows.at(line.row);
    return row === undefined ? html`` : listRow(row, line, standing, list);
  }

  private get look(): Omit<ListLook, 'words' | 'fold'> {
    const { selection, matching, times, grouping, strings, actions } = this;
    return { selection, matching, times, grouped: grouping !== 'none', strings, actions };
  }

  private fold(key: string, fold: boolean): void {
    const folded = new Set(this.folded);
    if (fold) folded.add(key);
    else folded.delete(key);
    this.folded = folded;
    if (this.grouping === 'lane') this.lane = key;
  }

  private readonly onScroll = (): void => {
    this.top = this.scroller?.scrollTop ?? 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.foldByKey(event.key)) {
      event.preventDefault();
      return;
    }
    const to = this.destination(event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.goTo(this.lines?.at(to));
  };

  private goTo(line: ListLine | undefined): void {
    if (line === undefined) return;
    if (line.kind === 'lane') {
      this.lane = line.lane;
      return;
    }
    this.lane = undefined;
    const item = this.view.rows.at(line.row)?.item;
    if (item !== undefined) this.actions.select(item);
  }

  /** Left folds what the keyboard is at or goes to what it is in; Right unfolds; Enter does either. */
  private foldByKey(key: string): boolean {
    const { lines, grouping } = this;
    if (grouping === 'none' || lines === undefined) return false;
    const line = lines.at(this.currentLine());
    if (line === undefined) return false;
    const own = line.kind === 'lane' ? line.lane : (this.view.rows.at(line.row)?.item ?? '');
    const { open } = line;
    if (open !== undefined && (key === (open ? 'ArrowLeft' : 'ArrowRight') || key === 'Enter')) {
      this.fold(own, open);
      return true;
    }
    if (key !== 'ArrowLeft' || line.kind === 'lane') return false;
    const [outer] = lines.around(line.row);
    if (outer === undefined) return false;
    if (grouping === 'lane') this.lane = outer;
    else this.actions.select(outer);
    return true;
  }

  private destination(key: string): number | undefined {
    const { lines } = this;
    if (lines === undefined || lines.length === 0) return undefined;
    const last = lines.length - 1;
    const at = this.currentLine();
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
    switch (key) {
      case 'ArrowDown':
        return Math.min(last, at + 1);
      case 'ArrowUp':
        return at < 0 ? last : Math.max(0, at - 1);
      case 'Home':
        return 0;
      case 'End':
        return last;
      case 'PageDown':
        return Math.min(last, at + page);
      case 'PageUp':
        return Math.max(0, at - page);
      default:
        return undefined;
    }
  }
}

function placesIn(first: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
}

definePart('call-trace-list', ListPart);
