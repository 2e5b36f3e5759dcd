import { describe, expect, test } from 'vitest';
import { measureWith } from '../../webview/measure.ts';

/** A canvas on which each code unit is as wide as the font is high, in pixels; it tells what it was asked. */
function canvas() {
  const asked: string[] = [];
  return {
    asked,
    font: '',
    measureText(text: string) {
      asked.push(`${this.font}: ${text}`);
      return { width: text.length * Number.parseInt(this.font.split(' ')[1] ?? '', 10) };
    },
  };
}

describe('the width of text', () => {
  test('is that of its characters, each asked about once for a font', () => {
    const context = canvas();
    const measure = measureWith(context, 'sans');
    expect(measure('abba 号', 10, 'normal')).toBe(60);
    expect(measure('baab', 10, 'normal')).toBe(40);
    expect(context.asked).toEqual(['a', 'b', ' ', '号'].map((one) => `400 10px sans: ${one}`));
    expect(measure('a', 13, 'bold')).toBe(13);
    expect(context.asked.at(-1)).toBe('600 13px sans: a');
    expect(measure('', 13, 'bold')).toBe(0);
  });

  test.each([
    ['a mark on the letter before', 'e\u0301'],
    ['a mark on kana', 'か\u3099'],
    ['a soft hyphen', 'con\u00adtact'],
    ['letters that join', 'سلام'],
    ['an emoji of several signs', '👩\u200d💻'],
    ['a keycap', '1\u20e3'],
  ])('is asked about as a whole, and once, where it has %s', (_, text) => {
    const context = canvas();
    const measure = measureWith(context, 'sans');
    expect(measure(text, 10, 'normal')).toBe(measure(text, 10, 'normal'));
    expect(context.asked).toEqual([`400 10px sans: ${text}`]);
  });

  test('is guessed where there is no canvas', () => {
    expect(measureWith(null, 'sans')('ab', 10, 'normal')).toBe(12);
  });
});
