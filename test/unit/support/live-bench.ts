/* Every live provider beside its simulator, at one moment of one day. */

import { CallTraceError } from '../../../src/http/errors.ts';
import { send } from '../../../src/http/send.ts';
import { createAlibaba2017 } from '../../../src/providers/alibaba-ccc-2017/live.ts';
import { createAlibaba2020 } from '../../../src/providers/alibaba-ccc-2020/live.ts';
import { createLaaffic } from '../../../src/providers/laaffic/live.ts';
import type {
  CallListing,
  CallPager,
  LiveContext,
  LiveEnvironment,
  LiveProvider,
} from '../../../src/providers/live.ts';
import type { Message } from '../../../src/trace/message.ts';
import { startSimulator2017 } from '../../simulators/alibaba-ccc-2017.ts';
import { startSimulator } from '../../simulators/alibaba-ccc-2020.ts';
import { startHuaweiSimulator } from '../../simulators/huawei-aicc.ts';
import { startLaafficSimulator } from '../../simulators/laaffic.ts';
import type { Paging } from '../../simulators/paging.ts';
import { populate } from '../../simulators/population.ts';
import type { Fault, SimulatorServer } from '../../simulators/server.ts';
import { createHuawei } from '../../../src/providers/huawei-aicc/live.ts';

export const now = Date.UTC(2026, 10, 18, 6, 0, 0);
export const minute = 60_000;
export const hour = 60 * minute;

export const environment: LiveEnvironment = {
  send,
  now: () => now,
  http: { retry: { baseMs: 1, maxMs: 2 } },
};

const running: SimulatorServer[] = [];

/** Closed by `closeAll`. */
export function keep<T extends SimulatorServer>(server: T): T {
  running.push(server);
  return server;
}

export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((one) => one.close()));
}

export interface Bench {
  readonly provider: LiveProvider;
  /** With a wrong secret. */
  readonly stranger: LiveProvider;
  /** Whose clock is an hour slow. */
  readonly late: LiveProvider;
  readonly server: SimulatorServer;
  readonly idOf: (index: number) => string;
  readonly listOperation: string;
}

const options = (count: number, paging: Paging | undefined) => ({
  now: () => now,
  ...(paging === undefined ? {} : { paging }),
  // All calls are over: some providers have no record of one that is not.
  calls: populate({ count, newest: now - hour, seed: 5 }),
});
const slow = { ...environment, now: () => now - hour };

export async function alibaba2020(count: number, paging?: Paging): Promise<Bench> {
  const server = keep(await startSimulator({ ...options(count, paging), instanceId: 'ccc-live' }));
  const account = { endpoint: server.url, instanceId: 'ccc-live', ...keysOf(server), scheme: 'v3' } as const;
  return {
    provider: createAlibaba2020(account, environment),
    stranger: createAlibaba2020({ ...account, accessKeySecret: 'wrong' }, environment),
    late: createAlibaba2020(account, slow),
    server,
    idOf: (index) => `job-7000${String(index).padStart(14, '0')}`,
    listOperation: 'ListCallDetailRecordsV2',
  };
}

interface AlibabaKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

export const keysOf = ({ accessKeyId, accessKeySecret }: AlibabaKeys): AlibabaKeys => ({
  accessKeyId,
  accessKeySecret,
});

export const alibaba2017 =
  (format: 'json' | 'xml') =>
  async (count: number, paging?: Paging): Promise<Bench> => {
    const server = keep(await startSimulator2017(options(count, paging)));
    const account = {
      endpoint: server.url,
      instanceId: server.instanceId,
      ...keysOf(server),
      scheme: 'rpc-sha1',
      format,
    } as const;
    return {
      provider: createAlibaba2017(account, environment),
      stranger: createAlibaba2017({ ...account, accessKeySecret: 'wrong' }, environment),
      late: createAlibaba2017(account, slow),
      server,
      idOf: server.contactId,
      listOperation: 'ListCallDetailRecords',
    };
  };

export async function huawei(count: number, paging?: Paging): Promise<Bench> {
  const server = keep(await startHuaweiSimulator(options(count, paging)));
  const { accessKey, secretKey, ccId, vdn } = server;
  const account = {
    endpoint: server.url,
    ccId,
    vdn,
    accessKey,
    secretKey,
    timestamp: 'milliseconds',
  } as const;
  return {
    provider: createHuawei(account, environment),
    stranger: createHuawei({ ...account, secretKey: 'wrong' }, environment),
    late: createHuawei(account, slow),
    server,
    idOf: server.callId,
    listOperation: 'querycalls',
  };
}

export async function laaffic(count: number, paging?: Paging): Promise<Bench> {
  const server = keep(await startLaafficSimulator(options(count, paging)));
  const { apiKey, apiSecret } = server;
  const account = { endpoint: server.url, apiKey, apiSecret, zone: '+08:00' };
  return {
    provider: createLaaffic(account, environment),
    stranger: createLaaffic({ ...account, apiSecret: 'wrong' }, environment),
    late: createLaaffic(account, slow),
    server,
    idOf: server.callSessionId,
    listOperation: 'ccRecordQuery',
  };
}

export function listening(): LiveContext & { readonly told: Message[]; readonly cancel: () => void } {
  const controller = new AbortController();
  const told: Message[] = [];
  return {
    signal: controller.signal,
    onProgress: (message) => told.push(message),
    told,
    cancel: () => controller.abort(),
  };
}

export async function all(pager: CallPager): Promise<readonly CallListing[]> {
  const calls: CallListing[] = [];
  for (;;) {
    const page = await pager.next(listening());
    calls.push(...page.calls);
    if (!page.more) return calls;
  }
}

export async function failureOf(work: Promise<unknown>): Promise<CallTraceError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof CallTraceError) return thrown;
  throw new Error('Expected a CallTraceError.', { cause: thrown });
}

export const lastDay = { range: { kind: 'last', minutes: 24 * 60 } } as const;
export const faulty = (trouble: Fault['trouble'], times = 1): Fault => ({ trouble, times });
