import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { inRoot } from '../../scripts/paths.mjs';
import { serialise } from '../../src/trace/document/serialise.ts';
import { workbenchLoaded } from '../ui/driver.ts';
import type { Choice } from './choice.ts';
import { longCall } from './long-call.ts';
import { asTrace } from './long-call-forms.ts';
import { middle, type Measure } from './measure.ts';
import { differingPixels } from './pixels.ts';
import { cpuMs } from './processes.ts';
import { withServer } from './window.ts';

/** Ours first, so that the other is compared with it in the same state of the machine. */
const subjects = ['ours', 'empty editor'] as const;
type Subject = (typeof subjects)[number];

/** The same bytes under two names: each editor opens its own by default. */
const endings: Readonly<Record<Subject, string>> = { ours: 'calltrace.json', 'empty editor': 'empty.json' };

const clicked = ['sample call', '1,000 events', '10,000 events'] as const;
export const firstClicked = 'first webview of a window';

const patience = 120_000;
/** What a window does after it has loaded, or has closed an editor, is not measured, ms. */
const rests = { loaded: 3000, closed: 700 } as const;
/** Before figures count: code of either side has run by then. */
const warmUps = 2;

interface Seen {
  /** ms from the press of the mouse button to the second frame after everything was drawn. */
  readonly took: number;
  /** ms of all processors together that browser and server used meanwhile. */
  readonly cpu: number;
}

/**
 * A click on a file in the explorer of the real workbench, until everything is drawn: our viewer and an empty custom editor
 * (`empty-editor`) that reads the same bytes and fills one canvas, in turns. Medians.
 */
export async function measureClick({ runs = 5, events }: Choice): Promise<readonly Measure[]> {
  const files = Object.values(endings).flatMap((ending) =>
    clicked.map((call) => [fileOf(call, ending), contentOf(call)] as const),
  );
  const extensions = [inRoot('test', 'bench', 'empty-editor')];
  return withServer(Object.fromEntries(files), extensions, async ({ browser, address }) => {
    const measures: Measure[] = [];
    const inTurns = async (group: string, of: (subject: Subject, run: number) => Promise<Seen>) => {
      const seen = new Map<Subject, Seen[]>();
      for (let run = 0; run < runs; run += 1) {
        for (const subject of subjects) {
          const one = await of(subject, run);
          console.log(`  ${group}, ${subject}: ${Math.round(one.took)} ms`);
          seen.set(subject, [...(seen.get(subject) ?? []), one]);
        }
      }
      measures.push(...rowsOf(group, seen));
    };
    if (events === undefined) {
      await inTurns(firstClicked, async (subject) => {
        const page = await openWindow(browser, address);
        const seen = await click(page, fileOf('sample call', endings[subject]));
        await page.context().close();
        return seen;
      });
    }
    const page = await openWindow(browser, address);
    const round = async (file: string, look: (page: Page) => Promise<void>) => {
      const seen = await click(page, file);
      await look(page);
      await close(page);
      return seen;
    };
    for (let turn = 0; turn < warmUps; turn += 1) {
      for (const subject of subjects) {
        for (const call of clicked) await round(fileOf(call, endings[subject]), () => Promise.resolve());
      }
    }
    for (const call of clicked) {
      if (events !== undefined && call !== `${events.toLocaleString('en-US')} events`) continue;
      await inTurns(call, (subject, run) =>
        round(fileOf(call, endings[subject]), async (window) => {
          if (run > 0) return;
          const value = await changingPixels(window);
          measures.push({
            group: groupOf(call),
            name: `${subject}: pixels that change later`,
            value,
            unit: '',
          });
        }),
      );
    }
    return measures;
  });
}

export const groupOf = (call: string): string => `click, ${call}`;

function rowsOf(call: string, seen: ReadonlyMap<Subject, readonly Seen[]>): readonly Measure[] {
  const group = groupOf(call);
  const of = (subject: Subject, value: (one: Seen) => number) => middle((seen.get(subject) ?? []).map(value));
  const row = (name: string, value: number): Measure => ({ group, name, value, unit: 'ms' });
  return [
    ...subjects.map((subject) =>
      row(
        subject,
        of(subject, ({ took }) => took),
      ),
    ),
    row('difference', of('ours', ({ took }) => took) - of('empty editor', ({ took }) => took)),
    ...subjects.map((subject) =>
      row(
        `${subject}: processor`,
        of(subject, ({ cpu }) => cpu),
      ),
    ),
  ];
}

const fileOf = (call: string, ending: string) => `${call.replaceAll(/\W/gu, '-')}.${ending}`;

function contentOf(call: (typeof clicked)[number]): string | Uint8Array {
  switch (call) {
    case 'sample call':
      return readFileSync(inRoot('media', 'samples', 'http-node-fails', 'http-node-fails.calltrace.json'));
    case '1,000 events':
      return serialise(asTrace(longCall(1000)));
    case '10,000 events':
      return serialise(asTrace(longCall(10_000)));
  }
}

/**
 * Runs in every page of a window. The window itself notes the press of the button; the page of an editor, two frames after
 * it has said that everything is drawn, when that was. The clocks of all pages of a browser are one.
 */
const watcher = `{
  const epoch = (at) => performance.timeOrigin + at;
  if (window.top === window) {
    addEventListener('pointerdown', ({ timeStamp }) => { window.pressedAt = epoch(timeStamp); }, true);
    addEventListener('message', ({ data }) => {
      if (data?.completeAt !== undefined) window.benchComplete(data.completeAt - window.pressedAt);
    });
  } else {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName('call-trace:drawn').length === 0) return;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.top.postMessage({ completeAt: epoch(performance.now()) }, '*');
      }));
    }).observe({ type: 'mark', buffered: true });
  }
}`;

/** What waits for the editor that is being opened in a window. */
const waiting = new WeakMap<Page, (took: number) => void>();

async function openWindow(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.exposeBinding('benchComplete', ({ page: window }, took: number) => waiting.get(window)?.(took));
  await page.addInitScript(watcher);
  await page.goto(address);
  await workbenchLoaded(page);
  await rows(page).first().waitFor();
  await page.waitForTimeout(rests.loaded);
  return page;
}

const rows = (page: Page) => page.locator('.explorer-folders-view .monaco-list-row');

async function click(page: Page, file: string): Promise<Seen> {
  const row = rows(page).filter({ hasText: file });
  await row.hover();
  await page.waitForTimeout(200);
  const before = cpuMs();
  const complete = new Promise<number>((resolve, reject) => {
    waiting.set(page, resolve);
    setTimeout(() => reject(new Error(`${file} was not drawn.`)), patience).unref();
  });
  await row.click();
  const took = await complete;
  return { took, cpu: cpuMs() - before };
}

async function close(page: Page): Promise<void> {
  const tab = page.locator('.part.editor .tabs-container .tab.active');
  await tab.hover();
  await tab.locator('.tab-actions a').click();
  await page.locator('iframe.webview').waitFor({ state: 'detached' });
  await page.waitForTimeout(rests.closed);
}

/** Whether “complete” is true: pixels of the editor that still change in the second after it was said. */
async function changingPixels(page: Page): Promise<number> {
  const area = await page.locator('iframe.webview.ready').first().boundingBox();
  const shoot = () => page.screenshot({ ...(area === null ? {} : { clip: area }), animations: 'allow' });
  const first = await shoot();
  await page.waitForTimeout(1000);
  return differingPixels(page, first, await shoot());
}
