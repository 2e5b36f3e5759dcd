// Contrast of every text of the viewer against what is behind it, in all four theme kinds.
//   node test/webview-harness/contrast.mjs
import { chromium } from '@playwright/test';
import { serveHarness } from './page.mjs';
import { themes } from './themes.mjs';

const least = 4.5;

/** Runs in the page: texts with their colour and the colour behind them, both as [r, g, b] from 0 to 1. */
function texts() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const over = (colour, behind) => {
    canvas.globalAlpha = 1;
    canvas.fillStyle = `rgb(${behind.map((part) => Math.round(part * 255)).join(' ')})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
  };
  const behind = (element) => {
    const shape =
      element instanceof SVGElement
        ? element.closest('.node, .lane-item')?.querySelector('.shape, .bar')
        : null;
    const box = element.getBoundingClientRect();
    const around = shape?.getBoundingClientRect();
    const inside = around !== undefined && box.left >= around.left - 1 && box.right <= around.right + 1;
    const chain = inside ? [getComputedStyle(shape).fill] : [];
    for (let up = element; up !== null; up = up.parentElement)
      chain.push(getComputedStyle(up).backgroundColor);
    return chain
      .reverse()
      .reduce((below, colour) => (colour === 'none' ? below : over(colour, below)), [1, 1, 1]);
  };
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.data.trim())
      .join(' ')
      .trim();
    const box = element.getBoundingClientRect();
    if (text === '' || box.width < 2 || ['TITLE', 'title', 'SCRIPT'].includes(element.tagName)) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    found.push({
      text,
      where: `${element.tagName} ${element.getAttribute('class') ?? ''}`,
      colour: over(colour, back),
      back,
    });
  }
  return found;
}

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const harness = await serveHarness();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let failures = 0;
try {
  for (const theme of Object.keys(themes)) {
    for (const tab of ['timeline', 'list']) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 1400 } });
      const kept = JSON.stringify({ viewState: { tab }, selection: 's11' });
      await page.goto(`${harness.address}?${new URLSearchParams({ theme, kept })}`);
      await page.waitForSelector('.inspector-head');
      const low = (await page.evaluate(texts)).filter(({ colour, back }) => contrast(colour, back) < least);
      for (const { text, where, colour, back } of low) {
        console.log(`${theme} ${tab}: ${contrast(colour, back).toFixed(2)} “${text}” (${where})`);
      }
      failures += low.length;
      await page.close();
    }
  }
} finally {
  await browser.close();
  await harness.close();
}
console.log(
  failures === 0 ? `Every text has at least ${least}:1.` : `${failures} texts have less than ${least}:1.`,
);
process.exitCode = failures === 0 ? 0 : 1;
