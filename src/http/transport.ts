import { Readable } from 'node:stream';
import fetch from 'node-fetch';
import { withRequests } from './connection.ts';
import type { Transport, WireReply } from './types.ts';

/**
 * The way over node-fetch, which calls Node's own `http` and `https` modules: VS Code's proxy settings and system
 * certificates apply. It does not follow redirects and does not decompress.
 */
export const fetchTransport: Transport = async (request, hooks): Promise<WireReply> => {
  const response = await withRequests(hooks.onRequest, () =>
    fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      compress: false,
      signal: hooks.signal,
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
    }),
  );
  const body = response.body;
  // After the body has been given up, an abort still emits an error on it, which nobody else would listen for.
  body?.on('error', () => undefined);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: body === null ? emptyBody() : bytesOf(body),
    discard: () => {
      if (body instanceof Readable) body.destroy();
    },
  };
};

async function* bytesOf(body: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
  for await (const chunk of body) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function* emptyBody(): AsyncIterable<Uint8Array> {
  // Nothing to read: replies such as 204 have no body.
}
