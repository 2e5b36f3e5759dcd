import { viewerIn, type Viewer } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

async function openCall(workbench: Workbench): Promise<Viewer> {
  await workbench.showView('Call Traces');
  await workbench.treeItem(/Order query answers 502/u).dblclick();
  const viewer = viewerIn(workbench.webview());
  await expect(viewer.heading).toContainText('2315');
  return viewer;
}

const inputOf = ({ page }: Viewer) => page.getByRole('combobox', { name: 'Filter steps and events' });

test('a filter is written with completion and acts on flow, list and timeline', async ({ workbench }) => {
  const viewer = await openCall(workbench);
  const { page, flow, list } = viewer;
  const input = inputOf(viewer);

  await test.step('the key for finding puts the cursor into it, and offers what can be asked', async () => {
    await flow.focus();
    await workbench.page.keyboard.press('Control+f');
    await expect(input).toBeFocused();
    await workbench.page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { name: /^status:/u })).toBeVisible();
  });

  await test.step('completion by keyboard alone', async () => {
    await workbench.page.keyboard.type('kind:coll');
    await expect(page.getByRole('option', { name: /^Collect digits\s*4$/u })).toBeVisible();
    await workbench.page.keyboard.press('ArrowDown');
    await expect(input).toHaveAttribute('aria-activedescendant', 'filter-option-0');
    await workbench.page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove kind:"Collect digits"' })).toBeVisible();
    await expect(input).toHaveValue('');
    await expect(page.locator('.filter-count')).toHaveText(/4 of 31/u);
    await expect(page.getByText('4 of 31 steps and events match')).toBeAttached();
    // What is selected stays so until a person goes to a match.
    await expect(viewer.detailed).toHaveText('queryOrder');
  });

  await test.step('between terms nothing is offered, and what is wrong is told', async () => {
    await workbench.page.keyboard.type('foo:1 ');
    await expect(page.locator('.filter-problem')).toBeVisible();
    await expect(page.getByRole('option', { name: /^status:/u })).toHaveCount(0);
    await input.fill('');
    await expect(page.locator('.filter-problem')).toHaveCount(0);
    await expect(page.locator('.filter-count')).toHaveText(/4 of 31/u);
  });

  await test.step('what does not match is dimmed in the flow and still there', async () => {
    await expect(flow.locator('.node.filtered-out[aria-label^=queryOrder]')).toBeVisible();
    await expect(flow.locator('.node[data-node]:not(.filtered-out)')).toHaveCount(1);
  });

  await test.step('the list has the matches only, or all of them on demand', async () => {
    await viewer.tab(/^List/u).click();
    await expect(list.getByRole('option')).toHaveCount(4);
    await page.getByRole('button', { name: 'Show all, dimmed' }).click();
    await expect(list.locator('.list-row.unmatched').first()).toBeVisible();
    await page.getByRole('button', { name: 'Only matching' }).click();
    await expect(list.getByRole('option')).toHaveCount(4);
  });

  await test.step('from match to match', async () => {
    await input.focus();
    await workbench.page.keyboard.press('Enter');
    await expect(viewer.detailed).toHaveText('Order number');
    const first = await viewer.selectedIn(list).getAttribute('data-item');
    await workbench.page.keyboard.press('Enter');
    await expect(viewer.selectedIn(list)).not.toHaveAttribute('data-item', first ?? '');
    await workbench.page.keyboard.press('Shift+Enter');
    await expect(viewer.selectedIn(list)).toHaveAttribute('data-item', first ?? '');
    await workbench.page.keyboard.press('F3');
    await expect(viewer.selectedIn(list)).not.toHaveAttribute('data-item', first ?? '');
  });

  await test.step('it is remembered while it is hidden', async () => {
    await workbench.treeItem(/LAAFFIC/u).dblclick();
    await expect(viewer.heading).toContainText('63917****0042');
    await expect(page.locator('.filter-term')).toHaveCount(0);
    await workbench.tab(/^138\*{4}2315/u).click();
    await expect(page.getByRole('button', { name: 'Remove kind:"Collect digits"' })).toBeVisible();
    await expect(page.locator('.filter-count')).toHaveText(/4 of 31/u);
  });

  await test.step('Escape ends it', async () => {
    await input.focus();
    await workbench.page.keyboard.press('Escape');
    await expect(page.locator('.filter-term')).toHaveCount(0);
    await expect(flow.locator('.filtered-out')).toHaveCount(0);
  });
});

test('a filter that cannot be understood is told, with what to write instead', async ({ workbench }) => {
  const viewer = await openCall(workbench);
  const { page } = viewer;
  const input = inputOf(viewer);
  await input.focus();
  await workbench.page.keyboard.type('stauts:failed');
  await expect(page.getByText(/Did you mean “status”/u)).toBeVisible();
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Write status' }).click();
  await expect(page.locator('.filter-count')).toHaveText(/2 of 31/u);
  await input.focus();
  await workbench.page.keyboard.press('Enter');
  await workbench.page.keyboard.type('xyzzy');
  await workbench.page.keyboard.press('Enter');
  await expect(page.getByText('Nothing in this call matches xyzzy.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.locator('.filter-count')).toBeHidden();
  expect(workbench.problems()).toEqual([]);
});
