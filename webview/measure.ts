import type { MeasureText } from '../src/trace/view/types.ts';

/** How many widths of each kind are kept; a trace has fewer different texts and characters than that on the screen. */
const mostKept = 20_000;

/** Latin, Greek, Cyrillic, CJK and their signs, without what joins the character before it or has no width. */
const plain =
  /^[\u0020-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3\uff00-\uffef]*$/u;

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
    return keepingWidths((text) => {
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

function keepingWidths(measure: (text: string) => number): (text: string) => number {
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
