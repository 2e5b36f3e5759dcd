import { basename } from 'node:path';
import type { FrameLocator, Locator, Page } from '@playwright/test';

/** How often VS Code wrote down what is open. */
export const writesCount = 'data-editors-written';

const loadLimitMs = 90_000;
const commandLimitMs = 45_000;
/** Of one step of a command: then it is begun anew. */
const stepLimitMs = 10_000;

/** A person at the workbench: what tests and measurements do with a page. */
export interface Driver {
  readonly page: Page;
  /** Opens a file of the workspace by quick open, with its default editor. */
  readonly openFile: (name: string) => Promise<void>;
  /** Runs a command from the palette: an id (`callTraceInspector.openSample`) or the title as the palette shows it. */
  readonly runCommand: (idOrTitle: string) => Promise<void>;
  /**
   * Runs a command that asks with a list, and chooses the row with this label; `filter` is typed first when given. A list
   * closes where a viewer gets the focus late, which the palette gave back to it: then it is asked for again.
   */
  readonly choose: (command: string, label: string | RegExp, filter?: string) => Promise<void>;
  /** Chooses the row with this label in the open pick list; `filter` is typed first when given. */
  readonly pick: (label: string | RegExp, filter?: string) => Promise<void>;
  /** The rows of the open pick list. */
  readonly pickRows: () => Locator;
  /** Answers the open input box. */
  readonly answer: (text: string) => Promise<void>;
  /** Brings a view container to the front by its title in the activity bar. */
  readonly showView: (title: string | RegExp) => Promise<void>;
  /** Chooses an entry of the context menu of something. */
  readonly contextMenu: (of: Locator, entry: string | RegExp) => Promise<void>;
  /** Chooses an entry of the context menu of something, which asks with a list, and chooses the row with this label. */
  readonly chooseInMenu: (of: Locator, entry: string | RegExp, label: string | RegExp) => Promise<void>;
  readonly treeItem: (name: string | RegExp) => Locator;
  /** The tabs of all open editors. */
  readonly tab: (name: string | RegExp) => Locator;
  /** The content of a visible webview; `nth` counts the visible ones from 0. */
  readonly webview: (nth?: number) => FrameLocator;
  readonly notification: (text: string | RegExp) => Locator;
  /** Loads the page again, as a person does; editors and stored secrets come back. */
  readonly reload: () => Promise<void>;
}

export function driveWorkbench(page: Page): Driver {
  const quickInput = page.locator('.quick-input-widget');
  const filterBox = quickInput.locator('.quick-input-box input');
  const rows = quickInput.locator('.quick-input-list .monaco-list-row');

  /** Does something that may be undone under its hands, anew from its beginning until it holds. */
  const insist = async (what: string, act: () => Promise<void>): Promise<void> => {
    const until = Date.now() + commandLimitMs;
    for (;;) {
      try {
        await act();
        return;
      } catch (error) {
        if (Date.now() > until) throw new Error(`${what} did not succeed.`, { cause: error });
        await page.keyboard.press('Escape');
      }
    }
  };
  /** Rows come late while extensions are being read, so the palette is opened again until the row is there. */
  const clickRow = (keys: string, text: string, row: Locator): Promise<void> =>
    insist(`Choosing “${text}” by ${keys}`, async () => {
      await page.keyboard.press(keys);
      await filterBox.waitFor({ timeout: stepLimitMs });
      await filterBox.fill(text);
      await row.click({ timeout: stepLimitMs });
    });
  const rowWithLabel = (label: string | RegExp): Locator =>
    rows.filter({
      has: page.locator('.label-name', { hasText: typeof label === 'string' ? exactly(label) : label }),
    });

  const runCommand = (idOrTitle: string): Promise<void> => {
    const isId = /^[\w-]+(?:\.[\w-]+)+$/u.test(idOrTitle);
    const byId = rows.filter({ has: page.locator(`[data-quick-input-id="${idOrTitle}"]`) });
    return clickRow('Control+Shift+P', `>${idOrTitle}`, (isId ? byId : rowWithLabel(idOrTitle)).first());
  };

  const contextMenu = async (of: Locator, entry: string | RegExp): Promise<void> => {
    const item = page.getByRole('menuitem', { name: entry });
    const until = Date.now() + commandLimitMs;
    // A view that is drawn anew takes its menu along.
    await insist(`Choosing ${String(entry)} in a context menu`, async () => {
      await of.click({ button: 'right' });
      await item.click({ timeout: stepLimitMs });
      // A menu takes no click in its first moments: it may be the release of the button that opened it.
      while (!(await disappears(item)) && Date.now() < until)
        await item.click({ timeout: 1000 }).catch(() => undefined);
    });
  };

  return {
    page,
    openFile: (name) => clickRow('Control+P', name, rowWithLabel(basename(name)).first()),
    runCommand,
    choose: (command, label, filter) =>
      insist(`Choosing ${String(label)} in the list of ${command}`, async () => {
        await runCommand(command);
        await filterBox.waitFor({ timeout: stepLimitMs });
        if (filter !== undefined) await filterBox.fill(filter, { timeout: stepLimitMs });
        await rowWithLabel(label).first().click({ timeout: stepLimitMs });
      }),
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
    contextMenu,
    chooseInMenu: (of, entry, label) =>
      insist(`Choosing ${String(label)} in the list of ${String(entry)}`, async () => {
        await contextMenu(of, entry);
        await rowWithLabel(label).first().click({ timeout: stepLimitMs });
      }),
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
      await editorsWritten(page);
      await page.reload();
      await workbenchLoaded(page);
    },
  };
}

/**
 * In a browser VS Code writes down every five seconds what is open, which `noteWrites` counts; what extensions keep it
 * writes at once.
 */
async function editorsWritten(page: Page): Promise<void> {
  const count = await page.locator('html').getAttribute(writesCount);
  const isWritten = page.locator(
    count === null ? `html[${writesCount}]` : `html:not([${writesCount}="${count}"])`,
  );
  // Where nothing was written, nothing has changed.
  await isWritten.waitFor({ state: 'attached', timeout: 6000 }).catch(() => undefined);
}

async function disappears(what: Locator): Promise<boolean> {
  return what.waitFor({ state: 'hidden', timeout: 1000 }).then(
    () => true,
    () => false,
  );
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}\\s*$`, 'u');
}

/**
 * Waits until the workbench knows its extensions: before that, a trace file opens as text and palette and activity bar
 * lack our entries.
 */
export async function workbenchLoaded(page: Page): Promise<void> {
  await page.waitForFunction(
    () => performance.getEntriesByName('code/didLoadExtensions').length > 0,
    undefined,
    {
      timeout: loadLimitMs,
    },
  );
  await page
    .locator('.monaco-workbench .part.statusbar .statusbar-item')
    .first()
    .waitFor({ timeout: loadLimitMs });
}
