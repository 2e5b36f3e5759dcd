import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { listen } from './local-server.ts';
import type { Paging } from './paging.ts';

/** Something that goes wrong, for requests that are otherwise good. */
export type Trouble =
  /** An error of the provider or its gateway: throttling, an unavailable service and the like. */
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly retryAfterMs?: number }
  /** A page of a gateway or proxy in place of data. */
  | { readonly kind: 'html'; readonly status: number }
  /** The connection ends in the middle of the body. */
  | { readonly kind: 'cut-off' }
  /** The connection ends without an answer. */
  | { readonly kind: 'reset' }
  /** The right answer, later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The answer begins and never ends. */
  | { readonly kind: 'stalled' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** JSON that ends too early in an otherwise complete HTTP reply. */
  | { readonly kind: 'broken-json' };

export interface Fault {
  readonly trouble: Trouble;
  /** Only for this operation. */
  readonly operation?: string;
  /** How many requests meet it; 1 unless said otherwise. */
  readonly times?: number;
  /** How many such requests are answered before it; 0 unless said otherwise. */
  readonly after?: number;
}

/** A request as it came over the wire; header names in lower case. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target, `/?a=b`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  /** What the log says of it: `OK` or an error code. */
  readonly result: string;
}

export interface ProviderError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A request whose signature was verified, or not. */
export type Verified =
  | { readonly ok: true; readonly query: ReadonlyMap<string, string>; readonly answer: () => Answer }
  | { readonly ok: false; readonly query: ReadonlyMap<string, string>; readonly answer: Answer };

/** What a provider does with requests. */
export interface Service {
  readonly operationOf: (request: ReceivedRequest) => string;
  readonly verify: (request: ReceivedRequest) => Verified;
  /** An error in the provider's own words. */
  readonly errorAnswer: (error: ProviderError, request: ReceivedRequest) => Answer;
}

/** A request that arrived, for assertions. */
export interface SeenRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly operation: string;
  readonly query: ReadonlyMap<string, string>;
  /** What the answer was: `OK`, an error code, or the kind of trouble. */
  readonly result: string;
}

export interface ServerOptions {
  /** The server's clock, epoch ms. */
  readonly now?: () => number;
  readonly faults?: readonly Fault[];
  readonly paging?: Paging;
  readonly gzip?: boolean;
  readonly port?: number;
  /** PEM; the server speaks https with it. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface SimulatorServer {
  /** `http://127.0.0.1:<port>`, or https. */
  readonly url: string;
  readonly port: number;
  /** Grows as requests arrive. */
  readonly requests: readonly SeenRequest[];
  /** The most requests that were being answered at one time. */
  readonly mostAtOnce: () => number;
  readonly inject: (fault: Fault) => void;
  readonly close: () => Promise<void>;
}

/** Starts a server on this machine that verifies, goes wrong when it is told to, and otherwise answers. */
export async function startServer(service: Service, options: ServerOptions): Promise<SimulatorServer> {
  const now = options.now ?? Date.now;
  const faults = (options.faults ?? []).map(countdown);
  const requests: SeenRequest[] = [];
  const load = { now: 0, most: 0 };

  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await receive(incoming);
    const { method, target, headers } = request;
    const operation = service.operationOf(request);
    const seen = (result: string, query: ReadonlyMap<string, string>) =>
      requests.push({ method, target, headers, operation, query, result });
    response.setHeader('date', new Date(now()).toUTCString());
    const send = (answer: Answer) =>
      write(response, answer, options.gzip === true && /\bgzip\b/.test(headers['accept-encoding'] ?? ''));

    const verdict = service.verify(request);
    if (!verdict.ok) {
      seen(verdict.answer.result, verdict.query);
      send(verdict.answer);
      return;
    }
    let fault = faults.find((one) => one.left > 0 && (one.operation ?? operation) === operation);
    if (fault !== undefined && fault.spared > 0) {
      fault.spared -= 1;
      fault = undefined;
    }
    if (fault !== undefined) {
      fault.left -= 1;
      const { trouble } = fault;
      seen(trouble.kind === 'error' ? trouble.code : trouble.kind, verdict.query);
      if (trouble.kind !== 'slow') {
        goWrong(trouble, response, send, (error) => service.errorAnswer(error, request));
        return;
      }
      await wait(trouble.ms);
    }
    const answer = verdict.answer();
    if (fault === undefined) seen(answer.result, verdict.query);
    send(answer);
  };

  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.once('close', () => {
      load.now -= 1;
    });
    serve(incoming, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  };
  const server = options.tls === undefined ? createPlain(listener) : createSecure(options.tls, listener);
  const { port } = await listen(server, options.port);
  return {
    port,
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    mostAtOnce: () => load.most,
    inject: (fault) => faults.push(countdown(fault)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const countdown = (fault: Fault) => ({ ...fault, left: fault.times ?? 1, spared: fault.after ?? 0 });

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '/',
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    ),
    body: Buffer.concat(chunks),
  };
}

function write(response: ServerResponse, { status, type, body }: Answer, zipped: boolean): void {
  const sent = zipped ? gzipSync(body) : Buffer.from(body);
  if (zipped) response.setHeader('content-encoding', 'gzip');
  response.writeHead(status, { 'content-type': type, 'content-length': sent.length });
  response.end(sent);
}

function goWrong(
  trouble: Exclude<Trouble, { kind: 'slow' }>,
  response: ServerResponse,
  send: (answer: Answer) => void,
  errorAnswer: (error: ProviderError) => Answer,
): void {
  const plain = (status: number, type: string, body: string) => send({ status, type, body, result: '' });
  switch (trouble.kind) {
    case 'error':
      if (trouble.retryAfterMs !== undefined) {
        response.setHeader('x-acs-retry-after', String(trouble.retryAfterMs));
        response.setHeader('retry-after', String(Math.ceil(trouble.retryAfterMs / 1000)));
      }
      send(errorAnswer({ ...trouble, message: 'Request was denied due to user flow control.' }));
      return;
    case 'html':
      plain(trouble.status, 'text/html', '<!DOCTYPE html><html><title>502 Bad Gateway</title></html>');
      return;
    case 'cut-off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 5000 });
      response.write('{"Code":"OK","Data":{"ContactId":"job-', () => response.destroy());
      return;
    case 'reset':
      response.destroy();
      return;
    case 'stalled':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"Code":"OK",');
      return;
    case 'redirect':
      response.writeHead(302, { location: trouble.location });
      response.end();
      return;
    case 'broken-json':
      plain(200, 'application/json', '{"Code":"OK","Data":{"ContactId":"job-');
  }
}
