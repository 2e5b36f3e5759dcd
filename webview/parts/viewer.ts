import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { MeasureText, DrawnView } from '../../src/trace/view/types.ts';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { sign } from '../icons.ts';
import { definePart, Part } from '../part.ts';
import type { Actions, Content, State } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import { flowTools } from '../flow/tools.ts';
import { FilterPart } from '../filter/bar.ts';
import { filterBar } from '../filter/place.ts';
import { pageOf, problemLink } from './pages.ts';
import { FlowPart } from './flow.ts';
import './inspector.ts';
import './list.ts';
import './sash.ts';
import type { SashEvent } from './sash.ts';
import { selectionWords } from './selection-words.ts';
import { mediumBelow, narrowBelow, usualShares, withinColumns, withinRows } from './shares.ts';
import { sheet } from './sheet.ts';
import './summary.ts';
import { tabList } from './tabs.ts';
import { tool } from './tool.ts';
import { TimelinePart } from './timeline.ts';
import { actionLinks, noticeBanner } from './notices.ts';
import { timelineTools, timesTool } from './tools.ts';
import { onViewerKey } from './viewer-keys.ts';
import { compressed, viewNamed, type ViewName } from './views.ts';

type Shown = Extract<Content, { kind: 'shown' }>;

/** The whole viewer: arranges the parts and holds what belongs to all of them. */
export class ViewerPart extends Part {
  static override properties = {
    state: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    measure: { attribute: false },
    width: { state: true },
    dragged: { state: true },
    said: { state: true },
    filterOpen: { state: true },
  };
  declare state: State;
  declare strings: Strings;
  declare actions: Actions;
  declare measure: MeasureText;
  declare width: number;
  /** Shares while a sash is held. */
  declare dragged: { readonly flowShare?: number; readonly upperShare?: number };
  /** What a screen reader is told. */
  declare said: string;
  /** Whether the filter of a narrow pane is shown though it is empty. */
  declare filterOpen: boolean;

  private readonly observer = new ResizeObserver(() => {
    this.width = this.clientWidth / (parseFloat(getComputedStyle(this).fontSize) / 13);
  });

  constructor() {
    super();
    this.width = 0;
    this.dragged = {};
    this.said = '';
    this.filterOpen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    window.removeEventListener('keydown', this.onKey);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (before !== undefined && before.selection !== this.state.selection) this.said = this.words();
  }

  private words(): string {
    const { content, selection } = this.state;
    if (content.kind !== 'shown' || selection === undefined) return this.strings('selection.call');
    return selectionWords(content.view, selection, this.strings);
  }

  private get narrow(): boolean {
    return this.width < narrowBelow;
  }

  protected override render(): TemplateResult {
    const { content } = this.state;
    if (content.kind !== 'shown') return pageOf(content, this.strings, this.actions);
    return this.width === 0 ? html`` : this.shown(content);
  }

  private shown(content: Shown): TemplateResult {
    const { strings, actions, state, narrow } = this;
    const { view, stale, notices = [] } = content;
    return html`<main
      class="viewer ${narrow ? 'narrow' : this.width < mediumBelow ? 'medium' : 'wide'} ${stale === undefined ? '' : 'stale'}"
      aria-label=${strings('viewer.label')}
    >
      ${
        stale === undefined
          ? nothing
          : html`<div class="banner error" role="alert">
              ${sign('error', 'error')}
              <span
                >${stale.text}
                <span class="dim"
                  >${strings(stale.title === undefined ? 'content.stale' : 'content.last')}</span
                ></span
              >
              ${stale.actions === undefined ? problemLink(stale.line, strings, actions) : actionLinks(stale.actions, actions)}
            </div>`
      }
      ${notices.map((notice) => noticeBanner(notice, actions))}
      <call-trace-summary
        .view=${view}
        .selection=${state.selection}
        .times=${this.times}
        .narrow=${narrow}
        .chips=${this.width < 900 ? 1 : this.width < mediumBelow ? 2 : 3}
        .strings=${strings}
        .actions=${actions}
      ></call-trace-summary>
      ${narrow && !this.filterOpen && state.filter.text === '' ? nothing : this.filter(view)}
      ${narrow ? this.oneView(view) : this.panes(view)}
      <div class="hidden" aria-live="polite">${this.said}</div>
    </main>`;
  }

  private get times(): TimesShown {
    return this.state.viewState.times ?? this.state.settings.times;
  }

