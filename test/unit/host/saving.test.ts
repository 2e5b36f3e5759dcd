import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as vscode from 'vscode';
import { saveMaskedCopy, saveTrace } from '../../../src/extension/commands/save.ts';
import { explain } from '../../../src/extension/explain.ts';
import { askTarget } from '../../../src/extension/files/ask-target.ts';
import { writeFile } from '../../../src/extension/files/write.ts';
import { createReader } from '../../../src/extension/reader/reader.ts';
import { createTexts } from '../../../src/extension/texts.ts';
import { createUnsavedTexts } from '../../../src/extension/files/unsaved.ts';
import { createLibrary } from '../../../src/extension/traces/library.ts';
import { renderIn } from '../../../src/trace/catalogue.ts';
import { serialise } from '../../../src/trace/document/serialise.ts';
import { defaultReadLimits } from '../../../src/trace/source/response.ts';
import { sampleTrace } from '../support/sample-trace.ts';
import { FileSystemError, Uri, world } from '../support/vscode.ts';

vi.mock('vscode', async () => (await import('../support/vscode.ts')).vscodeStub());

const texts = createTexts('en');
const library = createLibrary(() => () => Promise.resolve(undefined));
const tools = { library, unsaved: createUnsavedTexts(), texts };
const reader = createReader('', 'en', () => defaultReadLimits);
const trace = vscode.Uri.file('/calls/call-1.calltrace.json');
const bytes = (text: string) => new TextEncoder().encode(text);
const contents = () =>
  Object.fromEntries(
    [...world.files].map(([path, content]) => [
      path,
      content === 'folder' ? content : new TextDecoder().decode(content).slice(0, 9),
    ]),
  );
/** The sentence of a failure, or nothing. */
const sentenceOf = async (work: Promise<unknown>) => {
  try {
    await work;
    return '';
  } catch (error) {
    return explain(error, renderIn('en')).text;
  }
};

const commands = {
  'Save Trace As…': () => saveTrace(trace, tools),
  'Save Masked Copy…': () => saveMaskedCopy(trace, { ...tools, reader }),
};

beforeEach(() => {
  world.reset();
  world.files.set('/calls/call-1.calltrace.json', bytes(serialise(sampleTrace())));
});

describe.each(Object.entries(commands))('%s', (_, save) => {
  test('writes the name that was chosen', async () => {
    world.files.set('/out/copy.calltrace.json', bytes('before'));
    world.save = Uri.file('/out/copy.calltrace.json');
    await save();
    expect(contents()['/out/copy.calltrace.json']).toBe('{\n  "sche');
    expect(world.asked).toEqual([]);
    expect(world.said.join()).toContain('copy.calltrace.json');
  });

  test('gives a name without the ending of traces that ending', async () => {
    world.save = Uri.file('/out/copy.json');
    await save();
    expect(Object.keys(contents())).toEqual(['/calls/call-1.calltrace.json', '/out/copy.calltrace.json']);
  });

  test('asks before that replaces a file that the dialog did not ask about', async () => {
    world.files.set('/out/copy.calltrace.json', bytes('before'));
    world.save = Uri.file('/out/copy.json');
    await save();
    expect(world.asked).toEqual(['copy.calltrace.json already exists. Do you want to replace it?']);
    expect(contents()['/out/copy.calltrace.json']).toBe('before');
    expect(world.said).toEqual([]);
    world.confirm = 'Replace';
    await save();
    expect(contents()['/out/copy.calltrace.json']).toBe('{\n  "sche');
  });

  test('leaves the file as it was where writing fails halfway, and nothing beside it', async () => {
    world.save = Uri.file('/out/copy.calltrace.json');
    for (const operation of ['writeFile', 'rename']) {
      world.files.set('/out/copy.calltrace.json', bytes('before'));
      world.failures.set(operation, new FileSystemError('ENOSPC: no space left on device'));
      expect(await sentenceOf(save())).toContain('ENOSPC');
      expect(contents()['/out/copy.calltrace.json']).toBe('before');
      expect(world.files.size).toBe(2);
    }
  });

  test('does not write under text that is not saved', async () => {
    const uri = Uri.file('/out/copy.calltrace.json');
    world.files.set(uri.path, bytes('before'));
    world.texts.push({ uri, text: 'typed', isDirty: true });
    world.save = uri;
    expect(await sentenceOf(save())).toContain('changes that are not saved');
    expect(contents()[uri.path]).toBe('before');
  });
});

test('exports ask in the same way', async () => {
  world.files.set('/out/copy.svg', bytes('before'));
  world.save = Uri.file('/out/copy');
  const question = { title: '', kind: 'SVG', ending: '.svg', name: 'call.svg' };
  expect(await askTarget(question, texts)).toBeUndefined();
  world.confirm = 'Replace';
  const target = await askTarget(question, texts);
  expect([target?.uri.path, target?.replace]).toEqual(['/out/copy.svg', true]);
  world.save = Uri.file('/out/copy.txt');
  expect((await askTarget(question, texts))?.uri.path).toBe('/out/copy.txt.svg');
});

test('what stands in the way has a sentence', async () => {
  world.files.set('/out', 'folder');
  world.files.set('/out/there', bytes('before'));
  const file = vscode.Uri.file('/out/there');
  expect(await sentenceOf(writeFile(vscode.Uri.file('/out'), bytes(''), true))).toMatch(/^out is a folder/u);
  expect(await sentenceOf(writeFile(file, bytes(''), false))).toMatch(/^there already exists/u);
  world.failures.set('writeFile', new FileSystemError('EACCES', 'NoPermissions'));
  expect(await sentenceOf(writeFile(file, bytes(''), true))).toMatch(/no permission to write/u);
  world.failures.set('writeFile', new FileSystemError('ENOENT', 'FileNotFound'));
  expect(await sentenceOf(writeFile(file, bytes(''), true))).toMatch(/its folder does not exist/u);
  expect(contents()['/out/there']).toBe('before');
});
