/** Control characters, which can move a cursor or more; characters that turn directions or end lines unseen. */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escapeOf = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/**
 * Text for a terminal: what controls instead of being read is shown as its escape. Line ends and tabs stay, in a text
 * that may have several lines. The isolates of our own sentences go: nothing is left that turns directions.
 */
export function visible(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, '').replaceAll(hidden, escapeOf);
}

/** JSON for a terminal: the same value, in which such characters (they stand in strings only) are escapes. */
export function visibleJson(json: string): string {
  return json.replaceAll(hidden, escapeOf);
}

/** Controls in text for a file that others show: as their escapes too; what turns directions is not touched. */
export function withoutControls(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, escapeOf);
}

/** A text from outside in one line of several: its own line ends are blanks. */
export function oneLine(text: string): string {
  const lines = text.split(/[\n\v\f\r\u0085\u2028\u2029]+/);
  // Blanks around a line end are part of it; those at the ends of the whole stay.
  return lines
    .map((line, at) => (at === 0 ? line : line.trimStart()))
    .map((line, at) => (at === lines.length - 1 ? line : line.trimEnd()))
    .filter((line, at) => line !== '' || at === 0 || at === lines.length - 1)
    .join(' ');
}
