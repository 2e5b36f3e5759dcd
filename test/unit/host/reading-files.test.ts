import { beforeEach, expect, test, vi } from 'vitest';
import * as vscode from 'vscode';
import { explain } from '../../../src/extension/explain.ts';
import { readContent } from '../../../src/extension/files/read.ts';
import { responsesOf } from '../../../src/extension/traces/inspected.ts';
import { renderIn } from '../../../src/trace/catalogue.ts';
import { FileSystemError, Uri, world } from '../support/vscode.ts';

vi.mock('vscode', async () => (await import('../support/vscode.ts')).vscodeStub());

beforeEach(() => world.reset());

const file = vscode.Uri.file('/calls/call.calltrace.json');
/** “您好” in GB 18030. */
const greeting = [0xc4, 0xfa, 0xba, 0xc3];
const sentenceOf = async (language: 'en' | 'zh-cn', work: Promise<unknown>) => {
  try {
    return await work;
  } catch (error) {
    return explain(error, renderIn(language)).text;
  }
};

test.each([
  ['FileNotFound', 'call.calltrace.json is not there', '不存在'],
  ['NoPermissions', 'you have no permission to read it', '没有读取权限'],
  ['FileIsADirectory', 'call.calltrace.json is a folder', '是文件夹'],
  [
    'Unknown',
    'call.calltrace.json could not be opened: out of order',
    '无法打开 call.calltrace.json：out of order',
  ],
])('%s has a sentence in both languages', async (code, en, zh) => {
  for (const [language, words] of [
    ['en', en],
    ['zh-cn', zh],
  ] as const) {
    world.failures.set('readFile', new FileSystemError('out of order', code));
    expect(await sentenceOf(language, readContent(file))).toContain(words);
  }
});

test('a scheme that has text documents only is read from the text document', async () => {
  const revision = vscode.Uri.parse('svn:/calls/call.calltrace.json');
  world.textsToOpen.set('svn:/calls/call.calltrace.json', '{"schema": 1}');
  expect(await readContent(revision)).toBe('{"schema": 1}');
  expect(await sentenceOf('en', readContent(vscode.Uri.parse('svn:/other.json')))).toMatch(
    /^other\.json could not be opened/u,
  );
});

test('text that was never saved is read where VS Code still has it, and missed where it is empty', async () => {
  const untitled = vscode.Uri.parse('untitled:Untitled-1');
  world.textsToOpen.set('untitled:Untitled-1', 'typed');
  expect(await readContent(untitled)).toBe('typed');
  world.textsToOpen.set('untitled:Untitled-1', '');
  expect(await sentenceOf('en', readContent(untitled))).toContain('was never saved');
});

test('what is not UTF-8 is read in the encoding of the settings', async () => {
  world.files.set(file.path, Uint8Array.of(...greeting));
  world.settings.set('files.encoding', 'gb18030');
  expect(await readContent(file)).toBe('您好');
  const [response] = await responsesOf([file]);
  expect(new TextDecoder().decode(response?.bytes)).toBe('您好');
});

test('UTF-8, UTF-16 with its mark and what is no text stay bytes, whatever the settings say', async () => {
  for (const [encoding, bytes] of [
    ['gb18030', new TextEncoder().encode('您好')],
    ['gb18030', Uint8Array.of(0xff, 0xfe, 0x7b, 0)],
    ['utf-8', Uint8Array.of(...greeting)],
    ['gb18030', Uint8Array.of(0x7b, 0, 0xff, 0xff)],
  ] as const) {
    world.settings.set('files.encoding', encoding);
    world.files.set(file.path, bytes);
    expect(await readContent(file)).toBe(bytes);
  }
});

test('what an editor has open counts, in whatever encoding it was opened', async () => {
  world.files.set(file.path, Uint8Array.of(...greeting));
  world.texts.push({ uri: Uri.file(file.path), text: '您好', isDirty: false });
  const [response] = await responsesOf([file]);
  expect(new TextDecoder().decode(response?.bytes)).toBe('您好');
});
