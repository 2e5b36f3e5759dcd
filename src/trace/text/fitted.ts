/** Of a longer text only the beginning can fit. */
const mostMeasured = 2000;

const characterSegments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text if it is no wider than `width`, otherwise its longest beginning with an ellipsis that is; never half a character. */
export function fitted(text: string, width: number, measure: (text: string) => number): string {
  const begin = text.length > mostMeasured ? text.slice(0, mostMeasured) : text;
  if (begin === text && measure(text) <= width) return text;
  const characters = Array.from(characterSegments.segment(begin), ({ segment }) => segment);
  let fits = 0;
  let tooLong = characters.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure(`${characters.slice(0, middle).join('').trimEnd()}…`) <= width) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : `${characters.slice(0, fits).join('').trimEnd()}…`;
}
