/** A word, a blank, or one East Asian character, after each of which a line may end. */
const pieces = /[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+|\s+/gu;

/** Breaks a text into lines of at most a width; a word that is wider has a line of its own. */
export function wrapLines(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(pieces) ?? []) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}
