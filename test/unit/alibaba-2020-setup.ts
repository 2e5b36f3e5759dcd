import { afterEach } from 'vitest';
import { CallTraceError } from '../../src/http/errors.ts';
import { send } from '../../src/http/send.ts';
import {
  createClient,
  type Client,
  type ClientOptions,
} from '../../src/providers/alibaba-ccc-2020/client.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulators/alibaba-ccc-2020.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

/** A simulator that is closed after the test. */
export async function simulate(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

/** A client with the simulator's key that does not wait long before it repeats. */
export function clientOf(simulator: Simulator, options: Partial<ClientOptions> = {}): Client {
  const { accessKeyId, accessKeySecret, instanceId, url } = simulator;
  const http = { retry: { baseMs: 1, maxMs: 2 } };
  return createClient({ endpoint: url, accessKeyId, accessKeySecret, instanceId, send, http, ...options });
}

/** The error with which a piece of work ends. */
export async function failureOf(work: Promise<unknown>): Promise<CallTraceError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof CallTraceError)) throw new Error('Expected a CallTraceError.', { cause: thrown });
  return thrown;
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
