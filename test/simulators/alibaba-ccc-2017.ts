import { alibabaAnswers, askedOf } from './alibaba-answers.ts';
import { idOf, operate } from './alibaba-ccc-2017-operations.ts';
import { createRpcVerifier, parametersOf } from './alibaba-rpc.ts';
import { createVerifier } from './alibaba-v3.ts';
import { populate, type CallPopulation } from './population.ts';
import { startServer, type ServerOptions, type SimulatorServer } from './server.ts';

export interface Simulator2017Options extends ServerOptions {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly instanceId?: string;
  readonly calls?: CallPopulation;
}

export interface Simulator2017 extends SimulatorServer {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly instanceId: string;
  /** The contact ID of a call by its index. */
  readonly contactId: (index: number) => string;
}

/**
 * Starts a server for Alibaba Cloud CCC 2017-07-05 on this machine: ListCallDetailRecords (at most 7 days),
 * ListIvrTrackingDetail (without a window the last half hour) and ListCallEventDetailByContactId, as JSON or, also
 * where no format is asked for, as XML.
 */
export async function startSimulator2017(options: Simulator2017Options = {}): Promise<Simulator2017> {
  const accessKeyId = options.accessKeyId ?? 'testAccessKeyId';
  const accessKeySecret = options.accessKeySecret ?? 'testAccessKeySecret';
  const instanceId = options.instanceId ?? 'd278629c-c687-4aa3-b044-4fe9b012e7ef';
  const now = options.now ?? Date.now;
  const calls = options.calls ?? populate({ count: 300, newest: now() - 60_000 });
  const verifyHeaders = createVerifier({ accessKeyId, accessKeySecret }, now);
  const verifyParameters = createRpcVerifier({ accessKeyId, accessKeySecret }, now);
  const answers = alibabaAnswers({});
  const server = await startServer(
    {
      operationOf: (request) => askedOf(request).action,
      errorAnswer: (error, request) => {
        const { host, format } = askedOf(request);
        return answers.gatewayError(error, host, format);
      },
      verify: (request) => {
        const { action, version, host, format } = askedOf(request);
        const verdict =
          request.headers['authorization'] === undefined ? verifyParameters(request) : verifyHeaders(request);
        if (!verdict.ok) {
          const answer = answers.gatewayError(verdict.error, host, format);
          return { ok: false, query: new Map(parametersOf(request)), answer };
        }
        const { query } = verdict;
        if (version !== '2017-07-05') {
          const error = { status: 400, code: 'NoSuchVersion', message: 'Specified version is not found.' };
          return { ok: false, query, answer: answers.gatewayError(error, host, format) };
        }
        return {
          ok: true,
          query,
          answer: () => {
            const { paging } = options;
            return operate(action, query, { calls, instanceId, now: now(), host, format, answers, paging });
          },
        };
      },
    },
    options,
  );
  return { ...server, accessKeyId, accessKeySecret, instanceId, contactId: idOf };
}
