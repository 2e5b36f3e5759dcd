import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/cli/plan.ts';
import { run, type Status, type World } from '../../src/cli/run.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { ProblemError } from '../../src/trace/problem.ts';

const payload = (name: string) =>
  readFileSync(new URL(`../fixtures/payloads/${name}`, import.meta.url), 'utf8');

const huawei = payload('huawei-querycalltracedetail.synthetic.json');
const laaffic = payload('laaffic-ccRecordQuery.response.json');
const inputs: Readonly<Record<string, string>> = {
  'huawei.json': huawei,
  'laaffic.json': laaffic,
  'refused.json': payload('laaffic-error.json'),
  'broken.json': '{"a":',
  'hostile.json': JSON.stringify({
    status: '0',
    reason: '',
    data: {
      records: [
        { callSessionId: '\u001b[2J../../x', callStartTime: '2023-11-20 23:43:12', caller: '\u009b31m1' },
      ],
    },
  }),
};

interface Outcome {
  readonly status: Status;
  readonly out: string;
  readonly errors: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly folders: readonly string[];
}

/** Runs a command line in a world of the inputs above. `readers`: how many texts standard output takes. */
async function call(
  argv: readonly string[],
  { stdin = '', readers = Infinity, existing = '' } = {},
): Promise<Outcome> {
  const printed: string[] = [];
  const errors: string[] = [];
  const files: Record<string, string> = {};
  const folders: string[] = [];
  const world: World = {
    readBytes: (file) => {
      const text = file === '-' ? stdin : (inputs[file] ?? files[file]);
      if (text !== undefined) return Promise.resolve(new TextEncoder().encode(text));
      return Promise.reject(new ProblemError({ message: { key: 'cli.file.missing', args: { name: file } } }));
    },
    writeFile: (file, parts, force) => {
      if (file === existing && !force) {
        return Promise.reject(
          new ProblemError({ message: { key: 'cli.file.exists', args: { name: file } } }),
        );
      }
      files[file] = [...parts].join('');
      return Promise.resolve();
    },
    makeFolder: (folder) => Promise.resolve(void folders.push(folder)),
    print: (text) => {
      if (printed.length < readers) printed.push(text);
      return Promise.resolve(printed.length < readers);
    },
    complain: (text) => void errors.push(text),
  };
  const status = await run(planOf(argv, {}, '1'), world);
  return { status, out: printed.join(''), errors, files, folders };
}

function contactIdOf(text: string): string {
  const reading = parseDocument(text, 'text');
  return reading.ok ? reading.trace.contactId : `no document: ${reading.problem.message.key}`;
}

