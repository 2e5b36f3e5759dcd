import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { inWorkRoom } from '../../scripts/paths.mjs';
import { measureLive } from './live.ts';
import type { Measure } from './measure.ts';
import { measureReading, measureView } from './reading.ts';
import { measureActivation, measureSizes } from './start.ts';

const parts: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
  reading: () => Promise.resolve([...measureReading(), ...measureView()]),
  activation: () => measureActivation(),
  live: measureLive,
  sizes: measureSizes,
};

/** Names of parts; none: all of them. */
const wanted = process.argv.slice(2);

/**
 * Prints the figures of this build on this machine as a table and writes them as JSON. Figures of different machines, or
 * of a busy machine, do not compare.
 */
async function main(): Promise<void> {
  const measures: Measure[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${name} …`);
    measures.push(...(await measure()));
  }
  print(measures);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length };
  const file = inWorkRoom('bench-results.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, measures }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}

function print(measures: readonly Measure[]): void {
  const width = Math.max(...measures.map((measure) => measure.name.length));
  for (const group of new Set(measures.map((measure) => measure.group))) {
    console.log(`\n${group}`);
    for (const measure of measures.filter((each) => each.group === group)) {
      const value = measure.value.toLocaleString('en-US', { maximumFractionDigits: 1 });
      console.log(`  ${measure.name.padEnd(width)}  ${value.padStart(10)} ${measure.unit}`);
    }
  }
}

await main();
