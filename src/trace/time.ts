/** A zone as an offset from UTC, `+08:00`. */
export type Zone = string;

/** Minutes east of UTC. Throws RangeError for anything but `±hh:mm` within ±23:59. */
export function zoneMinutes(zone: Zone): number {
  const match = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(zone);
  if (match === null) throw new RangeError(`Not an offset from UTC: ${zone}`);
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** The first and the last moment whose year has four digits, epoch ms. */
const calendar = { from: Date.parse('0000-01-01T00:00:00.000Z'), to: Date.parse('9999-12-31T23:59:59.999Z') };

const day = 86_400_000;

/** Whether a moment (epoch ms) has a year of four digits in every zone, so that a document can write it. */
export function isInCalendar(epochMs: number): boolean {
  return epochMs >= calendar.from + day && epochMs <= calendar.to - day;
}

/** What lasts longer than a leap year, ms, is no length of a call or of a part of one. */
export const longestDurationMs = 366 * day;

/**
 * Epoch milliseconds as ISO 8601 with milliseconds and the zone's offset, `2026-11-18T14:02:11.000+08:00`. What lies
 * outside of the years 0000 to 9999 is told as their nearer end.
 */
export function formatIso(epochMs: number, zone: Zone): string {
  const local = Math.max(calendar.from, Math.min(calendar.to, epochMs + zoneMinutes(zone) * 60_000));
  return new Date(Number.isNaN(local) ? calendar.from : local).toISOString().slice(0, -1) + zone;
}

/** Epoch milliseconds of ISO 8601 text with an offset, or undefined where it is none (or no such day exists). */
export function parseIso(text: string): number | undefined {
  return parseUsualIso(text) ?? parseAnyIso(text);
}

function parseAnyIso(text: string): number | undefined {
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) return undefined;
  // Date.parse rolls 31 November over to December; a day that does not exist is refused.
  const day = Number(text.slice(8, 10));
  const zone = text.endsWith('Z') ? '+00:00' : text.slice(-6);
  return new Date(epochMs + zoneMinutes(zone) * 60_000).getUTCDate() === day ? epochMs : undefined;
}

/**
 * The form in which documents are written, `2026-11-18T14:02:11.000+08:00`, read without a regular expression because a
 * large call has hundreds of thousands of them. Undefined for every other form, also for one that is valid.
 */
function parseUsualIso(text: string): number | undefined {
  const sign = text.charCodeAt(23);
  const separated =
    text.length === 29 &&
    text.charCodeAt(4) === hyphen &&
    text.charCodeAt(7) === hyphen &&
    text.charCodeAt(10) === letterT &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon &&
    text.charCodeAt(19) === point &&
    (sign === plus || sign === hyphen) &&
    text.charCodeAt(26) === colon;
  if (!separated) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const ms = twoDigits(text, 20) * 10 + digit(text, 22);
  const zone = twoDigits(text, 24) * 60 + twoDigits(text, 27);
  // Something that is no digit made a NaN, for which no comparison is true.
  const plain =
    year >= 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  if (!plain || !(ms >= 0) || !(twoDigits(text, 24) <= 23) || !(twoDigits(text, 27) <= 59)) return undefined;
  const minutes = daysTo(year, month, day) * 1440 + hour * 60 + minute - (sign === plus ? zone : -zone);
  return (minutes * 60 + second) * 1000 + ms;
}

/** Days from 1 January 1970 in the Gregorian calendar, counted in years that begin in March, so that leap days are last. */
function daysTo(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + day - 1 - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + (month >> 3)) & 1);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** NaN where there is none. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NaN;
}

const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

const plus = 43;
const hyphen = 45;
const point = 46;
const colon = 58;
const letterT = 84;

/**
 * Epoch milliseconds of a provider's time in text, `yyyy-MM-dd HH:mm:ss` with an optional fraction, in the given zone
 * (never the host's). An offset in the text itself, `Z` or `+08:00`, counts before that zone. Undefined where the text is
 * none.
 */
export function parsePlainTime(text: string, zone: Zone): number | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    );
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const fraction = (match[3] ?? '').padEnd(3, '0').slice(0, 3);
  return parseIso(`${match[1]}T${match[2]}.${fraction}${offsetOf(match[4]) ?? zone}`);
}

/** `+0800` and `GMT` are written `+08:00` and `+00:00` here. */
function offsetOf(text: string | undefined): Zone | undefined {
  if (text === undefined) return undefined;
  return /^[+-]/.test(text) ? `${text.slice(0, 3)}:${text.slice(-2)}` : '+00:00';
}

/** The parts of a moment in a zone: date `2026-11-18`, time `14:02:11`, milliseconds 0 to 999. */
export function partsIn(
  epochMs: number,
  zone: Zone,
): { readonly date: string; readonly time: string; readonly ms: number } {
  const iso = formatIso(epochMs, zone);
  return { date: iso.slice(0, 10), time: iso.slice(11, 19), ms: Number(iso.slice(20, 23)) };
}

/** The zone so many minutes east of UTC: `+08:00`. */
export function formatZone(minutes: number): Zone {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/** A zone as people say it: `UTC`, `UTC+8`, `UTC+5:30`. */
export function zoneName(zone: Zone): string {
  const minutes = zoneMinutes(zone);
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
