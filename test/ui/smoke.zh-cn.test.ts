import { expect, test } from './workbench.ts';

test.use({ displayLanguage: 'zh-cn' });

test('the viewer speaks Chinese', async ({ workspace, workbench }) => {
  await workbench.openFile(await workspace.sample('http-node-fails'));
  const viewer = workbench.webview();
  await expect(viewer.getByLabel('通话概要')).toContainText('失败');
  await expect(viewer.getByRole('listbox', { name: 'IVR 路径' })).toBeVisible();
  expect(workbench.problems()).toEqual([]);
});
