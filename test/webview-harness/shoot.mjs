// Screenshots of the viewer over samples, themes, widths and languages, each looked through by axe-core.
//   npm run screenshots [-- OUT-DIR [name-part]]
// Ends with an error where axe-core finds something serious.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { serveHarness } from './page.mjs';

const [out = 'test-results/screenshots', only = ''] = process.argv.slice(2);
const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const shots = [
  { name: 'dark-1440', theme: 'vscode-dark', width: 1440, height: 900 },
  { name: 'light-1440', theme: 'vscode-light', width: 1440, height: 900 },
  { name: 'hc-dark-1440', theme: 'vscode-high-contrast', width: 1440, height: 900 },
  { name: 'hc-light-1440', theme: 'vscode-high-contrast-light', width: 1440, height: 900 },
  { name: 'zh-1440', theme: 'vscode-dark', width: 1440, height: 900, language: 'zh-cn' },
  { name: 'dark-900', theme: 'vscode-dark', width: 900, height: 800 },
  { name: 'dark-420', theme: 'vscode-dark', width: 420, height: 800 },
  { name: 'zh-420', theme: 'vscode-light', width: 420, height: 800, language: 'zh-cn' },
  {
    name: 'timeline-420',
    theme: 'vscode-dark',
    width: 420,
    height: 800,
    kept: { viewState: { narrowTab: 'timeline' }, selection: 's11' },
  },
  {
    name: 'list-420',
    theme: 'vscode-light',
    width: 420,
    height: 800,
    kept: { viewState: { narrowTab: 'list' }, selection: 's11' },
  },
  {
    name: 'details-420',
    theme: 'vscode-dark',
    width: 420,
    height: 800,
    kept: { viewState: { narrowTab: 'details' }, selection: 's11' },
  },
  {
    name: 'list-1440',
    theme: 'vscode-dark',
    width: 1440,
    height: 900,
    kept: { viewState: { tab: 'list' }, selection: 's11' },
  },
  {
    name: 'list-lane-900',
    theme: 'vscode-light',
    width: 900,
    height: 800,
    language: 'zh-cn',
    kept: { viewState: { tab: 'list', groupBy: 'lane' }, selection: 'e7' },
  },
  {
    name: 'list-sub-flow-1440',
    theme: 'vscode-high-contrast',
    width: 1440,
    height: 900,
    kept: { viewState: { tab: 'list', groupBy: 'sub-flow' }, selection: 's11' },
  },
  { name: 'call-1440', theme: 'vscode-dark', width: 1440, height: 900, kept: { viewState: {} } },
  {
    name: 'call-420',
    theme: 'vscode-light',
    width: 420,
    height: 800,
    language: 'zh-cn',
    kept: { viewState: { narrowTab: 'details' } },
  },
  { name: 'gap-1200', theme: 'vscode-dark', width: 1200, height: 700, sample: 'laaffic-outbound' },
  { name: 'gap-420', theme: 'vscode-light', width: 420, height: 800, sample: 'laaffic-outbound' },
  { name: 'problem', theme: 'vscode-dark', width: 900, height: 500, state: 'problem' },
  { name: 'stale', theme: 'vscode-dark', width: 1200, height: 700, state: 'stale' },
  {
    name: 'zone-16px',
    theme: 'vscode-light',
    width: 1440,
    height: 900,
    fontSize: 16,
    kept: { viewState: { times: 'zone' }, selection: 's5' },
  },
  {
    name: 'filter-1440',
    theme: 'vscode-dark',
    width: 1440,
    height: 900,
    kept: { viewState: { filter: 'status:failed' } },
  },
  {
    name: 'visits-1440',
    theme: 'vscode-dark',
    width: 1440,
    height: 900,
    kept: { viewState: {} },
    expand: 'Order number',
  },
  { name: 'half-720', theme: 'vscode-dark', width: 720, height: 450 },
  { name: 'half-640', theme: 'vscode-dark', width: 640, height: 360 },
  { name: 'least-360', theme: 'vscode-light', width: 360, height: 640 },
  ...(await readdir(join(import.meta.dirname, '..', '..', 'media', 'samples'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name: `sample-${name}`,
      sample: name,
      theme: 'vscode-dark',
      width: 1280,
      height: 860,
    })),
];

/**
 * Nodes, bars and rows show several texts without one that is their label; they are named in an order for listening,
 * which the rule for labels that are spoken by voice control takes for a mismatch.
 */
const options = {
  resultTypes: ['violations'],
  rules: { 'label-content-name-mismatch': { enabled: false } },
};

let serious = 0;
const harness = await serveHarness();
console.log(`webview.js ${harness.sizes.script} B, viewer.css ${harness.sizes.styles} B, minified`);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
await mkdir(out, { recursive: true });
try {
  for (const { name, width, height, expand, ...query } of shots.filter((shot) => shot.name.includes(only))) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
    page.on('pageerror', (error) => console.log(`${name}: ${error.stack}`));
    page.on('console', (message) => message.type() === 'error' && console.log(`${name}: ${message.text()}`));
    const address = new URL(harness.address);
    for (const [key, value] of Object.entries(query)) {
      address.searchParams.set(key, typeof value === 'string' ? value : JSON.stringify(value));
    }
    await page.goto(address.href);
    await page
      .waitForSelector('.inspector-head, .page, .flow svg', { timeout: 5000 })
      .catch((error) => console.log(name, error.message));
    if (expand !== undefined) {
      await page.locator(`.node[aria-label^="${expand}"]`).click();
      await page.keyboard.press('Enter');
    }
    await page.waitForTimeout(expand === undefined ? 150 : 600);
    await page.screenshot({ path: join(out, `${name}.png`) });
    const { violations, said } = await page.evaluate(() => window.harness);
    if (violations.length > 0) console.log(`${name}: policy violations: ${violations.join(', ')}`);
    const trouble = said.filter(([kind]) => kind === 'report' || kind === 'error');
    if (trouble.length > 0) console.log(`${name}: ${JSON.stringify(trouble)}`);
    serious += await look(page, name);
    await page.close();
  }
} finally {
  await browser.close();
  await harness.close();
}
console.log(
  serious === 0 ? 'axe-core finds nothing serious.' : `axe-core finds ${serious} serious problems.`,
);
process.exitCode = serious === 0 ? 0 : 1;

/** What axe-core finds that keeps people out; printed and counted. */
async function look(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((given) => window.axe.run(document, given), options);
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  for (const { id, nodes } of bad) {
    console.log(
      `${name}: ${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`,
    );
  }
  return bad.length;
}
