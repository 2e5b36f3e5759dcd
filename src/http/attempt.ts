import { requestAddress } from './address.ts';
import { acceptEncoding, readBody } from './body.ts';
import { watchConnection } from './connection.ts';
import type { CallTraceError } from './errors.ts';
import { attemptTimeOut, connectTimeOut, redirectRefused, transportFailure } from './failures.ts';
import { within } from './scope.ts';
import type {
  HttpHeaders,
  HttpReply,
  HttpRequest,
  SignContext,
  TimeOuts,
  Transport,
  WireReply,
  WireRequest,
} from './types.ts';

export interface AttemptOptions {
  readonly timeOuts: TimeOuts;
  readonly maxBytes: number;
  readonly allowPlainHttp: boolean;
  readonly transport: Transport;
  /** The error that a reply is, if it is one. */
  readonly judge: (reply: HttpReply) => CallTraceError | undefined;
}

/** How an attempt ended; one that failed may still have brought a reply. */
export type Exchange =
  | { readonly kind: 'answered'; readonly reply: HttpReply }
  | { readonly kind: 'failed'; readonly error: CallTraceError; readonly reply?: HttpReply };

/** One attempt from its signature to the judgement of its reply. Throws only what `sign` throws. */
export async function exchange(
  request: HttpRequest,
  context: SignContext,
  options: AttemptOptions,
  signal: AbortSignal,
): Promise<Exchange> {
  const wire = signed(request, context, options.allowPlainHttp);
  let reply: HttpReply;
  try {
    reply = await overTheWire(wire, options, signal);
  } catch (thrown) {
    return { kind: 'failed', error: transportFailure(wire.url.host, thrown) };
  }
  const error = options.judge(reply);
  return error === undefined ? { kind: 'answered', reply } : { kind: 'failed', error, reply };
}

function overTheWire(wire: WireRequest, options: AttemptOptions, signal: AbortSignal): Promise<HttpReply> {
  const { host } = wire.url;
  const { attemptMs, connectMs } = options.timeOuts;
  const late = () => attemptTimeOut(host, attemptMs);
  return within(signal, attemptMs, late, async (scope) => {
    const notConnected = () => scope.stop(connectTimeOut(host, connectMs));
    const answer = await options.transport(wire, {
      signal: scope.signal,
      onRequest: (started) => watchConnection(started, connectMs, notConnected),
    });
    return readReply(answer, host, options.maxBytes);
  });
}

/** The request with what its signature adds; a signature may change the query, not where the request goes. */
function signed(request: HttpRequest, context: SignContext, allowPlainHttp: boolean): WireRequest {
  const parts = request.sign?.(context) ?? {};
  const url = requestAddress(parts.url ?? request.url, allowPlainHttp);
  if (url.origin !== new URL(request.url).origin)
    throw new TypeError('A signature changed the host of a request.');
  return {
    method: request.method,
    url,
    headers: {
      'accept-encoding': acceptEncoding,
      ...lowerCase(request.headers),
      ...lowerCase(parts.headers),
    },
    body: parts.body ?? request.body,
  };
}

async function readReply(answer: WireReply, host: string, maxBytes: number): Promise<HttpReply> {
  const { status, headers } = answer;
  try {
    if (status >= 300 && status < 400) throw redirectRefused(host, status, targetHost(headers['location']));
    return { status, headers, bytes: await readBody(answer, maxBytes, host) };
  } catch (thrown) {
    answer.discard();
    throw thrown;
  }
}

/** The host that a Location header names; empty when it stays on the same one or is not an address. */
function targetHost(location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? new URL(location).host : '';
}

const lowerCase = (headers: HttpHeaders = {}): HttpHeaders =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
