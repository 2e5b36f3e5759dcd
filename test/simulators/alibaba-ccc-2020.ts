import { builtInPopulation, withSamples, type Population } from './alibaba-ccc-2020-calls.ts';
import { madeCalls, madeFlow } from './alibaba-ccc-2020-made.ts';
import type { CallPopulation } from './population.ts';
import { runOperation } from './alibaba-ccc-2020-operations.ts';
import { alibabaAnswers, askedOf } from './alibaba-answers.ts';
import { createVerifier } from './alibaba-v3.ts';
import { createRpcVerifier } from './alibaba-rpc.ts';
import { startServer, type Fault, type ServerOptions, type SimulatorServer } from './server.ts';

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

export interface Simulator extends SimulatorServer {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly instanceId: string;
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
      operationOf: (request) => askedOf(request).action,
      errorAnswer: (error, request) => {
        const { host, format } = askedOf(request);
        return answers.gatewayError(error, host, format);
      },
      verify: (request) => {
        const asked = askedOf(request);
        const verdict =
          request.headers['authorization'] === undefined ? verifyParameters(request) : verifyHeaders(request);
        if (!verdict.ok) {
          const answer = answers.gatewayError(verdict.error, asked.host, asked.format);
          return { ok: false, query: new Map(), answer };
        }
        const { query } = verdict;
        if (asked.version !== '2020-07-01') {
          const error = { status: 400, code: 'NoSuchVersion', message: 'Specified version is not found.' };
          return { ok: false, query, answer: answers.gatewayError(error, asked.host, asked.format) };
        }
        const unknownCallTracking = options.unknownCallTracking ?? 'refused';
        const { paging } = options;
        const context = { population, instances, query, now, unknownCallTracking, paging };
        return {
          ok: true,
          query,
          answer: () => answers.operation(runOperation(asked.action, context), asked),
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
