import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { startSimulator2017 } from './alibaba-ccc-2017.ts';
import { startSimulator } from './alibaba-ccc-2020.ts';
import { arriving } from './arriving.ts';
import { makeAuthority, makeCertificate } from './certificates.ts';
import { startHuaweiSimulator } from './huawei-aicc.ts';
import { startLaafficSimulator } from './laaffic.ts';
import { populate, type CallPopulation } from './population.ts';
import type { Fault, Trouble } from './server.ts';

interface Wishes {
  readonly port: number;
  readonly count: number;
  readonly https: boolean;
  readonly rhythm: 'even' | 'business-hours';
  readonly fault: readonly Fault[];
  readonly skew: number;
}

interface Started {
  readonly name: string;
  readonly url: string;
  /** What to type into the form of a connection, by the words of the form. */
  readonly fields: Readonly<Record<string, string>>;
}

const day = 24 * 3_600_000;

const troubles: Readonly<Record<string, Trouble>> = {
  throttling: { kind: 'error', status: 429, code: 'Throttling.User', retryAfterMs: 1000 },
  unavailable: { kind: 'error', status: 503, code: 'ServiceUnavailable' },
  html: { kind: 'html', status: 502 },
  'cut-off': { kind: 'cut-off' },
  reset: { kind: 'reset' },
  slow: { kind: 'slow', ms: 5000 },
  stalled: { kind: 'stalled' },
  redirect: { kind: 'redirect', location: 'https://elsewhere.example.test/' },
  'broken-json': { kind: 'broken-json' },
};

/**
 * Starts the simulators of all providers on this machine, prints where they are and with which keys, and leaves them
 * running until the process ends.
 *
 * @param argv options, without the name of the program
 * @param folder where the certificate authority of `--https` is written
 * @throws {Error} when a port is taken; those that were started before it still run
 */
export async function simulate(argv: readonly string[], folder: string): Promise<void> {
  const wishes = wishesOf(argv);
  const started = await startAll(wishes, folder).catch((error: unknown) => {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
    const message = `A port from ${wishes.port} to ${wishes.port + 3} of 127.0.0.1 is taken. Choose another one with --port, or 0 for any.`;
    throw new Error(message, { cause: error });
  });
  console.log('Simulated contact centres on this machine. Keys and calls are made up; nothing leaves it.\n');
  for (const { name, url, fields } of started) {
    console.log(`${name}\n  ${'Address'.padEnd(22)}${url}`);
    for (const [field, value] of Object.entries(fields)) console.log(`  ${field.padEnd(22)}${value}`);
    console.log('');
  }
  console.log('Add a connection with these values in Call Trace Inspector. Ctrl+C ends the simulators.');
}

function wishesOf(argv: readonly string[]): Wishes {
  const whole = (least: number, most: number) => (text: string) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
  };
  const faults: Fault[] = [];
  const command = new Command('npm run simulate --')
    .description('Starts the simulators of all providers on 127.0.0.1.')
    .option('--port <first>', 'port of the first one, the others follow; 0 takes any', whole(0, 65_532), 7401)
    .option('--count <calls>', 'calls that each has when it starts', whole(0, 100_000), 2000)
    .option('--https', 'serve https, with a certificate of a private authority', false)
    .addOption(
      new Option('--rhythm <rhythm>', 'when calls come')
        .choices(['even', 'business-hours'])
        .default('business-hours'),
    )
    .option('--skew <seconds>', "how far the servers' clocks are ahead", whole(-day, day), 0)
    .option(
      '--fault <kind[:times]>',
      `what goes wrong first, at each of them: ${Object.keys(troubles).join(', ')}; may be repeated`,
      (text: string) => {
        const [kind = '', times = '1'] = text.split(':');
        const trouble = troubles[kind];
        if (trouble === undefined) {
          throw new InvalidArgumentError(`One of these is needed: ${Object.keys(troubles).join(', ')}.`);
        }
        faults.push({ trouble, times: whole(1, 1_000_000)(times) });
        return faults;
      },
    );
  command.parse([...argv], { from: 'user' });
  const options = command.opts<Omit<Wishes, 'fault'>>();
  return { ...options, fault: faults };
}

async function startAll(wishes: Wishes, folder: string): Promise<readonly Started[]> {
  const now = () => Date.now() + wishes.skew * 1000;
  const { files, tls } = wishes.https ? await certified(folder) : { files: {}, tls: undefined };
  const common = (at: number) => ({
    now,
    port: wishes.port === 0 ? 0 : wishes.port + at,
    faults: wishes.fault,
    calls: callsOf(wishes, at + 1, now),
    ...(tls === undefined ? {} : { tls }),
  });
  const accessKeyId = 'simulated-key';
  const accessKeySecret = 'simulated-secret';
  const alibaba = { 'Access key ID': accessKeyId, 'Access key secret': accessKeySecret };
  const newer = await startSimulator({ ...common(0), accessKeyId, accessKeySecret });
  const older = await startSimulator2017({ ...common(1), accessKeyId, accessKeySecret });
  const huawei = await startHuaweiSimulator(common(2));
  const laaffic = await startLaafficSimulator(common(3));
  return [
    {
      name: 'Alibaba Cloud CCC 2.0 (2020-07-01)',
      url: newer.url,
      fields: { 'Instance ID': newer.instanceId, ...alibaba, ...files },
    },
    {
      name: 'Alibaba Cloud CCC 1.0 (2017-07-05)',
      url: older.url,
      fields: { 'Instance ID': older.instanceId, ...alibaba, ...files },
    },
    {
      name: 'Huawei Cloud AICC (CC-CMS)',
      url: huawei.url,
      fields: {
        ccId: String(huawei.ccId),
        vdn: String(huawei.vdn),
        'Access key': huawei.accessKey,
        'Secret key': huawei.secretKey,
        ...files,
      },
    },
    {
      name: 'LAAFFIC voice',
      url: laaffic.url,
      fields: {
        'API key': laaffic.apiKey,
        'API secret': laaffic.apiSecret,
        'Zone of plain times': '+08:00',
        ...files,
      },
    },
  ];
}

/**
 * Calls up to now and those that come within the next days. They hang on midnight (UTC) rather than on the start, so
 * that the same day has the same calls after a restart.
 */
function callsOf({ count, rhythm }: Wishes, seed: number, now: () => number): CallPopulation {
  const start = now();
  const wishes = { newest: (Math.floor(start / day) + 3) * day, seed, rhythm };
  const { startOf } = populate({ ...wishes, count: 0 });
  let coming = 0;
  while (startOf(coming) > start) coming += 1;
  return arriving(populate({ ...wishes, count: coming + count }), now);
}

async function certified(folder: string) {
  const authority = await makeAuthority('Simulated authority');
  const tls = await makeCertificate({ names: ['127.0.0.1', 'localhost'], authority });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority.cert);
  const fingerprint = new X509Certificate(tls.cert).fingerprint256;
  return { files: { 'CA file': file, 'Certificate SHA-256': fingerprint }, tls };
}
