import { requestAddress } from './address.ts';
import { exchange, type AttemptOptions } from './attempt.ts';
import type { CallTraceError } from './errors.ts';
import { statusFailure, totalTimeOut } from './failures.ts';
import { defaultRetry, retryAfter, retryDelay, serverTime } from './retry.ts';
import { pause, within } from './scope.ts';
import { fetchTransport } from './transport.ts';
import type {
  AttemptReport,
  ClockCorrection,
  HttpReply,
  HttpRequest,
  HttpResponse,
  RetryPolicy,
  SendOptions,
  TimeOuts,
} from './types.ts';

export const defaultTimeOuts = {
  connectMs: 10_000,
  attemptMs: 30_000,
  totalMs: 120_000,
} as const satisfies TimeOuts;

/** Replies larger than this are refused unless the caller says otherwise. */
export const defaultMaxBytes = 64 * 1024 * 1024;

/** A clock that differs by less than this is not why a request was refused, ms. */
const noticeableSkewMs = 30_000;

/**
 * Sends one request and reads the whole reply. Repeats it where the failure says that this may help, each time signed
 * afresh; corrects the clock once from the reply's Date header where the provider refused the time; follows no
 * redirects.
 *
 * @throws CallTraceError for everything that can go wrong on the way.
 */
export async function send(request: HttpRequest, options: SendOptions = {}): Promise<HttpResponse> {
  const allowPlainHttp = options.allowPlainHttp ?? false;
  const { host } = requestAddress(request.url, allowPlainHttp);
  const timeOuts: TimeOuts = { ...defaultTimeOuts, ...options.timeOuts };
  const retry: RetryPolicy = { ...defaultRetry, ...options.retry };
  const now = options.clock?.now ?? Date.now;
  const attemptOptions: AttemptOptions = {
    timeOuts,
    maxBytes: options.maxBytes ?? defaultMaxBytes,
    allowPlainHttp,
    transport: options.transport ?? fetchTransport,
    judge: (reply) => judged(reply, host, options.judge),
  };
  const started = performance.now();
  const elapsed = () => performance.now() - started;

  return within(
    options.signal,
    timeOuts.totalMs,
    () => totalTimeOut(host, timeOuts.totalMs),
    async ({ signal }) => {
      let clock = options.clock;
      let clockOffsetMs = clock?.offsetMs ?? 0;
      let repeats = 0;
      let lastChance = false;
      for (let attempt = 1; ; attempt += 1) {
        const begun = performance.now();
        const result = await exchange(request, { attempt, clockOffsetMs }, attemptOptions, signal);
        const seen: AttemptReport = {
          attempt,
          durationMs: performance.now() - begun,
          ...(result.reply === undefined ? {} : { status: result.reply.status }),
        };
        if (result.kind === 'answered') {
          options.onAttempt?.(seen);
          return { ...result.reply, durationMs: elapsed(), attempts: attempt };
        }
        const { error } = result;
        const offset = clock === undefined ? undefined : correction(result.reply, clock, clockOffsetMs);
        const asked = result.reply === undefined ? undefined : retryAfter(result.reply.headers, now());
        const delay = offset === undefined ? retryDelay(error, repeats, retry, asked) : 0;
        if (lastChance || delay === undefined || elapsed() + delay >= timeOuts.totalMs) {
          options.onAttempt?.({ ...seen, error });
          throw error;
        }
        lastChance = result.reply !== undefined && retry.lastChanceAfter?.(result.reply) === true;
        options.onAttempt?.({ ...seen, error, retryInMs: delay });
        if (offset === undefined) {
          repeats += 1;
          await pause(delay, signal);
        } else {
          clockOffsetMs = offset;
          clock?.onCorrected?.(offset);
          clock = undefined;
        }
      }
    },
  );
}

/** The error that a reply is: the provider's word first, then the status. */
function judged(reply: HttpReply, host: string, judge: SendOptions['judge']): CallTraceError | undefined {
  const { status } = reply;
  return judge?.(reply) ?? (status >= 200 && status < 300 ? undefined : statusFailure(host, status));
}

/** The clock offset that the reply's Date header gives where the reply refuses the request's time, ms. */
function correction(
  reply: HttpReply | undefined,
  clock: ClockCorrection,
  currentMs: number,
): number | undefined {
  if (reply === undefined || !clock.isRefusal(reply)) return undefined;
  const date = serverTime(reply.headers);
  if (date === undefined) return undefined;
  const offset = date - clock.now();
  return Math.abs(offset - currentMs) < noticeableSkewMs ? undefined : offset;
}
