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
