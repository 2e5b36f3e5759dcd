import { findContactIds, type FoundContactId } from '../../providers/contact-id.ts';
import {
  findByPattern,
  parseIdPattern,
  type Budget,
  type IdPattern,
  type PatternFault,
} from '../../providers/id-pattern.ts';

/** A pattern of the settings that is left out. */
export interface RefusedPattern {
  readonly source: string;
  readonly fault: PatternFault;
  /** From 1. */
  readonly column: number;
}

/** What makes text a link. */
export interface LinkFinder {
  readonly bareDigits: boolean;
  readonly patterns: readonly IdPattern[];
  readonly refused: readonly RefusedPattern[];
}

export interface LineLink extends FoundContactId {
  /** From 0. */
  readonly line: number;
}

/** A document, as far as finding links goes. */
export interface Lines {
  readonly lineCount: number;
  readonly textOf: (line: number) => string;
}

/** Patterns beyond these are left out. */
export const mostPatterns = 20;
/** So much of a line is read, in characters: what is longer was not written to be read. */
export const longestLine = 5_000;
/** So much of a document is read: half from its begin, half up to its end. */
export const mostCharacters = 2_000_000;
const mostLinks = 5_000;
/** Looks at a character by the patterns of the settings: for a document, and for a line of a terminal. */
export const documentBudget = 20_000_000;
export const lineBudget = 500_000;
/** Between two pauses, characters. */
const atOnce = 250_000;

export function createLinkFinder(patterns: readonly string[], bareDigits: boolean): LinkFinder {
  const readings = [...new Set(patterns)]
    .slice(0, mostPatterns)
    .map((source) => ({ source, reading: parseIdPattern(source) }));
  return {
    bareDigits,
    patterns: readings.flatMap(({ reading }) => (reading.ok ? [reading.pattern] : [])),
    refused: readings.flatMap(({ source, reading }) =>
      reading.ok ? [] : [{ source, fault: reading.fault, column: reading.column }],
    ),
  };
}

/** The contact IDs of a line that become links, by their place; where two overlap, the one that begins first. */
export function linksInLine(
  text: string,
  { bareDigits, patterns }: LinkFinder,
  budget: Budget,
): readonly FoundContactId[] {
  const line = text.slice(0, longestLine);
  const found = [
    ...findContactIds(line, { bareDigits }),
    ...patterns.flatMap((pattern) => findByPattern(pattern, line, budget)),
  ]
    // A word that the end of what is read has cut is none.
    .filter(({ end }) => end < line.length || line.length === text.length)
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const links: FoundContactId[] = [];
  for (const link of found) if (link.start >= (links.at(-1)?.end ?? 0)) links.push(link);
  return links;
}

/**
 * The links of a document, bounded in everything: a huge one has them at its begin and at its end. Pauses now and then,
 * so that others get their turn, and stops when that says so.
 * @param pause resolves to false where nobody waits any more
 */
export async function linksInLines(
  lines: Lines,
  finder: LinkFinder,
  pause: () => Promise<boolean>,
): Promise<readonly LineLink[]> {
  const budget: Budget = { left: documentBudget };
  const head: LineLink[] = [];
  const tail: LineLink[] = [];
  let sincePause = 0;
  /** Reads from one line on, up or down, as long as the half of the characters lasts; returns where it stopped. */
  const read = async (from: number, step: 1 | -1, limit: number, into: LineLink[]) => {
    let left = mostCharacters / 2;
    let line = from;
    for (; line !== limit && left > 0 && into.length < mostLinks / 2; line += step) {
      const text = lines.textOf(line);
      const read = Math.min(text.length, longestLine) + 1;
      left -= read;
      sincePause += read;
      for (const link of linksInLine(text, finder, budget)) into.push({ line, ...link });
      if (sincePause < atOnce) continue;
      sincePause = 0;
      if (!(await pause())) return limit;
    }
    return line;
  };
  const reached = await read(0, 1, lines.lineCount, head);
  if (reached < lines.lineCount) await read(lines.lineCount - 1, -1, reached - 1, tail);
  return [...head, ...tail];
}
