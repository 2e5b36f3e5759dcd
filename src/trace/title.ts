import { isolated } from './direction.ts';
import { clockText } from './format.ts';
import { maskNumber } from './mask-number.ts';
import type { Render } from './message.ts';
import type { CallSummary } from './model.ts';
import type { Zone } from './time.ts';

/**
 * What a call is called in a tab, a tree or a picker: `138****2315 → 4008… · 14:02 · abandoned`. Numbers are always
 * masked here, and the number of a hotline is shortened; never an id.
 */
export function titleOf(summary: CallSummary, zone: Zone, render: Render): string {
  const numbers = [summary.caller, summary.callee].map((number) =>
    number === undefined ? undefined : isolated(shortNumber(maskNumber(number))),
  );
  const [caller, callee] = numbers;
  const who =
    caller === undefined && callee === undefined
      ? render({ key: `title.${summary.direction}` })
      : callee === undefined
        ? (caller ?? '')
        : `${caller === undefined ? '' : `${caller} `}→ ${callee}`;
  const outcome =
    summary.outcome === 'unknown' ? undefined : render({ key: `outcome.${summary.outcome}` }).toLowerCase();
  const time = summary.startedAt === undefined ? undefined : clockText(summary.startedAt, zone);
  return [who, time, outcome].filter((part) => part !== undefined).join(' · ');
}

function shortNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
  return !number.includes('*') && digits.length > 7 ? `${digits.slice(0, 4)}…` : number;
}
