import { mapWidth, needsMap } from './minimap.ts';

export const leastZoom = 0.1;
/** As far as the drawing is made smaller by itself: all texts are there and can be read. */
const leastFitting = 0.85;
/** The scale of a drawing that has to be scrolled sideways all the same. */
const scrolled = 0.9;

/** The scale at which a drawing is shown by itself, of the one that fits its width. */
export const comfortable = (width: number): number => (width >= leastFitting ? width : scrolled);

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

/** The scale at which a drawing has its width, or all of it, in the pane; never enlarged. */
export function fitting(what: 'width' | 'whole', drawing: Size, { room, unit, narrow }: Pane): number {
  if (drawing.width === 0) return 1;
  // A map takes a strip at the right.
  const mapped = needsMap({ width: 0, height: drawing.height * scrolled * unit }, room);
  const wide = (room.width / unit - (what === 'width' && mapped ? mapWidth(narrow) : 0)) / drawing.width;
  const high = (room.height - (narrow ? 32 : 0)) / unit / drawing.height;
  return Math.max(leastZoom, Math.min(1, what === 'width' ? wide : Math.min(wide, high)));
}
