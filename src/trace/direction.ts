/** Characters that are written from right to left, and those that change the direction of others (UAX #9). */
const turning =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const isolate = '\u2068';
const endOfIsolate = '\u2069';

/**
 * Text from outside as a part of a sentence of ours: whatever direction it has, and whatever it does to directions,
 * ends with it (FSI … PDI). Text that has nothing to do with directions comes back as it is.
 */
export function isolated(text: string): string {
  if (!turning.test(text)) return text;
  // An isolate ends with its line.
  return text
    .split(/([\n\r\u0085\u2029]+)/)
    .map((part, index) =>
      index % 2 === 1 || part === '' ? part : `${isolate}${closed(part)}${endOfIsolate}`,
    )
    .join('');
}

/** The same line, in which every isolate that it opens is closed, and nothing is closed that it did not open. */
function closed(line: string): string {
  let open = 0;
  const kept = line.replaceAll(/[\u2066-\u2069]/g, (character) => {
    if (character !== endOfIsolate) open += 1;
    else if (open === 0) return '';
    else open -= 1;
    return character;
  });
  return kept + endOfIsolate.repeat(open);
}
