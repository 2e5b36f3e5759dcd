import type { ProviderId } from '../trace/model.ts';

/*
 * What contact IDs look like, provider by provider, and finding them in text. Written as scanners, not as regular
 * expressions: the time is in proportion to the length of the text, whatever the text is.
 */

/** A provider of live calls. */
export type ContactProvider = ProviderId;

/** A contact ID in a text; offsets in UTF-16 units, the end excluded. */
export interface FoundContactId {
  readonly contactId: string;
  readonly start: number;
  readonly end: number;
}

export interface FindOptions {
  /** Whether an ID of digits alone counts: Alibaba Cloud CCC 2017 and LAAFFIC have such, and so have many others. */
  readonly bareDigits: boolean;
  /** So many at most. */
  readonly most?: number;
}

/** What was typed or pasted as contact IDs. */
export type EnteredContactIds =
  | { readonly kind: 'ids'; readonly contactIds: readonly string[] }
  | { readonly kind: 'empty' }
  /** No part of the text can be a contact ID. */
  | { readonly kind: 'none' }
  | { readonly kind: 'too-many'; readonly count: number; readonly most: number };

/** A text, as far as looking for contact IDs goes. */
export type ScannedText = Pick<string, 'length' | 'charCodeAt' | 'slice'>;

/** Longest contact ID, in characters: that of every provider is far shorter. */
export const longestContactId = 128;
/** So many are looked up at once. */
export const mostContactIds = 20;
/** So much of what is pasted is read, in characters. */
const longestPaste = 100_000;

const prefix = 'job-';
/** `job-` and a number of more digits than the number of a build or a queue has, or a UUID. */
const uuidGroups = [8, 4, 4, 4, 12] as const;

/**
 * The providers whose contact IDs have this form, the likelier first; empty: of no known form, so that it can belong to
 * any. Alibaba Cloud CCC 2020: `job-` and digits or a UUID; 2017: a decimal number (“acid”); Huawei AICC: the start
 * of the call in seconds or milliseconds, a hyphen, a number; LAAFFIC: 17 digits that begin with the local time of the
 * call, of which only samples are known, so other long numbers are taken for one of two.
 */
export function providersOf(contactId: string): readonly ContactProvider[] {
  if (contactId.startsWith(prefix)) return ['alibaba-ccc-2020'];
  if (isHuaweiId(contactId)) return ['huawei-aicc'];
  if (!isDigits(contactId)) return [];
  if (contactId.length <= 12) return ['alibaba-ccc-2017'];
  return contactId.length === 17 && beginsWithTime(contactId) ? ['laaffic'] : ['alibaba-ccc-2017', 'laaffic'];
}

/** Whether a text can be asked for as a contact ID: one word of plain characters with a digit in it. */
export function isContactId(text: string): boolean {
  return text.length <= longestContactId && /^[\w.:@-]+$/.test(text) && /\d/.test(text);
}

