import type { MarkView, SegmentView } from '../../src/trace/view/types.ts';
import type { Severity } from '../../src/trace/view/names.ts';
import { fitted } from '../../src/trace/text/fitted.ts';
import { paintSign, type SignName } from '../icons.ts';
import { paintBox, paintText, type BoxStyle, type Brush } from './brush.ts';
import type { Bar, MarkPlace } from './labels.ts';
import type { TimeScale } from '../../src/trace/timeline/scale.ts';

/** Drawings within a lane: bars, moments, and what says that the provider gives nothing. */

const barHeight = 18;

/** How an item stands out. */
export interface Standing {
  readonly selected: boolean;
  readonly hovered: boolean;
  /** Not among what the filter leaves. */
  readonly dimmed: boolean;
}

export function paintBar(brush: Brush, bar: Bar, scale: TimeScale, middle: number, standing: Standing): void {
  const { context, palette } = brush;
  const { segment } = bar;
  // Far outside of what is in sight there is nothing to paint.
  const x = Math.max(bar.x, -20);
  const width = Math.min(bar.x + bar.width, scale.width + 20) - x;
  const y = middle - barHeight / 2;
  const text = middle + 4;
  context.globalAlpha = standing.dimmed ? 0.35 : 1;
  if (standing.selected) paintRing(brush, x - 3, y - 3, width + 6, barHeight + 6);
  const style = barStyle(brush, bar, standing.hovered);
  const inset = style.stroke === undefined ? 0 : 0.5;
  paintBox(brush, x + inset, y + inset, Math.max(1, width - 2 * inset), barHeight - 2 * inset, style);
  if (segment.kind === 'waiting' && width > 3) {
    context.fillStyle = brush.hatch(segment.severity === 'none' ? 'hatch' : 'hatchWarning');
    context.fillRect(x + 1, y + 1, width - 2, barHeight - 2);
  }
  paintTears(brush, bar, scale, y);
  if (bar.icon !== undefined)
    paintSign(context, barSign(segment), {
      x: bar.icon,
      y: middle - 6,
      size: 12,
      colour: textColour(brush, segment.severity),
    });
  const halo = palette('back');
  if (bar.name !== undefined)
    paintText(brush, segment.name, bar.name, text, { colour: palette('text'), halo });
  const colour = textColour(brush, segment.severity);
  if (bar.duration !== undefined) paintText(brush, segment.duration, bar.duration, text, { colour, halo });
  if (bar.beside !== undefined) paintText(brush, bar.beside.text, bar.beside.x, text, { colour, halo });
  context.globalAlpha = 1;
}

function textColour({ palette }: Brush, severity: Severity): string {
  switch (severity) {
    case 'error':
      return palette('errorText');
    case 'warning':
      return palette('warningText');
    case 'none':
      return palette('text');
  }
}

function barStyle({ palette }: Brush, bar: Bar, hovered: boolean): BoxStyle {
  const { segment } = bar;
  const outline = hovered ? { stroke: palette('text') } : {};
  if (segment.to === undefined)
    return { fill: palette('openFill'), stroke: palette('info'), dash: [4, 3], ...outline };
  switch (segment.severity) {
    case 'error': {
      const empty = bar.name === undefined && bar.duration === undefined && bar.icon === undefined;
      return { fill: palette(empty ? 'error' : 'errorFill'), stroke: palette('error'), ...outline };
    }
    case 'warning':
      return { fill: palette('warningFill'), stroke: palette('warning'), ...outline };
    case 'none':
      return { ...kindStyle(palette, segment), ...outline };
  }
}

function kindStyle(palette: Brush['palette'], { kind }: SegmentView): BoxStyle {
  const contrast = palette('contrast');
  switch (kind) {
    case 'node':
    case 'sub-flow':
    case 'connected':
      return { fill: palette('fill2'), stroke: contrast };
    case 'talking':
      return { fill: palette('fill3'), stroke: contrast };
    case 'ringing':
      return { fill: palette('back'), stroke: palette('edge'), dash: [3, 2] };
    case 'unknown':
      return { fill: palette('back'), stroke: palette('quietLine'), dash: [1, 3] };
    case 'waiting':
    case 'held':
    case 'after-call':
      return { fill: palette('fill1'), stroke: palette('nodeLine') };
  }
}

/** The one ring that the selection has in every view. */
export function paintRing(brush: Brush, x: number, y: number, width: number, height: number): void {
  paintBox(brush, x, y, width, height, { stroke: brush.palette('focus'), width: 2, radius: 5 });
}

/** A torn notch where a bar runs through a stretch that is drawn narrow. */
function paintTears({ context, palette }: Brush, { x, width }: Bar, scale: TimeScale, y: number): void {
  for (const stretch of scale.breaks) {
    if (stretch.x <= x || stretch.x + stretch.width >= x + width) continue;
    const cut = Math.round(stretch.x + stretch.width / 2);
    context.fillStyle = palette('back');
    context.fill(new Path2D(`M${cut - 3} ${y - 1}l4 5-4 5 4 5-4 6h4l4-6-4-5 4-5-4-5z`));
  }
}

function barSign(segment: SegmentView): SignName {
  if (segment.severity === 'error') return 'cross';
  if (segment.severity === 'warning') return 'clock';
  return segment.icon ?? 'unknown';
}

export function paintMark(
  brush: Brush,
  mark: MarkView,
  { x, name }: MarkPlace,
  middle: number,
  standing: Standing,
): void {
  const { context, palette } = brush;
  context.globalAlpha = standing.dimmed ? 0.35 : 1;
  if (standing.selected) paintRing(brush, x - 9, middle - 9, 18, 18);
  context.beginPath();
  context.moveTo(x, middle - 5);
  context.lineTo(x + 5, middle);
  context.lineTo(x, middle + 5);
  context.lineTo(x - 5, middle);
  context.closePath();
  context.fillStyle = palette(standing.hovered ? 'text' : mark.severity === 'none' ? 'edge' : mark.severity);
  context.fill();
  if (name !== undefined)
    paintText(brush, mark.name, name, middle + 4, { colour: palette('text'), halo: palette('back') });
  context.globalAlpha = 1;
}

/** A dotted outline in the lane of which the provider gives nothing. */
export function paintGap(brush: Brush, text: string, width: number, middle: number): void {
  const { context, palette } = brush;
  context.lineCap = 'round';
  paintBox(brush, 0.5, middle - barHeight / 2 + 0.5, Math.max(0, width - 1), barHeight - 1, {
    stroke: palette('quietLine'),
    width: 1.5,
    dash: [0, 4],
  });
  context.lineCap = 'butt';
  paintSign(context, 'gap', { x: 6, y: middle - 6, size: 12, colour: palette('dim') });
  paintText(brush, fitted(text, width - 36, brush.measure), 24, middle + 4, { colour: palette('dim') });
}
