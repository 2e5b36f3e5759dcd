import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { MarkView, SegmentView } from '../../src/trace/view/types.ts';
import { signAt, type SignName } from '../icons.ts';
import { fitted } from '../../src/trace/text/fitted.ts';
import type { Bar, MarkPlace } from './labels.ts';
import type { TimeScale } from './scale.ts';

/** Drawings within a lane: bars, moments, and what says that the provider gives nothing. */

const barHeight = 18;

export interface ItemDrawing {
  readonly label: string;
  readonly selected: boolean;
  /** Given to one drawing of the selection, for a screen reader. */
  readonly id: string | undefined;
  readonly middle: number;
  readonly select: () => void;
}

function item(drawing: ItemDrawing, id: string, content: SVGTemplateResult): SVGTemplateResult {
  return svg`<g
    class="lane-item ${drawing.selected ? 'selected' : ''}"
    id=${drawing.id ?? nothing}
    role="option"
    aria-selected=${drawing.selected}
    aria-label=${drawing.label}
    data-item=${id}
    @click=${drawing.select}
  >
    <title>${drawing.label}</title>
    ${content}
  </g>`;
}

export function drawBar(bar: Bar, scale: TimeScale, drawing: ItemDrawing): SVGTemplateResult {
  const { segment, x, width } = bar;
  const { middle, selected } = drawing;
  const y = middle - barHeight / 2;
  const text = middle + 4;
  const inset = segment.kind === 'ringing' || segment.severity !== 'none' ? 0.5 : 0;
  const empty = bar.name === undefined && bar.duration === undefined && bar.icon === undefined;
  const signs = [
    segment.kind,
    segment.severity,
    segment.to === undefined ? 'open' : '',
    empty ? 'solid' : '',
  ];
  return item(
    drawing,
    segment.item,
    svg`
      ${selected ? svg`<rect class="ring" x=${x - 3} y=${y - 3} width=${width + 6} height=${barHeight + 6} rx="5"></rect>` : nothing}
      <rect class="bar ${signs.join(' ')}" x=${x + inset} y=${y + inset} width=${Math.max(1, width - 2 * inset)} height=${barHeight - 2 * inset} rx="3"></rect>
      ${
        segment.kind === 'waiting'
          ? svg`<rect fill=${segment.severity === 'none' ? 'url(#waiting)' : 'url(#waiting-long)'} x=${x + 1} y=${y + 1} width=${Math.max(0, width - 2)} height=${barHeight - 2} rx="2"></rect>`
          : nothing
      }
      ${tears(bar, scale, y)}
      ${bar.icon === undefined ? nothing : svg`<g class="bar-sign ${segment.severity}">${signAt(barSign(segment), bar.icon, middle - 6, 12)}</g>`}
      ${bar.name === undefined ? nothing : svg`<text class="small halo" x=${bar.name} y=${text}>${segment.name}</text>`}
      ${bar.duration === undefined ? nothing : svg`<text class="small halo ${segment.severity}" x=${bar.duration} y=${text}>${segment.duration}</text>`}
      ${bar.beside === undefined ? nothing : svg`<text class="small halo ${segment.severity}" x=${bar.beside.x} y=${text}>${bar.beside.text}</text>`}`,
  );
}

/** A torn notch where a bar runs through a stretch that is drawn narrow. */
function tears({ x, width }: Bar, scale: TimeScale, y: number): SVGTemplateResult[] {
  return scale.breaks
    .filter((stretch) => stretch.x > x && stretch.x + stretch.width < x + width)
    .map((stretch) => {
      const cut = Math.round(stretch.x + stretch.width / 2);
      return svg`<path class="tear" d="M${cut - 3} ${y - 1}l4 5-4 5 4 5-4 6h4l4-6-4-5 4-5-4-5z"></path>`;
    });
}

function barSign(segment: SegmentView): SignName {
  if (segment.severity === 'error') return 'cross';
  if (segment.severity === 'warning') return 'clock';
  return segment.icon ?? 'unknown';
}

export function drawMark(mark: MarkView, place: MarkPlace, drawing: ItemDrawing): SVGTemplateResult {
  const { middle, selected } = drawing;
  return item(
    drawing,
    mark.item,
    svg`
      ${selected ? svg`<rect class="ring" x=${place.x - 9} y=${middle - 9} width="18" height="18" rx="5"></rect>` : nothing}
      <path class="mark ${mark.severity}" d="M${place.x} ${middle - 5}l5 5-5 5-5-5z"></path>
      ${place.name === undefined ? nothing : svg`<text class="small halo" x=${place.name} y=${middle + 4}>${mark.name}</text>`}`,
  );
}

/** A dotted outline in the lane of which the provider gives nothing. */
export function drawGap(
  text: string,
  width: number,
  middle: number,
  measure: (text: string) => number,
): SVGTemplateResult {
  return svg`<g>
    <title>${text}</title>
    <rect class="gap-bar" x="0.5" y=${middle - barHeight / 2 + 0.5} width=${Math.max(0, width - 1)} height=${barHeight - 1} rx="3"></rect>
    <g class="dim">${signAt('gap', 6, middle - 6, 12)}</g>
    <text class="small dim" x="24" y=${middle + 4}>${fitted(text, width - 36, measure)}</text>
  </g>`;
}
