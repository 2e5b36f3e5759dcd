import type { Gap } from '../trace/model.ts';
import { numberOf, pointerOf, saysTime, textOf, timeOf, type RawRecord } from '../trace/source/record.ts';
import { longestDurationMs, type Zone } from '../trace/time.ts';

/** Milliseconds of a duration that a provider gives in seconds; undefined for one that no call can have. */
export function secondsOf(raw: RawRecord, ...names: readonly string[]): number | undefined {
  const durationMs = (numberOf(raw, ...names) ?? NaN) * 1000;
  return durationMs >= 0 && durationMs <= longestDurationMs ? Math.round(durationMs) : undefined;
}

/** The gaps for durations that stand in a record and cannot be one. Negative numbers mean "none". */
export function unreadableSeconds(
  raw: RawRecord,
  source: string,
  ...fields: readonly string[]
): readonly Gap[] {
  return fields.flatMap((field) => {
    const value = textOf(raw, field);
    const none = value === undefined || value.startsWith('-') || secondsOf(raw, field) !== undefined;
    return none ? [] : [unreadable('gap.duration-unreadable', raw, source, field, value)];
  });
}

/** The gaps for times that stand in a record and are none. */
export function unreadableTimes(
  raw: RawRecord,
  zone: Zone,
  source: string,
  ...fields: readonly string[]
): readonly Gap[] {
  return fields.flatMap((field) => {
    const value = textOf(raw, field);
    const none = value === undefined || !saysTime(raw, field) || timeOf(raw, zone, field) !== undefined;
    return none ? [] : [unreadable('gap.time-unreadable', raw, source, field, value)];
  });
}

const unreadable = (message: string, raw: RawRecord, source: string, field: string, value: string): Gap => ({
  kind: 'incomplete',
  message,
  args: { field, value: value.slice(0, 40) },
  source: { source, pointer: pointerOf(raw, field) },
});
