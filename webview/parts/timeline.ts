import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { durationText } from '../../src/trace/format.ts';
import type { DrawnView, MeasureText } from '../../src/trace/view/types.ts';
import { afterPaint } from '../after-paint.ts';
import { definePart, Part } from '../part.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import { brushOf, fitCanvas, type Brush } from '../timeline/brush.ts';
import { createHover, hoverCard, type Card } from '../timeline/hover.ts';
import { heightOf, labelWidth, lanePlaces, momentsOf, type LanePlace } from '../timeline/lanes.ts';
import { counterpart, counterparts, wordsOf, type Counterpart } from '../timeline/counterparts.ts';
import { overviewPainter } from '../timeline/overview.ts';
import { paletteOf, watchTheme, type Palette } from '../timeline/palette.ts';
import { headHeight, pad, paintPicture, spanOf, type Matching, type Painted } from '../timeline/picture.ts';
import { createNavigator } from '../timeline/navigator.ts';
import { createPointer } from '../timeline/pointer.ts';
import { onTimelineKey } from '../timeline/keys.ts';
import { drawnAt, type Drawn, type Place } from '../timeline/pointing.ts';
import { quietIn, type Quiet } from '../../src/trace/timeline/scale.ts';
import { createStanding } from '../timeline/standing.ts';
import type { WalkKey } from '../timeline/walk.ts';
import type { Range } from '../timeline/zoom.ts';
import { timeWords } from '../times.ts';

const zoomStep = 1.4;
/** After a drawing is on the screen, until what stands for it where it cannot be seen is made anew, ms. */
const settleMs = 120;

