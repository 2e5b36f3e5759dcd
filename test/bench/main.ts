import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { inWorkRoom } from '../../scripts/paths.mjs';
import { choiceOf, type Choice } from './choice.ts';
import { measureClick } from './click.ts';
import { measureLayout } from './layout.ts';
import { measureLive } from './live.ts';
import type { Measure } from './measure.ts';
import { measureReading, measureView } from './reading.ts';
import { measureActivation, measureSizes } from './start.ts';
import { goalTable } from './table.ts';
import { measureViewer } from './viewer.ts';
import { measureEditor, measureMemory } from './workbench.ts';

const parts: Readonly<Record<string, (choice: Choice) => Promise<readonly Measure[]>>> = {
  reading: () => Promise.resolve([...measureReading(), ...measureView()]),
  activation: () => measureActivation(),
  viewer: measureViewer,
  click: measureClick,
  layout: measureLayout,
  memory: measureMemory,
  editor: measureEditor,
  live: measureLive,
  sizes: measureSizes,
};

const choice = choiceOf(process.argv.slice(2));

/**
 * Prints the figures of this build on this machine as a table and writes them as JSON. Figures of different machines, or
 * of a busy machine, do not compare.
 */
async function main(): Promise<void> {
  const measures: Measure[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (choice.parts.length > 0 && !choice.parts.includes(name)) continue;
    console.log(`${name} …`);
    measures.push(...(await measure(choice)));
  }
  print(measures);
  const table = goalTable(measures);
  console.log(`\n${table}`);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length };
  const file = inWorkRoom('bench-results.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, measures, table: table.split('\n') }, null, 2)}\n`);
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
