import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import {
  alibaba2020KeyElsewhere,
  beginConnection,
  boxOf,
  showCalls,
  testAndSave,
  untilQuiet,
} from './connections.ts';
import { filesIn, holding } from './written.ts';
import { expect, keyVariables, test } from './workbench.ts';

const first = { id: 'uiTestFirstKey', secret: 'uiTestProfileSecret4Gt7' };
const second = { id: 'uiTestSecondKey', secret: 'uiTestProfileSecret9Lp2' };
const temporary = { id: 'STS.uiTestTemporary', secret: 'uiTestProfileSecret1Vb6', token: 'uiTestToken3Yc8' };

type Key = typeof first;
const plain = ({ id, secret }: Key) => ({
  name: 'bench',
  mode: 'AK',
  access_key_id: id,
  access_key_secret: secret,
});
const others = [
  {
    name: 'hourly',
    mode: 'StsToken',
    access_key_id: temporary.id,
    access_key_secret: temporary.secret,
    sts_token: temporary.token,
  },
  { name: 'role', mode: 'RamRoleArn', access_key_id: 'uiTestOther', access_key_secret: 'uiTestOtherSecret' },
];

test('keys of the Aliyun CLI and of variables are named, not copied; instances are offered', async ({
  workbench,
  home,
  dataDir,
  workspace,
}) => {
  test.slow();
  const calls = populate({ count: 30, newest: Date.now() - 20 * 60_000, rhythm: 'even' });
  const start = (key: Key, instanceId: string, securityToken?: string) =>
    startSimulator({
      calls,
      instanceId,
      accessKeyId: key.id,
      accessKeySecret: key.secret,
      ...(securityToken === undefined ? {} : { securityToken }),
    });
  const folder = join(home, '.aliyun');
  const file = join(folder, 'config.json');
  const configure = (profiles: readonly object[]) =>
    writeFile(file, JSON.stringify({ current: 'bench', profiles }));
  const ofVariables = { id: keyVariables.UI_TEST_KEY_ID, secret: keyVariables.UI_TEST_KEY_SECRET };
  const ofFirst = await start(first, 'ccc-first');
  const ofTemporary = await start(temporary, 'ccc-hourly', temporary.token);
  const ofEnvironment = await start(ofVariables, 'ccc-variables');
  const connection = workbench.treeItem(/^Bench/u);
  const call = workbench.treeItem(/^(?:Inbound|Outbound)/u);
  const row = (text: string) => workbench.pickRows().filter({ hasText: text });
  try {
    await mkdir(folder, { recursive: true });
    await configure([plain(first), ...others]);
    await workbench.showView('Call Traces');
    await workbench.treeItem(/^Samples/u).click();

    await test.step('the profiles are offered; one of another mode is refused by name', async () => {
      await workbench.runCommand('callTraceInspector.addConnection');
      await workbench.pick('Alibaba Cloud CCC (2020-07-01)');
      await workbench.pick('Aliyun CLI profile');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Profile of the Aliyun CLI/u);
      await expect(row('bench')).toContainText('AK');
      await expect(row('hourly')).toContainText('StsToken');
      await expect(row('role')).toContainText('role is of mode RamRoleArn; only AK and StsToken');
      await workbench.screenshot('profiles');
      await row('role').click();
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Profile of the Aliyun CLI/u);
      await workbench.answer('role');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Profile of the Aliyun CLI/u);
      await workbench.page.keyboard.press('Escape');
      await expect(boxOf(workbench)).toBeHidden();
    });

    await test.step('a profile with an access key; its instances are offered', async () => {
      const profile = { offers: /Profile of the Aliyun CLI/u, pick: 'bench' };
      await beginConnection(
        workbench,
        alibaba2020KeyElsewhere(ofFirst, 'Aliyun CLI profile', [profile]),
        'Bench',
      );
      await workbench.screenshot('profile-review');
      expect(ofFirst.requests.map(({ operation }) => operation)).toEqual(['ListInstances']);
      await testAndSave(workbench, 'Bench');
      await showCalls(workbench, connection, 'days');
      await expect(call.first()).toBeVisible();
    });

    const reload = async () => workbench.contextMenu(connection, 'Reload Calls');
    await test.step('another key in the profile is used by the next request', async () => {
      await configure([plain(second), ...others]);
      await reload();
      await expect(workbench.treeItem(/AccessKey|access key/u)).toBeVisible();
      await workbench.screenshot('profile-changed');
      expect(ofFirst.requests.at(-1)?.headers['authorization']).toContain(`Credential=${second.id},`);
      await configure([plain(first), ...others]);
      await workbench.treeItem(/^Try Again/u).click();
      await expect(call.first()).toBeVisible();
    });

    await test.step('a profile that is gone is said by name, with nothing sent', async () => {
      await untilQuiet(ofFirst);
      const before = ofFirst.requests.length;
      await configure(others);
      await reload();
      await expect(workbench.treeItem(/^There is no profile bench in/u)).toBeVisible();
      await rm(file);
      await reload();
      await expect(workbench.treeItem(/^The configuration of the Aliyun CLI cannot be read/u)).toBeVisible();
      await workbench.screenshot('profile-gone');
      expect(ofFirst.requests.length).toBe(before);
      await configure([plain(first), ...others]);
      await workbench.treeItem(/^Try Again/u).click();
      await expect(call.first()).toBeVisible();
    });

    await test.step('a profile with a token', async () => {
      const profile = { offers: /Profile of the Aliyun CLI/u, pick: 'hourly' };
      await beginConnection(
        workbench,
        alibaba2020KeyElsewhere(ofTemporary, 'Aliyun CLI profile', [profile]),
        'Hourly',
      );
      await testAndSave(workbench, 'Hourly');
      expect(ofTemporary.requests.at(-1)?.headers['x-acs-security-token']).toBe(temporary.token);
    });

    await test.step('variables; one that is not set is said by name', async () => {
      const answers = (secret: string) => [
        { asks: 'variable with the AccessKey ID', type: 'UI_TEST_KEY_ID' },
        { asks: 'variable with the AccessKey secret', type: secret },
        { asks: 'variable with a security token', type: '' },
      ];
      await beginConnection(
        workbench,
        alibaba2020KeyElsewhere(ofEnvironment, 'Environment variables', answers('UI_TEST_KEY_SECRET')),
        'Variables',
      );
      await testAndSave(workbench, 'Variables');
      expect(new Set(ofEnvironment.requests.map(({ result }) => result))).toEqual(new Set(['OK']));
      await workbench.contextMenu(workbench.treeItem(/^Variables/u), 'Edit Connection...');
      await workbench.pick(/Variable.*secret/u);
      await workbench.answer('UI_TEST_NOT_SET');
      await workbench.pick('Test Connection');
      await expect(boxOf(workbench)).toHaveAttribute('placeholder', /variable UI_TEST_NOT_SET is not set/u);
      await workbench.screenshot('variable-not-set');
      await workbench.page.keyboard.press('Escape');
    });

    await test.step('no copy was made of any of them', async () => {
      await configure([]);
      const files = [...(await filesIn(dataDir)), ...(await filesIn(workspace.path))];
      for (const { secret } of [first, second, temporary, ofVariables])
        expect(holding(files, secret)).toEqual([]);
      expect(holding(files, temporary.token)).toEqual([]);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await Promise.all([ofFirst.close(), ofTemporary.close(), ofEnvironment.close()]);
  }
  expect(workbench.problems()).toEqual([]);
});