describe('convert', () => {
  it('prints the document of one call', async () => {
    const { status, out, errors } = await call(['convert', 'huawei.json']);
    expect([status, errors]).toEqual([0, []]);
    expect(contactIdOf(out)).toBe('1678978542-92');
  });

  it('reads standard input, in the zone that is given', async () => {
    const { status, out } = await call(['convert', '-', '--zone', '+00:00'], { stdin: laaffic });
    expect(status).toBe(0);
    expect(out).toContain('"startedAt": "2023-11-20T23:43:12.000+00:00"');
    expect(out).toContain('"name": "standard input"');
  });

  it('puts the responses of one call together, and takes documents as they are', async () => {
    const first = await call(['convert', 'huawei.json']);
    const again = await call(['convert', '-'], { stdin: first.out });
    expect(again.out).toBe(first.out);
    const twice = await call(['convert', 'huawei.json', 'huawei.json']);
    expect([twice.status, contactIdOf(twice.out)]).toEqual([0, '1678978542-92']);
  });

  it('does not choose among several calls', async () => {
    const { status, out, errors } = await call(['convert', 'huawei.json', 'laaffic.json']);
    expect([status, out]).toEqual([2, '']);
    expect(errors).toEqual([
      'The responses hold 2 calls (1678978542-92, 23112023432602510). Choose one with --contact, or use --jsonl or --out-dir.\n',
    ]);
  });

  it('one call by its contact ID', async () => {
    const argv = ['convert', 'huawei.json', 'laaffic.json', '--contact'];
    const found = await call([...argv, '23112023432602510']);
    expect([found.status, contactIdOf(found.out)]).toEqual([0, '23112023432602510']);
    const none = await call([...argv, 'x']);
    expect([none.status, none.out]).toEqual([1, '']);
    expect(none.errors).toEqual([
      'None of the calls has the contact ID x. There are: 1678978542-92, 23112023432602510.\n',
    ]);
  });

  it('one call a line', async () => {
    const { status, out } = await call(['convert', '--jsonl', 'huawei.json', 'laaffic.json']);
    expect(status).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.map(contactIdOf)).toEqual(['1678978542-92', '23112023432602510']);
    expect(out.endsWith('}\n')).toBe(true);
  });

  it('a file each, with safe names', async () => {
    const { status, files, folders, out } = await call([
      'convert',
      'huawei.json',
      'hostile.json',
      '--out-dir',
      'calls',
    ]);
    expect([status, out, folders]).toEqual([0, '', ['calls']]);
    expect(Object.keys(files)).toEqual([
      'calls/1678978542-92.calltrace.json',
      'calls/%1B%5B2J..%2F..%2Fx.calltrace.json',
    ]);
    expect(Object.values(files).map(contactIdOf)).toEqual(['1678978542-92', '\u001b[2J../../x']);
  });

  it('a file that exists stays, unless told otherwise', async () => {
    const argv = ['convert', 'huawei.json', '--out', 'out.json'];
    const kept = await call(argv, { existing: 'out.json' });
    expect([kept.status, kept.files]).toEqual([1, {}]);
    expect(kept.errors).toEqual(['out.json exists already. Use --force to replace it, or another name.\n']);
    const replaced = await call([...argv, '--force'], { existing: 'out.json' });
    expect([replaced.status, Object.keys(replaced.files)]).toEqual([0, ['out.json']]);
  });

  it('good files come out beside bad ones, of which each is told in one line', async () => {
    const { status, out, errors } = await call([
      'convert',
      'no.json',
      'broken.json',
      'huawei.json',
      'refused.json',
    ]);
    expect([status, contactIdOf(out)]).toEqual([1, '1678978542-92']);
    expect(errors).toHaveLength(3);
    for (const name of ['no.json', 'broken.json', 'refused.json']) {
      expect(
        errors.filter((error) => error.startsWith(name) && error.indexOf('\n') === error.length - 1),
      ).toHaveLength(1);
    }
  });

  it('nothing readable: nothing is written', async () => {
    const { status, files, out } = await call(['convert', 'broken.json', '--out', 'x']);
    expect([status, files, out]).toEqual([1, {}, '']);
  });

  it('ends without a complaint when nobody reads on', async () => {
    const { status, out, errors } = await call(['convert', '--jsonl', 'huawei.json', 'laaffic.json'], {
      readers: 1,
    });
    expect([status, errors, contactIdOf(out)]).toEqual([0, [], '1678978542-92']);
  });
});

describe('show', () => {
  it('tells the calls in the language that is asked for', async () => {
    const english = await call(['show', 'huawei.json', 'laaffic.json']);
    expect(english.status).toBe(0);
    expect(english.out).toContain('80000888 → 624192');
    expect(english.out).toContain('Main flow');
    expect(english.out).toContain('23112023432602510');
    const chinese = await call(['show', '--lang', 'zh-cn', 'huawei.json']);
    expect(chinese.out).toContain('技能组');
  });

  it('takes documents too', async () => {
    const { out: document } = await call(['convert', 'huawei.json']);
    const shown = await call(['show', '-'], { stdin: document });
    const raw = await call(['show', 'huawei.json']);
    expect(shown.out).toBe(raw.out);
  });

  it('lets nothing through that would steer the terminal', async () => {
    const { status, out } = await call(['show', 'hostile.json']);
    expect(status).toBe(0);
    expect(out).toContain('\\u001b[2J../../x');
    expect(out).not.toMatch(/\p{Cc}(?<!\n)/u);
    const missing = await call(['show', 'hostile.json', '--contact', '\u001b[31m']);
    expect(missing.errors.join('')).not.toContain('\u001b');
  });

  it('tells what could not be read', async () => {
    const { status, out, errors } = await call(['show', 'broken.json']);
    expect([status, out, errors.length]).toEqual([1, '', 1]);
  });
});

