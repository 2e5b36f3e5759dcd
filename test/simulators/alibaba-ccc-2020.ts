import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { builtInPopulation, withSamples, type Population } from './alibaba-ccc-2020-calls.ts';
import { newRequestId, runOperation, type OperationAnswer } from './alibaba-ccc-2020-operations.ts';
import { listen } from './local-server.ts';
import { createVerifier, type GatewayError } from './alibaba-v3.ts';

/** Something that goes wrong, for requests that are otherwise good. */
export type Trouble =
  /** An error of the gateway: throttling, an unavailable service and the like. */
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
}

export interface SimulatorOptions {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  /** Beside the instances of the calls. */
  readonly instanceId?: string;
  /** The server's clock, epoch ms. */
  readonly now?: () => number;
  readonly population?: Population;
  /** Folder with raw responses to serve beside the population, one sub-folder a call. */
  readonly samples?: string;
  readonly faults?: readonly Fault[];
  readonly unknownCallTracking?: 'refused' | 'empty';
  /** The HTTP status of the contact centre's own errors; normally that of the error. */
  readonly businessErrorStatus?: 200;
  /** The gateway's errors come as XML, as they do when it overlooks what the client accepts. */
  readonly errorFormat?: 'json' | 'xml';
  readonly gzip?: boolean;
  readonly port?: number;
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

export interface Simulator {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly instanceId: string;
  /** Grows as requests arrive. */
  readonly requests: readonly SeenRequest[];
  /** The most requests that were being answered at one time. */
  readonly mostAtOnce: () => number;
  readonly inject: (fault: Fault) => void;
  readonly close: () => Promise<void>;
}

/** Starts a server for Alibaba Cloud CCC 2020-07-01 on this machine that refuses what the real gateway refuses. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const accessKeyId = options.accessKeyId ?? 'testAccessKeyId';
  const accessKeySecret = options.accessKeySecret ?? 'testAccessKeySecret';
  const instanceId = options.instanceId ?? 'ccc-test';
  const now = options.now ?? Date.now;
  const ground = options.population ?? builtInPopulation();
  const population = options.samples === undefined ? ground : withSamples(ground, options.samples);
  const instances = new Set([instanceId]);
  for (const detail of population.details.values()) instances.add(String(detail['InstanceId']));
  const verify = createVerifier({ accessKeyId, accessKeySecret, securityToken: options.securityToken }, now);
  const faults = (options.faults ?? []).map(countdown);
  const requests: SeenRequest[] = [];
  const load = { now: 0, most: 0 };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const target = request.url ?? '/';
    const method = request.method ?? '';
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    );
    const body = await bodyOf(request);
    const operation = headers['x-acs-action'] ?? '';
    const seen = (result: string, query: ReadonlyMap<string, string> = new Map()) =>
      requests.push({ method, target, headers, operation, query, result });
    response.setHeader('date', new Date(now()).toUTCString());
    const reply = createReply(response, options, headers['accept-encoding'] ?? '');

    const verdict = verify({ method, target, headers, body });
    if (!verdict.ok) {
      seen(verdict.error.code);
      reply.gatewayError(verdict.error, headers['host'] ?? '');
      return;
    }
    if (headers['x-acs-version'] !== '2020-07-01') {
      seen('NoSuchVersion', verdict.query);
      const error = { status: 400, code: 'NoSuchVersion', message: 'Specified version is not found.' };
      reply.gatewayError(error, headers['host'] ?? '');
      return;
    }
    const fault = faults.find((one) => one.left > 0 && (one.operation ?? operation) === operation);
    if (fault !== undefined) {
      fault.left -= 1;
      const { trouble } = fault;
      seen(trouble.kind === 'error' ? trouble.code : trouble.kind, verdict.query);
      if (trouble.kind !== 'slow') {
        reply.trouble(trouble, headers['host'] ?? '');
        return;
      }
      await wait(trouble.ms);
    }
    const unknownCallTracking = options.unknownCallTracking ?? 'refused';
    const result = runOperation(operation, {
      population,
      instances,
      query: verdict.query,
      unknownCallTracking,
    });
    if (fault === undefined) seen('code' in result ? result.code : 'OK', verdict.query);
    reply.operation(result, headers['host'] ?? '');
  };

  const server = createServer((request, response) => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.once('close', () => {
      load.now -= 1;
    });
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  const { port } = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    accessKeyId,
    accessKeySecret,
    instanceId,
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

/** Flow control of the gateway for the next requests. */
export const throttled = (times: number, retryAfterMs?: number): Fault => ({
  times,
  trouble: {
    kind: 'error',
    status: 400,
    code: 'Throttling.User',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  },
});

const countdown = (fault: Fault) => ({ ...fault, left: fault.times ?? 1 });

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Reply {
  readonly operation: (answer: OperationAnswer, host: string) => void;
  readonly gatewayError: (error: GatewayError, host: string) => void;
  readonly trouble: (trouble: Exclude<Trouble, { kind: 'slow' }>, host: string) => void;
}

function createReply(response: ServerResponse, options: SimulatorOptions, accepted: string): Reply {
  const bytes = (status: number, type: string, body: string | Uint8Array) => {
    const zipped = options.gzip === true && /\bgzip\b/.test(accepted);
    const sent = zipped ? gzipSync(body) : Buffer.from(body);
    if (zipped) response.setHeader('content-encoding', 'gzip');
    response.writeHead(status, { 'content-type': type, 'content-length': sent.length });
    response.end(sent);
  };
  const json = (status: number, value: unknown) =>
    bytes(status, 'application/json;charset=utf-8', JSON.stringify(value));

  const gatewayError = ({ status, code, message }: GatewayError, host: string) => {
    const RequestId = newRequestId();
    const Recommend = `https://api.aliyun.com/troubleshoot?q=${code}&product=CCC&requestId=${RequestId}`;
    if (options.errorFormat !== 'xml') {
      json(status, { RequestId, HostId: host, Code: code, Message: message, Recommend });
      return;
    }
    const text = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const body = `<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>${RequestId}</RequestId><HostId>${host}</HostId><Code>${code}</Code><Message>${text(message)}</Message><Recommend><![CDATA[${Recommend}]]></Recommend></Error>`;
    bytes(status, 'text/xml;charset=utf-8', body);
  };

  return {
    gatewayError,
    operation: (answer, host) => {
      switch (answer.kind) {
        case 'bytes':
          bytes(200, 'application/json;charset=utf-8', answer.bytes);
          return;
        case 'data':
          json(200, {
            Code: 'OK',
            HttpStatusCode: 200,
            Message: '无',
            RequestId: newRequestId(),
            Data: answer.data,
          });
          return;
        case 'gateway-error':
          gatewayError(answer, host);
          return;
        case 'business-error': {
          const { status, code, message } = answer;
          const envelope = {
            RequestId: newRequestId(),
            Code: code,
            HttpStatusCode: status,
            Message: message,
            Params: [],
          };
          json(options.businessErrorStatus ?? status, envelope);
        }
      }
    },
    trouble: (trouble, host) => {
      switch (trouble.kind) {
        case 'error':
          if (trouble.retryAfterMs !== undefined)
            response.setHeader('x-acs-retry-after', String(trouble.retryAfterMs));
          gatewayError({ ...trouble, message: 'Request was denied due to user flow control.' }, host);
          return;
        case 'html':
          bytes(trouble.status, 'text/html', '<!DOCTYPE html><html><title>502 Bad Gateway</title></html>');
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
          bytes(200, 'application/json', '{"Code":"OK","Data":{"ContactId":"job-');
      }
    },
  };
}
