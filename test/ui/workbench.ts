// What a UI test needs: a real VS Code workbench in a browser page, with the extension and a folder of its own.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  test as base,
  type ConsoleMessage,
  type FrameLocator,
  type Locator,
  type Page,
} from '@playwright/test';
import { installHost, startServer } from '../../scripts/host.mjs';
import { inRoot, inWorkRoom, root } from '../../scripts/paths.mjs';

export { expect } from '@playwright/test';

export type DisplayLanguage = 'en' | 'zh-cn';
export type ColorTheme =
  'Default Dark Modern' | 'Default Light Modern' | 'Default High Contrast' | 'Default High Contrast Light';

/** A folder of one test, open in the workbench. */
export interface Workspace {
  /** Absolute. */
  readonly path: string;
  /** Writes a file; folders in `name` are made. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<void>;
  /** Copies a file or a whole folder of the project (`media/samples/…`) into the top of the workspace. */
  readonly copy: (pathInProject: string, name?: string) => Promise<void>;
}

export interface Workbench {
  readonly page: Page;
  /** Opens a file of the workspace by quick open, with its default editor. */
  readonly openFile: (name: string) => Promise<void>;
  /** Runs a command from the palette: an id (`callTraceInspector.openSample`) or the title as the palette shows it. */
  readonly runCommand: (idOrTitle: string) => Promise<void>;
  /** Chooses the row with this label in the open pick list; `filter` is typed first when given. */
  readonly pick: (label: string | RegExp, filter?: string) => Promise<void>;
  /** The rows of the open pick list. */
  readonly pickRows: () => Locator;
  /** Answers the open input box. */
  readonly answer: (text: string) => Promise<void>;
  /** Brings a view container to the front by its title in the activity bar. */
  readonly showView: (title: string | RegExp) => Promise<void>;
  readonly treeItem: (name: string | RegExp) => Locator;
  /** The tabs of all open editors. */
  readonly tab: (name: string | RegExp) => Locator;
  /** The content of a visible webview; `nth` counts the visible ones from 0. */
  readonly webview: (nth?: number) => FrameLocator;
  readonly notification: (text: string | RegExp) => Locator;
  /** Replaces the user settings while the workbench runs. */
  readonly changeSettings: (settings: Readonly<Record<string, unknown>>) => void;
  /** Loads the page again, as a person does; editors and stored secrets come back. */
  readonly reload: () => Promise<void>;
  /** Errors that the extension or its webviews wrote to the console, and violations of the webview's policy. */
  readonly problems: () => readonly string[];
  /** Writes `test-results/screenshots/<name>.png` and returns its path. */
  readonly screenshot: (name: string) => Promise<string>;
}

type Server = Awaited<ReturnType<typeof startServer>>;

interface TestFixtures {
  readonly colorTheme: ColorTheme;
  readonly userSettings: Readonly<Record<string, unknown>>;
  readonly workspace: Workspace;
  readonly workbench: Workbench;
}

interface WorkerFixtures {
  readonly displayLanguage: DisplayLanguage;
  readonly server: Server;
  readonly dataDir: string;
}

/** The plain server keeps secrets in memory only, unless somebody hands it half of a key: any 32 bytes. */
const keyHalf = Buffer.from('the same thirty-two bytes always');
const loadLimitMs = 60_000;
const commandLimitMs = 45_000;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  displayLanguage: ['en', { option: true, scope: 'worker' }],
  colorTheme: ['Default Dark Modern', { option: true }],
  userSettings: [{}, { option: true }],

  dataDir: [
    // Playwright reads the names of the fixtures that are used from the pattern.
    async ({}, use, worker) => {
      const dir = inWorkRoom('ui', `server-${worker.workerIndex}`);
      await rm(dir, { recursive: true, force: true });
      await use(dir);
      await rm(dir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ displayLanguage, dataDir }, use) => {
      const host = await installHost((line) => process.stdout.write(`${line}\n`));
      const server = await startServer({
        host,
        kind: 'server',
        dataDir,
        extensions: [root],
        language: displayLanguage,
      });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 5 * 60_000 },
  ],

  workspace: async ({}, use) => {
    const path = inWorkRoom('ui', `workspace-${randomUUID()}`);
    await mkdir(path, { recursive: true });
    await use({
      path,
      write: async (name, content) => {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), content);
      },
      copy: (pathInProject, name = basename(pathInProject)) =>
        copyTree(inRoot(pathInProject), join(path, name)),
    });
    await rm(path, { recursive: true, force: true });
  },

  workbench: async ({ page, server, dataDir, workspace, colorTheme, userSettings }, use) => {
    const changeSettings = (settings: Readonly<Record<string, unknown>>): void =>
      server.changeSettings({ 'workbench.colorTheme': colorTheme, ...userSettings, ...settings });
    changeSettings({});
    await rm(join(dataDir, 'data', 'User', 'globalStorage'), { recursive: true, force: true });
    await page.route('**/mint-key', (route) => route.fulfill({ status: 200, body: keyHalf }));
    const problems: string[] = [];
    page.on('console', (message) => {
      const problem = problemOf(message);
      if (problem !== undefined) problems.push(problem);
    });
    await page.goto(`${server.address}/?folder=${encodeURIComponent(workspace.path)}`);
    await loaded(page);
    await use({ ...drive(page), changeSettings, problems: () => problems });
  },
});

