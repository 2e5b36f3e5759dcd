import { makeCertificate } from '../simulators/certificates.ts';
import type { Trouble } from '../simulators/server.ts';
import { answerAll, beginConnection, boxOf, showCalls, testAndSave, untilQuiet } from './connections.ts';
import { scenes } from './provider-scenes.ts';
import { expect, test } from './workbench.ts';

const hour = 3_600_000;

for (const [name, start] of scenes) {
  test(`${name}: what goes wrong is got over, or said where it belongs`, async ({ workbench }) => {
    // Its clock is an hour ahead: the first request is refused, and the clock corrected from the reply.
    const now = () => Date.now() + hour;
    const { server, answersWith, secret, secretLabel, range } = await start({ now });
    const connection = workbench.treeItem(/^Bench/u);
    const call = workbench.treeItem(/^(?:Inbound|Outbound)/u);
    const inject = async (trouble: Trouble, times: number) => {
      await untilQuiet(server);
      server.inject({ trouble, times });
    };
    const reload = async () => {
      const before = server.requests.length;
      await workbench.contextMenu(connection, 'Reload Calls');
      await expect.poll(() => server.requests.length).toBeGreaterThan(before);
    };
    try {
      await workbench.showView('Call Traces');
      await workbench.treeItem(/^Samples/u).click();

      await test.step('a wrong secret is said, and can be changed', async () => {
        await beginConnection(workbench, answersWith('notTheSecret'), 'Bench');
        await workbench.pick('Test Connection');
        await expect(boxOf(workbench)).toHaveAttribute(
          'placeholder',
          /refused the signature|does not accept/u,
        );
        await workbench.pick('Change a Value…');
        await answerAll(workbench, [
          { offers: /Test the connection/u, pick: secretLabel },
          { asks: secretLabel, type: secret },
        ]);
        await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection/u);
      });

      await test.step('a clock that differs is corrected', async () => {
        const before = server.requests.length;
        await testAndSave(workbench, 'Bench');
        const results = server.requests.slice(before).map(({ result }) => result);
        expect(results[0]).not.toBe('OK');
        // The list of a connection that was just made may be on its way, too, with a clock of its own to correct.
        expect(results).toContain('OK');
        await expect.poll(() => server.requests.at(-1)?.result).toBe('OK');
        await showCalls(workbench, connection, range);
        await expect(call.nth(3)).toBeVisible();
      });

      await test.step('a throttled request is made again when the provider says', async () => {
        await inject({ kind: 'error', status: 429, code: 'Throttling.User', retryAfterMs: 300 }, 1);
        const before = server.requests.length;
        await reload();
        await expect.poll(() => server.requests.length).toBeGreaterThan(before + 1);
        await expect.poll(() => server.requests.at(-1)?.result).toBe('OK');
        await expect(call.nth(3)).toBeVisible();
      });

      await test.step('a busy service and a cut-off answer are asked again', async () => {
        await inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', retryAfterMs: 100 }, 1);
        await inject({ kind: 'cut-off' }, 1);
        await reload();
        await expect.poll(() => server.requests.at(-1)?.result).toBe('OK');
        await expect(call.nth(3)).toBeVisible();
      });

      await test.step('a web page in place of data is said at the connection, and is tried again', async () => {
        await inject({ kind: 'html', status: 200 }, 1);
        await reload();
        await expect(workbench.treeItem(/web page instead of data/u)).toBeVisible();
        await expect(workbench.notification('web page')).toHaveCount(0);
        await workbench.treeItem(/^Try Again/u).click();
        await expect(workbench.treeItem(/web page instead of data/u)).toHaveCount(0);
        await expect(call.nth(3)).toBeVisible();
      });

      await test.step('an answer that never ends is given up', async () => {
        await inject({ kind: 'stalled' }, 1);
        await reload();
        await workbench.runCommand('callTraceInspector.cancelCalls');
        await expect(call.nth(3)).toBeVisible();
        await reload();
        await expect.poll(() => server.requests.at(-1)?.result).toBe('OK');
      });

      await test.step('a server that is gone is said, and found again', async () => {
        await server.close();
        await workbench.contextMenu(connection, 'Reload Calls');
        const gone = workbench.treeItem(/^Nothing answers at 127/u);
        await expect(gone).toBeVisible({ timeout: 60_000 });
        const again = await start({ now, port: server.port });
        try {
          await workbench.treeItem(/^Try Again/u).click();
          await expect(gone).toHaveCount(0);
          await expect(call.nth(3)).toBeVisible();
        } finally {
          await again.server.close();
        }
      });
    } finally {
      await server.close();
    }
    expect(workbench.problems()).toEqual([]);
  });

  test(`${name}: a self-signed certificate is refused, then accepted by its fingerprint`, async ({
    workbench,
  }) => {
    const tls = await makeCertificate({ names: ['127.0.0.1', 'localhost'] });
    const { server, answersWith, secret } = await start({ tls });
    try {
      await workbench.showView('Call Traces');
      await beginConnection(workbench, answersWith(secret), 'Pinned');
      await workbench.pick('Test Connection');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /certificate/u);
      expect(server.requests).toHaveLength(0);
      await workbench.pick('Accept This Certificate…');
      const dialog = workbench.page.locator('.monaco-dialog-box');
      await expect(dialog).toContainText(/SHA-256: (?:[0-9A-F]{2}:){31}[0-9A-F]{2}/u);
      await dialog.getByRole('button', { name: 'Accept Certificate' }).click();
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection|answers/u);
      const placeholder = await boxOf(workbench).getAttribute('placeholder');
      if (placeholder?.includes('answers') !== true) await workbench.pick('Test Connection');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /answers/u);
      await workbench.pick('Save Connection');
      await expect(workbench.notification('The connection Pinned is stored.')).toBeVisible();
      expect(server.requests.length).toBeGreaterThan(0);
    } finally {
      await server.close();
    }
  });
}