describe('what `convert --jsonl` writes', () => {
  it('is read by every command', async () => {
    const { out: lines } = await call(['convert', 'huawei.json', 'laaffic.json', '--jsonl']);
    const ids = lines
      .trim()
      .split('\n')
      .map((line) => /"contactId":"([^"]*)"/.exec(line)?.[1] ?? '');
    expect(ids.length).toBeGreaterThan(1);
    const again = await call(['convert', '-', '--jsonl'], { stdin: lines });
    expect([again.out, again.errors]).toEqual([lines, []]);
    for (const id of ids) {
      const shown = await call(['show', '-', '--contact', id], { stdin: lines });
      expect([shown.status, shown.out.includes(id)]).toEqual([0, true]);
      const csv = await call(['export', '-', '--contact', id, '--format', 'csv'], { stdin: lines });
      expect([csv.status, csv.errors]).toEqual([0, []]);
    }
    const valid = await call(['validate', '-'], { stdin: lines });
    expect(valid.status).toBe(0);
    expect(valid.out.trim().split('\n')).toHaveLength(ids.length);
    for (const id of ids) expect(valid.out).toContain(id);
  });

  it('is valid but for a line that is broken, and one that is no document', async () => {
    const { out: lines } = await call(['convert', 'huawei.json', 'laaffic.json', '--jsonl']);
    const { status, errors } = await call(['validate', '-'], { stdin: `${lines}{"a":\n{"a":1}\n` });
    const count = lines.trim().split('\n').length;
    expect(status).toBe(1);
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain(`Line ${count + 1}`);
    expect(errors[1]).toContain(`:${count + 2}`);
  });
});

describe('validate', () => {
  it('tells the good and the bad', async () => {
    const { out: document } = await call(['convert', 'huawei.json']);
    const good = await call(['validate', '-'], { stdin: document });
    expect([good.status, good.out]).toEqual([0, 'standard input: valid, call 1678978542-92\n']);

    const wrong = document.replace('"direction": "inbound"', '"direction": "sideways"');
    const { status, out, errors } = await call(['validate', 'huawei.json', '-', 'no.json', 'broken.json'], {
      stdin: wrong,
    });
    expect([status, out]).toEqual([1, '']);
    expect(errors).toHaveLength(4);
    expect(errors[0]).toMatch(/^huawei\.json is not a call trace document.*call-trace convert/);
    expect(errors[1]).toMatch(/^standard input, line \d+: .*\/summary\/direction/);
    expect(errors[2]).toBe('no.json does not exist.\n');
    expect(errors[3]).toMatch(/^broken\.json ends in the middle/);
  });
});

describe('export', () => {
  it('writes one call as a drawing, a table or text, with numbers masked', async () => {
    const csv = await call(['export', 'huawei.json', '--format', 'csv']);
    expect(csv).toMatchObject({ status: 0, errors: [] });
    expect(csv.out).toContain('time,elapsed_ms,type');
    const drawing = await call(['export', 'huawei.json', '--format', 'flow-svg', '--out', 'a.svg']);
    expect(drawing).toMatchObject({ status: 0, out: '' });
    expect(drawing.files['a.svg']).toMatch(/^<svg /);
    const text = await call(['export', 'huawei.json', '--format', 'markdown', '--lang', 'zh-cn']);
    expect(text.out).toContain('```mermaid');
  });

  it('wants one call', async () => {
    const several = await call(['export', 'laaffic.json', 'huawei.json', '--format', 'csv']);
    expect(several.status).toBe(2);
    expect(several.errors.join('')).toMatch(/an export holds one. Choose it with --contact/);
  });

  it('leaves an existing file as it is', async () => {
    const argv = ['export', 'huawei.json', '--format', 'csv', '--out', 'a.csv'];
    const refused = await call(argv, { existing: 'a.csv' });
    expect(refused).toMatchObject({ status: 1, files: {} });
    expect(await call([...argv, '--force'], { existing: 'a.csv' })).toMatchObject({ status: 0 });
  });
});
