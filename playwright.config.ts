import { defineConfig } from '@playwright/test';

/** `scripts/test.mjs` finds or installs a Chromium and names it here; a run by hand may name its own. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'test/ui',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/ui',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: false,
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: '.vscode-test/results/ui.json' }]],
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: root ? ['--no-sandbox'] : [] },
    permissions: ['clipboard-read', 'clipboard-write'],
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
  },
});
