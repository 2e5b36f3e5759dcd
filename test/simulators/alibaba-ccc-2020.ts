import { builtInPopulation, withSamples, type Population } from './alibaba-ccc-2020-calls.ts';
import { madeCalls, madeFlow } from './alibaba-ccc-2020-made.ts';
import type { CallPopulation } from './population.ts';
import { runOperation } from './alibaba-ccc-2020-operations.ts';
import { alibabaAnswers } from './alibaba-answers.ts';
import { createVerifier } from './alibaba-v3.ts';
import { createRpcVerifier } from './alibaba-rpc.ts';
import { startServer, type Fault, type SeenRequest, type ServerOptions } from './server.ts';

export type { Fault, SeenRequest, Trouble } from './server.ts';

export interface SimulatorOptions extends ServerOptions {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  /** Beside the instances of the calls. */
  readonly instanceId?: string;
  readonly population?: Population;
  /** Many made-up calls beside it, of the instance `instanceId`. */
  readonly calls?: CallPopulation;
  /** Folder with raw responses to serve beside the population, one sub-folder a call. */
  readonly samples?: string;
  readonly unknownCallTracking?: 'refused' | 'empty';
  /** The HTTP status of the contact centre's own errors; normally that of the error. */
  readonly businessErrorStatus?: 200;
  /** The gateway's errors come as XML, as they do when it overlooks what the client accepts. */
  readonly errorFormat?: 'json' | 'xml';
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
  const kept = options.samples === undefined ? ground : withSamples(ground, options.samples);
  const population: Population =
    options.calls === undefined
      ? kept
      : {
          ...kept,
          flows: new Map([...kept.flows, madeFlow(instanceId)]),
          made: madeCalls(options.calls, instanceId),
        };
  const instances = new Set([instanceId]);
  for (const detail of population.details.values()) instances.add(String(detail['InstanceId']));
  const account = { accessKeyId, accessKeySecret, securityToken: options.securityToken };
  const verifyHeaders = createVerifier(account, now);
  const verifyParameters = createRpcVerifier(account, now);
  const answers = alibabaAnswers(options);
  const server = await startServer(
    {
      operationOf: ({ headers, target }) =>
        headers['x-acs-action'] ?? new URL(target, 'http://localhost').searchParams.get('Action') ?? '',
      errorAnswer: (error, { headers }) => answers.gatewayError(error, headers['host'] ?? '', 'JSON'),
      verify: (request) => {
        const host = request.headers['host'] ?? '';
        const inHeaders = request.headers['authorization'] !== undefined;
        const verdict = inHeaders ? verifyHeaders(request) : verifyParameters(request);
        if (!verdict.ok) {
          const answer = answers.gatewayError(verdict.error, host, 'JSON');
          return { ok: false, query: new Map(), answer };
        }
        const { query } = verdict;
        const version = inHeaders ? request.headers['x-acs-version'] : query.get('Version');
        if (version !== '2020-07-01') {
          const error = { status: 400, code: 'NoSuchVersion', message: 'Specified version is not found.' };
          return { ok: false, query, answer: answers.gatewayError(error, host, 'JSON') };
        }
        const action = inHeaders ? (request.headers['x-acs-action'] ?? '') : (query.get('Action') ?? '');
        return {
          ok: true,
          query,
          answer: () =>
            answers.operation(
              runOperation(action, {
                population,
                instances,
                query,
                now,
                unknownCallTracking: options.unknownCallTracking ?? 'refused',
              }),
              host,
            ),
        };
      },
    },
    options,
  );
  return { ...server, accessKeyId, accessKeySecret, instanceId };
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
