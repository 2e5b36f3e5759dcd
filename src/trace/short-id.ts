/** Characters of each quarter of an id: 30 bits in base 36. */
const quarter = 6;

/**
 * An id of constant length for texts from outside that name one thing together: the same for the same texts, so that
 * what is remembered by it is found again. It has 120 bits, mixed as in MurmurHash: no two things of a call get the same
 * one by chance.
 */
export function shortId(...texts: readonly string[]): string {
  let whole = '';
  // With their lengths, so that no two lists of texts are one text.
  for (const text of texts) whole += `${text.length}:${text}`;
  let a = 0x9e3779b1;
  let b = 0x85ebca77;
  let c = 0xc2b2ae3d;
  let d = 0x27d4eb2f;
  for (let at = 0; at < whole.length; at += 1) {
    const code = whole.charCodeAt(at);
    a = Math.imul(a ^ code, 0x85ebca6b);
    b = Math.imul(b ^ code, 0xc2b2ae35);
    c = Math.imul(c ^ code, 0x165667b1);
    d = Math.imul(d ^ code, 0x9e3779b1);
  }
  return written(mixed(a, b)) + written(mixed(b, c)) + written(mixed(c, d)) + written(mixed(d, a));
}

const written = (bits: number): string => (bits >>> 2).toString(36).padStart(quarter, '0');

function mixed(value: number, other: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return first ^ (first >>> 13) ^ Math.imul(other ^ (other >>> 15), 0xc2b2ae35);
}
