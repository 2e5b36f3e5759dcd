import { severities, segmentKinds } from '../../src/trace/view/names.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import type { SegmentKind } from '../../src/trace/view/names.ts';
import { paintBox, paintLine, type Brush } from './brush.ts';
import { barPlaces } from './labels.ts';
import { timeScale } from '../../src/trace/timeline/scale.ts';
import type { Range } from './zoom.ts';

export const overviewHeight = 16;

/** Paints the strip of a view; what is the same in every picture is painted once and copied. */
export type OverviewPainter = (view: DrawnView) => (brush: Brush, width: number, y: number) => void;

export function overviewPainter(): OverviewPainter {
  let kept: { readonly canvas: HTMLCanvasElement; readonly key: string } | undefined;
  return (view) => (brush, width, y) => {
    const { a: density } = brush.context.getTransform();
    const key = `${width}/${density}`;
    if (kept?.key !== key) {
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.ceil(width * density));
      canvas.height = Math.ceil(overviewHeight * density);
      const context = canvas.getContext('2d');
      if (context === null) return;
      context.scale(density, density);
      context.fillStyle = brush.palette('back');
      context.fillRect(0, 0, width, overviewHeight);
      paintOverview({ ...brush, context }, view, width, 0);
      kept = { canvas, key };
    }
    brush.context.drawImage(kept.canvas, 0, y, kept.canvas.width / density, overviewHeight);
  };
}

/** The whole call in its true proportions: what the caller was busy with, and the problems over it. */
function paintOverview(brush: Brush, view: DrawnView, width: number, y: number): void {
  const { context, palette } = brush;
  const { timeline, findings } = view;
  const scale = timeScale({ from: timeline.from, to: timeline.to, width });
  // Queues are drawn over the nodes that led into them, agents over both.
  const busy = timeline.rows.filter(({ lane }) => lane !== 'customer' && lane !== 'system');
  for (const { segments } of busy) {
    for (const { at, x, width: wide } of barPlaces(segments, scale)) {
      context.fillStyle = palette('back');
      context.fillRect(x, y + 4, wide, 8);
      const fill = overviewFill(brush, segmentKinds[segments.kind[at] ?? 0]);
      if (fill === undefined) continue;
      context.fillStyle = fill;
      context.fillRect(x, y + 4, wide, 8);
    }
  }
  for (const severity of severities) {
    if (severity === 'none') continue;
    const wide = severity === 'error' ? 6 : 2;
    context.fillStyle = palette(severity);
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      context.fillRect(Math.min(width - wide, scale.x(finding.at)), y + 1, wide, 14);
    }
  }
}

function overviewFill(brush: Brush, kind: SegmentKind | undefined): string | CanvasPattern | undefined {
  const { palette } = brush;
  switch (kind) {
    case 'node':
    case 'sub-flow':
      return palette('quietLine');
    case 'ringing':
    case 'after-call':
    case 'held':
      return palette('fill3');
    case 'waiting':
      return brush.hatch('hatch');
    case 'talking':
      return palette('edge');
    case 'connected':
    case 'unknown':
    case undefined:
      return undefined;
  }
}

/** The frame of the strip, and in it what is in sight with a handle at each end. */
export function paintSight(
  brush: Brush,
  place: { readonly y: number; readonly width: number },
  call: Range,
  sight: Range,
): void {
  const { context, palette } = brush;
  const { y, width } = place;
  paintBox(brush, 0, y + 0.5, width, overviewHeight - 1, { stroke: palette('line'), radius: 2 });
  const [left, right] = sightEdges(width, call, sight);
  if (left <= 0.5 && right >= width - 0.5) return;
  context.fillStyle = palette('back');
  context.globalAlpha = 0.6;
  context.fillRect(0, y + 1, left, overviewHeight - 2);
  context.fillRect(right, y + 1, width - right, overviewHeight - 2);
  context.globalAlpha = 1;
  paintBox(brush, left, y + 0.5, Math.max(2, right - left), overviewHeight - 1, {
    stroke: palette('edge'),
    radius: 2,
  });
  for (const edge of [left, right])
    paintLine(brush, [edge, y + 4, edge, y + overviewHeight - 4], palette('text'));
}

/** Places of the ends of what is in sight on the strip. */
export function sightEdges(width: number, call: Range, sight: Range): readonly [number, number] {
  const scale = timeScale({ from: call.from, to: call.to, width });
  return [scale.x(sight.from), scale.x(sight.to)];
}
