// Renders media/icon.svg to media/icon.png (the marketplace takes no SVG). Run after changing the drawing:
//   node scripts/draw-icon.mjs [path of a Chromium]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const media = fileURLToPath(new URL('../media/', import.meta.url));
const browser = process.argv[2] ?? 'chromium';

execFileSync(
  browser,
  [
    '--headless',
    '--no-sandbox',
    '--hide-scrollbars',
    '--default-background-color=00000000',
    '--window-size=256,256',
    `--screenshot=${media}icon.png`,
    `file://${media}icon.svg`,
  ],
  { stdio: ['ignore', 'ignore', 'ignore'] },
);
