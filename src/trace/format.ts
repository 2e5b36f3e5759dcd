import { wordOf } from './label.ts';
import type { Message, Render } from './message.ts';
import type { Coded } from './model.ts';
import { formatIso, zoneName, type Zone } from './time.ts';

const unit = (render: Render, name: 'ms' | 's' | 'm' | 'h') => render({ key: `unit.${name}` });
const two = (value: number) => String(value).padStart(2, '0');

/**
 * A duration (ms) in words: `430 ms`, `3.2 s`, `11 s`, `1 m 42 s`, `2 h 05 m`. Under a minute to a tenth of a second,
 * under an hour to the second, then to the minute. Cut, not rounded, as clocks and `elapsedText` are: what a call took
 * is the same number as the moment at which it ended.
 */
export function durationText(durationMs: number, render: Render): string {
  const ms = Math.max(0, Math.trunc(durationMs));
  if (ms < 1000) return `${ms} ${unit(render, 'ms')}`;
  const tenths = Math.floor(ms / 100);
  if (tenths < 600) {
    const seconds = tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
    return `${seconds} ${unit(render, 's')}`;
  }
  const seconds = Math.floor(ms / 1000);
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'm', seconds % 60, 's', render);
  const minutes = Math.floor(ms / 60_000);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'm', render);
}

function pair(
  large: number,
  largeUnit: 'h' | 'm',
  small: number,
  smallUnit: 'm' | 's',
  render: Render,
): string {
  const head = `${large} ${unit(render, largeUnit)}`;
  return small === 0 ? head : `${head} ${two(small)} ${unit(render, smallUnit)}`;
}

/** Names in one line: `Sales, Billing`. */
export function listText(names: readonly string[], render: Render): string {
  return names.join(render({ key: 'unit.list-separator' }));
}

/** Time of day in a zone, to the millisecond: `14:02:50.100`. */
export function timeText(epochMs: number, zone: Zone): string {
  return formatIso(epochMs, zone).slice(11, 23);
}

/** Time of day in a zone, to the minute: `14:02`. */
export function clockText(epochMs: number, zone: Zone): string {
  return formatIso(epochMs, zone).slice(11, 16);
}

/** Date, time and zone: `2026-11-18 14:02:11 UTC+8`. */
export function dateText(epochMs: number, zone: Zone): string {
  return `${formatIso(epochMs, zone).slice(0, 19).replace('T', ' ')} ${zoneName(zone)}`;
}

/**
 * Time since the call began (ms) as a clock: `0:39`, `12:05`, `1:02:03`; with digits after the second `0:39.1`,
 * `0:39.123`. Cut, not rounded, so that nothing is told before it happened; never negative zero.
 */
export function elapsedText(elapsedMs: number, digits: 0 | 1 | 3 = 0): string {
  const all = Math.trunc(Math.abs(elapsedMs));
  const fraction = String(all % 1000)
    .padStart(3, '0')
    .slice(0, digits);
  const seconds = Math.floor(all / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  const sign = elapsedMs < 0 && (seconds > 0 || Number(fraction) > 0) ? '-' : '';
  return `${sign}${head}:${two(seconds % 60)}${digits === 0 ? '' : `.${fraction}`}`;
}

/** A text that is still to be put into a language, whose arguments may be so too. */
export interface Phrase {
  readonly key: string;
  readonly args?: Readonly<Record<string, PhraseArg>>;
}

/** A text or number as it is, a duration (ms), another text or a code, each to be put into words. */
export type PhraseArg =
  | string
  | number
  | { readonly durationMs: number }
  | { readonly phrase: Phrase }
  | { readonly space: string; readonly coded: Coded };

/** A phrase, or a text as it is, in words. */
export function wordsOf(text: Phrase | string, render: Render): string {
  return typeof text === 'string' ? text : phraseText(text, render);
}

/** Puts a phrase and its arguments into words. */
export function phraseText(phrase: Phrase, render: Render): string {
  if (phrase.args === undefined) return render({ key: phrase.key });
  const args: Record<string, string | number> = {};
  for (const [name, arg] of Object.entries(phrase.args)) {
    if (typeof arg !== 'object') args[name] = arg;
    else if ('phrase' in arg) args[name] = phraseText(arg.phrase, render);
    else if ('coded' in arg) args[name] = wordOf(render, arg.space, arg.coded);
    else args[name] = durationText(arg.durationMs, render);
  }
  const message: Message = { key: phrase.key, args };
  return render(message);
}
