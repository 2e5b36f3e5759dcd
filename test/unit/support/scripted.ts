import { send } from '../../../src/http/send.ts';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { CallTraceError } from '../../../src/http/errors.ts';
import type { LiveContext, LiveEnvironment } from '../../../src/providers/live.ts';

export interface ScriptedReply {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers requests by a function of what was asked; the whole way of a request but the network is the product's. */
export function scripted(
  now: number,
  reply: (asked: Asked, count: number) => ScriptedReply,
): { readonly environment: LiveEnvironment; readonly requests: readonly Asked[] } {
  const requests: Asked[] = [];
  const transport: Transport = (request) => {
    const asked = askedOf(request);
    requests.push(asked);
    const { status = 200, body, headers = {} } = reply(asked, requests.length);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve({
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: bytesOf(text),
      discard: () => undefined,
    });
  };
  const environment: LiveEnvironment = {
    send,
    now: () => now,
    http: { transport, retry: { baseMs: 1, maxMs: 2 } },
  };
  return { environment, requests };
}

export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

function askedOf({ url, headers, body }: WireRequest): Asked {
  const parsed: unknown = JSON.parse(body ?? '{}');
  return {
    url: url.href,
    headers,
    body: typeof parsed === 'object' && parsed !== null ? { ...parsed } : {},
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text, 'utf8'));
}

export const context = (signal = new AbortController().signal): LiveContext => ({
  signal,
  onProgress: () => undefined,
});

export async function refusal(work: Promise<unknown>): Promise<CallTraceError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof CallTraceError) return thrown;
  throw new Error('Expected a CallTraceError.', { cause: thrown });
}
