import { dateText, elapsedText, timeText } from '../src/trace/format.ts';
import { formatZone, zoneMinutes, zoneName, type Zone } from '../src/trace/time.ts';
import type { TimesShown } from '../src/protocol/times-shown.ts';
import type { FieldView } from '../src/trace/view/details-types.ts';
import type { DrawnView } from '../src/trace/view/types.ts';
import type { Strings } from './strings.ts';

/** How moments are told: since the call began, or as time of day in a zone. */
export interface TimeWords {
  readonly times: TimesShown;
  /** What the axis is called: `elapsed`, `UTC+8`. */
  readonly name: string;
  /** Moment from which round times are counted, epoch ms. */
  readonly origin: number;
  /** A moment (epoch ms): `0:39` or `14:02:50`; finer: with as many digits after the second, up to 3. */
  readonly text: (epochMs: number, digits?: 0 | 1 | 3) => string;
}

export function timeWords(view: DrawnView, times: TimesShown, strings: Strings): TimeWords {
  if (times === 'elapsed') {
    const { from } = view.timeline;
    return {
      times,
      name: strings('timeline.elapsed'),
      origin: from,
      text: (epochMs, digits = 0) => elapsedText(epochMs - from, digits),
    };
  }
  const zone = zoneOf(view, times);
  const length = { 0: 8, 1: 10, 3: 12 } as const;
  return {
    times,
    name: zoneName(zone),
    // Round times of day are round in the zone, whose hours may begin at another minute than those of UTC.
    origin: -zoneMinutes(zone) * 60_000,
    text: (epochMs, digits = 0) => timeText(epochMs, zone).slice(0, length[digits]),
  };
}

/** A moment with its date; since the call began tells no date, so that is told in the provider's zone then. */
export function dateWords(view: DrawnView, times: TimesShown, epochMs: number): string {
  return dateText(epochMs, zoneOf(view, times === 'elapsed' ? 'zone' : times));
}

/** The value of a field; a moment is told as times are shown, the time since the call began stays beside it. */
export function timedValue(field: FieldView, view: DrawnView, times: TimesShown, strings: Strings): string {
  const { value, code, at } = field;
  if (at === undefined || times === 'elapsed' || times === 'zone') return value;
  // Without the time since the call began it is the call's start, which is told with its date.
  if (code === undefined) return dateWords(view, times, at);
  const words = timeWords(view, times, strings);
  return `${words.text(at, 3)} ${words.name}`;
}

/** The zone in which times of day are told. */
export function zoneOf(view: DrawnView, times: Exclude<TimesShown, 'elapsed'>): Zone {
  switch (times) {
    case 'utc':
      return '+00:00';
    case 'zone':
      return view.zone;
    case 'local':
      return formatZone(-new Date(view.timeline.from).getTimezoneOffset());
  }
}
