import { expect, test } from './workbench.ts';

test.use({ displayLanguage: 'zh-cn' });

test('keys and values of a filter are Chinese, full-width signs are understood', async ({ workbench }) => {
  await workbench.showView('通话轨迹');
  await workbench.treeItem(/502/u).click();
  const page = workbench.webview();
  const input = page.getByRole('combobox', { name: '筛选步骤和事件' });
  await input.click();
  await expect(page.getByRole('option', { name: /^状态:/u })).toBeVisible();
  await input.fill('类型：收号');
  await workbench.page.keyboard.press('Enter');
  await expect(page.locator('.filter-count')).toHaveText(/4 \/ 31/u);
  await expect(page.getByRole('button', { name: '移除 类型：收号' })).toBeVisible();
});
