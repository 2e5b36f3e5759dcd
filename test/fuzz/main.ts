import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { createFound, type Found } from './found.ts';
import type { Report, Work } from './worker.ts';

const help = `npm run fuzz -- [options]

  --minutes N   how long it runs (5)
  --count N     how many inputs at most (no limit)
  --seed N      what the inputs are made of (another one in each run; it is printed)
  --from N      the number of the first input: with --count 1 one input is made again
  --stage S     reading: reading and writing documents; chain: all that is computed from them, too (chain)
`;

/** An input that takes longer is a fault, ms. */
const tooLong = 20_000;
const memoryMb = 1024;

const log = (line: string) => process.stdout.write(`${line}\n`);

/** @returns whether nothing was found */
export async function fuzz(
  root: string,
  script: string,
  folder: string,
  args: readonly string[],
): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '5' },
      count: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      from: { type: 'string', default: '0' },
      stage: { type: 'string', default: 'chain' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    log(help);
    return true;
  }
  const number = (name: 'minutes' | 'count' | 'seed' | 'from') => {
    const value = Number(values[name]);
    if (Number.isNaN(value) || value < 0) throw new Error(`--${name} takes a number, not ${values[name]}.`);
    return value;
  };
  const { stage } = values;
  if (stage !== 'reading' && stage !== 'chain') throw new Error('--stage is reading or chain.');
  const seed = number('seed');
  const started = Date.now();
  log(`Seed ${seed}, stage ${stage}`);
  const found = createFound(folder, seed, stage, log);
  let from = number('from');
  let left = number('count');
  const until = started + number('minutes') * 60_000;
  const totals = { inputs: 0, read: 0, calls: 0 };
  // A thread that hangs or breaks down is ended, and the run goes on behind the input that did it.
  while (left > 0 && Date.now() < until) {
    const ended = await runThread(script, { root, seed, from, count: left, until, stage }, found);
    totals.inputs += ended.inputs;
    totals.read += ended.read;
    totals.calls += ended.calls;
    left -= ended.inputs;
    from += ended.inputs;
    if (ended.whole) break;
  }
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  log(`${totals.inputs} inputs in ${minutes} min; ${totals.read} were read, as ${totals.calls} calls`);
  found.tell();
  return found.count() === 0;
}

interface Ended {
  readonly whole: boolean;
  readonly inputs: number;
  readonly read: number;
  readonly calls: number;
}

function runThread(script: string, work: Omit<Work, 'progress'>, found: Found): Promise<Ended> {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(script, {
    workerData: { ...work, progress },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  return new Promise((resolve) => {
    let last = 0;
    let since = Date.now();
    let told = Date.now();
    let over = false;
    const end = (what: Ended) => {
      if (over) return;
      over = true;
      clearInterval(watch);
      void worker.terminate().then(() => resolve(what));
    };
    const broken = (why: string) => {
      if (over) return;
      const at = Atomics.load(progress, 0);
      found.add(at, '', why, []);
      end({ whole: false, inputs: Atomics.load(progress, 1) + 1, read: 0, calls: 0 });
    };
    const watch = setInterval(() => {
      const done = Atomics.load(progress, 1);
      if (done !== last) [last, since] = [done, Date.now()];
      if (Date.now() - since > tooLong) broken(`takes longer than ${tooLong / 1000} s`);
      if (Date.now() - told > 60_000) {
        told = Date.now();
        log(`  ${work.from + done} inputs, ${found.count()} faults`);
      }
    }, 500);
    worker.on('message', (report: Report) => {
      if (report.kind === 'done') end({ whole: true, ...report });
      else if (report.kind === 'slow') found.slow(report.number, report.name, report.ms);
      else found.add(report.number, report.outcome.name, report.outcome.error ?? '', report.outcome.files);
    });
    worker.on('error', (error) => broken(`ends the thread: ${error.message}`));
    worker.on('exit', () => broken('ends the thread'));
  });
}
