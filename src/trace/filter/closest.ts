import { fold } from './fold.ts';

/** How many letters must be put in, left out, exchanged or swapped with their neighbour to make one word of the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const same = a[row - 1] === b[at - 1];
      let cost = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1])
        cost = Math.min(cost, (before[at - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = last;
    last = next;
  }
  return last[b.length] ?? 0;
}

/** Longer words are not compared letter by letter. */
const longest = 40;

/** The words that could have been meant, the likeliest first, at most `most`. */
export function closestTo(word: string, words: Iterable<string>, most = 3): readonly string[] {
  const meant = fold(word).slice(0, longest);
  if (meant === '') return [];
  const ranked: { readonly word: string; readonly rank: number }[] = [];
  for (const one of words) {
    const folded = fold(one).slice(0, longest);
    const begins = folded.startsWith(meant) || (folded.length > 1 && meant.startsWith(folded));
    const rank = begins ? 0.5 : distance(meant, folded);
    if (rank <= Math.max(1, Math.floor(Math.min(meant.length, folded.length) / 2)))
      ranked.push({ word: one, rank });
  }
  return [...new Set(ranked.sort((a, b) => a.rank - b.rank).map((one) => one.word))].slice(0, most);
}
