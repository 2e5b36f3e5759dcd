import type { ClientRequest, IncomingMessage } from 'node:http';
// The whole module: VS Code replaces its functions, which named imports would not notice.
import https, { type RequestOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import { isSecured } from './connection.ts';
import { proxyRefused } from './proxy-failures.ts';

/** A request whose TLS connection is ready, and of which no byte has been sent: ending it sends it. */
export interface HeldRequest {
  readonly request: ClientRequest;
  readonly socket: TLSSocket;
  /** The reply's head; rejects when the request fails. */
  readonly reply: Promise<IncomingMessage>;
}

export interface HoldOptions {
  /** Names the server in errors. */
  readonly host: string;
  /** Gives up the request, and the reading of its reply. */
  readonly signal: AbortSignal;
  readonly onRequest?: (request: ClientRequest) => void;
}

/**
 * Opens the connection of an https request and sends nothing on it. It goes through Node's `https`, so through the
 * proxy that VS Code uses for the address. No agent may be among the options: VS Code replaces it with one setting of
 * `http.proxySupport`, and leaves the proxy out because of it with another.
 *
 * @throws CallTraceError of kind proxy when the proxy on the way refuses; whatever Node throws when the connection
 *   fails, its certificates included.
 */
export async function holdRequest(
  options: RequestOptions,
  { host, signal, onRequest }: HoldOptions,
): Promise<HeldRequest> {
  const request = https.request(options);
  let givenUp = (): void => undefined;
  const stop = () => {
    request.destroy();
    // While an agent waits for a proxy, a destroyed request says nothing.
    givenUp();
  };
  signal.addEventListener('abort', stop, { once: true });
  request.once('close', () => signal.removeEventListener('abort', stop));
  const reply = new Promise<IncomingMessage>((resolve, reject) => {
    givenUp = () => reject(new Error('The request was given up.'));
    request.on('error', reject);
    request.once('response', (answer) => {
      // Given up, or cut off: the one who reads the body is told by the body.
      answer.on('error', () => undefined);
      if (answer.socket instanceof TLSSocket) resolve(answer);
      else {
        reject(proxyRefused(host, answer.statusCode ?? 0));
        request.destroy();
      }
    });
  });
  const secured = new Promise<TLSSocket>((resolve) => {
    request.once('socket', (socket) => {
      // A socket without TLS carries a proxy's refusal, which arrives as reply.
      if (!(socket instanceof TLSSocket)) return;
      if (isSecured(socket)) resolve(socket);
      else socket.once('secureConnect', () => resolve(socket));
    });
  });
  onRequest?.(request);
  if (signal.aborted) stop();
  const first = await Promise.race([secured, reply]);
  if (first instanceof TLSSocket) return { request, socket: first, reply };
  request.destroy();
  throw new TypeError('A reply came before the connection was secure.');
}

/** Host name or IP address of an address, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
