import { textFinder } from './find-texts.ts';

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Numbers of a business that anybody may call: 400 and 800 numbers, and short ones of at most six digits. */
export function isPublic(digits: string): boolean {
  return digits.length < 7 || (digits.length === 10 && /^[48]00/.test(digits));
}

/** Which digits of a number of this length are hidden: four before the last four; of a shorter one, before the last two. */
function isHidden(position: number, length: number): boolean {
  const end = length - (length >= 11 ? 4 : 2);
  return position >= end - 4 && position < end;
}

/**
 * A phone number with its middle hidden: `138****2315`, `86138****2315`, `8621****77`. Separators stay. A number that
 * is masked already, a public one and anything that is not a number stay as they are.
 */
export function maskNumber(text: string): string {
  const digits = digitsOf(text);
  if (text.includes('*') || isPublic(digits)) return text;
  let position = -1;
  return text.replace(/\d/g, (digit) => {
    position += 1;
    return isHidden(position, digits.length) ? '*' : digit;
  });
}

/** An encoded character, unless its digits are the beginning of a mobile number. */
const encoded = '%(?!1[3-9]\\d{9}(?!\\d))[0-9A-Fa-f]{2}';
/** Between two groups of digits: blanks, dashes, dots, brackets, plus signs, or what URLs write for them. */
const separators = `(?:[ \\t\\u00a0.()\\-\\u2010-\\u2015\\uff0d+]|${encoded}){1,4}`;
const runs = new RegExp(`(?<!\\d)(?:${separators})?\\d+(?:${separators}\\d+)*`, 'g');
const groupsOfRun = new RegExp(`(${separators})?(\\d+)`, 'g');
const mayHoldNumber = /\d(?:\D{0,12}\d){6}/;

/** What looks like numbers and is none of a person: UUIDs and addresses of machines. */
const ids =
  /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]))/i;

/** Mobile numbers of China, also with the trunk prefix or the one for an outside line. */
const mobile = /^(?:(?:00)?86)?[09]?1[3-9]\d{9}$/;
/** Area code and subscriber's number; behind a country code the zero of the area code may be missing. */
const landline = /^(?:0|(?:00)?860?)(?!400|800)(?:(?:10|2\d)\d{8}|[3-9]\d{2}\d{7,8})$/;
const dialledAbroad = /^00[1-9]\d{9,12}$/;
const international = /^[1-9]\d{7,14}$/;
const shortest = 8;
const longest = 17;

/** Digits of numbers that are known to be those of people. */
export interface KnownNumbers {
  readonly has: (digits: string) => boolean;
  /** A longer row of digits, as in names of files, with the known numbers in it masked. */
  readonly maskedIn: (digits: string) => string;
}

export function knownNumbers(numbers: ReadonlySet<string>): KnownNumbers {
  const find = textFinder([...numbers].filter(({ length }) => length >= 8));
  return { has: (digits) => numbers.has(digits), maskedIn: (digits) => find(digits, maskNumber) };
}

export interface NumberSearch {
  readonly known?: KnownNumbers;
  /** Whether the text is the value of a field for numbers, in which seven digits and more are one in any form. */
  readonly field?: boolean;
}

/**
 * A text with the phone numbers in it masked, wherever they stand: mobile numbers of China, landline numbers with their
 * area code, numbers with `+` or `00` and a country code, and those that are known, each with separators or without,
 * URL-encoded too. Other numbers stay: ids, times, amounts, UUIDs and addresses of machines.
 */
export function maskNumbersIn(text: string, search: NumberSearch = {}): string {
  if (!mayHoldNumber.test(text)) return text;
  const mask = (part: string) =>
    part.replace(runs, (run, ...rest: readonly unknown[]) => {
      const offset = rest.find((one) => typeof one === 'number') ?? 0;
      const isMasked = part[offset - 1] === '*' || part[offset + run.length] === '*';
      // After a letter or digit a plus sign is a blank or a sum.
      const follows = /[A-Za-z0-9)]/.test(part[offset - 1] ?? '');
      return maskRun(run, follows, { ...search, field: search.field === true && !isMasked });
    });
  return text
    .split(ids)
    .map((part, index) => (index % 2 === 1 ? part : mask(part)))
    .join('');
}

interface Group {
  /** What stands between it and the one before. */
  readonly before: string;
  readonly digits: string;
}

function maskRun(run: string, follows: boolean, search: NumberSearch): string {
  const groups = [...run.matchAll(groupsOfRun)].map(([, before = '', digits = '']): Group => ({
    before,
    digits,
  }));
  const shown: string[] = [];
  for (let at = 0; at < groups.length;) {
    const count = numberAt(groups, at, follows, search);
    const window = groups.slice(at, at + Math.max(count, 1));
    const length = joined(window).length;
    let position = -1;
    for (const { before, digits } of window) {
      const hide = (digit: string) => {
        position += 1;
        return isHidden(position, length) ? '*' : digit;
      };
      shown.push(before, count > 0 ? digits.replace(/\d/g, hide) : withoutKnown(digits, search));
    }
    at += window.length;
  }
  return shown.join('');
}

const joined = (groups: readonly Group[]) => groups.map(({ digits }) => digits).join('');

/** How many groups from one on are a phone number together; 0: none. */
function numberAt(groups: readonly Group[], at: number, follows: boolean, search: NumberSearch): number {
  const before = groups[at]?.before ?? '';
  const joins = before.startsWith('+') && (at > 0 || follows);
  const plus = /%2B[ (]*$/i.test(before) || (/\+[ (]*$/.test(before) && !joins);
  // The digits of the first group, of the first two, and so on.
  const begins: string[] = [];
  for (let digits = ''; at + begins.length < groups.length && digits.length <= longest;) {
    digits += groups[at + begins.length]?.digits ?? '';
    begins.push(digits);
  }
  const last = begins.findLastIndex((digits, index) =>
    isNumber(digits, () => groups.slice(at, at + index + 1), plus, search),
  );
  if (last >= 0 || search.field !== true) return last + 1;
  return (
    begins.findLastIndex((digits, index) => !isPublic(digits) && (digits.length <= 15 || index === 0)) + 1
  );
}

function isNumber(
  digits: string,
  groupsOf: () => readonly Group[],
  plus: boolean,
  { known }: NumberSearch,
): boolean {
  if (known?.has(digits) === true) return true;
  if (digits.length < shortest) return false;
  if (plus && international.test(digits)) return !/^86[48]00\d{7}$/.test(digits);
  if (!mobile.test(digits) && !landline.test(digits) && !dialledAbroad.test(digits)) return false;
  const groups = groupsOf();
  // Written as people write numbers; ids of calls, too, have dashes in them.
  const [first] = groups;
  const own = /^(?:0|9|86|0086)$/.test(first?.digits ?? '') ? groups.slice(1) : groups;
  return (
    own.length === 1 ||
    own.every((group) => group.digits.length >= 2 && group.digits.length <= 8) ||
    own.every((group) => group.digits.length === 1)
  );
}

function withoutKnown(digits: string, { known }: NumberSearch): string {
  return known === undefined || digits.length < 10 ? digits : known.maskedIn(digits);
}
