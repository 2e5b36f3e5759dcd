import { isWide } from '../text/columns.ts';
import type { MeasureText } from '../view/types.ts';

/** Widths in em of the characters that differ much from the ordinary one, as in common interface fonts. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[iIljt.,:;'|!()[\] ]/u, 0.3],
  [/[mwMW@%]/u, 0.88],
  [/[A-Z&]/u, 0.68],
  [/[0-9]/u, 0.57],
];

/** Characters come again and again; what was looked up once is kept. */
const known = new Map<string, number>();

function em(character: string): number {
  const found = known.get(character);
  if (found !== undefined) return found;
  const width = isWide(character.codePointAt(0) ?? 0)
    ? 1
    : (widths.find(([pattern]) => pattern.test(character))?.[1] ?? 0.54);
  if (known.size < 10_000) known.set(character, width);
  return width;
}

/**
 * Measures text without a font, by a table that knows wide characters: for the command line and for tests. The viewer
 * measures on a canvas.
 */
export const wideMeasure: MeasureText = (text, size, weight) => {
  let width = 0;
  for (const character of text) width += em(character);
  return width * size * (weight === 'bold' ? 1.06 : 1);
};
