// What a UI test needs: a real VS Code workbench in a browser page, with the extension and a folder of its own.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test as base, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test';
import { installHost, startServer } from '../../scripts/host.mjs';
import { inRoot, inWorkRoom, root } from '../../scripts/paths.mjs';
import { addSample } from '../../scripts/sample-workspace.mjs';
import { driveWorkbench, workbenchLoaded, writesCount, type Driver } from './driver.ts';

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
  /** Adds `<slug>.calltrace.json`, made from the sample `media/samples/<slug>`, and its responses; returns that name. */
  readonly sample: (slug: string) => Promise<string>;
}

export interface Workbench extends Driver {
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
  /** Whether folders are restricted until somebody trusts them. */
  readonly asksForTrust: boolean;
  readonly server: Server;
  /** Where the server and VS Code keep everything. */
  readonly dataDir: string;
  /** The home folder of everything in VS Code, so that nobody's own files count. */
  readonly home: string;
  /** One browser profile a worker: it keeps the compiled workbench, and each test finds it empty of all else. */
  readonly profile: BrowserContext;
}

/** An access key in environment variables of the editor. */
export const keyVariables = {
  UI_TEST_KEY_ID: 'uiTestKeyOfVariables',
  UI_TEST_KEY_SECRET: 'uiTestVariable2Hd8RwQm5Xz',
};

/** The plain server keeps secrets in memory only, unless somebody hands it half of a key: any 32 bytes. */
const keyHalf = Buffer.from('the same thirty-two bytes always').toString('base64');

/** A route of Playwright would switch the browser's cache off, and every workbench would be compiled anew. */
export async function keepSecrets(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId }) => {
    void session
      .send('Fetch.fulfillRequest', { requestId, responseCode: 200, body: keyHalf })
      // The page may be closed by now.
      .catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*/mint-key' }] });
}

/** Counts how often VS Code writes down what is open; to be called before the page is loaded. */
async function noteWrites(page: Page): Promise<void> {
  await page.addInitScript((attribute) => {
    const put: unknown = Reflect.get(IDBObjectStore.prototype, 'put');
    if (typeof put !== 'function') return;
    Object.defineProperty(IDBObjectStore.prototype, 'put', {
      value: function (this: IDBObjectStore, ...args: readonly unknown[]): unknown {
        const request: unknown = Reflect.apply(put, this, args);
        if (args[1] === 'memento/workbench.parts.editor' && request instanceof IDBRequest) {
          request.addEventListener('success', () => {
            const { documentElement } = document;
            const count = Number(documentElement.getAttribute(attribute) ?? 0);
            documentElement.setAttribute(attribute, String(count + 1));
          });
        }
        return request;
      },
    });
  }, writesCount);
}

/** What the tests look at needs no more of what comes with VS Code; each one more takes time at every start. */
const builtIn = [
  'configuration-editing',
  'json',
  'json-language-features',
  'log',
  'markdown-basics',
  'markdown-language-features',
  'search-result',
  'theme-defaults',
  'theme-seti',
  'xml',
];

export const test = base.extend<TestFixtures, WorkerFixtures>({
  displayLanguage: ['en', { option: true, scope: 'worker' }],
  asksForTrust: [false, { option: true, scope: 'worker' }],
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

  home: [
    async ({ dataDir }, use) => {
      const home = join(dataDir, 'home');
      await mkdir(home, { recursive: true });
      await use(home);
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ displayLanguage, asksForTrust, dataDir, home }, use) => {
      const host = await installHost((line) => process.stdout.write(`${line}\n`));
      const server = await startServer({
        host,
        kind: 'server',
        dataDir,
        extensions: [root],
        language: displayLanguage,
        env: { HOME: home, ...keyVariables },
        asksForTrust,
        builtIn,
      });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 5 * 60_000 },
  ],

  profile: [
    async ({ playwright, launchOptions }, use, worker) => {
      // Not in the server's folder, whose files are searched for what must not be written.
      const dir = inWorkRoom('ui', `browser-${worker.workerIndex}`);
      await rm(dir, { recursive: true, force: true });
      const profile = await playwright.chromium.launchPersistentContext(dir, {
        ...launchOptions,
        viewport: { width: 1440, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      await use(profile);
      await profile.close();
      await rm(dir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  context: async ({ profile, server }, use) => {
    const [first, ...others] = profile.pages();
    const page = first ?? (await profile.newPage());
    for (const other of others) await other.close();
    const session = await profile.newCDPSession(page);
    await page.goto('about:blank');
    await session.send('Storage.clearDataForOrigin', {
      origin: server.address,
      storageTypes: 'cookies,local_storage,indexeddb',
    });
    await use(profile);
    for (const opened of profile.pages().slice(1)) await opened.close();
    await profile.unrouteAll({ behavior: 'ignoreErrors' });
  },

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
      sample: (slug) => addSample(slug, path),
    });
    await rm(path, { recursive: true, force: true });
  },

  workbench: async ({ page, server, dataDir, workspace, colorTheme, userSettings }, use) => {
    server.changeSettings({ 'workbench.colorTheme': colorTheme, ...userSettings });
    await rm(join(dataDir, 'data', 'User', 'globalStorage'), { recursive: true, force: true });
    await keepSecrets(page);
    await noteWrites(page);
    const problems: string[] = [];
    page.on('console', (message) => {
      const problem = problemOf(message);
      if (problem !== undefined) problems.push(problem);
    });
    await page.goto(`${server.address}/?folder=${encodeURIComponent(workspace.path)}`);
    await workbenchLoaded(page);
    await use({
      ...driveWorkbench(page),
      problems: () => problems,
      screenshot: async (name) => {
        const path = inRoot('test-results', 'screenshots', `${name}.png`);
        await page.screenshot({ path });
        return path;
      },
    });
  },
});

/** The workbench writes errors of its own during normal use; only ours count. */
function problemOf(message: ConsoleMessage): string | undefined {
  const text = message.text();
  const from = message.location().url;
  // The viewer's policy is known by its nonce; the workbench violates its own, which has another.
  const violation = text.includes('Content Security Policy') && /'nonce-[0-9a-f]{32}'/u.test(text);
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
