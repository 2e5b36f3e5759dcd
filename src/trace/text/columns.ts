import { isolated } from '../direction.ts';
import { oneLine } from '../visible.ts';

/** Ranges of characters that take two columns: East Asian wide and full-width ones, and pictographs (UAX #11). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Whether a character takes two columns of a terminal. */
export function isWide(codePoint: number): boolean {
  return codePoint >= 0x1100 && wide.some(([from, to]) => codePoint >= from && codePoint <= to);
}

/** Columns that a text takes in a terminal or another monospaced font. Combining marks take none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x20 || /\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    columns += isWide(codePoint) ? 2 : 1;
  }
  return columns;
}

/** Lines of aligned columns, two blanks apart, without blanks at the end; the columns named are aligned at the right. */
export function aligned(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number> = new Set(),
): string[] {
  const widths: number[] = [];
  const texts = rows.map((row) => row.map((cell) => isolated(oneLine(cell))));
  for (const row of texts) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell));
    });
  }
  return texts.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - columnsOf(cell));
        return right.has(column) ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}
