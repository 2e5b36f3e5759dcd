import { expect, test } from 'vitest';
import { isReadable } from '../../src/extension/traces/readable.ts';

const local = { scheme: 'file', authority: '' };

test.each([
  ['file', '', true],
  ['vscode-remote', 'ssh-remote+host', true],
  ['vscode-vfs', 'github', true],
  ['untitled', '', true],
  ['calltrace', '', true],
  ['https', 'evil.test', false],
  ['http', '127.0.0.1:8080', false],
  ['command', '', false],
  ['git', '', false],
  ['vscode-userdata', '', false],
  ['file', 'evil.test', false],
] as const)('%s://%s', (scheme, authority, readable) => {
  expect(isReadable({ scheme, authority }, [local])).toBe(readable);
});

test('what is in the same place as a folder of the workspace is readable', () => {
  const folders = [
    { scheme: 'memfs', authority: 'a' },
    { scheme: 'file', authority: 'server' },
  ];
  expect(isReadable({ scheme: 'memfs', authority: 'a' }, folders)).toBe(true);
  expect(isReadable({ scheme: 'memfs', authority: 'b' }, folders)).toBe(false);
  expect(isReadable({ scheme: 'file', authority: 'server' }, folders)).toBe(true);
});
