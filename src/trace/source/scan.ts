/** A stretch of a text, UTF-16 offsets; the end is not part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A value within a JSON object or array: its key or index, and where it stands. */
export interface Member extends Stretch {
  readonly key: string | number;
}

const blank = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The offset behind the JSON value that begins at `start`; undefined where none does, where it is broken, or where it is
 * nested beyond `maxDepth`. One pass that stops at the first thing that is not JSON, so that a text can be searched.
 */
export function endOfJson(text: string, start: number, maxDepth: number): number | undefined {
  return scannerOf(text).value(start, maxDepth);
}

/** Whether text that breaks off in the middle begins at `start`: what follows there is a part of it. */
export function breaksOff(text: string, start: number, maxDepth: number): boolean {
  const scanner = scannerOf(text);
  return scanner.value(start, maxDepth) === undefined && scanner.reached() >= text.trimEnd().length;
}

/** The values directly within the valid JSON object or array that begins at `start`, with their places. */
export function membersOf(text: string, start: number, maxDepth: number): readonly Member[] {
  const scanner = scannerOf(text);
  const inObject = text[start] === '{';
  if (!inObject && text[start] !== '[') return [];
  const members: Member[] = [];
  let at = scanner.skip(start + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let key: string | number = members.length;
    if (inObject) {
      const end = scanner.string(at);
      if (end === undefined) return members;
      key = stringOf(text.slice(at, end));
      at = scanner.skip(scanner.skip(end) + 1);
    }
    const end = scanner.value(at, maxDepth);
    if (end === undefined) return members;
    members.push({ key, from: at, to: end });
    at = scanner.skip(end);
    if (text[at] === ',') at = scanner.skip(at + 1);
  }
  return members;
}

function stringOf(token: string): string {
  const value: unknown = JSON.parse(token);
  return typeof value === 'string' ? value : '';
}

function scannerOf(text: string) {
  /** The next end of a line, kept because each string asks for it and none may hold one. */
  let line = -1;
  const lineEndFrom = (from: number) => {
    if (line < from) {
      const found = text.indexOf('\n', from);
      line = found < 0 ? text.length : found;
    }
    return line;
  };
  const skip = (from: number): number => {
    blank.lastIndex = from;
    blank.exec(text);
    return blank.lastIndex;
  };
  const string = (from: number): number | undefined => {
    if (text[from] !== '"') return undefined;
    const end = lineEndFrom(from);
    for (let at = text.indexOf('"', from + 1); at >= 0 && at < end; at = text.indexOf('"', at + 1)) {
      let backslashes = 0;
      while (text[at - 1 - backslashes] === '\\') backslashes += 1;
      if (backslashes % 2 === 0) return at + 1;
    }
    return undefined;
  };
  /** How far the last value was looked at. */
  let reached = 0;
  const value = (start: number, maxDepth: number): number | undefined => {
    const open: ('}' | ']')[] = [];
    let at = skip(start);
    for (;;) {
      reached = at;
      const sign = text[at];
      if (sign === '{' || sign === '[') {
        if (open.length === maxDepth) return undefined;
        const closing = sign === '{' ? '}' : ']';
        at = skip(at + 1);
        if (text[at] === closing) at += 1;
        else {
          open.push(closing);
          const next = closing === '}' ? behindKey(at) : at;
          if (next === undefined) return undefined;
          at = next;
          continue;
        }
      } else if (sign === '"') {
        const end = string(at);
        if (end === undefined) return undefined;
        at = end;
      } else {
        scalar.lastIndex = at;
        if (scalar.exec(text) === null) return undefined;
        at = scalar.lastIndex;
      }
      // A value has ended: close what ends here, or go on to the next one.
      for (;;) {
        const around = open.at(-1);
        if (around === undefined) return at;
        at = skip(at);
        reached = at;
        if (text[at] === around) {
          open.pop();
          at += 1;
          continue;
        }
        if (text[at] !== ',') return undefined;
        const next = around === '}' ? behindKey(skip(at + 1)) : skip(at + 1);
        if (next === undefined) return undefined;
        at = next;
        break;
      }
    }
  };
  /** The value behind the key that begins at `from`. */
  const behindKey = (from: number): number | undefined => {
    const end = string(from);
    reached = end ?? from;
    if (end === undefined) return undefined;
    const colon = skip(end);
    reached = colon;
    return text[colon] === ':' ? skip(colon + 1) : undefined;
  };
  return { skip, string, value, reached: () => reached };
}
