import type { ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import fetch from 'node-fetch';
import { withRequests } from './connection.ts';
import { proxyRefused } from './proxy-failures.ts';
import { keptOpen, trustedTransport } from './trusted-transport.ts';
import type { Trust } from './trust.ts';
import type { Transport, WireReply } from './types.ts';

/**
 * How the requests of a connection travel. Plain http, where a connection may use it, has no certificates to accept.
 */
export function createTransport(trust: Trust): Transport {
  if (trust.kind === 'system') return fetchTransport;
  const trusted = trustedTransport(trust);
  return (request, hooks) =>
    request.url.protocol === 'https:' ? trusted(request, hooks) : fetchTransport(request, hooks);
}

/**
 * The way over node-fetch, which calls Node's own `http` and `https` modules: VS Code's proxy settings and system
 * certificates apply. It does not follow redirects and does not decompress.
 */
export const fetchTransport: Transport = async (request, hooks): Promise<WireReply> => {
  const seen = { secure: true };
  const onRequest = (started: ClientRequest) => {
    hooks.onRequest(started);
    started.once('response', ({ socket }) => {
      seen.secure = request.url.protocol !== 'https:' || socket instanceof TLSSocket;
    });
  };
  const response = await withRequests(onRequest, () =>
    fetch(request.url, {
      method: request.method,
      headers: { ...keptOpen, ...request.headers },
      redirect: 'manual',
      compress: false,
      signal: hooks.signal,
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
    }),
  );
  const body = response.body;
  // After the body has been given up, an abort still emits an error on it, which nobody else would listen for.
  body?.on('error', () => undefined);
  const discard = () => {
    if (body instanceof Readable) body.destroy();
  };
  if (!seen.secure) {
    discard();
    throw proxyRefused(request.url.host, response.status);
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: body === null ? emptyBody() : bytesOf(body),
    discard,
  };
};

async function* bytesOf(body: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
  for await (const chunk of body) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function* emptyBody(): AsyncIterable<Uint8Array> {
  // Nothing to read: replies such as 204 have no body.
}
