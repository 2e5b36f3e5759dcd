import type { MeasureText } from '../src/trace/view/types.ts';

/** How many widths of each kind are kept; a trace has fewer different texts and characters than that on the screen. */
const mostKept = 20_000;

/** Latin, Greek, Cyrillic, CJK and their signs: each character takes its own width, whatever stands beside it. */
const plain =
  /^[\u0020-\u02ff\u0370-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u2bff\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]*$/u;

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

/**
 * Asking a canvas is slow, so plain text is as wide as its characters, of which each is asked about once. Kerning would
 * make it a little narrower.
 */
export function measureWith(context: Measuring | null, family: string): MeasureText {
  const fonts = new Map<string, (text: string) => number>();
  const fontOf = (size: number, weight: 'normal' | 'bold') => {
    const font = `${weight === 'bold' ? 600 : 400} ${size}px ${family}`;
    return remembering((text) => {
      if (context === null) return text.length * size * 0.6;
      context.font = font;
      return context.measureText(text).width;
    });
  };
  return (text, size, weight) => {
    const key = `${weight}${size}`;
    let measure = fonts.get(key);
    if (measure === undefined) {
      measure = fontOf(size, weight);
      fonts.set(key, measure);
    }
    if (!plain.test(text)) return measure(text);
    let width = 0;
    for (const character of text) width += measure(character);
    return width;
  };
}

function remembering(measure: (text: string) => number): (text: string) => number {
  const kept = new Map<string, number>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const width = measure(text);
    if (kept.size >= mostKept) kept.clear();
    kept.set(text, width);
    return width;
  };
}
