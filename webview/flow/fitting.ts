import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import type { Box } from '../../src/trace/layout/paths.ts';
import { mapWidth, needsMap } from './map-room.ts';

export const leastZoom = 0.1;
/**
 * As far as the drawing is made smaller by itself: below it the kinds of the nodes are left out (`pane.ts`), which tell
 * what failed. "Fit" goes on from there.
 */
const leastFitting = 0.85;
/** The scale of a drawing that has to be scrolled sideways all the same: every text is there. */
const scrolled = 0.9;
/** The numbers of the visits at the left of a node; a longer list of them may be cut. */
const numberRoom = 30;
/** What is scrolled into sight keeps its ring and some room around it in sight too. */
const aroundNode = 28;
/** A box may be wider than a pane; its name stands at the left. */
const mostInSight = 280;
/** The bar with the tools of a narrow pane. */
const barHeight = 32;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Pane {
  /** CSS pixels. */
  readonly room: Size;
  /** CSS pixels of a unit of the drawing at the scale 1. */
  readonly unit: number;
  /** A narrow pane has its tools in it. */
  readonly narrow: boolean;
}

type Drawing = Pick<FlowLayout, 'width' | 'height' | 'nodes'>;

/** The size of a pane in units of the drawing at the scale 1, without its tools. */
const inUnits = ({ room, unit, narrow }: Pane): Size => ({
  width: room.width / unit,
  height: room.height / unit - (narrow ? barHeight : 0),
});

/** Whether a drawing has a map at a scale. */
export function hasMap({ width, height }: Size, scale: number, pane: Pane): boolean {
  return needsMap({ width: width * scale, height: height * scale }, inUnits(pane));
}

/** The scale at which a drawing is shown by itself; never enlarged, and no node is wider than the pane. */
export function comfortable(drawing: Drawing, pane: Pane): number {
  const wide = fitting('width', drawing, pane);
  if (wide >= leastFitting) return wide;
  const node = Math.max(0, ...drawing.nodes.map(({ width }) => width));
  return Math.max(
    leastZoom,
    Math.min(scrolled, beside(drawing, scrolled, pane) / (node + numberRoom + aroundNode)),
  );
}

/** The scale at which a drawing has its width, or all of it, in the pane; never enlarged. */
export function fitting(what: 'width' | 'whole', drawing: Size, pane: Pane): number {
  if (drawing.width === 0) return 1;
  const { width, height } = inUnits(pane);
  const wide = (what === 'width' ? beside(drawing, scrolled, pane) : width) / drawing.width;
  return Math.max(leastZoom, Math.min(1, what === 'width' ? wide : Math.min(wide, height / drawing.height)));
}

/** What a map leaves of the width of a pane, in units: it takes a strip at the right. */
function beside(drawing: Size, scale: number, pane: Pane): number {
  const { width } = inUnits(pane);
  return hasMap({ ...drawing, width: 0 }, scale, pane) ? width - mapWidth(width) : width;
}

/** What of a node or the head of a box has to be in sight where it is selected: its number too. */
export function withNumber({ x, width, ...box }: Box): Box {
  return { ...box, x: x - numberRoom, width: Math.min(width, mostInSight) + numberRoom };
}