/** Contact IDs in a text (log lines, JSON, addresses), in the order of the text. What is masked with `*` is none. */
export function findContactIds(
  text: ScannedText,
  { bareDigits, most = Infinity }: FindOptions,
): readonly FoundContactId[] {
  const found: FoundContactId[] = [];
  let at = 0;
  while (at < text.length && found.length < most) {
    if (!isWordCode(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const wordStart = at;
    while (at < text.length && isWordCode(text.charCodeAt(at))) at += 1;
    const start = withoutHyphens(text, wordStart, at, 1);
    const end = withoutHyphens(text, at - 1, start - 1, -1) + 1;
    const continued = text.charCodeAt(wordStart - 1) === star || text.charCodeAt(at) === star;
    if (continued || end - start > longestContactId) continue;
    const word = text.slice(start, end);
    if (isFoundForm(word) || (bareDigits && isBareForm(word) && !isFraction(text, start, end))) {
      found.push({ contactId: word, start, end });
    }
  }
  return found;
}

/**
 * The contact IDs in what a person entered: words between blanks, commas, semicolons or lines, quotes and brackets
 * around them left out; from other text, such as a log line, those that are found in it. Each once.
 */
export function enteredContactIds(text: string, most: number = mostContactIds): EnteredContactIds {
  const entered = text.slice(0, longestPaste).trim();
  if (entered === '') return { kind: 'empty' };
  const words = entered
    .split(/[\s,;，；、]+/)
    .map(bare)
    .filter((word) => word !== '')
    .flatMap(unglued);
  const contactIds = [...new Set(words.length > 0 && words.every(isContactId) ? words : foundIn(entered))];
  if (contactIds.length === 0) return { kind: 'none' };
  return contactIds.length > most
    ? { kind: 'too-many', count: contactIds.length, most }
    : { kind: 'ids', contactIds };
}

/**
 * The contact IDs in a text that somebody happens to have copied or selected: only what has the form of one. Digits
 * alone count when the text holds nothing else.
 */
export function offeredContactIds(text: string): readonly string[] {
  const entered = text.slice(0, longestPaste).trim();
  const onlyDigits = /^[\d\s,;]+$/.test(entered);
  const found = findContactIds(entered, { bareDigits: onlyDigits, most: mostContactIds });
  return [...new Set(found.map(({ contactId }) => contactId))];
}

function foundIn(text: string): readonly string[] {
  const known = findContactIds(text, { bareDigits: false });
  return (known.length > 0 ? known : findContactIds(text, { bareDigits: true })).map(
    ({ contactId }) => contactId,
  );
}

/** An input box takes the line breaks out of what is pasted, so that IDs stand side by side. */
function unglued(word: string): readonly string[] {
  const parts = word.split(prefix);
  return parts.length > 2 && parts[0] === '' ? parts.slice(1).map((part) => `${prefix}${part}`) : [word];
}

const around = new Set(`"'\`“”‘’「」()[]{}<>`);

function bare(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && around.has(word.charAt(start))) start += 1;
  while (end > start && around.has(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

/** A form that other things in a log do not have. */
function isFoundForm(word: string): boolean {
  if (!word.startsWith(prefix)) return isHuaweiId(word);
  const rest = word.slice(prefix.length);
  return (isDigits(rest) && rest.length >= 10) || isUuid(rest);
}

function isBareForm(word: string): boolean {
  return isDigits(word) && word.length >= 8 && word.length <= 24;
}

/** Digits beside a dot with digits beyond it: an address, a version, a decimal number. */
function isFraction(text: ScannedText, start: number, end: number): boolean {
  return (
    (text.charCodeAt(start - 1) === dot && isDigit(text.charCodeAt(start - 2))) ||
    (text.charCodeAt(end) === dot && isDigit(text.charCodeAt(end + 1)))
  );
}

/** Seconds (10 digits) or milliseconds (13) of a time since 2001, a hyphen, up to ten digits. */
function isHuaweiId(word: string): boolean {
  const [start, number, ...more] = word.split('-');
  if (start === undefined || number === undefined || more.length > 0) return false;
  return (
    (start.length === 10 || start.length === 13) &&
    start.startsWith('1') &&
    isDigits(start) &&
    isDigits(number) &&
    number.length <= 10
  );
}

function isUuid(word: string): boolean {
  const groups = word.split('-');
  return (
    groups.length === uuidGroups.length &&
    groups.every((group, index) => group.length === uuidGroups[index] && /^[\da-f]+$/i.test(group))
  );
}

/** `yyMMddHHmmss`, read as numbers only. */
function beginsWithTime(digits: string): boolean {
  const part = (index: number) => Number(digits.slice(index, index + 2));
  const [month, day, hour, minute, second] = [part(2), part(4), part(6), part(8), part(10)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

function withoutHyphens(text: ScannedText, from: number, limit: number, step: 1 | -1): number {
  let at = from;
  while (at !== limit && text.charCodeAt(at) === hyphen) at += step;
  return at;
}

const star = 42;
const hyphen = 45;
const dot = 46;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isDigits = (text: string) => text !== '' && /^\d+$/.test(text);

/** ASCII letters and digits, `_` and `-`. */
function isWordCode(code: number): boolean {
  return (
    isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45
  );
}
