import { startSimulator2017 } from '../simulators/alibaba-ccc-2017.ts';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { startHuaweiSimulator } from '../simulators/huawei-aicc.ts';
import { startLaafficSimulator } from '../simulators/laaffic.ts';
import { populate } from '../simulators/population.ts';
import type { SeenRequest, ServerOptions, SimulatorServer } from '../simulators/server.ts';
import {
  alibaba2017Answers,
  alibaba2020Answers,
  huaweiAnswers,
  laafficAnswers,
  type Answer,
} from './connections.ts';

/** A provider's simulator, and how a connection to it is made. */
export interface Scene {
  readonly server: SimulatorServer;
  /** The answers to the questions of a new connection, with this secret. */
  readonly answersWith: (secret: string) => readonly Answer[];
  readonly secret: string;
  /** What the value of the secret is called in the list of values, and when it is asked for. */
  readonly secretLabel: string;
  /** The ID of a call that is over, by its place from the newest. */
  readonly idOf: (index: number) => string;
  /** The operation whose answer is the first raw response of a call. */
  readonly raw: RegExp;
  /** How it refuses a signature. */
  readonly refusal: { readonly status: number; readonly code: string };
  /** The signature that a request carries. */
  readonly signatureOf: (request: SeenRequest) => string | undefined;
  /** Over what its calls are listed: Huawei keeps two days, and lists the last hour. */
  readonly range: 'usual' | 'days';
}

// The newest ended a while ago: some providers have no record of a call before that.
const calls = () => populate({ count: 260, newest: Date.now() - 20 * 60_000, rhythm: 'even' });

interface SceneOptions extends ServerOptions {
  /** The secret of the account, in place of the simulator's own. */
  readonly secret?: string;
}

type Start = (options?: SceneOptions) => Promise<Scene>;

const secretAs = (name: 'accessKeySecret' | 'secretKey' | 'apiSecret', secret: string | undefined) =>
  secret === undefined ? {} : { [name]: secret };

const alibaba2020: Start = async ({ secret, ...options } = {}) => {
  const server = await startSimulator({ calls: calls(), ...options, ...secretAs('accessKeySecret', secret) });
  return {
    server,
    answersWith: (accessKeySecret) => alibaba2020Answers({ ...server, accessKeySecret }),
    secret: server.accessKeySecret,
    secretLabel: 'AccessKey secret',
    idOf: (index) => `job-7000${String(index).padStart(14, '0')}`,
    raw: /GetCallDetailRecord\.json/u,
    refusal: { status: 400, code: 'SignatureDoesNotMatch' },
    signatureOf: ({ headers }) => /Signature=([0-9a-f]{64})/u.exec(headers['authorization'] ?? '')?.[1],
    range: 'days',
  };
};

const alibaba2017: Start = async ({ secret, ...options } = {}) => {
  const server = await startSimulator2017({
    calls: calls(),
    ...options,
    ...secretAs('accessKeySecret', secret),
  });
  return {
    server,
    answersWith: (accessKeySecret) => alibaba2017Answers({ ...server, accessKeySecret }),
    secret: server.accessKeySecret,
    secretLabel: 'AccessKey secret',
    idOf: server.contactId,
    raw: /ListCallEventDetailByContactId\.json/u,
    refusal: { status: 400, code: 'SignatureDoesNotMatch' },
    signatureOf: ({ query }) => query.get('Signature'),
    range: 'days',
  };
};

const huawei: Start = async ({ secret, ...options } = {}) => {
  const server = await startHuaweiSimulator({ calls: calls(), ...options, ...secretAs('secretKey', secret) });
  return {
    server,
    answersWith: (secretKey) => huaweiAnswers({ ...server, secretKey }),
    secret: server.secretKey,
    secretLabel: 'Secret key (SK)',
    idOf: server.callId,
    raw: /querycalltracedetail\.json/u,
    refusal: { status: 401, code: 'Unauthorized' },
    signatureOf: ({ headers }) => /[0-9a-f]{64}$/u.exec(headers['authorization'] ?? '')?.[0],
    range: 'usual',
  };
};

const laaffic: Start = async ({ secret, ...options } = {}) => {
  const server = await startLaafficSimulator({
    calls: calls(),
    ...options,
    ...secretAs('apiSecret', secret),
  });
  return {
    server,
    answersWith: (apiSecret) => laafficAnswers({ ...server, apiSecret }),
    secret: server.apiSecret,
    secretLabel: 'API secret',
    idOf: server.callSessionId,
    raw: /ccRecordQuery\.json/u,
    refusal: { status: 200, code: '-1' },
    signatureOf: ({ headers }) => headers['sign'],
    range: 'days',
  };
};

export const scenes: readonly (readonly [name: string, start: Start])[] = [
  ['Alibaba Cloud CCC 2020-07-01', alibaba2020],
  ['Alibaba Cloud CCC 2017-07-05', alibaba2017],
  ['Huawei AICC', huawei],
  ['LAAFFIC', laaffic],
];
