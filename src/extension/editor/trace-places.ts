/** A place in a trace that a line of a terminal names: `traces/call.calltrace.json:120:7`. */
export interface NamedPlace {
  /** Where in the line, characters. */
  readonly start: number;
  readonly length: number;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; absent: the first character of the line that is no blank. */
  readonly column?: number;
}

/** The longest line that is looked at, characters: what is longer was not written to be read. */
const longestLine = 5_000;

/**
 * As tools write places: `file:12`, `file:12:7`, `file(12,7)`, `"file", line 12`. A path ends at blanks and quotes, unless it
 * is quoted itself.
 */
const place =
  /(?:"([^"<>|*?]{1,1000}\.calltrace\.json)"|'([^'<>|*?]{1,1000}\.calltrace\.json)'|([^\s"'`<>|*?()[\]]{1,1000}\.calltrace\.json))(?:[:(](\d{1,9})(?:[:,] ?(\d{1,9}))?\)?|,? line (\d{1,9})(?:,? col(?:umn)? (\d{1,9}))?)/giu;

/** The places in traces that a line of a terminal names. */
export function namedPlaces(text: string): readonly NamedPlace[] {
  if (text.length > longestLine || !/\.calltrace\.json/iu.test(text)) return [];
  return [...text.matchAll(place)].map((match) => {
    const [all, quoted, single, plain, line, column, lineInWords, columnInWords] = match;
    const given = column ?? columnInWords;
    return {
      start: match.index,
      length: all.length,
      path: quoted ?? single ?? plain ?? '',
      line: Number(line ?? lineInWords),
      ...(given === undefined ? {} : { column: Number(given) }),
    };
  });
}

/** Offset of a place in a text; places after the end of a line or of the text are its end. */
export function offsetOf(text: string, { line, column }: Pick<NamedPlace, 'line' | 'column'>): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const next = text.indexOf('\n', start);
  const end = next < 0 ? text.length : next;
  const first = /[^ \t]/u.exec(text.slice(start, end))?.index ?? 0;
  return Math.min(end, column === undefined ? start + first : start + column - 1);
}
