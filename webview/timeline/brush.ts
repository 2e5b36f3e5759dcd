import type { MeasureText } from '../../src/trace/view/types.ts';
import type { Palette } from './palette.ts';

/** What everything is painted with. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly measure: (text: string, size?: number) => number;
  /** Diagonal lines of a colour of the theme, as something to fill with. */
  readonly hatch: (colour: 'hatch' | 'hatchWarning') => CanvasPattern | string;
  /** Font family of the editor. */
  readonly family: string;
}

/** Makes a canvas so large (CSS pixels), as dense as the screen, and its unit so many CSS pixels. */
export function fitCanvas(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  unit: number,
): void {
  const { canvas } = context;
  const density = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.setProperty('width', `${width}px`);
    canvas.style.setProperty('height', `${height}px`);
    // It takes no room of its own: what scrolls is as high as the lanes.
    canvas.style.setProperty('margin-bottom', `${-height}px`);
  }
  context.setTransform(density * unit, 0, 0, density * unit, 0, 0);
}

/** Size of most texts, CSS pixels at a font of 13 px. */
export const smallSize = 11;

export function brushOf(
  context: CanvasRenderingContext2D,
  palette: Palette,
  measure: MeasureText,
  family: string,
): Brush {
  const hatches = new Map<string, CanvasPattern | string>();
  return {
    context,
    palette,
    measure: (text, size = smallSize) => measure(text, size, 'normal'),
    hatch: (colour) => {
      const hatch = hatches.get(colour) ?? hatchOf(context, palette(colour));
      hatches.set(colour, hatch);
      return hatch;
    },
    family,
  };
}

export interface TextStyle {
  readonly colour: string;
  readonly size?: number;
  readonly align?: CanvasTextAlign;
  /** Drawn around the letters, so that lines beneath do not cross them. */
  readonly halo?: string;
}

/** Paints a text, its baseline at `y`. */
export function paintText(
  { context, family }: Brush,
  text: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  context.font = `${style.size ?? smallSize}px ${family}`;
  context.textAlign = style.align ?? 'left';
  if (style.halo !== undefined) {
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.strokeStyle = style.halo;
    context.strokeText(text, x, y);
  }
  context.fillStyle = style.colour;
  context.fillText(text, x, y);
}

export interface BoxStyle {
  readonly fill?: string;
  readonly stroke?: string;
  readonly dash?: readonly number[];
  readonly radius?: number;
  readonly width?: number;
}

/** Paints a box with round corners. */
export function paintBox(
  { context }: Brush,
  x: number,
  y: number,
  width: number,
  height: number,
  { fill, stroke, dash = [], radius = 3, width: line = 1 }: BoxStyle,
): void {
  context.beginPath();
  if (radius > 0 && width > 2) context.roundRect(x, y, width, height, Math.min(radius, width / 2));
  else context.rect(x, y, width, height);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke === undefined) return;
  context.strokeStyle = stroke;
  context.lineWidth = line;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

export function paintLine(
  { context }: Brush,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  colour: string,
  dash: readonly number[] = [],
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.lineWidth = 1;
  context.strokeStyle = colour;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

const hatchSize = 6;

function hatchOf(context: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  // Drawn finer than it is shown, so that it stays sharp on dense screens.
  const density = 4;
  tile.width = hatchSize * density;
  tile.height = hatchSize * density;
  const inner = tile.getContext('2d');
  if (inner === null) return colour;
  inner.scale(density, density);
  inner.strokeStyle = colour;
  inner.lineWidth = 1.2;
  inner.beginPath();
  for (const shift of [-hatchSize, 0, hatchSize]) {
    inner.moveTo(shift - 1, hatchSize + 1);
    inner.lineTo(shift + hatchSize + 1, -1);
  }
  inner.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / density));
  return pattern ?? colour;
}
