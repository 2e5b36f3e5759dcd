/** A zone as an offset from UTC, `+08:00`. */
export type Zone = string;

/** Minutes east of UTC. Throws RangeError for anything but `±hh:mm` within ±23:59. */
export function zoneMinutes(zone: Zone): number {
  const match = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(zone);
  if (match === null) throw new RangeError(`Not an offset from UTC: ${zone}`);
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** Epoch milliseconds as ISO 8601 with milliseconds and the zone's offset, `2026-11-18T14:02:11.000+08:00`. */
export function formatIso(epochMs: number, zone: Zone): string {
  return new Date(epochMs + zoneMinutes(zone) * 60_000).toISOString().slice(0, -1) + zone;
}

/** Epoch milliseconds of ISO 8601 text with an offset, or undefined where it is none (or no such day exists). */
export function parseIso(text: string): number | undefined {
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) return undefined;
  // Date.parse rolls 31 November over to December; a day that does not exist is refused.
  const day = Number(text.slice(8, 10));
  const zone = text.endsWith('Z') ? '+00:00' : text.slice(-6);
  return new Date(epochMs + zoneMinutes(zone) * 60_000).getUTCDate() === day ? epochMs : undefined;
}

/**
 * Epoch milliseconds of a provider's plain local time, `yyyy-MM-dd HH:mm:ss` with an optional fraction, in the given
 * zone (never the host's). Undefined where the text is none.
 */
export function parsePlainTime(text: string, zone: Zone): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const fraction = (match[3] ?? '').padEnd(3, '0').slice(0, 3);
  return parseIso(`${match[1]}T${match[2]}.${fraction}${zone}`);
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
