import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/*
 * node-fetch does not show the request or the socket it works with, and VS Code replaces a custom agent, so neither
 * can time how long connecting takes. Node announces every client request on diagnostics channels, in the asynchronous
 * context of whoever started it: that is how a request finds its watcher. The first channel is that of newer versions,
 * and says it before a connection exists; the second says it when the request has been handed to one.
 */
const channels = ['http.client.request.created', 'http.client.request.start'];
const watchers = new AsyncLocalStorage<(request: ClientRequest) => void>();
let listening = false;

/** Runs `work` and tells `onRequest` of each of Node's client requests that it starts. */
export function withRequests<T>(onRequest: (request: ClientRequest) => void, work: () => T): T {
  if (!listening) {
    listening = true;
    const told = new WeakSet<ClientRequest>();
    const tell = (message: unknown) => {
      const watcher = watchers.getStore();
      if (watcher === undefined || typeof message !== 'object' || message === null) return;
      if (!('request' in message && message.request instanceof ClientRequest)) return;
      if (told.has(message.request)) return;
      told.add(message.request);
      watcher(message.request);
    };
    for (const channel of channels) subscribe(channel, tell);
  }
  return watchers.run(onRequest, work);
}

/**
 * Calls `onLate` when the request has no ready connection (TCP, and TLS where it is used) after `ms`. A request that
 * gets a kept-alive connection is never late.
 */
export function watchConnection(request: ClientRequest, ms: number, onLate: () => void): void {
  const timer = setTimeout(onLate, ms);
  const done = () => clearTimeout(timer);
  request.once('close', done);
  const watch = (socket: Socket) => {
    if (request.reusedSocket || isReady(socket)) done();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', done);
  };
  if (request.socket === null) request.once('socket', watch);
  else watch(request.socket);
}

function isReady(socket: Socket): boolean {
  if (socket.connecting) return false;
  return !(socket instanceof TLSSocket) || isSecured(socket);
}

/** Whether the handshake of a connection is over and its certificate has been looked at, with whatever result. */
export function isSecured(socket: TLSSocket): boolean {
  if (socket.authorized) return true;
  // Null until then, whatever its type says.
  const verdict: unknown = socket.authorizationError;
  return verdict !== null && verdict !== undefined;
}
