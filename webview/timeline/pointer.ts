import type { Navigator } from './navigator.ts';
import { headHeight, type Painted } from './picture.ts';
import { dragAt, draggedSight, isDrag, type Drag, type Place } from './pointing.ts';
import { ordered, type Range } from './zoom.ts';

/** What the pointer works on. */
export interface Surface {
  readonly navigator: Navigator;
  readonly element: () => HTMLElement | null;
  readonly painted: () => Painted | undefined;
  /** Epoch ms. */
  readonly call: () => Range;
  readonly laneWidth: () => number;
  /** CSS pixels of the page in one of the drawing. */
  readonly unit: () => number;
  readonly placeOf: (event: MouseEvent) => Place;
  /** The step or event at a place, as a place in the list; -1: the call itself. */
  readonly itemAt: (at: Place) => number | undefined;
  readonly spanOf: (row: number) => Range | undefined;
  readonly select: (row: number) => void;
  /** The pointer is over a step or event; -1: over none. */
  readonly hover: (row: number, event: PointerEvent | undefined) => void;
  readonly changed: () => void;
  readonly rangeChosen: (range: Range) => void;
}

export interface Pointer {
  readonly wheel: (event: WheelEvent) => void;
  readonly press: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly release: (event: PointerEvent) => void;
  readonly lost: () => void;
  readonly leave: () => void;
  readonly double: (event: MouseEvent) => void;
}

/** How much a wheel must turn to zoom by e, CSS pixels. */
const wheelTurn = 240;
const lineHeight = 30;

/**
 * What the pointer does: it zooms at its place, drags the time along, chooses a range (on the axis, or with Shift),
 * moves what is in sight on the strip of the whole call, selects, and opens narrow stretches.
 */
export function createPointer(surface: Surface): Pointer {
  const { navigator } = surface;
  let drag: Drag | undefined;

  const dragTo = (dragged: Drag, at: Place): void => {
    switch (dragged.kind) {
      case 'move':
        navigator.moveBy(dragged.from.x - at.x);
        // It is a drag from now on, however near it ends.
        drag = { ...dragged, from: { x: at.x, y: Infinity } };
        break;
      case 'range':
        navigator.choose(ordered(dragged.moment, navigator.momentAt(at.x)));
        break;
      case 'sight':
        navigator.showExactly(draggedSight(dragged, at, surface.call(), surface.laneWidth()));
        break;
    }
    surface.changed();
  };

  const clicked = (at: Place): void => {
    const pill =
      at.y < headHeight
        ? surface.painted()?.pills.find(({ x, width }) => at.x >= x && at.x <= x + width)
        : undefined;
    const row = surface.itemAt(at);
    if (pill !== undefined) navigator.open(pill.stretch);
    else if (row !== undefined) surface.select(row);
    else if (at.y < headHeight) navigator.choose(undefined);
    surface.changed();
  };

  return {
    wheel: (event) => {
      const element = surface.element();
      if (element === null) return;
      const at = surface.placeOf(event);
      const { deltaX, deltaY, shiftKey } = event;
      const sideways = Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : shiftKey ? deltaY : 0;
      // Where lanes scroll, the wheel scrolls them; the axis and the strip do not, and Ctrl always zooms.
      const scrolls = element.scrollHeight > element.clientHeight + 1;
      const zooms = event.ctrlKey || event.metaKey || at.y < headHeight || !scrolls;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1;
      if (sideways !== 0) navigator.moveBy((sideways * unit) / surface.unit());
      else if (zooms) navigator.zoomBy(Math.exp((-deltaY * unit) / wheelTurn), Math.max(0, at.x));
      else return;
      event.preventDefault();
      surface.changed();
    },
    press: (event) => {
      const at = surface.placeOf(event);
      if (event.button !== 0 || at.x < -6) return;
      drag = dragAt(at, {
        shift: event.shiftKey,
        laneWidth: surface.laneWidth(),
        call: surface.call(),
        sight: navigator.sight(),
        moment: navigator.momentAt(at.x),
      });
      surface.element()?.setPointerCapture(event.pointerId);
      surface.hover(-1, undefined);
    },
    move: (event) => {
      const at = surface.placeOf(event);
      if (drag === undefined) surface.hover(surface.itemAt(at) ?? -1, event);
      else if (isDrag(drag, at)) dragTo(drag, at);
    },
    release: (event) => {
      const dragged = drag;
      drag = undefined;
      if (dragged === undefined) return;
      const at = surface.placeOf(event);
      const range = navigator.range();
      if (isDrag(dragged, at)) {
        if (dragged.kind === 'range' && range !== undefined) surface.rangeChosen(range);
      } else if (dragged.kind === 'sight') dragTo(dragged, at);
      else clicked(at);
    },
    lost: () => {
      drag = undefined;
    },
    leave: () => surface.hover(-1, undefined),
    double: (event) => {
      const at = surface.placeOf(event);
      if (at.x < -6) return;
      const row = surface.itemAt(at);
      const span = row === undefined ? undefined : surface.spanOf(row);
      if (span === undefined) navigator.showAll();
      else navigator.zoomTo(span);
      surface.changed();
    },
  };
}
