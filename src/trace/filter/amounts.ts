import { parseIso, parsePlainTime } from '../time.ts';
import { fold } from './fold.ts';
import type { DurationRange, Moment } from './types.ts';

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  毫秒: 1,
  s: 1000,
  sec: 1000,
  秒: 1000,
  秒钟: 1000,
  m: 60_000,
  min: 60_000,
  分: 60_000,
  分钟: 60_000,
  h: 3_600_000,
  小时: 3_600_000,
  时: 3_600_000,
};

/** ms of `90s`, `1.5 s`, `1m30s`, `1 分 30 秒`, `1:30`, `1:02:03` or, in seconds, `90`; undefined where it is none. */
export function parseAmount(given: string): number | undefined {
  const text = fold(given).replaceAll(/\s/g, '');
  const clock = /^(?:(\d{1,7}):)?(\d{1,4}):([0-5]?\d(?:\.\d{1,3})?)$/.exec(text);
  if (clock !== null) {
    const [, hours, minutes, seconds] = clock;
    return Math.round(
      Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + Number(seconds ?? 0) * 1000,
    );
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) return within(Number(text) * 1000);
  let ms = 0;
  let rest = text;
  let smallest = Infinity;
  while (rest !== '') {
    const part = /^(\d+(?:\.\d+)?)([a-z]+|毫秒|秒钟|秒|分钟|分|小时|时)/.exec(rest);
    const unit = Object.hasOwn(unitMs, part?.[2] ?? '') ? unitMs[part?.[2] ?? ''] : undefined;
    // Units come in order, each once: not 5s1m.
    if (part === null || unit === undefined || unit >= smallest) return undefined;
    ms += Number(part[1]) * unit;
    smallest = unit;
    rest = rest.slice(part[0].length);
  }
  return text === '' ? undefined : within(ms);
}

const within = (ms: number): number | undefined =>
  Number.isSafeInteger(Math.round(ms)) ? Math.round(ms) : undefined;

/**
 * Durations that are meant: `>2s`, `>=2s`, `<2s`, `<=2s`, `2s..5s`, `2s-5s` and `2s`, which means what is shown as
 * that. Undefined where it is none, or a range ends before it begins.
 */
export function parseDurations(given: string): DurationRange | undefined {
  const text = fold(given).replaceAll(/\s/g, '').replaceAll('≥', '>=').replaceAll('≤', '<=');
  const compared = /^(>=|<=|>|<|=)(.*)$/.exec(text);
  if (compared !== null) {
    const ms = parseAmount(compared[2] ?? '');
    if (ms === undefined) return undefined;
    switch (compared[1]) {
      case '>':
        return { from: ms + 1, to: Infinity };
      case '>=':
        return { from: ms, to: Infinity };
      case '<':
        return { from: 0, to: ms };
      case '<=':
        return { from: 0, to: ms + 1 };
      default:
        return shownAs(ms);
    }
  }
  const range = rangeIn(text);
  if (range !== undefined) {
    const [from, to] = [parseAmount(range.from), parseAmount(range.to)];
    return from === undefined || to === undefined || to < from ? undefined : { from, to: to + 1 };
  }
  const ms = parseAmount(text);
  return ms === undefined ? undefined : shownAs(ms);
}

/** What is written between the two ends of a range. */
const between = /\.\.\.?|-|–|~|到|至/;

interface RangeText {
  readonly from: string;
  readonly between: string;
  readonly to: string;
}

function rangeIn(text: string): RangeText | undefined {
  const found = between.exec(text.slice(1));
  if (found === null) return undefined;
  const end = found.index + 1;
  const to = text.slice(end + found[0].length);
  return to === '' ? undefined : { from: text.slice(0, end), between: found[0], to };
}

/** A range that ends before it begins, the other way round: `2s..5s` of `5s..2s`; undefined where it is none. */
export function turnedRange(given: string): string | undefined {
  const range = rangeIn(given.trim());
  if (range === undefined) return undefined;
  const turned = `${range.to.trim()}${range.between}${range.from.trim()}`;
  return parseDurations(turned) === undefined ? undefined : turned;
}

/** Everything that is shown as this duration: cut to a tenth of a second under a minute, to a second under an hour. */
function shownAs(ms: number): DurationRange {
  if (ms < 1000) return { from: ms, to: ms + 1 };
  const step = ms < 60_000 ? 100 : ms < 3_600_000 ? 1000 : 60_000;
  const from = Math.floor(ms / step) * step;
  return { from, to: from + step };
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A moment: time since the call began (`1:30`, `90s`, `+1:02:03`), time of day (`14:03:22`, `14:03:22.5`), or a date and
 * time in ISO 8601 with or without its offset. Undefined where it is none.
 */
export function parseMoment(given: string): Moment | undefined {
  const text = given.normalize('NFKC').trim();
  const clock = /^([01]?\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?$/.exec(text);
  if (clock !== null) {
    const [, hours, minutes, seconds, fraction = ''] = clock;
    const whole = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
    return { kind: 'clock', ms: whole + Number(fraction.padEnd(3, '0')) };
  }
  if (/^\d{4}-\d{2}-\d{2}[T ]/i.test(text)) return dated(text);
  if (day.test(text)) return dated(`${text} 00:00:00`);
  const ms = parseAmount(text.replace(/^\+/, ''));
  return ms === undefined ? undefined : { kind: 'elapsed', ms };
}

function dated(text: string): Moment | undefined {
  const zoned = /(?:z|[+-]\d{2}:\d{2})$/i.test(text);
  const seconds = /^(\S{10})[T ](\d{2}:\d{2})(?=$|z|[+-])/i.exec(text);
  const full = seconds === null ? text : `${seconds[1]}T${seconds[2]}:00${text.slice(seconds[0].length)}`;
  if (zoned) {
    const at = parseIso(full.replace(' ', 'T').toUpperCase());
    return at === undefined ? undefined : { kind: 'instant', at };
  }
  const local = full.replace(/[Tt]/, ' ');
  return parsePlainTime(local, '+00:00') === undefined ? undefined : { kind: 'local', text: local };
}

/** Whether a text is a day, after which a time of day may follow. */
export const isDay = (text: string): boolean => day.test(text);
