import type { MeasureText } from '../src/trace/view/types.ts';

/** How many widths are kept; a trace has fewer different texts than that on the screen. */
const mostKept = 20_000;

/** Measures with the font of an element, on a canvas. Widths are kept: the same names come again and again. */
export function measureIn(element: Element): MeasureText {
  return measureWith(document.createElement('canvas').getContext('2d'), familyOf(element));
}

/** The CSS font family of an element. */
export const familyOf = (element: Element): string => getComputedStyle(element).fontFamily;

/** What of a canvas measures; that of a thread does it, too. */
interface Measuring {
  font: string;
  measureText(text: string): { readonly width: number };
}

export function measureWith(context: Measuring | null, family: string): MeasureText {
  const kept = new Map<string, number>();
  return (text, size, weight) => {
    const key = `${weight}${size}|${text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    let width = text.length * size * 0.6;
    if (context !== null) {
      context.font = `${weight === 'bold' ? 600 : 400} ${size}px ${family}`;
      width = context.measureText(text).width;
    }
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, width);
    return width;
  };
}
