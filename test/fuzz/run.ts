import type { RawResponse } from '../../src/trace/source/response.ts';
import { dice } from '../bench/random.ts';
import { checkCall, checkReading } from './check.ts';
import type { Seed } from './corpus.ts';
import { mutated } from './mutate.ts';

export type Stage = 'reading' | 'chain';

export interface Outcome {
  readonly name: string;
  readonly files: readonly RawResponse[];
  /** How many calls were read. */
  readonly calls: number;
  readonly ms: number;
  /** What went wrong. */
  readonly error?: string;
}

/** An input is made of the seed of the run and its number alone, so that each can be made again. */
export function runInput(corpus: readonly Seed[], seed: number, number: number, stage: Stage): Outcome {
  const random = dice((Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) | 0);
  const { name, files } = random.pick(corpus);
  const one = random.whole(0, files.length - 1);
  const changed = files.map((file, index) =>
    index === one || random.next() < 0.3 ? { ...file, bytes: mutated(file.bytes, random) } : file,
  );
  const started = performance.now();
  let calls = 0;
  try {
    const traces = checkReading(changed);
    calls = traces.length;
    if (stage === 'chain') for (const trace of traces) checkCall(trace, random);
    return { name, files: changed, calls, ms: performance.now() - started };
  } catch (error) {
    return { name, files: changed, calls, ms: performance.now() - started, error: wordsOf(error) };
  }
}

/** What is thrown, with where: the same fault is found by the same words again. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const where = error.stack?.split('\n').filter((line) => line.trim().startsWith('at ')) ?? [];
  return [`${error.name}: ${error.message}`, ...where.slice(0, 6)].join('\n');
}
