import { beginConnection, boxOf, showCalls, testAndSave, untilQuiet } from './connections.ts';
import { scenes } from './provider-scenes.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

for (const [name, start] of scenes) {
  test(`${name}: a connection, its calls, one call, its documents`, async ({ workbench }) => {
    const { page } = workbench;
    const { server, answersWith, secret, idOf, raw, range } = await start();
    const viewer = viewerIn(workbench.webview());
    const connection = workbench.treeItem(/^Bench/u);
    const call = workbench.treeItem(/^(?:Inbound|Outbound)/u);
    const pinned = workbench.treeItem(/^Pinned/u);
    try {
      await workbench.showView('Call Traces');
      await workbench.treeItem(/^Samples/u).click();

      await test.step('a connection is added and its calls are listed', async () => {
        await beginConnection(workbench, answersWith(secret), 'Bench');
        await testAndSave(workbench, 'Bench');
        await showCalls(workbench, connection, range);
        await expect(call.nth(3)).toBeVisible();
      });

      if (range === 'usual') {
        await test.step('over a day, as the questions propose it', async () => {
          await workbench.contextMenu(connection, 'Filter Calls...');
          await workbench.pick('Time');
          await workbench.pick('from … to …');
          for (const title of ['Calls from', 'Calls until']) {
            await expect(page.locator('.quick-input-titlebar')).toContainText(title);
            await boxOf(workbench).press('Enter');
          }
          await expect(connection).toContainText('–');
          await expect(call.nth(3)).toBeVisible();
        });
      }

      await test.step('page by page', async () => {
        await untilQuiet(server);
        const before = server.requests.length;
        await expect(async () => {
          await workbench.runCommand('callTraceInspector.loadMoreCalls');
          await expect.poll(() => server.requests.length, { timeout: 5000 }).toBeGreaterThan(before);
        }).toPass();
      });

      await test.step('narrowed by direction at the provider', async () => {
        await workbench.contextMenu(connection, 'Filter Calls...');
        await workbench.pick('Direction');
        await workbench.pick('Outbound');
        await expect(connection).toContainText('Outbound');
        await expect(workbench.treeItem(/^Inbound/u)).toHaveCount(0);
        await expect(call.first()).toBeVisible();
      });

      await test.step('a call is pinned, and opens with a click', async () => {
        await workbench.contextMenu(call.first(), 'Pin Call');
        await expect(pinned).toBeVisible();
        // The group of pinned calls stands above and is closed.
        await call.first().click();
        await expect(viewer.summary).toContainText('Outbound');
        await workbench.runCommand('workbench.action.closeAllEditors');
      });

      await test.step('another by its ID', async () => {
        const box = page.locator('.quick-input-widget .quick-input-box input[placeholder^="Contact ID"]');
        await workbench.runCommand('callTraceInspector.lookUp');
        await box.fill(idOf(1));
        await box.press('Enter');
        await expect(viewer.summary).toBeVisible();
        await expect(workbench.treeItem(/^Looked Up/u)).toBeVisible();
      });

      await test.step('its raw response, byte for byte', async () => {
        await workbench.runCommand('callTraceInspector.openRaw');
        const row = workbench.pickRows().filter({ hasText: raw }).first();
        const text = workbench.tab(raw).first();
        await expect(row.or(text).first()).toBeVisible();
        if (await row.isVisible()) await row.click();
        await expect(text).toBeVisible();
        await workbench.runCommand('workbench.action.closeActiveEditor');
      });

      await test.step('refreshed, and its JSON text', async () => {
        await expect(viewer.summary).toBeVisible();
        const before = server.requests.length;
        await workbench.runCommand('callTraceInspector.refreshTrace');
        await expect.poll(() => server.requests.length).toBeGreaterThan(before);
        await workbench.runCommand('callTraceInspector.openAsText');
        await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(
          /"(?:schema|enteredAt|at)":/u,
        );
      });
      await test.step('pins, history and stored traces are there after a reload, also without the provider', async () => {
        await server.close();
        await workbench.reload();
        await workbench.showView('Call Traces');
        await expect(connection).toContainText('Outbound');
        for (const group of [pinned, workbench.treeItem(/^Looked Up/u)]) {
          await group.click();
          await expect(call).toHaveCount(1);
          await call.click();
          await expect(viewer.summary).toBeVisible();
          await expect(viewer.page.getByRole('status').first()).toContainText('store');
          await workbench.runCommand('workbench.action.closeAllEditors');
          await group.click();
          await expect(call).toHaveCount(0);
        }
      });
    } finally {
      await server.close();
    }
    expect(new Set(server.requests.map(({ result }) => result))).toEqual(new Set(['OK']));
    expect(workbench.problems()).toEqual([]);
  });
}
