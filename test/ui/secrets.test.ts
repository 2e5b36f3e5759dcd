import { answerAll, beginConnection, boxOf, showCalls, testAndSave } from './connections.ts';
import { scenes, type Scene } from './provider-scenes.ts';
import { viewerIn } from './viewer.ts';
import { browserOf, filesIn, formsOf, holding } from './written.ts';
import { expect, test, type Workbench } from './workbench.ts';

// Words that stand nowhere else, so that finding one means that it got there.
const secrets = ['uiTestSecret7Qx9Zv', 'uiTestSecret2Lm4Kp', 'uiTestSecret8Rt5Hd', 'uiTestSecret3Wn6Jb'];
const wrongSecret = 'uiTestWrong5Tb8YwNc3Rs6';
const canary = 'uiTestCanary1Df6GhJk0Vn';

/** What is written about a connection in its life: refused, tested, listed, a call opened, refused again, as text. */
async function live(workbench: Workbench, scene: Scene, name: string): Promise<void> {
  const { server, answersWith, secret, secretLabel, range, refusal } = scene;
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());
  const connection = workbench.treeItem(new RegExp(`^${name}`, 'u'));
  const call = workbench.treeItem(/^(?:Inbound|Outbound)/u);
  await beginConnection(workbench, answersWith(wrongSecret), name);
  await workbench.pick('Test Connection');
  await expect(boxOf(workbench)).toHaveAttribute('placeholder', /refused the signature|does not/u);
  await workbench.pick('Change a Value…');
  await answerAll(workbench, [
    { offers: /Test the connection/u, pick: secretLabel },
    { asks: secretLabel, type: secret },
  ]);
  await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection/u);
  await testAndSave(workbench, name);
  await showCalls(workbench, connection, range);
  await call.first().click();
  await expect(viewer.summary).toBeVisible();
  server.inject({ trouble: { kind: 'error', ...refusal }, times: 9 });
  const refused = () => server.requests.filter(({ result }) => result === refusal.code).length;
  const before = refused();
  await workbench.runCommand('callTraceInspector.refreshTrace');
  await expect.poll(refused).toBeGreaterThan(before);
  await workbench.runCommand('callTraceInspector.openAsText');
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(
    /"(?:schema|enteredAt|at)":/u,
  );
  await workbench.runCommand('workbench.action.closeAllEditors');
  await connection.click();
  await expect(call).toHaveCount(0);
}

test('no secret and no signature is written anywhere but into the secret storage', async ({
  workbench,
  workspace,
  dataDir,
}) => {
  test.slow();
  const { page } = workbench;
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await workbench.showView('Call Traces');
  await workbench.treeItem(/^Samples/u).click();
  const signatures = new Set<string>();
  for (const [index, [name, start]] of scenes.entries()) {
    await test.step(name, async () => {
      const secret = secrets[index] ?? '';
      const scene = await start({ secret });
      try {
        expect(scene.secret).toBe(secret);
        await live(workbench, scene, `Bench ${String(index + 1)}`);
        const own = scene.server.requests.flatMap((request) => scene.signatureOf(request) ?? []);
        expect(own.length).toBe(scene.server.requests.length);
        expect(own.length).toBeGreaterThan(3);
        for (const signature of own) signatures.add(signature);
      } finally {
        await scene.server.close();
      }
    });
  }
  await workbench.runCommand('callTraceInspector.showLog');
  await workspace.write('canary.txt', formsOf(canary).join('\n'));
  await page.evaluate((word) => {
    localStorage.setItem('canary', word);
  }, canary);

  const files = [...(await filesIn(dataDir)), ...(await filesIn(workspace.path))];
  const browser = await browserOf(workbench);
  const console = { where: 'console', text: said.join('\n') };
  const places = [...files, ...browser, console];
  expect(files.some(({ where }) => where.endsWith('.log'))).toBe(true);
  expect(browser.find(({ where }) => where === 'databases')?.text.length).toBeGreaterThan(1000);
  // The search finds what is there: one in a file, one in the browser.
  expect(holding(files, canary)).toHaveLength(1);
  expect(holding(browser, canary)).toEqual(expect.arrayContaining(['localStorage']));
  for (const word of [...secrets, wrongSecret, ...signatures]) expect(holding(places, word)).toEqual([]);
  // People's numbers are in documents, never in the log.
  const logs = files.filter(({ where }) => where.endsWith('Call Trace Inspector.log'));
  for (const operation of [
    'ListCallDetailRecordsV2',
    'ListCallEventDetailByContactId',
    'querycalltracedetail',
    'ccRecordQuery',
  ])
    expect(logs.some(({ text }) => text.includes(operation))).toBe(true);
  for (const { text } of logs) expect(text).not.toMatch(/1000\d{7}/u);
});
