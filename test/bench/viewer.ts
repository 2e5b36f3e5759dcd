import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';
import { inWorkRoom } from '../../scripts/paths.mjs';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { Choice } from './choice.ts';
import { look, type Seen, type Subject } from './browser.ts';
import { longCall } from './long-call.ts';
import { asChromeTrace, asTrace } from './long-call-forms.ts';
import { middle, type Measure } from './measure.ts';
import { servePages } from './pages.ts';
import { peerFolder } from './peers.ts';

const sizes = [1_000, 10_000, 100_000] as const;

/** Ours first, so that the others are compared with it in the same state of the machine. */
const subjects = ['ours', 'floor', 'speedscope'] as const;
export type SubjectName = (typeof subjects)[number];

/**
 * The viewer as it is shipped, a bare canvas and speedscope, each over the same call: from the start of navigation until
 * everything is drawn, and while the wheel turns. Medians; a fresh browser each time.
 */
export async function measureViewer({ runs = 3, events }: Choice): Promise<readonly Measure[]> {
  const executablePath = await findChromium(() => undefined);
  const data = inWorkRoom('bench-data');
  mkdirSync(data, { recursive: true });
  const speedscope = await peerFolder('speedscope');
  const pages = await servePages(data, speedscope);
  const measures: Measure[] = [];
  try {
    for (const count of sizes.filter((size) => events === undefined || events === size)) {
      writeCall(data, count);
      const seen = new Map<SubjectName, Seen[]>();
      // In turns, so that what slows the machine down for a while slows all of them.
      for (let run = 0; run < runs; run += 1) {
        for (const name of subjects) {
          if (name === 'speedscope' && speedscope === undefined) continue;
          const subject = subjectOf(name, pages.address, count);
          const picture = join(data, `${name}-${count}.png`);
          const one = await look(executablePath, { ...subject, ...(run === 0 ? { picture } : {}) });
          console.log(`  ${name}, ${count}: ${Math.round(one.painted)} ms`);
          seen.set(name, [...(seen.get(name) ?? []), one]);
        }
      }
      for (const [name, all] of seen) measures.push(...measuresOf(name, count, all));
    }
  } finally {
    await pages.close();
  }
  return measures;
}

function writeCall(folder: string, count: number): void {
  const call = longCall(count);
  writeFileSync(join(folder, `${count}.calltrace.json`), serialise(asTrace(call)));
  writeFileSync(join(folder, `${count}.plain.json`), JSON.stringify(call));
  writeFileSync(join(folder, `${count}.trace-events.json`), JSON.stringify(asChromeTrace(call)));
}

const drawn = "performance.getEntriesByName('call-trace:drawn').length > 0";

function subjectOf(name: SubjectName, address: string, count: number): Subject {
  switch (name) {
    case 'ours':
      return {
        address: `${address}/viewer.html?document=${count}.calltrace.json`,
        before: { address: `${address}/waiting.html`, ready: 'document.documentElement.dataset.host' },
        ready: drawn,
        wheelOver: '.timeline',
        zoomStep: 40,
        ask: async (page) => {
          const count = (selector: string) => page.locator(selector).count();
          const timeline = await count('.timeline, .timeline *');
          const flow = await count('.flow *');
          const stages = await page.evaluate<Readonly<Record<string, number>>>(
            'Object.fromEntries((window.hostTimes ?? []).map(([name, at]) => [name, at - performance.timeOrigin]))',
          );
          await page.locator('#tab-list').click();
          await page.locator('#panel-list [role="row"], #panel-list [role="option"]').first().waitFor();
          return {
            ...stages,
            'timeline nodes': timeline,
            'flow nodes': flow,
            'list nodes': await count('#panel-list *'),
          };
        },
      };
    case 'floor':
      return { address: `${address}/floor.html?call=${count}.plain.json`, ready: drawn, zoomStep: 40 };
    case 'speedscope':
      return {
        address: `${address}/speedscope/index.html#profileURL=${encodeURIComponent(`${address}/data/${count}.trace-events.json`)}`,
        ready:
          "/- speedscope$/.test(document.title) && document.querySelector('canvas') && !/Loading/.test(document.body.innerText)",
        zoomStep: 6,
      };
  }
}

function measuresOf(name: SubjectName, count: number, seen: readonly Seen[]): readonly Measure[] {
  const group = `viewer, ${count.toLocaleString('en-US')} events`;
  const row = (what: string, unit: Measure['unit'], of: (one: Seen) => number): Measure => ({
    group,
    name: `${name}: ${what}`,
    value: middle(seen.map(of)),
    unit,
  });
  const asked = Object.keys(seen[0]?.asked ?? {});
  return [
    row('first paint', 'ms', ({ painted }) => painted),
    row('frames, 95th percentile', 'ms', ({ frames }) => frames[Math.floor(frames.length * 0.95)] ?? NaN),
    row('frames, worst', 'ms', ({ frames }) => frames.at(-1) ?? NaN),
    row('heap', 'MB', ({ heap }) => heap),
    ...asked.map((key) => row(key, key.endsWith('nodes') ? '' : 'ms', (one) => one.asked[key] ?? NaN)),
  ];
}
