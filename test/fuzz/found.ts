import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawResponse } from '../../src/trace/source/response.ts';
import type { Stage } from './run.ts';

/** What was found, each fault once. */
export interface Found {
  readonly add: (number: number, name: string, error: string, files: readonly RawResponse[]) => void;
  readonly slow: (number: number, name: string, ms: number) => void;
  readonly count: () => number;
  readonly tell: () => void;
}

/** Of one fault so many inputs are kept. */
const mostKept = 3;
const mostSlow = 5;

/** @param folder where the inputs are written that show a fault */
export function createFound(folder: string, seed: number, stage: Stage, log: (line: string) => void): Found {
  const faults = new Map<string, { count: number; readonly numbers: number[] }>();
  let slowest: readonly { readonly number: number; readonly name: string; readonly ms: number }[] = [];
  const keep = (number: number, files: readonly RawResponse[]) => {
    const own = join(folder, `${seed}-${number}`);
    mkdirSync(own, { recursive: true });
    for (const { name, bytes } of files) writeFileSync(join(own, name), bytes);
  };
  return {
    add(number, name, error, files) {
      // Values differ from input to input; the fault is the same.
      const key = error.replaceAll(/\d+/g, '0').replaceAll(/"[^"\n]*"/g, '""');
      const known = faults.get(key);
      if (known !== undefined) {
        known.count += 1;
        if (known.numbers.length >= mostKept) return;
        known.numbers.push(number);
      } else {
        faults.set(key, { count: 1, numbers: [number] });
        log(`  input ${number}${name === '' ? '' : ` of ${name}`}: ${error}`);
      }
      keep(number, files);
    },
    slow(number, name, ms) {
      slowest = [...slowest, { number, name, ms }].sort((a, b) => b.ms - a.ms).slice(0, mostSlow);
    },
    count: () => faults.size,
    tell() {
      for (const { number, name, ms } of slowest)
        log(`  slowest: input ${number} of ${name}, ${Math.round(ms)} ms`);
      for (const [error, { count, numbers }] of faults) {
        log(`\n${count} inputs: ${error}`);
        for (const number of numbers)
          log(`  npm run fuzz -- --stage ${stage} --seed ${seed} --from ${number} --count 1`);
      }
      log(faults.size === 0 ? 'Nothing was found.' : `${faults.size} faults; inputs in ${folder}`);
    },
  };
}
