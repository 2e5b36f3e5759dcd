import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileNamesOf } from '../../src/cli/file-name.ts';
import { makeFolder, readBytes, writeFile } from '../../src/cli/files.ts';
import { ProblemError } from '../../src/trace/problem.ts';

/** Key of the problem, and the name that it tells. */
async function problemOf(action: Promise<unknown>): Promise<readonly unknown[]> {
  try {
    await action;
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [error.problem.message.key, error.problem.message.args?.['name']];
  }
}

describe('names of files', () => {
  it.each([
    ['1678978542-92', '1678978542-92.calltrace.json'],
    ['a.b_C', 'a.b_C.calltrace.json'],
    ['../../etc/passwd', '%2E.%2F..%2Fetc%2Fpasswd.calltrace.json'],
    ['..', '%2E..calltrace.json'],
    ['-rf', '%2Drf.calltrace.json'],
    ['C:\\x', 'C%3A%5Cx.calltrace.json'],
    ['NUL', '%4EUL.calltrace.json'],
    ['con.x', '%63on.x.calltrace.json'],
    ['console', 'console.calltrace.json'],
    ['呼叫', '%E5%91%BC%E5%8F%AB.calltrace.json'],
    ['a b\n', 'a%20b%0A.calltrace.json'],
    ['', 'call.calltrace.json'],
  ])('%j', (contactId, name) => {
    expect(fileNamesOf([contactId])).toEqual([name]);
  });

  it('long ones are cut and still differ', () => {
    const [a = '', b = ''] = fileNamesOf(['%'.repeat(400) + 'a', '%'.repeat(400) + 'b']);
    expect(a).not.toBe(b);
    expect(a.length).toBeLessThan(150);
  });

  it('ones that differ in case only, or not at all, are numbered', () => {
    expect(fileNamesOf(['a', 'A', 'a', 'a-2'])).toEqual([
      'a.calltrace.json',
      'A-2.calltrace.json',
      'a-3.calltrace.json',
      'a-2-2.calltrace.json',
    ]);
  });

  it('whatever the IDs are, the names are different, in their folder, and not hidden', () => {
    const anyId = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 5 }),
      fc.constantFrom('a', 'A', '.', '..', '/'),
    );
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 6 }), (ids) => {
        const names = fileNamesOf(ids);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
        for (const name of names) {
          expect(name).toMatch(/^[A-Za-z0-9_%][A-Za-z0-9_.%-]*\.calltrace\.json$/);
          expect(basename(name)).toBe(name);
          expect(name.length).toBeLessThan(200);
        }
      }),
    );
  });
});

describe('files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'call-trace-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const nothing = Readable.from([]);

  it('are written whole, with nothing left beside them', async () => {
    const file = join(folder, 'x.json');
    await writeFile(file, ['first'], false);
    expect(await problemOf(writeFile(file, ['second'], false))).toEqual(['cli.file.exists', file]);
    expect(readFileSync(file, 'utf8')).toBe('first');
    await writeFile(file, ['third'], true);
    expect(readFileSync(file, 'utf8')).toBe('third');
    expect(readdirSync(folder)).toEqual(['x.json']);
  });

  it('of two writers at once one gets the name', async () => {
    const file = join(folder, 'x.json');
    const results = await Promise.all(
      ['a', 'b', 'c'].map((text) => problemOf(writeFile(file, [text, '!'], false))),
    );
    expect(results.filter((problem) => problem.length === 0)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['x.json']);
  });

  it('one that is replaced keeps its permissions, and a link leads where it led', async () => {
    const file = join(folder, 'private.json');
    writeFileSync(file, 'before');
    chmodSync(file, 0o600);
    const link = join(folder, 'link.json');
    symlinkSync('private.json', link);
    await writeFile(link, ['after'], true);
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it('what is in the way is told', async () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'sub'));
    const no = join(folder, 'no');
    expect(await problemOf(writeFile(join(folder, 'sub'), [''], true))).toEqual([
      'cli.file.is-folder',
      join(folder, 'sub'),
    ]);
    expect(await problemOf(writeFile(join(no, 'x'), [''], true))).toEqual(['cli.file.missing', no]);
    expect(await problemOf(writeFile('/dev/null', [''], true))).toEqual(['cli.file.special', '/dev/null']);
    expect(await problemOf(makeFolder(join(folder, 'file')))).toEqual([
      'cli.file.not-folder',
      join(folder, 'file'),
    ]);
    expect(await problemOf(makeFolder(join(folder, 'file', 'x')))).toEqual([
      'cli.file.not-folder',
      join(folder, 'file', 'x'),
    ]);
    expect(await problemOf(readBytes(no, nothing, 9))).toEqual(['cli.file.missing', no]);
    expect(await problemOf(readBytes(folder, nothing, 9))).toEqual(['cli.file.is-folder', folder]);
    expect(readdirSync(folder).sort()).toEqual(['file', 'sub']);
  });

  it('are read, also standard input, up to the limit', async () => {
    const file = join(folder, 'x');
    writeFileSync(file, 'abcdef');
    expect(new TextDecoder().decode(await readBytes(file, nothing, 6))).toBe('abcdef');
    expect(await problemOf(readBytes(file, nothing, 5))).toEqual(['read.too-large', file]);
    expect(new TextDecoder().decode(await readBytes('-', Readable.from(['ab', Buffer.from('c')]), 6))).toBe(
      'abc',
    );
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(10);
      })(),
    );
    expect((await readBytes('-', endless, 25)).byteLength).toBe(30);
  });
});
