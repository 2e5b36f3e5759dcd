import { linksInLine, lineBudget, type LinkFinder } from './link-finder.ts';

/** A longer line is read around the selection only, characters to each side. */
const near = 2000;

/**
 * What is meant by a selection, or by a cursor, in a line: an editor selects a part of an ID on a double click, and the
 * ID counts as a whole. '': the cursor stands in none.
 * @param start offsets of the selection in the line, UTF-16 units; equal: a cursor
 */
export function meantIn(line: string, start: number, end: number, finder: LinkFinder): string {
  const from = Math.max(0, start - near);
  const text = line.slice(from, end + near);
  const [first, last] = [start - from, end - from];
  const ids = linksInLine(text, finder, { left: lineBudget });
  if (first === last) return ids.find((id) => id.start <= first && first <= id.end)?.contactId ?? '';
  const cutAt = (at: number) => ids.find((id) => id.start < at && at < id.end);
  return text.slice(cutAt(first)?.start ?? first, cutAt(last)?.end ?? last);
}
