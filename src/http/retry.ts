import type { CallTraceError } from './errors.ts';
import type { HttpHeaders, RetryPolicy } from './types.ts';

export const defaultRetry = { max: 4, baseMs: 500, maxMs: 8_000 } as const satisfies RetryPolicy;

/**
 * How long to wait before the next attempt, ms, or undefined when there should be none. What the provider asks for is
 * waited in full; otherwise the wait grows exponentially, with jitter, so that several clients do not come back at once.
 *
 * @param repeats how many times the request has been repeated so far
 * @param askedMs what the provider asked to wait
 */
export function retryDelay(
  error: CallTraceError,
  repeats: number,
  policy: RetryPolicy,
  askedMs?: number,
): number | undefined {
  if (repeats >= Math.min(policy.max, error.retries)) return undefined;
  const ceiling = Math.min(policy.maxMs, policy.baseMs * 2 ** repeats);
  const random = policy.random ?? Math.random;
  const jittered = ceiling / 2 + (ceiling / 2) * random();
  return Math.round(askedMs === undefined ? jittered : askedMs + policy.baseMs * random());
}

/**
 * What a reply asks to wait, ms: `x-acs-retry-after` (ms) or `Retry-After` (seconds, or a date compared to the reply's
 * own Date, and to `now`, epoch ms, where it has none).
 */
export function retryAfter(headers: HttpHeaders, now: number): number | undefined {
  const acs = headers['x-acs-retry-after']?.trim();
  if (acs !== undefined && /^\d{1,9}$/.test(acs)) return Number(acs);
  const plain = headers['retry-after']?.trim();
  if (plain === undefined || plain === '') return undefined;
  if (/^\d{1,6}$/.test(plain)) return Number(plain) * 1000;
  const date = Date.parse(plain);
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, date - (serverTime(headers) ?? now));
}

/** The server's own time as a reply's Date header tells it, epoch ms; undefined where it has none. */
export function serverTime(headers: HttpHeaders): number | undefined {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) ? undefined : date;
}
