export type TokenKind = 'name' | 'string' | 'number' | 'word' | 'other';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** One line of indented JSON in pieces for colouring. The pieces together are the line. Pure. */
export function jsonTokens(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const other = (end: number): void => {
    if (end > at) tokens.push({ kind: 'other', text: line.slice(at, end) });
  };
  for (const match of line.matchAll(pattern)) {
    const [whole, quoted, colon, digits] = match;
    other(match.index);
    if (quoted === undefined) tokens.push({ kind: digits === undefined ? 'word' : 'number', text: whole });
    else {
      tokens.push({ kind: colon === undefined ? 'string' : 'name', text: quoted });
      if (colon !== undefined) tokens.push({ kind: 'other', text: colon });
    }
    at = match.index + whole.length;
  }
  other(line.length);
  return tokens;
}
