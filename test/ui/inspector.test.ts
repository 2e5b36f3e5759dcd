import type { Locator } from '@playwright/test';
import { viewerIn, type Viewer } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

/** Opens a sample from the Calls view. */
async function openCall(workbench: Workbench, title: RegExp): Promise<Viewer> {
  await workbench.showView('Call Traces');
  await workbench.treeItem(title).click();
  const viewer = viewerIn(workbench.webview());
  await expect(viewer.heading).toBeVisible();
  return viewer;
}

const failed = /Order query answers 502/u;

/** The clipboard; a page may read it while it has the focus, not while a frame in it has. */
async function copied({ page }: Workbench): Promise<string> {
  return page.evaluate(async () => {
    window.focus();
    return navigator.clipboard.readText();
  });
}

/** A variable of the step that is selected. */
const variable = (viewer: Viewer, name: string): Locator =>
  viewer.details.getByRole('treeitem', { name: new RegExp(`^${name}: `, 'u') });

test('a problem leads to its effect, its raw record and the JSON', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const { details } = viewer;
  await expect(details).toContainText('Its message was: “upstream connect error”.');
  await details.getByRole('button', { name: 'See its effect' }).click();
  await expect(viewer.detailed).toHaveText('Order status?');
  await viewer.problem(/queryOrder failed/u).click();
  await expect(viewer.detailed).toHaveText('queryOrder');
  await details.getByRole('button', { name: 'Show in JSON' }).first().click();
  await expect(workbench.page.locator('.monaco-editor .view-lines').first()).toContainText('"queryOrder"');
});

test('variables are walked, folded and followed through the call by keyboard', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const { details } = viewer;
  const body = variable(viewer, 'responseBody');

  await test.step('what this step changed is marked', async () => {
    await expect(body).toHaveAccessibleName('responseBody: {2} · new');
    await expect(variable(viewer, 'lang')).toHaveAccessibleName('lang: "zh"');
  });

  await test.step('arrows walk and fold', async () => {
    await variable(viewer, 'lang').focus();
    await workbench.page.keyboard.press('End');
    await expect(variable(viewer, 'traceId')).toBeFocused();
    await workbench.page.keyboard.press('ArrowLeft');
    await expect(body).toBeFocused();
    await workbench.page.keyboard.press('ArrowLeft');
    await expect(body).toHaveAttribute('aria-expanded', 'false');
    await expect(variable(viewer, 'traceId')).toHaveCount(0);
    await workbench.page.keyboard.press('ArrowRight');
    await expect(variable(viewer, 'traceId')).toBeVisible();
  });

  await test.step('the step at which a variable got its value', async () => {
    const order = variable(viewer, 'orderNo');
    await order.focus();
    await workbench.page.keyboard.press('[');
    await expect(viewer.detailed).not.toHaveText('queryOrder');
    await expect(details).toContainText(/orderNo: change \d of \d/u);
    await expect(order).toHaveAccessibleName(/· (new|was)/u);
  });

  await test.step('one that does not change again says so', async () => {
    await viewer.problem(/queryOrder failed/u).click();
    await variable(viewer, 'lang').focus();
    await workbench.page.keyboard.press(']');
    await expect(details).toContainText('lang does not change again');
    await expect(viewer.detailed).toHaveText('queryOrder');
  });
});

test('fields and variables are copied as value, JSON or path', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const { details, page } = viewer;
  const choose = (name: string) => page.getByRole('menuitem', { name, exact: true });

  await test.step('a variable, from its menu by keyboard', async () => {
    await variable(viewer, 'traceId').focus();
    await workbench.page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Copy traceId as' })).toBeVisible();
    await expect(choose('Value')).toBeFocused();
    await workbench.page.keyboard.press('ArrowUp');
    await expect(choose('Path')).toBeFocused();
    await workbench.page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect.poll(() => copied(workbench)).toBe('responseBody.traceId');
  });

  await test.step('a field, from its menu by pointer', async () => {
    await details.getByText('502 Bad Gateway', { exact: true }).scrollIntoViewIfNeeded();
    await details.getByText('Exit', { exact: true }).click({ button: 'right' });
    await choose('JSON').click();
    await expect.poll(() => copied(workbench)).toBe('{"code":"Failure","meaning":"failure"}');
    await details.getByText('Exit', { exact: true }).click({ button: 'right' });
    await choose('Path').click();
    await expect.poll(() => copied(workbench)).toBe('/steps/10/exit');
  });

  await test.step('Escape closes the menu and selects nothing', async () => {
    const button = details.getByRole('button', { name: 'Copy Node ID' });
    await button.focus();
    await workbench.page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menu', { name: 'Copy Node ID as' })).toBeVisible();
    await workbench.page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
    await expect(viewer.detailed).toHaveText('queryOrder');
  });
});

test('with nothing selected the call, its longest waits and slowest nodes are told', async ({
  workbench,
}) => {
  const viewer = await openCall(workbench, failed);
  const { details } = viewer;
  await viewer.flow.press('Escape');
  await expect(viewer.detailed).toHaveText('This call');
  await expect(details).toContainText('Longest waits');
  await expect(details).toContainText('queryOrder failed: HTTP 502');
  await details.getByRole('button', { name: 'Welcome prompt' }).click();
  await expect(viewer.detailed).toHaveText('Welcome prompt');
});

test('a clean call says so, wherever one looks', async ({ workbench }) => {
  const viewer = await openCall(workbench, /Balance enquiry answered by the IVR/u);
  await expect(viewer.summary).toContainText('No problems found');
  await expect(viewer.details).toContainText('No problems found in this call');
  await expect(viewer.details).toContainText('Slowest nodes');
});

test('the raw record marks what the problem speaks of', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const marked = viewer.details.locator('.source mark');
  await expect(marked).toHaveCount(2);
  await expect(marked).toHaveText([/"responseCode": 502/u, /"NodeExitCode": "Failure"/u]);
  await viewer.flow.getByRole('option', { name: /^Welcome prompt/u }).click();
  await expect(viewer.detailed).toHaveText('Welcome prompt');
  await expect(viewer.details.locator('.source')).toBeVisible();
  await expect(marked).toHaveCount(0);
});

test('problems beyond those that fit open by click and by keyboard, and lead to their steps', async ({
  workbench,
}) => {
  const viewer = await openCall(workbench, failed);
  const { page } = viewer;
  const { keyboard } = workbench.page;
  const last = viewer.problem(/^warning .*Queue timed out/iu);
  const more = page.getByRole('button', { name: /^\d more problems$/u });
  const fewer = page.getByRole('button', { name: 'Fewer', exact: true });
  await expect(last).toHaveCount(0);
  await more.click();
  await expect(last).toBeVisible();
  await fewer.click();
  await expect(last).toHaveCount(0);
  await more.focus();
  await keyboard.press('Enter');
  await expect(fewer).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(last).toBeFocused();
  await keyboard.press('Enter');
  await expect(viewer.detailed).toHaveText('General service');
});
