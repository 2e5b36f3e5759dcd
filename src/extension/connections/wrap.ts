/** So many narrow characters fit into a row of a pick list. */
const widest = 78;

/** Chinese characters, kana, full-width forms. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** A sentence in lines that a pick list does not cut off: broken at blanks, and between wide characters. */
export function wrap(sentence: string, most = widest): readonly string[] {
  const pieces = sentence.trim().match(/\s+|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf(line + piece) > most && !/^\s/u.test(piece)) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

const widthOf = (text: string) => Array.from(text).reduce((sum, one) => sum + (wide.test(one) ? 2 : 1), 0);
