/** What to measure: `[part …] [--runs 5] [--events 1000]`. */
export interface Choice {
  /** Names of parts; none: all of them. */
  readonly parts: readonly string[];
  /** How often the slow parts are measured; the median counts. undefined: as often as the part itself says. */
  readonly runs: number | undefined;
  /** Only calls of this size, for a quick look; undefined: of all sizes. */
  readonly events: number | undefined;
}

/** @throws Error for an option that is not one */
export function choiceOf(words: readonly string[]): Choice {
  const parts: string[] = [];
  const numbers = new Map<string, number>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('--')) {
      parts.push(word);
      continue;
    }
    at += 1;
    const value = Number(words[at]);
    if (!['--runs', '--events'].includes(word) || !Number.isInteger(value) || value < 1) {
      throw new Error(`“${word} ${words[at] ?? ''}” is not an option. Use --runs or --events with a number.`);
    }
    numbers.set(word, value);
  }
  return { parts, runs: numbers.get('--runs'), events: numbers.get('--events') };
}