function drive(page: Page): Omit<Workbench, 'changeSettings' | 'problems'> {
  const quickInput = page.locator('.quick-input-widget');
  const filterBox = quickInput.locator('.quick-input-box input');
  const rows = quickInput.locator('.quick-input-list .monaco-list-row');

  const openPalette = async (keys: string, text: string): Promise<void> => {
    await page.keyboard.press(keys);
    await filterBox.waitFor({ timeout: 5000 });
    await filterBox.fill(text);
  };
  /** Rows come late while extensions are being read, so the palette is opened again until the row is there. */
  const clickRow = async (keys: string, text: string, row: Locator): Promise<void> => {
    const until = Date.now() + commandLimitMs;
    for (;;) {
      try {
        await openPalette(keys, text);
        await row.click({ timeout: 5000 });
        return;
      } catch (error) {
        if (Date.now() > until) throw new Error(`“${text}” was not found by ${keys}.`, { cause: error });
        await page.keyboard.press('Escape');
      }
    }
  };
  const rowWithLabel = (label: string | RegExp): Locator =>
    rows.filter({
      has: page.locator('.label-name', { hasText: typeof label === 'string' ? exactly(label) : label }),
    });

  return {
    page,
    openFile: (name) => clickRow('Control+P', name, rowWithLabel(basename(name)).first()),
    runCommand: (idOrTitle) => {
      const isId = /^[\w-]+(?:\.[\w-]+)+$/u.test(idOrTitle);
      const byId = rows.filter({ has: page.locator(`[data-quick-input-id="${idOrTitle}"]`) });
      return clickRow('Control+Shift+P', `>${idOrTitle}`, (isId ? byId : rowWithLabel(idOrTitle)).first());
    },
    pick: async (label, filter) => {
      await filterBox.waitFor();
      if (filter !== undefined) await filterBox.fill(filter);
      await rowWithLabel(label).first().click();
    },
    pickRows: () => rows,
    answer: async (text) => {
      await filterBox.fill(text);
      await filterBox.press('Enter');
    },
    showView: async (title) => {
      const tab = page.locator('.part.activitybar').getByRole('tab', { name: title });
      await tab.waitFor({ timeout: loadLimitMs });
      if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    },
    treeItem: (name) => page.getByRole('treeitem', { name }),
    tab: (name) => page.locator('.part.editor .tabs-container').getByRole('tab', { name }),
    webview: (nth = 0) =>
      page
        .locator('iframe.webview.ready')
        .filter({ visible: true })
        .nth(nth)
        .contentFrame()
        .locator('iframe#active-frame')
        .contentFrame(),
    notification: (text) =>
      page.locator('.notifications-toasts .notification-list-item-message').filter({ hasText: text }),
    reload: async () => {
      await page.reload();
      await loaded(page);
    },
    screenshot: async (name) => {
      const path = inRoot('test-results', 'screenshots', `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}\\s*$`, 'u');
}

/** The workbench is there when its status bar says that the extension host of the folder is connected. */
async function loaded(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: loadLimitMs });
  await page
    .locator('.monaco-workbench .part.statusbar .statusbar-item')
    .first()
    .waitFor({ timeout: loadLimitMs });
}

/** The workbench writes errors of its own during normal use; only ours count. */
function problemOf(message: ConsoleMessage): string | undefined {
  const text = message.text();
  const from = message.location().url;
  const violation =
    text.includes('Content Security Policy') && /fake\.html|vscode-resource/u.test(from + text);
  const ours = message.type() === 'error' && /dist\/webview\.js|call-trace-inspector\./u.test(from + text);
  return violation || ours ? `${message.type()}: ${text} (${from})` : undefined;
}

async function copyTree(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    await mkdir(dirname(to), { recursive: true });
    return copyFile(from, to);
  }
  await mkdir(to, { recursive: true });
  for (const entry of entries) await copyTree(join(from, entry.name), join(to, entry.name));
}
