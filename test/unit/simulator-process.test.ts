import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { send } from '../../src/http/send.ts';
import { createAlibaba2020 } from '../../src/providers/alibaba-ccc-2020/live.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const processes: ChildProcess[] = [];
afterEach(() => {
  for (const one of processes.splice(0)) one.kill('SIGKILL');
});

/** Starts the script and waits for words that it prints, or for its end. */
function simulate(args: readonly string[], awaited: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/simulate.mjs', ...args], { cwd: root });
    processes.push(child);
    let output = '';
    const add = (text: Buffer) => {
      output += text.toString('utf8');
      if (awaited.test(output)) resolve(output);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => {
      reject(new Error(`It ended with ${String(code)}: ${output}`));
    });
  });
}

/** What stands behind a label in the first block that has it. */
function valueOf(output: string, label: string): string {
  const line = output.split('\n').find((one) => one.trim().startsWith(label));
  if (line === undefined) throw new Error(`There is no ${label} in:\n${output}`);
  return line.trim().slice(label.length).trim();
}

it('prints what a connection needs, and answers it', { timeout: 60_000 }, async () => {
  const output = await simulate(['--port', '0', '--count', '50'], /Ctrl\+C/);
  expect(output.match(/Address/g)).toHaveLength(4);
  const provider = createAlibaba2020(
    {
      endpoint: valueOf(output, 'Address'),
      instanceId: valueOf(output, 'Instance ID'),
      accessKeyId: valueOf(output, 'Access key ID'),
      accessKeySecret: valueOf(output, 'Access key secret'),
      scheme: 'v3',
    },
    { send },
  );
  const context = { signal: new AbortController().signal, onProgress: () => undefined };
  const { calls } = await provider.list({ range: { kind: 'last', minutes: 7 * 24 * 60 } }).next(context);
  expect(calls.length).toBeGreaterThanOrEqual(50);
});

it('says which faults there are', { timeout: 60_000 }, async () => {
  const failure: unknown = await simulate(['--fault', 'fire'], /never printed/).catch(
    (error: unknown) => error,
  );
  expect(String(failure)).toMatch(/ended with 1.*throttling, unavailable/s);
});
