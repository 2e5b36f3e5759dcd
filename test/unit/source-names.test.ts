import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { fileNameOf } from '../../src/trace/source/file-name.ts';

const folders = ['payloads', 'reported'].map((name) => new URL(`../fixtures/${name}/`, import.meta.url));
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(json|jsonl|xml|txt)$/.test(name))
    .map((name) => [name, new URL(name, folder)] as const),
);

test.each(files)('a document made of %s says nothing of where the file was', (name, url) => {
  for (const path of [`/home/someone/private/${name}`, `C:\\Users\\someone\\private\\${name}`]) {
    const { traces } = readResponses([{ name: path, bytes: readFileSync(url) }]);
    for (const trace of traces) {
      expect(serialise(trace)).not.toContain('someone');
      if (!name.includes('calltrace')) expect(trace.sources.map((source) => source.name)).toContain(name);
    }
  }
});

test('a gap names the file too', () => {
  const answer = {
    Code: 'OK',
    HttpStatusCode: 200,
    RequestId: 'r',
    Success: true,
    Data: {
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 2,
      List: [{ ContactId: 'job-1', StartTime: 1_763_000_000_000, ContactType: 'INBOUND' }, 'no record'],
    },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  const { traces } = readResponses([{ name: '/home/someone/list.json', bytes }]);
  const gaps = traces.flatMap((trace) => trace.gaps.map(({ args }) => args?.['name']));
  expect(gaps).toContain('list.json');
  expect(JSON.stringify(traces)).not.toContain('someone');
});

test.each([
  ['a/b.json', 'b.json'],
  ['C:\\x\\b.json', 'b.json'],
  ['b.json', 'b.json'],
  ['a/', 'a'],
  ['/', '/'],
  ['', ''],
])('of %j the name is %j', (path, name) => {
  expect(fileNameOf(path)).toBe(name);
});
