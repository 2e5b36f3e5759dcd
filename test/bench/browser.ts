import { chromium, type CDPSession, type Page } from '@playwright/test';

/** A page to measure. */
export interface Subject {
  readonly address: string;
  /** A page that is open before, and JavaScript that is true when it is ready. */
  readonly before?: { readonly address: string; readonly ready: string };
  /** JavaScript that is true when everything is drawn. */
  readonly ready: string;
  /** Where the wheel turns: the middle of what this selector finds; absent: of the window. */
  readonly wheelOver?: string;
  /** CSS pixels of one step of zooming. */
  readonly zoomStep: number;
  /** What else to ask the page when it has been measured. */
  readonly ask?: (page: Page) => Promise<Readonly<Record<string, number>>>;
  /** Where to leave a picture of it. */
  readonly picture?: string;
}

export interface Seen {
  /** ms from the start of navigation to the second frame after everything was drawn. */
  readonly painted: number;
  /** MB of the page's JavaScript heap after a collection of garbage. */
  readonly heap: number;
  /** ms between frames while the wheel turned, sorted. */
  readonly frames: readonly number[];
  readonly asked: Readonly<Record<string, number>>;
}

const size = { width: 1280, height: 800 };
const patience = 120_000;
const flags = [
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--enable-precise-memory-info',
  // Nothing but this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Opens the page in a browser of its own and looks at it as a person would: waits, then turns the wheel. */
export async function look(executablePath: string, subject: Subject): Promise<Seen> {
  const args = [...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext({ viewport: size });
    if (subject.before !== undefined) {
      const before = await context.newPage();
      await before.goto(subject.before.address);
      await before.waitForFunction(subject.before.ready);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.addInitScript(watcher(subject.ready));
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await page.goto(subject.address, { waitUntil: 'commit' });
    await page.waitForFunction('window.paintedAt', null, { polling: 50 }).catch((error: unknown) => {
      throw new Error(`${subject.address} was not drawn: ${errors.join('; ') || String(error)}`);
    });
    const painted = Number(await page.evaluate('window.paintedAt'));
    await page.waitForTimeout(300);
    const heap = await heapOf(session);
    if (subject.picture !== undefined) await page.screenshot({ path: subject.picture });
    const frames = await turnWheel(page, subject);
    const asked = (await subject.ask?.(page)) ?? {};
    return { painted, heap, frames, asked };
  } finally {
    await browser.close();
  }
}

/** Asks in every frame; the second frame after the first yes is when the pixels are there. */
const watcher = (ready: string): string => `{
  let since = -1;
  const look = () => {
    let yes = false;
    try { yes = since >= 0 || Boolean(${ready}); } catch {}
    if (yes) since += 1;
    if (since === 2) window.paintedAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}

/** 60 real inputs: 15 to zoom in, 15 to the right, 15 to zoom out, 15 to the left. */
async function turnWheel(page: Page, { wheelOver, zoomStep }: Subject): Promise<readonly number[]> {
  const box = wheelOver === undefined ? null : await page.locator(wheelOver).first().boundingBox();
  const { x, y, width, height } = box ?? { x: 0, y: 0, ...size };
  await page.mouse.move(x + width / 2, y + height / 2 - 1);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.waitForTimeout(200);
  await page.evaluate(`{
    window.frameTimes = [];
    const tick = (time) => { window.frameTimes?.push(time); if (!window.framesEnd) requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  }`);
  for (const [zooms, direction] of [
    [true, -1],
    [false, 1],
    [true, 1],
    [false, -1],
  ] as const) {
    if (zooms) await page.keyboard.down('Control');
    for (let turn = 0; turn < 15; turn += 1) {
      await page.mouse.wheel(zooms ? 0 : direction * 120, zooms ? direction * zoomStep : 0);
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
    if (zooms) await page.keyboard.up('Control');
  }
  await page.waitForTimeout(50);
  const times = await page.evaluate<readonly number[]>('(window.framesEnd = true, window.frameTimes)');
  return times
    .slice(1)
    .map((time, index) => time - (times[index] ?? time))
    .sort((a, b) => a - b);
}