  private panes(view: DrawnView): TemplateResult {
    const { strings, state, dragged } = this;
    const { viewState } = state;
    const flowShare = withinColumns(dragged.flowShare ?? viewState.flowShare ?? usualShares.flow, this.width);
    const upperShare = dragged.upperShare ?? viewState.upperShare;
    const tab = viewState.tab ?? 'timeline';
    return html`<div class="panes" ${styled({ '--flow-share': `${flowShare * 100}%` })}>
      <section class="pane flow-pane">
        <div class="pane-head">
          <h2 class="tab-title">${strings(view.graph.kind === 'flow' ? 'tab.flow' : 'tab.legs')}</h2>
          ${this.flowTools(view)}
        </div>
        ${this.viewNamed('flow', view)}
      </section>
      <call-trace-sash
        .direction=${'columns'}
        .share=${flowShare}
        .label=${strings('sash.columns')}
        @sash=${(event: SashEvent) => this.onSash('flowShare', event)}
      ></call-trace-sash>
      <div class="right">
        <section
          class="pane upper-pane shows-${tab} ${upperShare === undefined ? '' : 'sized'}"
          ${styled({ '--upper-share': `${(upperShare ?? usualShares.upper) * 100}%` })}
        >
          <div class="pane-head">
            ${this.tabs(view, ['timeline', 'list'] as const, tab, (chosen) => this.actions.arrange({ tab: chosen }))}
            <span class="pane-tools">
              ${tab === 'timeline' ? this.timelineTools() : nothing} ${this.timesTool(view)}
            </span>
          </div>
          <div class="pane-body" role="tabpanel" id="panel-${tab}" aria-labelledby="tab-${tab}">
            ${this.viewNamed(tab, view)}
          </div>
        </section>
        <call-trace-sash
          .direction=${'rows'}
          .share=${upperShare ?? usualShares.upper}
          .label=${strings('sash.rows')}
          @sash=${(event: SashEvent) => this.onSash('upperShare', event)}
        ></call-trace-sash>
        <div class="pane inspector-pane">${this.viewNamed('details', view)}</div>
      </div>
    </div>`;
  }

  private onSash(which: 'flowShare' | 'upperShare', { share, done }: SashEvent): void {
    const within =
      share === undefined
        ? undefined
        : which === 'flowShare'
          ? withinColumns(share, this.width)
          : withinRows(share);
    if (!done) {
      this.dragged = within === undefined ? {} : { [which]: within };
      return;
    }
    this.dragged = {};
    this.actions.arrange({ [which]: within });
  }

  /** The one view of a narrow pane, and beneath it what is selected. */
  private oneView(view: DrawnView): TemplateResult {
    const { strings, actions } = this;
    const { selection, viewState } = this.state;
    const tab = viewState.narrowTab ?? 'flow';
    return html`<div class="pane-head">
        ${this.tabs(view, ['flow', 'timeline', 'list', 'details'] as const, tab, (chosen) =>
          this.actions.arrange({ narrowTab: chosen }),
        )}
        <span class="pane-tools">
          ${tool('filter', strings('filter.open'), () => void this.focusFilter())}
          ${tab === 'flow' ? this.flowTools(view) : tab === 'timeline' ? this.timelineTools() : nothing}
          ${tab === 'timeline' || tab === 'list' ? this.timesTool(view) : nothing}
        </span>
      </div>
      <div class="pane one-view" role="tabpanel" id="panel-${tab}" aria-labelledby="tab-${tab}">
        ${this.viewNamed(tab, view)}
      </div>
      ${tab === 'details' || selection === undefined ? nothing : sheet({ view, selection, strings, actions })}`;
  }

  private viewNamed(name: ViewName, view: DrawnView): TemplateResult {
    const { state, times, narrow, strings, actions, measure } = this;
    return viewNamed(name, { view, state, times, narrow, strings, actions, measure });
  }

  private tabs<T extends ViewName>(
    view: DrawnView,
    tabs: readonly T[],
    chosen: T,
    choose: (tab: T) => void,
  ): TemplateResult {
    const { strings } = this;
    return tabList({
      label: strings('tabs.label'),
      tabs: tabs.map((id) => ({
        id,
        title: id === 'flow' && view.graph.kind === 'legs' ? strings('tab.legs') : strings(`tab.${id}`),
        ...(id === 'list' ? { count: view.rows.length } : {}),
      })),
      chosen,
      choose,
    });
  }

  /** The timeline, while it is shown. */
  get timelinePart(): TimelinePart | undefined {
    const part = this.querySelector('call-trace-timeline');
    return part instanceof TimelinePart ? part : undefined;
  }

  private flowTools(view: DrawnView): TemplateResult {
    const { strings, actions, narrow } = this;
    const tools = { graph: view.graph, state: this.state.viewState, strings, actions };
    return flowTools(tools, narrow, () => this.flowPart);
  }

  /** The flow, while it is shown. */
  get flowPart(): FlowPart | undefined {
    const part = this.querySelector('call-trace-flow');
    return part instanceof FlowPart ? part : undefined;
  }

  private timelineTools(): TemplateResult {
    const { strings, actions } = this;
    return timelineTools({
      part: () => this.timelinePart,
      compress: compressed(this.state.viewState),
      strings,
      actions,
    });
  }

  private timesTool(view: DrawnView): TemplateResult {
    const { strings, actions, times } = this;
    return timesTool({ view, times, strings, actions });
  }

  /** Resolves when everything of the last state is in the page, the flow in its place. */
  async drawn(): Promise<void> {
    await this.updateComplete;
    await this.timelinePart?.updateComplete;
    await this.flowPart?.placed();
  }

  /** Puts the cursor into the filter. */
  async focusFilter(): Promise<void> {
    this.filterOpen = true;
    await this.updateComplete;
    this.filterPart?.focusInput();
  }

  private get filterPart(): FilterPart | undefined {
    const part = this.querySelector('call-trace-filter');
    return part instanceof FilterPart ? part : undefined;
  }

  private filter(view: DrawnView): TemplateResult {
    const { actions, narrow, state, strings } = this;
    return filterBar({ state, view, narrow, strings, actions, left: () => void (this.filterOpen = false) });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { state, actions } = this;
    onViewerKey(event, { state, actions, focusFilter: () => void this.focusFilter() });
  };
}

definePart('call-trace-viewer', ViewerPart);
