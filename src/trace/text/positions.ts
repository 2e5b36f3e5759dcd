import { pointerTokens } from '../pointer.ts';
import { placesOf, stretchAt, stretchOf, type MemberPlace } from './places.ts';

/** Places in one version of the text of a document. What they need is made when first asked for, and kept. */
export interface Positions {
  /** Offset of the value at a JSON pointer, or of the nearest value around it. */
  readonly offsetOf: (pointer: string) => number;
  /** 1-based line and column of an offset; CRLF, CR and LF each end a line. */
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number };
  /** Which entry of which member stands around an offset. */
  readonly entryAt: (offset: number) => { readonly member: string; readonly index: number } | undefined;
}

/** @param text valid JSON with an object at the top */
export function positionsIn(text: string): Positions {
  let known: readonly MemberPlace[] | undefined;
  const members = () => (known ??= placesOf(text));
  let lines: LineIndex | undefined;
  return {
    offsetOf(pointer) {
      const [name, ...path] = pointerTokens(pointer);
      const member = members().find((one) => one.name === name);
      if (member === undefined) return Math.max(0, text.indexOf('{'));
      const [index, ...rest] = path;
      const entry = member.entries[Number(index)];
      return entry === undefined
        ? stretchOf(text, member.value.from, path).from
        : stretchOf(text, entry.from, rest).from;
    },
    placeOf: (offset) => (lines ??= lineIndex(text)).placeOf(offset),
    entryAt(offset) {
      const member = members()[stretchAt(members(), offset)];
      const index = member === undefined ? -1 : stretchAt(member.entries, offset);
      return member === undefined || index < 0 ? undefined : { member: member.name, index };
    },
  };
}

interface LineIndex {
  readonly placeOf: Positions['placeOf'];
}

/** How many characters are looked at for one place, at most. */
const block = 0x10000;

/** Knows of every so many characters in which line they are and where that begins. */
function lineIndex(text: string): LineIndex {
  const count = Math.floor(text.length / block) + 1;
  const lines = new Uint32Array(count);
  const starts = new Float64Array(count);
  const walk = (from: number, end: number, line: number, start: number) => {
    let [inLine, begins] = [line, start];
    for (let at = from; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
        inLine += 1;
        begins = at + 1;
      }
    }
    return { line: inLine, start: begins };
  };
  let at = { line: 1, start: 0 };
  for (let index = 0; index < count; index += 1) {
    lines[index] = at.line;
    starts[index] = at.start;
    at = walk(index * block, Math.min(text.length, (index + 1) * block), at.line, at.start);
  }
  return {
    placeOf(offset) {
      const end = Math.max(0, Math.min(offset, text.length));
      const index = Math.floor(end / block);
      const { line, start } = walk(index * block, end, lines[index] ?? 1, starts[index] ?? 0);
      return { line, column: end - start + 1 };
    },
  };
}
