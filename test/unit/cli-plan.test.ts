import { describe, expect, it } from 'vitest';
import { planOf, type Plan } from '../../src/cli/plan.ts';

const plan = (...argv: readonly string[]): Plan => planOf(argv, {}, '1.2.3');

/** The text of a command line that is refused. */
function refusal(...argv: readonly string[]): string {
  const made = plan(...argv);
  return made.command === 'refuse' ? made.text : `not refused: ${made.command}`;
}

describe('a command line', () => {
  it('convert: files, and what is to become of them', () => {
    expect(plan('convert', 'a.json', '-')).toEqual({
      language: 'en',
      command: 'convert',
      files: ['a.json', '-'],
      form: 'document',
      to: { kind: 'output' },
      force: false,
    });
    expect(plan('convert', '--jsonl', 'a.json', '--out', 'x.jsonl', '--force', '--zone', '-03:30')).toEqual({
      language: 'en',
      command: 'convert',
      files: ['a.json'],
      form: 'lines',
      to: { kind: 'file', path: 'x.jsonl' },
      force: true,
      zone: '-03:30',
    });
    expect(plan('convert', 'a.json', '--out-dir=calls', '--contact', '-12')).toMatchObject({
      to: { kind: 'folder', path: 'calls' },
      contact: '-12',
    });
    expect(plan('convert', 'a.json', '--out', '-')).toMatchObject({ to: { kind: 'output' } });
    expect(plan('convert', '--', '--odd name.json')).toMatchObject({ files: ['--odd name.json'] });
  });

  it('show and validate', () => {
    expect(plan('show', 'a', 'b', '--zone', '+05:30', '--lang', 'zh-cn')).toEqual({
      language: 'zh-cn',
      command: 'show',
      files: ['a', 'b'],
      zone: '+05:30',
    });
    expect(plan('validate', 'a')).toEqual({ language: 'en', command: 'validate', files: ['a'] });
  });

  it.each([
    [[], /^Usage: call-trace/],
    [['convert'], /^No file is named/],
    [['frob'], /^There is no command frob/],
    [['show', 'a', '--out', 'b'], /^There is no option --out/],
    [['convert', 'a', '--contact'], /^The option --contact <id> needs a value/],
    [['convert', 'a', '--out', 'x', '--out-dir', 'y'], /^--out and --out-dir cannot be used together/],
    [['convert', 'a', '--jsonl', '--out-dir', 'y'], /^--jsonl and --out-dir cannot/],
    [['convert', '-', '-'], /^Standard input \(-\) can be read only once/],
    [['convert', 'a', '--zone', '+8'], /^\+8 is no zone/],
    [['convert', 'a', '--zone', '+24:00'], /^\+24:00 is no zone/],
    [['show', 'a', '--lang', 'de'], /^de is no language/],
  ])('%j is refused', (argv, sentence) => {
    expect(refusal(...argv)).toMatch(sentence);
    expect(refusal(...argv)).toMatch(/\n$/);
  });

  it('help and version are printed', () => {
    const version = plan('--version');
    expect(version).toMatchObject({ command: 'print', text: '1.2.3\n' });
    for (const argv of [['--help'], ['help'], ['convert', '--help'], ['help', 'show'], ['validate', '-h']]) {
      const made = plan(...argv);
      expect(made.command === 'print' && made.text).toMatch(/^Usage: call-trace/);
    }
  });

  it('the language is asked for, else that of the environment', () => {
    const help = (argv: readonly string[], environment: Parameters<typeof planOf>[1]) => {
      const made = planOf(argv, environment, '1');
      return made.command === 'print' ? made.text : '';
    };
    expect(help(['--help'], { LANG: 'zh_CN.UTF-8' })).toMatch(/用法：[^]*选项：[^]*命令：[^]*退出状态/);
    expect(help(['--help'], { LC_ALL: 'zh_CN', LANG: 'en_US' })).toMatch(/用法/);
    expect(help(['--help'], { LC_ALL: '', LC_MESSAGES: 'C', LANG: 'zh_CN' })).toMatch(/^Usage/);
    expect(planOf(['show', 'a', '--lang=en'], { LANG: 'zh_CN' }, '1').language).toBe('en');
    const refused = planOf(['show'], { LANG: 'zh_CN' }, '1');
    expect(refused.command === 'refuse' && refused.text).toMatch(/未指定文件/);
  });
});

describe('export', () => {
  it('takes a format, and is masked in print colours unless it is said otherwise', () => {
    expect(plan('export', 'a.json', '--format', 'csv')).toEqual({
      language: 'en',
      command: 'export',
      files: ['a.json'],
      format: 'csv',
      theme: 'print',
      times: 'elapsed',
      narrowWaits: false,
      unmasked: false,
      to: { kind: 'output' },
      force: false,
    });
    expect(
      plan('export', 'a', '--format', 'flow-svg', '--theme', 'dark', '--unmasked', '--out', 'a.svg'),
    ).toMatchObject({ theme: 'dark', unmasked: true, to: { kind: 'file', path: 'a.svg' } });
    expect(plan('export', 'a', '--format', 'flow-svg', '--design', 'placed', '--narrow-waits')).toMatchObject(
      { design: 'placed', narrowWaits: true },
    );
  });

  it.each([
    [['export', 'a'], /^A needed option is missing: --format/],
    [['export', 'a', '--format', 'png'], /^--format cannot be png. It is one of markdown, csv/],
    [['export', 'a', '--format', 'csv', '--times', 'utc'], /^--times cannot be utc/],
    [
      ['export', 'a', '--format', 'flow-svg', '--design', 'mine'],
      /^--design cannot be mine. It is one of over/,
    ],
    [['export', '--format', 'csv'], /^No file is named/],
  ])('%j is refused', (argv, sentence) => {
    expect(refusal(...argv)).toMatch(sentence);
  });
});
