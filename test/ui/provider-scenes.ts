import { startSimulator2017 } from '../simulators/alibaba-ccc-2017.ts';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { startHuaweiSimulator } from '../simulators/huawei-aicc.ts';
import { startLaafficSimulator } from '../simulators/laaffic.ts';
import { populate } from '../simulators/population.ts';
import type { ServerOptions, SimulatorServer } from '../simulators/server.ts';
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
  /** Over what its calls are listed: Huawei keeps two days, and lists the last hour. */
  readonly range: 'usual' | 'days';
}

// The newest ended a while ago: some providers have no record of a call before that.
const calls = () => populate({ count: 260, newest: Date.now() - 20 * 60_000, rhythm: 'even' });

type Start = (options?: ServerOptions) => Promise<Scene>;

const alibaba2020: Start = async (options) => {
  const server = await startSimulator({ calls: calls(), ...options });
  return {
    server,
    answersWith: (accessKeySecret) => alibaba2020Answers({ ...server, accessKeySecret }),
    secret: server.accessKeySecret,
    secretLabel: 'AccessKey secret',
    idOf: (index) => `job-7000${String(index).padStart(14, '0')}`,
    raw: /GetCallDetailRecord\.json/u,
    range: 'days',
  };
};

const alibaba2017: Start = async (options) => {
  const server = await startSimulator2017({ calls: calls(), ...options });
  return {
    server,
    answersWith: (accessKeySecret) => alibaba2017Answers({ ...server, accessKeySecret }),
    secret: server.accessKeySecret,
    secretLabel: 'AccessKey secret',
    idOf: server.contactId,
    raw: /ListCallEventDetailByContactId\.json/u,
    range: 'days',
  };
};

const huawei: Start = async (options) => {
  const server = await startHuaweiSimulator({ calls: calls(), ...options });
  return {
    server,
    answersWith: (secretKey) => huaweiAnswers({ ...server, secretKey }),
    secret: server.secretKey,
    secretLabel: 'Secret key (SK)',
    idOf: server.callId,
    raw: /querycalltracedetail\.json/u,
    range: 'usual',
  };
};

const laaffic: Start = async (options) => {
  const server = await startLaafficSimulator({ calls: calls(), ...options });
  return {
    server,
    answersWith: (apiSecret) => laafficAnswers({ ...server, apiSecret }),
    secret: server.apiSecret,
    secretLabel: 'API secret',
    idOf: server.callSessionId,
    raw: /ccRecordQuery\.json/u,
    range: 'days',
  };
};

export const scenes: readonly (readonly [name: string, start: Start])[] = [
  ['Alibaba Cloud CCC 2020-07-01', alibaba2020],
  ['Alibaba Cloud CCC 2017-07-05', alibaba2017],
  ['Huawei AICC', huawei],
  ['LAAFFIC', laaffic],
];
