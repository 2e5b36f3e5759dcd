import { html, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { durationText } from '../../src/trace/format.ts';
import type {
  DrawnView,
  MeasureText,
  SegmentView,
  TimelineRowView,
  TimelineView,
} from '../../src/trace/view/types.ts';
import { signAt, type SignName } from '../icons.ts';
import { fitted } from '../../src/trace/text/fitted.ts';
import type { MatchSet } from '../filter/match-set.ts';
import { definePart, Part } from '../part.ts';
import { rowOf, type Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { drawBar, drawGap, drawMark, type ItemDrawing } from '../timeline/draw.ts';
import { barsOf, marksOf } from '../timeline/labels.ts';
import { ticksOf, timeScale, type TimeScale } from '../timeline/scale.ts';
import { stepInTimeline } from '../timeline/walk.ts';
import { timeWords } from '../times.ts';

const laneIcons: Readonly<Record<TimelineRowView['lane'], SignName>> = {
  customer: 'customer',
  ivr: 'ivr',
  queue: 'queue',
  agent: 'agent',
  system: 'system',
};

const laneHeight = 28;
const nestedHeight = 26;
const axisHeight = 26;
const wholeHeight = 24;
const pad = 16;
const small = 11;

/** The lanes of the call over time. Drawn for a font of 13 px and scaled to the editor's. */
export class TimelinePart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    matching: { attribute: false },
    times: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    measure: { attribute: false },
    width: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  /** What the filter accepts; undefined: there is none. */
  declare matching: MatchSet | undefined;
  declare times: TimesShown;
  declare strings: Strings;
  declare actions: Actions;
  declare measure: MeasureText;
  declare width: number;

  private readonly observer = new ResizeObserver(() => {
    if (this.clientWidth > 0) this.width = this.clientWidth;
  });

  constructor() {
    super();
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  private laid: TimelineView = { from: 0, to: 0, rows: [] };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view')) return;
    const { rows, ...span } = this.view.timeline;
    this.laid = {
      ...span,
      rows: rows.map((row) => ({ ...row, segments: [...row.segments], marks: [...row.marks] })),
    };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('selection'))
      this.querySelector('.lane-item.selected')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { view, strings, width } = this;
    const { timeline } = view;
    if (timeline.rows.length === 0) return html`<p class="empty">${strings('timeline.empty')}</p>`;
    if (width === 0) return html``;
    const unit = parseFloat(getComputedStyle(this).fontSize) / 13;
    const drawn = this.drawing(width / unit);
    return html`<div
      class="timeline focusable"
      role="listbox"
      tabindex="0"
      aria-label=${strings('timeline.label')}
      aria-activedescendant=${this.selection === undefined ? nothing : 'timeline-selected'}
      @keydown=${this.onKey}
    >
      <svg
        width=${width}
        height=${drawn.height * unit}
        viewBox="0 0 ${width / unit} ${drawn.height}"
        role="presentation"
      >
        <defs>
          <pattern
            id="waiting"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path class="hatch" d="M0 0v6"></path>
          </pattern>
          <pattern
            id="waiting-long"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path class="hatch warning" d="M0 0v6"></path>
          </pattern>
        </defs>
        ${drawn.content}
      </svg>
    </div>`;
  }

  private drawing(width: number): { readonly height: number; readonly content: SVGTemplateResult } {
    const timeline = this.laid;
    const left = this.labelWidth(width);
    const laneWidth = Math.max(40, width - left - pad);
    const moments = timeline.rows.flatMap((row) => [
      ...row.segments.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
      ...row.marks.map(({ at }) => at),
    ]);
    const scale = timeScale({ from: timeline.from, to: timeline.to, width: laneWidth, moments });
    const whole = scale.breaks.length === 0 ? 0 : wholeHeight + 4;
    let y = 8 + whole + axisHeight;
    const top = y;
    const lanes = timeline.rows.map((row) => {
      const height = row.depth === 0 ? laneHeight : nestedHeight;
      const lane = { row, y, height };
      y += height;
      return lane;
    });
    const band = this.selectedSpan();
    return {
      height: y + 8,
      content: svg`
        ${whole === 0 ? nothing : this.wholeCall(left, laneWidth, 8)}
        ${this.axis(scale, left, 8 + whole, y)}
        <g transform="translate(${left} 0)">
          ${scale.breaks.map((gap) => svg`<rect class="break" x=${gap.x} y=${top} width=${gap.width} height=${y - top}></rect>`)}
          ${
            band === undefined
              ? nothing
              : svg`<rect class="band" x=${scale.x(band.from) - 2} y=${top} width=${Math.max(3, scale.x(band.to) - scale.x(band.from)) + 4} height=${y - top}></rect>`
          }
        </g>
        ${lanes.map((lane) => this.lane(lane.row, lane.y, lane.height, left, scale, width))}`,
    };
  }

  private labelWidth(width: number): number {
    const widest = Math.max(
      this.measure(this.strings('timeline.whole'), small, 'normal'),
      this.measure(this.axisName(), small, 'normal'),
      ...this.view.timeline.rows.map(({ name, depth }) => this.measure(name, 12, 'normal') + 24 + depth * 12),
    );
    return pad + Math.round(Math.min(Math.max(72, widest + 16), Math.max(120, width * 0.28)));
  }

  private axisName(): string {
    return timeWords(this.view, this.times, this.strings).name;
  }

  private timeAt(epochMs: number, tenths = false): string {
    return timeWords(this.view, this.times, this.strings).text(epochMs, tenths ? 1 : 0);
  }

  private selectedSpan(): { readonly from: number; readonly to: number } | undefined {
    const { rows, to } = this.laid;
    for (const row of rows) {
      const segment = row.segments.find(({ item }) => item === this.selection);
      if (segment !== undefined) return { from: segment.from, to: segment.to ?? to };
    }
    const row = this.selection === undefined ? undefined : rowOf(this.view, this.selection);
    return row === undefined ? undefined : { from: row.at, to: row.at + (row.durationMs ?? 0) };
  }

  /** The call in its true proportions, beneath it the problems. */
  private wholeCall(left: number, width: number, y: number): SVGTemplateResult {
    const timeline = this.laid;
    const scale = timeScale({ from: timeline.from, to: timeline.to, width });
    // What the caller was busy with: queues over the nodes that led into them, agents over both.
    const busy = timeline.rows.filter(({ lane }) => lane !== 'customer' && lane !== 'system');
    return svg`
      <text class="small dim" x=${pad} y=${y + 12}>${this.strings('timeline.whole')}</text>
      <g transform="translate(${left} ${y})">
        ${busy.flatMap((row) =>
          barsOf(row.segments, scale, () => Infinity).map(
            ({
              segment,
              x,
              width: wide,
            }) => svg`<rect class="whole" x=${x} y="4" width=${wide} height="8"></rect>
              <rect class="whole ${segment.kind}" x=${x} y="4" width=${wide} height="8"></rect>`,
          ),
        )}
        ${this.view.findings.toReversed().map(({ severity, at }) => {
          const wide = severity === 'error' ? 6 : 2;
          return svg`<rect class="whole-mark ${severity}" x=${Math.min(width - wide, scale.x(at))} y="1" width=${wide} height="14"></rect>`;
        })}
        <rect class="whole-frame" x="0" y="0.5" width=${width} height="15" rx="2"></rect>
      </g>`;
  }

  private axis(scale: TimeScale, left: number, y: number, bottom: number): SVGTemplateResult {
    const { strings } = this;
    const end = this.timeAt(scale.to);
    const endWidth = this.measure(end, small, 'normal');
    const { origin } = timeWords(this.view, this.times, strings);
    const gap = Math.max(56, this.measure(this.timeAt(scale.to), small, 'normal') + 20);
    const pills = scale.breaks.map((stretch) => {
      const text = durationText(Math.round((stretch.to - stretch.from) / 1000) * 1000, strings.render);
      const wide = this.measure(text, small, 'normal') + 12;
      const x = Math.min(stretch.x + (stretch.width - wide) / 2, scale.width - endWidth - 8 - wide);
      return { text, wide, x, whole: stretch };
    });
    const clear = (x: number, wide: number): boolean =>
      x + wide <= scale.width - endWidth - 10 &&
      pills.every((pill) => x + wide + 4 <= pill.x || x >= pill.x + pill.wide + 4);
    return svg`
      <text class="small dim" x=${pad} y=${y + 16}>${this.axisName()}</text>
      <g transform="translate(${left} 0)">
        ${ticksOf(scale, origin, gap).map(({ at, x }) => {
          const text = this.timeAt(at);
          return svg`<path class="grid" d="M${Math.round(x) + 0.5} ${y + axisHeight - 4}V${bottom}"></path>
            ${clear(x, this.measure(text, small, 'normal')) ? svg`<text class="small dim" x=${x} y=${y + 16}>${text}</text>` : nothing}`;
        })}
        <text class="small dim" x=${scale.width} y=${y + 16} text-anchor="end">${end}</text>
        ${pills.map(
          ({ text, wide, x, whole }) => svg`<g>
            <title>${strings('timeline.hidden', { duration: text })}</title>
            <rect class="break-pill" x=${x} y=${y + 3.5} width=${wide} height="17" rx="8.5"></rect>
            <text class="small" x=${x + wide / 2} y=${y + 16} text-anchor="middle">${text}</text>
            <path class="break-edge" d="M${Math.round(whole.x) + 0.5} ${y + axisHeight}V${bottom}M${Math.round(whole.x + whole.width) + 0.5} ${y + axisHeight}V${bottom}"></path>
          </g>`,
        )}
      </g>`;
  }

  private lane(
    row: TimelineRowView,
    y: number,
    height: number,
    left: number,
    scale: TimeScale,
    width: number,
  ): SVGTemplateResult {
    const middle = y + height / 2;
    const indent = pad + row.depth * 12;
    const textWidth = left - indent - 24 - 8;
    const name = fitted(row.name, textWidth, (text) => this.measure(text, 12, 'normal'));
    const measure = (text: string): number => this.measure(text, small, 'normal');
    return svg`<g role="group" aria-label=${row.name}>
      <path class="lane-line" d="M0 ${y + 0.5}H${width}"></path>
      ${
        row.depth === 0
          ? svg`<g class="dim">${signAt(laneIcons[row.lane], pad, middle - 7, 14)}</g>`
          : svg`<path class="guide" d="M${indent - 4.5} ${y}V${middle}h10"></path>`
      }
      <text class="lane-name" x=${indent + 22} y=${middle + 4.5}>${name}${name === row.name ? nothing : svg`<title>${row.name}</title>`}</text>
      <g transform="translate(${left} 0)">
        ${row.gap === undefined ? nothing : drawGap(row.gap, scale.width, middle, measure)}
        ${barsOf(row.segments, scale, measure, this.selection).map((bar) =>
          drawBar(
            bar,
            scale,
            this.item(bar.segment.item, this.barLabel(bar.segment, bar.more), middle, true),
          ),
        )}
        ${this.marks(row, middle, scale)}
      </g>
    </g>`;
  }

  private item(item: string, label: string, middle: number, first: boolean): ItemDrawing {
    const selected = item === this.selection;
    return {
      label,
      selected,
      id: selected && first ? 'timeline-selected' : undefined,
      middle,
      select: () => this.actions.select(item),
    };
  }

  private barLabel(segment: SegmentView, more: number): string {
    const { strings } = this;
    const parts = [
      segment.name,
      segment.to === undefined ? strings('timeline.open') : segment.duration,
      segment.severity === 'none' ? '' : strings(`severity.${segment.severity}`),
      strings('timeline.at', { time: this.timeAt(segment.from, true) }),
      more === 0 ? '' : strings('timeline.more', { count: more }),
    ];
    return parts.filter((part) => part !== '').join(' · ');
  }

  private marks(
    row: TimelineRowView,
    middle: number,
    scale: TimeScale,
  ): (SVGTemplateResult | typeof nothing)[] {
    const places = marksOf(row.marks, scale, (text) => this.measure(text, small, 'normal'), this.selection);
    const inSegment = this.selectedInSegment() !== undefined;
    return row.marks.map((mark, at) => {
      const place = places[at];
      if (place?.drawn !== true) return nothing;
      const label = `${mark.name} · ${this.strings('timeline.at', { time: this.timeAt(mark.at, true) })}`;
      return drawMark(mark, place, this.item(mark.item, label, middle, !inSegment));
    });
  }

  private selectedInSegment(): SegmentView | undefined {
    for (const row of this.laid.rows) {
      const found = row.segments.find(({ item }) => item === this.selection);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const key = keys[event.key];
    if (key === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const item = stepInTimeline(this.laid, this.selection, key);
    if (item !== undefined) this.actions.select(item);
  };
}

const keys: Readonly<Record<string, 'left' | 'right' | 'up' | 'down' | undefined>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

definePart('call-trace-timeline', TimelinePart);
