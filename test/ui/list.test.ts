import { viewerIn, type Viewer } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

async function openList(workbench: Workbench): Promise<Viewer> {
  await workbench.showView('Call Traces');
  await workbench.treeItem(/Order query answers 502/u).click();
  const viewer = viewerIn(workbench.webview());
  await viewer.tab(/^List/u).click();
  await expect(viewer.list).toBeVisible();
  return viewer;
}

test('the list runs either way in time', async ({ workbench }) => {
  const { page, list } = await openList(workbench);
  await expect(list.getByRole('option').first()).toHaveAccessibleName(/^Entered IVR/u);
  await page.getByRole('button', { name: /^Time: earliest first/u }).click();
  await list.press('Home');
  await expect(list.getByRole('option').first()).toHaveAccessibleName(/· 2:48\.\d$/u);
  await page.getByRole('button', { name: /^Time: latest first/u }).click();
  await list.press('Home');
  await expect(list.getByRole('option').first()).toHaveAccessibleName(/^Entered IVR/u);
});

test('the list is grouped by sub-flow and by lane, folded by keyboard, and that is remembered', async ({
  workbench,
}) => {
  const viewer = await openList(workbench);
  const { page } = viewer;
  const { keyboard } = workbench.page;
  const grid = page.getByRole('treegrid', { name: 'Steps and events by time' });
  const row = (name: RegExp) => grid.getByRole('row', { name });

  await test.step('by sub-flow: Left goes to the step that called it and folds it', async () => {
    await page.getByRole('combobox', { name: 'Group' }).selectOption('By sub-flow');
    await expect(row(/^queryOrder/u)).toHaveAttribute('aria-level', '2');
    await grid.focus();
    await keyboard.press('ArrowLeft');
    await expect(viewer.detailed).toHaveText('Order status');
    await expect(row(/^Order status · Sub-flow/u)).toHaveAttribute('aria-expanded', 'true');
    await keyboard.press('ArrowLeft');
    await expect(row(/^Order status · Sub-flow/u)).toHaveAttribute('aria-expanded', 'false');
    await expect(row(/^queryOrder/u)).toHaveCount(0);
  });

  await test.step('what is selected elsewhere is unfolded', async () => {
    await viewer.problem(/queryOrder failed/u).click();
    await expect(row(/^queryOrder/u)).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('by lane: heads with counts', async () => {
    await page.getByRole('combobox', { name: 'Group' }).selectOption('By lane');
    await grid.focus();
    await keyboard.press('Home');
    await expect(row(/^Customer, 1 row$/u)).toBeVisible();
    await keyboard.press('Enter');
    await expect(row(/^Customer, 1 row$/u)).toHaveAttribute('aria-expanded', 'false');
    await keyboard.press('ArrowDown');
    await expect(row(/^IVR, 22 rows$/u)).toHaveClass(/current/u);
  });

  await test.step('after another editor was in front', async () => {
    await workbench.runCommand('workbench.action.files.newUntitledFile');
    await expect(workbench.page.locator('.monaco-editor .view-lines')).toBeVisible();
    await workbench.tab(/138\*{4}2315/u).click();
    await expect(grid).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Group' })).toHaveValue('lane');
  });
});

test('a filter that leaves the selection brings it into sight; another one leaves the list where it is', async ({
  workbench,
}) => {
  const viewer = await openList(workbench);
  const { list, page } = viewer;
  const input = page.getByRole('combobox', { name: 'Filter steps and events' });
  const top = () => list.evaluate((element) => element.scrollTop);
  await list.focus();
  await workbench.page.keyboard.press('End');
  await expect(viewer.selectedIn(list)).toBeInViewport();
  const end = await top();
  expect(end).toBeGreaterThan(0);
  await input.fill('lane:customer');
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(viewer.selectedIn(list)).toBeInViewport();
  await page.getByRole('button', { name: 'Clear the filter' }).waitFor({ state: 'detached' });
  expect(await top()).toBe(end);
});
