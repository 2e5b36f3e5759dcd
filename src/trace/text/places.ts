/** A stretch of a text: 0-based UTF-16 offsets, `end` excluded. */
export interface Stretch {
  readonly from: number;
  readonly end: number;
}

/** A member of a document: its key with its value, and the entries where that is an array. */
export interface MemberPlace extends Stretch {
  readonly name: string;
  readonly value: Stretch;
  readonly entries: readonly Stretch[];
}

/**
 * Where the members of a document, and the entries of those that are arrays, stand in its text. The text must be valid
 * JSON with an object at the top; of anything else there are no places. One pass, however deep the values are.
 */
export function placesOf(text: string): readonly MemberPlace[] {
  let at = skipBlanks(text, text.startsWith('\uFEFF') ? 1 : 0);
  if (text[at] !== '{') return [];
  const members: MemberPlace[] = [];
  at = skipBlanks(text, at + 1);
  while (text[at] === '"') {
    const from = at;
    const keyEnd = endOfString(text, at);
    at = skipBlanks(text, keyEnd);
    if (text[at] !== ':') return [];
    at = skipBlanks(text, at + 1);
    const valueFrom = at;
    const entries: Stretch[] = [];
    at = text[at] === '[' ? endOfArray(text, at, entries) : endOfValue(text, at);
    if (at === valueFrom) return [];
    members.push({
      name: nameIn(text.slice(from, keyEnd)),
      from,
      end: at,
      value: { from: valueFrom, end: at },
      entries,
    });
    at = skipBlanks(text, at);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return members;
}

/** The stretch around an offset among stretches in the order of the text, or -1. Its end counts as inside. */
export function stretchAt(stretches: readonly Stretch[], offset: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const stretch = stretches[middle];
    if (stretch === undefined) return -1;
    if (offset < stretch.from) high = middle - 1;
    else if (offset > stretch.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

/**
 * Where the value at a path stands, beginning at the value that begins at an offset of valid JSON; the nearest value
 * around it where there is none.
 */
export function stretchOf(text: string, from: number, path: readonly (string | number)[]): Stretch {
  const [token, ...rest] = path;
  const inside = token === undefined ? undefined : childOf(text, from, String(token));
  return inside === undefined ? { from, end: endOfValue(text, from) } : stretchOf(text, inside, rest);
}

/** Where the member of a name, or the entry of a place, begins. */
function childOf(text: string, from: number, token: string): number | undefined {
  const object = text[from] === '{';
  if (!object && text[from] !== '[') return undefined;
  let at = skipBlanks(text, from + 1);
  for (let place = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; place += 1) {
    let name = String(place);
    if (object) {
      const end = endOfString(text, at);
      name = nameIn(text.slice(at, end));
      at = skipBlanks(text, skipBlanks(text, end) + 1);
    }
    if (name === token) return at;
    const end = endOfValue(text, at);
    if (end === at) return undefined;
    at = skipBlanks(text, end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return undefined;
}

function nameIn(token: string): string {
  const name: unknown = JSON.parse(token);
  return typeof name === 'string' ? name : '';
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return at;
}

/** The offset after the string that begins here. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfArray(text: string, from: number, entries: Stretch[]): number {
  let at = skipBlanks(text, from + 1);
  while (at < text.length && text[at] !== ']') {
    const end = endOfValue(text, at);
    if (end === at) return text.length;
    entries.push({ from: at, end });
    at = skipBlanks(text, end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return Math.min(at + 1, text.length);
}

/** The offset after the value that begins here. */
function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  if (first !== '{' && first !== '[') {
    let at = from;
    while (at < text.length && /[^\s,\]}]/.test(text[at] ?? ' ')) at += 1;
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 34:
        at = endOfString(text, at) - 1;
        break;
      case 91:
      case 123:
        depth += 1;
        break;
      case 93:
      case 125:
        depth -= 1;
        if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
