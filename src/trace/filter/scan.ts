import type { Place } from './types.ts';

/*
 * Reads the text of a filter word by word. Chinese keyboards write full-width signs and quotation marks, so these are
 * understood wherever their Latin ones are.
 */

const space = /[\s\u3000]/;
const separator = /[,，、|｜]/;
const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '「': '」', '『': '』' };

/** A word, quoted or not; `text` is what it says. */
export interface Word extends Place {
  readonly text: string;
  readonly quoted: boolean;
}

/** A word whose quotation mark is not closed. */
export interface Unclosed extends Place {
  readonly unclosed: string;
}

export const isUnclosed = (word: Word | Unclosed): word is Unclosed => 'unclosed' in word;
export const isSpace = (sign: string | undefined): boolean => sign !== undefined && space.test(sign);
export const isSeparator = (sign: string | undefined): boolean => sign !== undefined && separator.test(sign);
export const isColon = (sign: string | undefined): boolean => sign === ':' || sign === '：';
export const isNot = (sign: string | undefined): boolean => sign === '!' || sign === '！' || sign === '-';

export function afterSpaces(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at += 1;
  return at;
}

/** A quoted word from its mark on, or the signs up to one that ends a word. */
export function wordAt(text: string, from: number, ends: (sign: string) => boolean): Word | Unclosed {
  const close = closing[text[from] ?? ''];
  if (close !== undefined) return quotedAt(text, from, close);
  let to = from;
  for (let sign = text[to]; sign !== undefined && !space.test(sign) && !ends(sign); sign = text[to]) to += 1;
  return { from, to, text: text.slice(from, to), quoted: false };
}

function quotedAt(text: string, from: number, close: string): Word | Unclosed {
  let said = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    const next = text[at + 1];
    if (sign === '\\' && next !== undefined && (next === '\\' || next === close)) {
      said += next;
      at += 1;
    } else if (sign === close || (close === '”' && sign === '"')) {
      return { from, to: at + 1, text: said, quoted: true };
    } else said += sign;
  }
  return { from, to: text.length, unclosed: close };
}

/** A value as it is to be written so that it is read as this text. */
export function quoted(text: string): string {
  const plain = text !== '' && !/[\s\u3000,，、|｜"“”「」『』:：\\=＝<>＜＞≤≥!！~～]|^-/.test(text);
  return plain ? text : `"${text.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

/** The place of an `OR` (or `|`) that stands alone, from its first to after its last sign. */
export function orAt(text: string, from: number): Place | undefined {
  const sign = text[from];
  if (sign === '|' || sign === '｜') {
    const to = from + (text[from + 1] === sign ? 2 : 1);
    return { from, to };
  }
  const word = /^(?:OR|或者|或)(?=[\s\u3000]|$)/.exec(text.slice(from, from + 4))?.[0];
  return word === undefined ? undefined : { from, to: from + word.length };
}

/** A key and the place behind its colon; `name` as it was written. */
export interface KeyAt extends Place {
  readonly name: string;
  /** Where its value begins. */
  readonly value: number;
  /** Whether it is followed by a comparison and no colon: `duration>2s`. */
  readonly compared: boolean;
}

/** The key that begins here, whether it is one that is known or not. */
export function keyAt(text: string, from: number): KeyAt | undefined {
  const name = /^\p{L}[\p{L}\p{N}_-]*/u.exec(text.slice(from, from + 60))?.[0];
  if (name === undefined) return undefined;
  const to = from + name.length;
  // What follows `http:` is an address, not a value.
  if (isColon(text[to])) {
    const address = text.startsWith('//', to + 1);
    return address ? undefined : { from, to, name, value: to + 1, compared: false };
  }
  return /^[<>＜＞≥≤]/.test(text.slice(to, to + 1))
    ? { from, to, name, value: to, compared: true }
    : undefined;
}
