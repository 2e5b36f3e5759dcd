import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const payloads = join(root, 'test/fixtures/payloads');
const huawei = join(payloads, 'huawei-querycalltracedetail.synthetic.json');
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'call-trace-'));
  await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
    },
    logLevel: 'error',
  });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

interface Surroundings {
  /** What comes from standard input; without it, standard input stays open and silent. */
  readonly stdin?: string;
  /** Nobody reads standard output. */
  readonly unread?: boolean;
}

/** Runs the bundle as a process of its own. */
function callTrace(argv: readonly string[], { stdin, unread = false }: Surroundings = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'cli.mjs'), ...argv], {
      cwd: folder,
      env: { PATH: process.env['PATH'], LANG: 'C' },
      timeout: 15_000,
    });
    let out = '';
    let errors = '';
    if (unread) child.stdout.destroy();
    else child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, errors }));
    if (stdin !== undefined) child.stdin.end(stdin);
  });
}

describe('the command as a process', () => {
  it('tells its version and its help', async () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const { status, out } = await callTrace(['--version']);
    expect(status).toBe(0);
    expect(manifest).toContain(`"version": "${out.trim()}"`);
    const bare = await callTrace([]);
    expect([bare.status, bare.out]).toEqual([2, '']);
    expect(bare.errors).toMatch(/^Usage/);
    expect(await callTrace(['--help'])).toMatchObject({ status: 0, errors: '' });
  });

  it('makes a document of a file and of standard input alike, and finds it valid', async () => {
    const ofFile = await callTrace(['convert', huawei]);
    const ofInput = await callTrace(['convert', '-'], { stdin: readFileSync(huawei, 'utf8') });
    expect(ofFile).toMatchObject({ status: 0, errors: '' });
    expect(ofInput.out).toBe(ofFile.out.replace(JSON.stringify(basename(huawei)), '"standard input"'));
    const valid = await callTrace(['validate', '-'], { stdin: ofFile.out });
    expect(valid).toEqual({ status: 0, out: 'standard input: valid, call 1678978542-92\n', errors: '' });
  });

  it('writes files once, and says with its status what went wrong', async () => {
    const argv = ['convert', huawei, join(payloads, 'laaffic-error.json'), '--out-dir', 'calls/of today'];
    const first = await callTrace(argv);
    expect(first).toMatchObject({ status: 1, out: '' });
    expect(first.errors.trimEnd().split('\n')).toHaveLength(1);
    const file = join(folder, 'calls/of today/1678978542-92.calltrace.json');
    expect(readFileSync(file, 'utf8')).toContain('"schema": "call-trace/1"');
    const second = await callTrace(argv);
    expect(second.errors).toMatch(/exists already/);
    expect((await callTrace([...argv, '--force'])).errors).not.toMatch(/exists already/);
  });

  it('shows a call', async () => {
    const { status, out } = await callTrace(['show', huawei, '--lang', 'zh-cn']);
    expect(status).toBe(0);
    expect(out).toContain('80000888 → 624192');
    expect(out).toContain('华为');
  });

  it('ends quietly when nobody reads its output', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      callSessionId: String(index),
      callStartTime: '2023-11-20 23:43:12',
    }));
    const stdin = JSON.stringify({ status: '0', reason: '', data: { records: rows } });
    expect(await callTrace(['convert', '--jsonl', '-'], { stdin, unread: true })).toEqual({
      status: 0,
      out: '',
      errors: '',
    });
  });
});
