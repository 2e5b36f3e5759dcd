import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIso, formatZone, parseIso } from '../../src/trace/time.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** What Date makes of the parts, where each of them comes back out of it; otherwise there is no such time. */
function oracle(year: number, month: number, day: number, time: readonly number[], zone: number) {
  const [hour = 0, minute = 0, second = 0, ms = 0] = time;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, ms);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return same && minute < 60 && second < 60 ? date.getTime() - zone * 60_000 : undefined;
}

describe('ISO 8601 times', () => {
  it('are exact for every day and zone, and undefined for days that do not exist', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.tuple(fc.nat(23), fc.nat(60), fc.nat(60), fc.nat(999)),
        fc.integer({ min: -1439, max: 1439 }),
        (year, month, day, time, zone) => {
          const [hour, minute, second, ms] = time;
          const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
          const clock = `${two(hour)}:${two(minute)}:${two(second)}.${String(ms).padStart(3, '0')}`;
          expect(parseIso(`${date}T${clock}${formatZone(zone)}`)).toBe(oracle(year, month, day, time, zone));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('are exact on every day around ends of months, leap years and centuries', () => {
    for (const year of [0, 1, 4, 100, 400, 1600, 1900, 1969, 1970, 1999, 2000, 2023, 2024, 2100, 9999]) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 1; day <= 31; day += 1) {
          const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T23:59:59.999+00:00`;
          expect(parseIso(text), text).toBe(oracle(year, month, day, [23, 59, 59, 999], 0));
        }
      }
    }
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -62_167_132_800_000, max: 253_402_214_400_000 }),
        fc.constantFrom('+00:00', '+08:00', '-03:30', '+14:00'),
        (epochMs, zone) => {
          expect(parseIso(formatIso(epochMs, zone))).toBe(epochMs);
        },
      ),
    );
  });

  it.each([
    ['2026-11-18T14:02:11Z', Date.UTC(2026, 10, 18, 14, 2, 11)],
    ['2026-11-18T14:02:11.5+08:00', Date.UTC(2026, 10, 18, 6, 2, 11, 500)],
    ['2026-11-18T14:02:11+08:00', Date.UTC(2026, 10, 18, 6, 2, 11)],
    ['2026-11-31T14:02:11.000+08:00', undefined],
    ['2026-11-18T14:02:1x.000+08:00', undefined],
    ['2026-11-18T14:02:60.000+08:00', undefined],
    ['2026-11-18T14:60:11.000+08:00', undefined],
    ['2026-11-18T14:02:11.000+24:00', undefined],
    ['2026-11-18T14:02:11.000+08:60', undefined],
    ['', undefined],
  ])('%s', (text, epochMs) => {
    expect(parseIso(text)).toBe(epochMs);
  });
});
