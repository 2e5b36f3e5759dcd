import type { Box } from '../../src/trace/layout/paths.ts';

/** So far a pointer moves before a press becomes a drag, in CSS pixels. */
const dragFrom = 4;

/** A place of the drawing that stays where it is on the screen while the scale changes. */
export interface Anchor {
  /** Units of the drawing. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels of the page. */
  readonly clientX: number;
  readonly clientY: number;
}

/** Where on the screen a drawing of some scale is: the box of its `svg`, and that of what scrolls it. */
export interface Screen {
  readonly scroller: Element;
  readonly drawing: Element;
  /** CSS pixels of a unit of the drawing. */
  readonly size: number;
}

/** The visible part, in units of the drawing. */
export function visiblePart({ scroller, drawing, size }: Screen): Box {
  const outer = scroller.getBoundingClientRect();
  const origin = drawing.getBoundingClientRect();
  return {
    x: (outer.left - origin.left) / size,
    y: (outer.top - origin.top) / size,
    width: scroller.clientWidth / size,
    height: scroller.clientHeight / size,
  };
}

/** What is at a place of the page; without one, what is in the middle of the pane. */
export function anchorAt(
  screen: Screen,
  at?: { readonly clientX: number; readonly clientY: number },
): Anchor {
  const outer = screen.scroller.getBoundingClientRect();
  const clientX = at?.clientX ?? outer.left + outer.width / 2;
  const clientY = at?.clientY ?? outer.top + outer.height / 2;
  const origin = screen.drawing.getBoundingClientRect();
  return {
    x: (clientX - origin.left) / screen.size,
    y: (clientY - origin.top) / screen.size,
    clientX,
    clientY,
  };
}

/** Scrolls so that an anchor is where it was. */
export function holdAnchor({ scroller, drawing, size }: Screen, anchor: Anchor): void {
  const origin = drawing.getBoundingClientRect();
  scroller.scrollLeft += origin.left + anchor.x * size - anchor.clientX;
  scroller.scrollTop += origin.top + anchor.y * size - anchor.clientY;
}

/** Scrolls so that a place of the drawing is in the middle of the pane. */
export function centre(screen: Screen, x: number, y: number): void {
  const { left, top, width, height } = screen.scroller.getBoundingClientRect();
  holdAnchor(screen, { x, y, clientX: left + width / 2, clientY: top + height / 2 });
}

/** Scrolls a box into sight, to the middle where it was out of it. */
export function bringIntoSight(screen: Screen, box: Box): void {
  const { scroller, drawing, size } = screen;
  const outer = scroller.getBoundingClientRect();
  const origin = drawing.getBoundingClientRect();
  const [top, left] = [origin.top + box.y * size, origin.left + box.x * size];
  const [bottom, right] = [top + box.height * size, left + box.width * size];
  if (top < outer.top + 12 || bottom > outer.bottom - 12) {
    scroller.scrollTop += (top + bottom) / 2 - (outer.top + outer.bottom) / 2;
  }
  if (left < outer.left + 12 || right > outer.right - 12) {
    scroller.scrollLeft += (left + right) / 2 - (outer.left + outer.right) / 2;
  }
}

/** Lets the drawing be dragged with the first or middle button; a drag is no click. */
export function startPan(event: PointerEvent, scroller: HTMLElement): void {
  if (event.button > 1 || event.pointerType === 'touch') return;
  if (event.button === 1) event.preventDefault();
  const start = { x: event.clientX, y: event.clientY, left: scroller.scrollLeft, top: scroller.scrollTop };
  let dragging = false;
  const move = (moved: PointerEvent) => {
    const [dx, dy] = [moved.clientX - start.x, moved.clientY - start.y];
    if (!dragging && Math.hypot(dx, dy) < dragFrom) return;
    if (!dragging) {
      dragging = true;
      scroller.setPointerCapture(event.pointerId);
      scroller.classList.add('panning');
    }
    scroller.scrollLeft = start.left - dx;
    scroller.scrollTop = start.top - dy;
  };
  const noClick = (click: Event) => {
    click.stopPropagation();
    click.preventDefault();
  };
  const end = () => {
    scroller.removeEventListener('pointermove', move);
    scroller.removeEventListener('pointerup', end);
    scroller.removeEventListener('pointercancel', end);
    scroller.classList.remove('panning');
    if (!dragging) return;
    scroller.addEventListener('click', noClick, { capture: true, once: true });
    // Where the pointer is let go outside, no click follows.
    setTimeout(() => scroller.removeEventListener('click', noClick, { capture: true }), 0);
  };
  scroller.addEventListener('pointermove', move);
  scroller.addEventListener('pointerup', end);
  scroller.addEventListener('pointercancel', end);
}
