import { expect, type Locator } from '@playwright/test';
import type { Driver } from './driver.ts';

/** One question of the quick input and its answer: typed, or a row that is picked. */
export type Answer =
  | { readonly asks: string | RegExp; readonly type: string }
  | { readonly offers: RegExp; readonly pick: string }
  | { readonly offers: RegExp; readonly type: string };

export const boxOf = ({ page }: Driver): Locator =>
  page.locator('.quick-input-widget .quick-input-box input');

/** Answers questions in their order, each only when it is the one that stands there. */
export async function answerAll(workbench: Driver, answers: readonly Answer[]): Promise<void> {
  for (const answer of answers) {
    if ('asks' in answer)
      await expect(workbench.page.locator('.quick-input-message')).toContainText(answer.asks);
    else await expect(boxOf(workbench)).toHaveAttribute('placeholder', answer.offers);
    if ('pick' in answer) await workbench.pick(answer.pick);
    else await workbench.answer(answer.type);
  }
}

interface AlibabaKeys {
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly instanceId: string;
}

const alibaba = (title: string, keys: AlibabaKeys, instance: Answer): readonly Answer[] => [
  { offers: /Which contact centre/u, pick: title },
  { offers: /Where is the access key/u, pick: 'Stored in the editor' },
  { asks: 'AccessKey ID of a RAM user', type: keys.accessKeyId },
  { asks: 'AccessKey secret', type: keys.accessKeySecret },
  { asks: 'Endpoint of the interface', type: keys.url },
  instance,
];

/** A connection whose key is kept elsewhere: `key` answers what is asked about it. */
export const alibaba2020KeyElsewhere = (
  { url, instanceId }: Pick<AlibabaKeys, 'url' | 'instanceId'>,
  source: 'Aliyun CLI profile' | 'Environment variables',
  key: readonly Answer[],
): readonly Answer[] => [
  { offers: /Which contact centre/u, pick: 'Alibaba Cloud CCC (2020-07-01)' },
  { offers: /Where is the access key/u, pick: source },
  ...key,
  { asks: 'Endpoint of the interface', type: url },
  { offers: /Instance ID: what follows/u, pick: instanceId },
];

export const alibaba2020Answers = (keys: AlibabaKeys): readonly Answer[] =>
  alibaba('Alibaba Cloud CCC (2020-07-01)', keys, {
    offers: /Instance ID: what follows/u,
    type: keys.instanceId,
  });

export const alibaba2017Answers = (keys: AlibabaKeys): readonly Answer[] =>
  alibaba('Alibaba Cloud CCC (2017-07-05)', keys, {
    asks: 'Instance ID: the long ID',
    type: keys.instanceId,
  });

export const huaweiAnswers = (keys: {
  readonly url: string;
  readonly ccId: number;
  readonly vdn: number;
  readonly accessKey: string;
  readonly secretKey: string;
}): readonly Answer[] => [
  { offers: /Which contact centre/u, pick: 'Huawei AICC' },
  { asks: 'Address of CC-CMS', type: keys.url },
  { asks: 'Call centre ID', type: String(keys.ccId) },
  { asks: 'ID of the virtual call centre', type: String(keys.vdn) },
  { asks: 'Access key (AK)', type: keys.accessKey },
  { asks: 'Secret key (SK)', type: keys.secretKey },
];

export const laafficAnswers = (keys: {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}): readonly Answer[] => [
  { offers: /Which contact centre/u, pick: 'LAAFFIC' },
  { offers: /Whose account is it/u, pick: 'Another address…' },
  { asks: 'Base address', type: `${keys.url}/v3` },
  { asks: 'API key', type: keys.apiKey },
  { asks: 'API secret', type: keys.apiSecret },
  { asks: 'Zone of the times', type: '+08:00' },
];

/** From "Add Connection…" to the list of all values, where it is tested. */
export async function beginConnection(
  workbench: Driver,
  answers: readonly Answer[],
  name: string,
): Promise<void> {
  await workbench.runCommand('callTraceInspector.addConnection');
  await answerAll(workbench, [...answers, { asks: 'A name for the connection', type: name }]);
  await expect(boxOf(workbench)).toHaveAttribute('placeholder', /Test the connection/u);
}

/** Tests a connection that is being made, and stores it. */
export async function testAndSave(workbench: Driver, name: string): Promise<void> {
  await workbench.pick('Test Connection');
  await expect(boxOf(workbench)).toHaveAttribute('placeholder', /answers/u);
  await workbench.pick('Save Connection');
  await expect(workbench.notification(`The connection ${name} is stored.`)).toBeVisible();
}

/** A connection to a simulated Alibaba Cloud CCC 2020-07-01, made as a person makes it. */
export async function connect(workbench: Driver, keys: AlibabaKeys, name: string): Promise<void> {
  await workbench.showView('Call Traces');
  await beginConnection(workbench, alibaba2020Answers(keys), name);
  await testAndSave(workbench, name);
}

/**
 * Opens the list of a connection. `days`: over the last seven days, as just after midnight there are hardly any calls of
 * today.
 */
export async function showCalls(
  workbench: Driver,
  connection: Locator,
  range: 'usual' | 'days',
): Promise<void> {
  if (range === 'usual') {
    // A connection that was just made opens by itself.
    const open = connection.and(workbench.page.locator('[aria-expanded="true"]'));
    await open.waitFor({ timeout: 10_000 }).catch(() => connection.click());
    return;
  }
  await workbench.chooseInMenu(connection, 'Filter Calls...', 'Time');
  await workbench.pick('last 7 days');
  await expect(connection).toContainText('last 7 days');
}

/** Resolves when a simulator has got no request for a while: nothing of what was asked before is on its way any more. */
export async function untilQuiet(server: { readonly requests: readonly unknown[] }): Promise<void> {
  let before = -1;
  const isQuiet = () => {
    const now = server.requests.length;
    const quiet = now === before;
    before = now;
    return quiet;
  };
  await expect.poll(isQuiet, { intervals: [700] }).toBe(true);
}