/** The lanes of the call over time, on a canvas. Drawn for a font of 13 px and scaled to the editor's. */
export class TimelinePart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    times: { attribute: false },
    compress: { attribute: false },
    matching: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    measure: { attribute: false },
    card: { state: true },
    items: { state: true },
    said: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  declare times: TimesShown;
  /** Whether long stretches in which nothing happens are drawn narrow. */
  declare compress: boolean;
  /** What the filter accepts; undefined: there is none. */
  declare matching: Matching | undefined;
  declare strings: Strings;
  declare actions: Actions;
  declare measure: MeasureText;
  declare card: Card | undefined;
  declare items: readonly Counterpart[];
  declare said: string;

  private size = { width: 0, height: 0 };
  private lanes: readonly LanePlace[] = [];
  private quiet: readonly Quiet[] = [];
  private palette: Palette | undefined;
  private painted: Painted | undefined;
  private paintOverview = overviewPainter();
  private readonly standing = createStanding(() => this);
  private readonly hover = createHover(
    () => this.changed(),
    (on, x, y) => {
      const words = timeWords(this.view, this.times, this.strings);
      this.card = { x, y, ...wordsOf(this.view, on, this.strings, words) };
    },
  );
  private readonly navigator = createNavigator(() => ({
    from: this.view.timeline.from,
    to: this.view.timeline.to,
    quiet: this.quiet,
    compress: this.compress,
    width: this.laneWidth,
  }));
  private readonly pointer = createPointer({
    navigator: this.navigator,
    element: () => this.scroller,
    painted: () => this.painted,
    call: () => this.view.timeline,
    laneWidth: () => this.laneWidth,
    unit: () => this.unit,
    placeOf: (event) => this.placeOf(event),
    itemAt: (at) => this.drawnAt(at)?.item,
    spanOf: (row) => spanOf(this.view, row),
    select: (row) => this.select(row),
    hover: (_row, event) => this.hover.move(event && this.drawnAt(this.placeOf(event)), event),
    changed: () => this.changed(),
    rangeChosen: (range) => this.tellRange(range),
  });
  private frame = 0;
  private notSettling: (() => void) | undefined;
  private readonly observer = new ResizeObserver(() => this.resized());
  private forgetTheme: (() => void) | undefined;

  constructor() {
    super();
    this.items = [];
    this.said = '';
    this.compress = true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
    this.forgetTheme = watchTheme(() => {
      this.palette = undefined;
      this.paintOverview = overviewPainter();
      this.draw();
    });
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    this.forgetTheme?.();
    cancelAnimationFrame(this.frame);
    this.notSettling?.();
    this.hover.end();
    super.disconnectedCallback();
  }

  private resized(): void {
    const first = this.size.width === 0;
    if (!this.takeSize()) return;
    if (first) this.reveal();
    this.paintNow();
  }

  /** Whether it is another one than before. */
  private takeSize(): boolean {
    const { clientWidth: width, clientHeight: height } = this;
    if (width === 0 || (width === this.size.width && height === this.size.height)) return false;
    this.size = { width, height };
    return true;
  }

  /** The step or event beneath the pointer. */
  itemUnder(event: MouseEvent): string | undefined {
    const row = this.drawnAt(this.placeOf(event))?.item ?? -1;
    return row < 0 ? undefined : this.view.rows.at(row)?.item;
  }

  private get unit(): number {
    return parseFloat(getComputedStyle(this).fontSize) / 13;
  }

  private get scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.timeline');
  }

  get selected(): number {
    return this.selection === undefined ? -1 : this.view.rows.placeOf(this.selection);
  }

  private get laneWidth(): number {
    return Math.max(40, this.size.width / this.unit - this.labelWidth - pad);
  }

  private get labelWidth(): number {
    const { measure, strings, view, times } = this;
    const axis = [strings('timeline.whole'), timeWords(view, times, strings).name];
    return pad + labelWidth(view.timeline.rows, axis, this.size.width / this.unit, measure);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view')) return;
    const { from, to, rows } = this.view.timeline;
    this.lanes = lanePlaces(rows);
    this.quiet = quietIn(from, to, momentsOf(rows));
    this.paintOverview = overviewPainter();
    const before = changed.get('view');
    if (before?.timeline.from !== from) this.navigator.reset();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The first drawing comes in this frame, when everything around it is in the page: its size is known then.
    if (this.size.width === 0) return;
    if (changed.has('selection') || changed.has('view')) this.reveal();
    const drawn = ['view', 'selection', 'times', 'compress', 'matching', 'strings'] as const;
    if (drawn.some((name) => changed.has(name))) this.paintNow();
  }

  /** Brings the selection into sight. */
  private reveal(): void {
    const { selected, scroller, unit } = this;
    if (selected < 0 || scroller === null || this.size.width === 0) return;
    const span = this.standing.span();
    if (span !== undefined) this.navigator.moveTo(span);
    const lane = this.lanes[this.standing.stop()?.lane ?? -1];
    if (lane === undefined) return;
    const room = scroller.clientHeight / unit - headHeight;
    const top = scroller.scrollTop / unit;
    if (lane.y < top) scroller.scrollTop = lane.y * unit;
    else if (lane.y + lane.height > top + room) scroller.scrollTop = (lane.y + lane.height - room) * unit;
  }

  protected override render(): TemplateResult {
    const { view, strings, lanes, items } = this;
    if (view.timeline.rows.length === 0) return html`<p class="empty">${strings('timeline.empty')}</p>`;
    const height = (headHeight + heightOf(lanes) + 8) * this.unit;
    const selected = items.find((item) => item.selected);
    return html`<div
        class="timeline focusable"
        role="listbox"
        tabindex="0"
        aria-label=${strings('timeline.label')}
        aria-description=${strings('timeline.keys')}
        aria-activedescendant=${selected === undefined ? nothing : 'timeline-selected'}
        @keydown=${this.onKey}
        @wheel=${this.pointer.wheel}
        @scroll=${this.draw}
        @pointerdown=${this.pointer.press}
        @pointermove=${this.pointer.move}
        @pointerup=${this.pointer.release}
        @pointercancel=${this.pointer.lost}
        @pointerleave=${this.pointer.leave}
        @dblclick=${this.pointer.double}
      >
        <canvas aria-hidden="true"></canvas>
        <div class="timeline-room" role="presentation" ${styled({ height: `${height}px` })}>
          ${items.map((item) => counterpart(item, this.unit, (id) => this.actions.select(id)))}
        </div>
      </div>
      <span class="hidden" data-probe></span>
      <div class="hidden" aria-live="polite">${this.said}</div>
      ${lanes.map(({ row }) => (row.gap === undefined ? nothing : html`<p class="hidden">${row.name}: ${row.gap}</p>`))}
      ${hoverCard(this.card)}`;
  }

  /** Draws with the next frame. */
  private readonly draw = (): void => {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paintNow());
  };

  private paintNow(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { scroller, unit } = this;
    const canvas = this.querySelector('canvas');
    const brush = canvas === null ? undefined : this.brushFor(canvas);
    if (canvas === null || brush === undefined || scroller === null || this.size.width === 0) return;
    const [width, height] = [scroller.clientWidth, scroller.clientHeight];
    fitCanvas(brush.context, width, height, unit);
    const words = timeWords(this.view, this.times, this.strings);
    this.painted = paintPicture(brush, {
      view: this.view,
      lanes: this.lanes,
      scale: this.navigator.scale(),
      sight: this.navigator.sight(),
      width: width / unit,
      height: height / unit,
      left: this.labelWidth,
      scrolled: scroller.scrollTop / unit,
      selected: this.selected,
      span: this.standing.span(),
      hovered: this.hover.on()?.item ?? -1,
      matching: this.matching,
      range: this.navigator.range(),
      words: {
        ...words,
        axis: words.name,
        whole: this.strings('timeline.whole'),
        duration: (ms) => durationText(ms, this.strings.render),
      },
      overview: this.paintOverview(this.view),
    });
    this.notSettling?.();
    this.notSettling = afterPaint(settleMs, () => this.settled());
  }

  private brushFor(canvas: HTMLCanvasElement): Brush | undefined {
    const context = canvas.getContext('2d', { alpha: false });
    const probe = this.querySelector<HTMLElement>('[data-probe]');
    if (context === null || probe === null) return undefined;
    this.palette ??= paletteOf(probe);
    return brushOf(context, this.palette, this.measure, getComputedStyle(this).fontFamily);
  }

  /** What stands for the drawing where it cannot be seen is made when it has come to rest. */
  private settled(): void {
    if (this.painted === undefined) return;
    const { view, strings, times } = this;
    this.items = counterparts(this.painted, {
      left: this.labelWidth,
      selected: this.selected,
      lane: this.standing.lane(),
      view,
      strings,
      words: timeWords(view, times, strings),
    });
  }

  private changed(): void {
    this.card = undefined;
    this.draw();
  }

  private select(row: number): void {
    this.standing.forget();
    this.actions.select(row < 0 ? undefined : this.view.rows.at(row)?.item);
  }

  /** Tells who does not see the drawing what is in sight now. */
  private moved(): void {
    this.changed();
    const { from, to } = this.navigator.sight();
    const { text } = timeWords(this.view, this.times, this.strings);
    const duration = durationText(to - from, this.strings.render);
    this.said = this.strings('timeline.sight', { from: text(from, 1), to: text(to, 1), duration });
  }

  private tellRange({ from, to }: Range): void {
    const duration = durationText(to - from, this.strings.render);
    this.said = this.strings('timeline.range', { duration });
  }

  /** Zooms around the selection where it is in sight, else around the middle. */
  zoomBy(direction: 1 | -1): void {
    const span = this.standing.span();
    const x = span === undefined ? -1 : this.navigator.scale().x((span.from + span.to) / 2);
    const at = x >= 0 && x <= this.laneWidth ? x : this.laneWidth / 2;
    this.navigator.zoomBy(direction > 0 ? zoomStep : 1 / zoomStep, at);
    this.moved();
  }

  /** Back to the whole call; the range that a person chose goes. */
  showAll(): void {
    this.navigator.showAll();
    this.moved();
  }

  /** Zooms to the range that a person chose, else to the selection. */
  zoomToRange(): void {
    const range = this.navigator.range() ?? this.standing.span();
    if (range === undefined) return;
    this.navigator.zoomTo(range);
    this.moved();
  }

  /** What is in sight, epoch ms. */
  get sight(): Range {
    return this.navigator.sight();
  }

  private placeOf(event: MouseEvent): Place {
    const { left = 0, top = 0 } = this.scroller?.getBoundingClientRect() ?? {};
    const { unit } = this;
    return { x: (event.clientX - left) / unit - this.labelWidth, y: (event.clientY - top) / unit };
  }

  private drawnAt(at: Place): Drawn | undefined {
    const scrolled = (this.scroller?.scrollTop ?? 0) / this.unit;
    return this.painted === undefined ? undefined : drawnAt(this.painted, at, scrolled);
  }

  /** Marks the begin or end of the range at the selection. */
  private mark(end: 'from' | 'to'): void {
    const span = this.standing.span();
    if (span === undefined) return;
    this.navigator.mark(end, end === 'from' ? span.from : span.to, span);
    this.changed();
    const range = this.navigator.range();
    if (range !== undefined) this.tellRange(range);
  }

  private walk(to: WalkKey): void {
    const item = this.standing.walk(to);
    if (item === undefined) return;
    this.actions.select(item);
    // It may be the same one in another lane.
    if (item !== this.selection) return;
    this.reveal();
    this.draw();
  }

  private pan(direction: 1 | -1): void {
    this.navigator.moveBy(direction * this.laneWidth * 0.2);
    this.moved();
  }

  /** Gives up the range and the card. */
  private leave(): boolean {
    if (this.navigator.range() === undefined && this.card === undefined) return false;
    this.navigator.choose(undefined);
    this.changed();
    return true;
  }

  private readonly onKey = (event: KeyboardEvent): void =>
    onTimelineKey(event, {
      walk: (to) => this.walk(to),
      pan: (direction) => this.pan(direction),
      zoomBy: (direction) => this.zoomBy(direction),
      zoomToRange: () => this.zoomToRange(),
      showAll: () => this.showAll(),
      mark: (end) => this.mark(end),
      leave: () => this.leave(),
    });
}

definePart('call-trace-timeline', TimelinePart);
