import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { alibaba2020Answers, answerAll, beginConnection, boxOf, testAndSave } from './connections.ts';
import { viewerIn } from './viewer.ts';
import { browserOf, filesIn, formsOf, holding } from './written.ts';
import { expect, test } from './workbench.ts';

// Words that stand nowhere else, so that finding one means that it got there.
const secret = 'uiTestSecret7Qx9ZvKp2Lm4';
const wrongSecret = 'uiTestWrong5Tb8YwNc3Rs6';
const canary = 'uiTestCanary1Df6GhJk0Vn';

test('no secret and no signature is written anywhere but into the secret storage', async ({
  workbench,
  workspace,
  dataDir,
}) => {
  const { page } = workbench;
  const viewer = viewerIn(workbench.webview());
  const calls = populate({ count: 30, newest: Date.now() - 20 * 60_000, rhythm: 'even' });
  const simulator = await startSimulator({ calls, accessKeySecret: secret });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  try {
    await workbench.showView('Call Traces');
    await beginConnection(
      workbench,
      alibaba2020Answers({ ...simulator, accessKeySecret: wrongSecret }),
      'Bench',
    );
    await workbench.pick('Test Connection');
    await expect(boxOf(workbench)).toHaveAttribute('placeholder', /does not belong to the access key/u);
    await workbench.pick('Change a Value…');
    await answerAll(workbench, [
      { offers: /Test the connection/u, pick: 'AccessKey secret' },
      { asks: 'AccessKey secret', type: secret },
    ]);
    await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection/u);
    await testAndSave(workbench, 'Bench');
    await workbench.treeItem(/^Samples/u).click();
    await workbench.treeItem(/^Bench/u).click();
    await workbench
      .treeItem(/^(?:Inbound|Outbound)/u)
      .first()
      .click();
    await expect(viewer.summary).toBeVisible();
    simulator.inject({ trouble: { kind: 'error', status: 400, code: 'SignatureDoesNotMatch' }, times: 9 });
    await workbench.runCommand('callTraceInspector.refreshTrace');
    const refused = () =>
      simulator.requests.filter(({ result }) => result === 'SignatureDoesNotMatch').length;
    await expect.poll(refused).toBeGreaterThan(1);
    await workbench.runCommand('callTraceInspector.openAsText');
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(
      /"(?:schema|enteredAt|at)":/u,
    );
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
    expect(holding(places, secret)).toEqual([]);
    expect(holding(places, wrongSecret)).toEqual([]);
    const signatures = simulator.requests.flatMap(
      ({ headers }) => /Signature=([0-9a-f]{64})/u.exec(headers['authorization'] ?? '')?.[1] ?? [],
    );
    expect(signatures.length).toBeGreaterThan(3);
    for (const signature of signatures) expect(holding(places, signature)).toEqual([]);
    // People's numbers are in documents, never in the log.
    const logs = files.filter(({ where }) => where.endsWith('Call Trace Inspector.log'));
    expect(logs.some(({ text }) => text.includes('ListCallDetailRecordsV2'))).toBe(true);
    for (const { text } of logs) expect(text).not.toMatch(/1000\d{7}/u);
  } finally {
    await simulator.close();
  }
});
