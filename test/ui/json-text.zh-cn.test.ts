import { expect, test } from './workbench.ts';

test.use({ displayLanguage: 'zh-cn' });

test('the JSON text tells in Chinese what codes mean, and what it is made of', async ({
  workspace,
  workbench,
}) => {
  const { page } = workbench;
  await workbench.openFile(await workspace.sample('http-node-fails'));
  await expect(workbench.webview().getByLabel('通话概要')).toBeVisible();
  await workbench.runCommand('callTraceInspector.openAsText');
  const editor = page.locator('.monaco-editor .view-lines').first();
  // At the step that the viewer had selected.
  await expect(editor).toContainText('"queryOrder"');

  await test.step('hover', async () => {
    await expect(async () => {
      await editor.getByText('"HTTP_REQUEST"').first().hover();
      const told = page.locator('.monaco-hover').filter({ hasText: 'HTTP 请求' });
      await expect(told).toContainText('服务商的代码为“HTTP_REQUEST”', { timeout: 3000 });
      await page.mouse.move(0, 0);
    }).toPass({ timeout: 30_000 });
  });

  await test.step('outline', async () => {
    await editor.click();
    await page.keyboard.press('Control+Shift+O');
    const rows = workbench.pickRows();
    const input = page.locator('.quick-input-box input');
    await input.fill('@摘要');
    await expect(rows.filter({ hasText: '摘要' }).first()).toBeVisible();
    await input.fill('@原始响应');
    await expect(rows.filter({ hasText: '原始响应' }).first()).toBeVisible();
    await page.keyboard.press('Escape');
  });
});
