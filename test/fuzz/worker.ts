import { parentPort, workerData } from 'node:worker_threads';
import { corpusIn } from './corpus.ts';
import { runInput, type Outcome, type Stage } from './run.ts';

/*
 * Runs inputs one after the other, and says after each that it is done: an input that never ends is seen from outside.
 */

export interface Work {
  readonly root: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly until: number;
  readonly stage: Stage;
  /** The number of the input that runs, and how many are done. */
  readonly progress: Int32Array;
}

export type Report =
  | { readonly kind: 'fault'; readonly number: number; readonly outcome: Outcome }
  | { readonly kind: 'slow'; readonly number: number; readonly name: string; readonly ms: number }
  | { readonly kind: 'done'; readonly inputs: number; readonly read: number; readonly calls: number };

export function work(
  { root, seed, from, count, until, stage, progress }: Work,
  report: (what: Report) => void,
): void {
  const corpus = corpusIn(root);
  let [inputs, read, calls, slowest] = [0, 0, 0, 0];
  for (let number = from; number < from + count && Date.now() < until; number += 1) {
    Atomics.store(progress, 0, number);
    const outcome = runInput(corpus, seed, number, stage);
    inputs += 1;
    if (outcome.calls > 0) read += 1;
    calls += outcome.calls;
    if (outcome.error !== undefined) report({ kind: 'fault', number, outcome });
    if (outcome.ms > slowest) {
      slowest = outcome.ms;
      report({ kind: 'slow', number, name: outcome.name, ms: outcome.ms });
    }
    Atomics.store(progress, 1, inputs);
  }
  report({ kind: 'done', inputs, read, calls });
}

const isWork = (value: unknown): value is Work =>
  typeof value === 'object' && value !== null && 'progress' in value;

if (parentPort !== null && isWork(workerData)) {
  const port = parentPort;
  work(workerData, (what) => port.postMessage(what));
}
