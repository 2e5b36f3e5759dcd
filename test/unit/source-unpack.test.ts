import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../src/http/inflate.ts';
import { readResponses, recognise } from '../../src/providers/read.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { JsonValue } from '../../src/trace/model.ts';
import { embeddedIn } from '../../src/trace/source/embedded.ts';
import { defaultReadLimits } from '../../src/trace/source/response.ts';
import { endOfJson, membersOf } from '../../src/trace/source/scan.ts';
import { sequenceIn } from '../../src/trace/source/sequence.ts';
import { unpack } from '../../src/trace/source/unpack.ts';
import { answer2020, payload } from './alibaba-reading.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (name: string, content: string | Uint8Array, limits = defaultReadLimits) =>
  readResponses([{ name, bytes: typeof content === 'string' ? bytesOf(content) : content }], {
    inflate,
    limits,
  });

/** The answers in a file: what they are of, and where they stand. */
function partsOf(name: string, content: string | Uint8Array) {
  let id = 0;
  const { parts, problems } = unpack(
    { name, bytes: typeof content === 'string' ? bytesOf(content) : content },
    {
      limits: defaultReadLimits,
      menders: [],
      recognise,
      inflate,
      nextId: () => String((id += 1)),
    },
  );
  return { parts, problems: problems.map(({ name: where, problem }) => [where, problem.message.key]) };
}

const record = (contactId: string): JsonValue =>
  answer2020({
    ContactId: contactId,
    InstanceId: 'ccc-demo',
    ContactType: 'INBOUND',
    ContactDisposition: 'Success',
    CallingNumber: '10000000001',
    CalledNumber: '4000000000',
    StartTime: 1_790_000_000_000,
    ReleaseTime: 1_790_000_060_000,
    AgentEvents: [],
  });
const text = (contactId: string) => JSON.stringify(record(contactId));
const idsIn = (name: string, content: string | Uint8Array) =>
  read(name, content).traces.map(({ contactId }) => contactId);

describe('wrappers', () => {
  test.each([
    ['a reply of an SDK', { statusCode: 200, headers: {}, body: record('job-1') }],
    ['axios', { status: 200, statusText: 'OK', headers: {}, config: {}, data: record('job-1') }],
    ['response', { request: { a: 1 }, response: record('job-1') }],
    ['result', { result: record('job-1') }],
    [
      'a console that puts an answer into its own frame',
      {
        code: '200',
        requestId: 'R',
        successResponse: true,
        data: record('job-1'),
      },
    ],
    ['wrappers within wrappers', { log: { message: { response: { body: record('job-1') } } } }],
    ['text within JSON', { status: 200, body: text('job-1') }],
    ['a line of a log within JSON', { level: 'info', message: `resp=${text('job-1')} in 3 ms` }],
    [
      'hits of a search',
      { hits: { total: 1, hits: [{ _index: 'a', _source: { message: text('job-1') } }] } },
    ],
  ])('%s', (_, value) => {
    expect(idsIn('a.json', JSON.stringify(value))).toEqual(['job-1']);
  });

  test('a part has its exact text, and its place', () => {
    const file = `{ "a": 1,\n "body": ${text('job-1').replace('"ContactId"', ' "ContactId" ')} }`;
    const [part] = partsOf('a.json', file).parts;
    expect(part?.text).toBe(text('job-1').replace('"ContactId"', ' "ContactId" '));
    expect(part?.place).toEqual({ line: 2, column: 10, pointer: '/body' });
  });

  test('of a member that is repeated the last one counts, as in JSON', () => {
    const [part] = partsOf('a.json', `{"body":{"x":[1]},"body":${text('job-1')}}`).parts;
    expect(part?.text).toBe(text('job-1'));
  });

  test('an error within a wrapper is told as that error', () => {
    const error = { RequestId: 'R', Code: 'Forbidden.RAM', Message: 'no' };
    const { problems } = read('a.json', JSON.stringify({ headers: {}, body: error }));
    expect(problems.map(({ problem }) => problem.message.key)).toEqual(['alibaba.error.account']);
  });

  test('JSON in which nothing is known is one file that is not known', () => {
    const { problems } = read('a.json', '{"body":{"data":[{"a":1}]}}');
    expect(problems.map(({ problem }) => problem.message.key)).toEqual(['read.unknown-response']);
  });
});

describe('several answers in one file', () => {
  test('JSON Lines, in which a broken line is named and the others are read', () => {
    const { traces, problems } = read('a.jsonl', `${text('job-1')}\n{"Code":\n${text('job-2')}\n`);
    expect(traces.map(({ contactId }) => contactId)).toEqual(['job-1', 'job-2']);
    expect(problems).toMatchObject([
      {
        name: 'a.jsonl:2',
        problem: { message: { key: 'read.line-invalid', args: { name: 'a.jsonl', line: 2 } }, line: 2 },
      },
    ]);
  });

  test('answers one after the other, laid out as they are', () => {
    const laidOut = JSON.stringify(record('job-2'), null, 2);
    expect(idsIn('a.txt', `${text('job-1')}\n\n${laidOut}\n${text('job-3')}${text('job-4')}`)).toEqual([
      'job-1',
      'job-2',
      'job-3',
      'job-4',
    ]);
  });

  test('what is no answer among answers is a gap', () => {
    const { traces } = read('a.json', `[${text('job-1')},{"a":1},${text('job-2')}]`);
    expect(
      traces.map(({ gaps }) => gaps.find(({ message }) => message === 'gap.values-skipped')?.args),
    ).toEqual([
      { name: 'a.json', count: 1, total: 3 },
      { name: 'a.json', count: 1, total: 3 },
    ]);
  });

  test('an error among answers says on which line it stands', () => {
    const error = JSON.stringify({ RequestId: 'R', Code: 'Throttling.User', Message: 'slow' });
    const { traces, problems } = read('a.jsonl', `${text('job-1')}\n${error}\n`);
    expect(traces).toHaveLength(1);
    expect(problems.map(({ name, problem }) => [name, problem.message.key, problem.line])).toEqual([
      ['a.jsonl:2', 'alibaba.error.throttled', 2],
    ]);
  });

  test('documents of traces, as `convert --jsonl` writes them', () => {
    const { traces } = read('a.jsonl', `${text('job-1')}\n${text('job-2')}`);
    const lines = traces.map((trace) => JSON.stringify(JSON.parse(serialise(trace)))).join('\n');
    expect(read('b.jsonl', lines)).toEqual({ traces, problems: [] });
  });

  test('lines of a log', () => {
    const log = [1, 2, 3].map((n) => `2026-11-30 INFO {x} resp=${text(`job-${n}`)} {"took":3}`).join('\n');
    expect(idsIn('a.log', log)).toEqual(['job-1', 'job-2', 'job-3']);
    expect(partsOf('a.log', log).parts.map(({ place }) => place?.line)).toEqual([1, 2, 3]);
  });

  test('an answer that breaks off is not read in part', () => {
    const { traces, problems } = read(
      'a.json',
      '{"Code":"OK","Data":{"List":[{"NodeId":"n","EnterTime":1,"ContactId":"c"},',
    );
    expect(traces).toEqual([]);
    expect(problems.map(({ problem }) => problem.message.key)).toEqual(['read.json-truncated']);
  });
});

describe('a browser’s network view', () => {
  const entry = (content: JsonValue, url = 'https://example.com/x') => ({
    startedDateTime: '2026-11-30T08:00:00.000Z',
    request: { method: 'POST', url, headers: [] },
    response: { status: 200, content },
  });
  const har = (...entries: readonly JsonValue[]) =>
    JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector' }, entries } }, null, 1);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

  test('answers as text, in base64 and packed; everything else is left out', () => {
    const file = har(
      entry({ mimeType: 'text/html', text: '<!doctype html><title>x</title>' }),
      entry({ mimeType: 'application/json', text: text('job-1') }),
      entry({ mimeType: 'application/json', encoding: 'base64', text: base64(bytesOf(text('job-2'))) }),
      entry({ mimeType: 'application/json', encoding: 'base64', text: base64(gzipSync(text('job-3'))) }),
      entry({ mimeType: 'application/json', text: '{"unrelated":true}' }),
      entry({ mimeType: 'image/png', encoding: 'base64', text: 'iVBORw0KGgo=' }),
      entry({ mimeType: 'application/json', encoding: 'base64', text: '%%%' }),
    );
    const { parts, problems } = partsOf('a.har', file);
    expect(problems).toEqual([]);
    expect(parts.map(({ place }) => place?.pointer)).toEqual(
      [1, 2, 3].map((n) => `/log/entries/${n}/response/content/text`),
    );
    expect(idsIn('a.har', file)).toEqual(['job-1', 'job-2', 'job-3']);
    const [line] = parts.flatMap(({ place }) => (place === undefined ? [] : [place.line]));
    expect(file.split('\n')[(line ?? 0) - 1]).toContain('"text": "{');
  });

  test('the operation and the time come from the request', () => {
    const file = har(
      entry(
        { text: text('job-1') },
        'https://ccc.cn-shanghai.aliyuncs.com/?Action=GetCallDetailRecord&Version=2020-07-01',
      ),
      entry({ text: text('job-2') }, 'https://a.example/rest/cmsapp/v2/openapi/vdn/querycalls'),
    );
    expect(partsOf('a.har', file).parts.map(({ operation, fetchedAt }) => [operation, fetchedAt])).toEqual([
      ['GetCallDetailRecord', Date.UTC(2026, 10, 30, 8)],
      ['querycalls', Date.UTC(2026, 10, 30, 8)],
    ]);
  });

  test('one without an answer, and one without content, say so', () => {
    const key = (file: string) => read('a.har', file).problems.map(({ problem }) => problem.message.key);
    expect(key(har(entry({ text: '{"a":1}' })))).toEqual(['read.har-empty']);
    expect(key(har(entry({ size: 7 })))).toEqual(['read.har-without-content']);
  });
});

describe('gzip', () => {
  test('is unpacked, also twice', () => {
    expect(idsIn('a.json.gz', gzipSync(text('job-1')))).toEqual(['job-1']);
    expect(idsIn('a.gz', gzipSync(gzipSync(`${text('job-1')}\n${text('job-2')}`)))).toEqual([
      'job-1',
      'job-2',
    ]);
  });

  test.each([
    ['more than the limit', gzipSync(Buffer.alloc(3 * 1024 * 1024, ' ')), 'read.gzip-too-large'],
    ['damaged', gzipSync(text('job-1')).subarray(0, 40), 'read.gzip-unreadable'],
    ['three layers', gzipSync(gzipSync(gzipSync(text('job-1')))), 'read.gzip-unreadable'],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004xx'), 'read.archive'],
  ])('%s is refused', (_, bytes, key) => {
    const limits = { ...defaultReadLimits, maxBytes: 1024 * 1024 };
    expect(read('a.gz', bytes, limits).problems.map(({ problem }) => problem.message.key)).toEqual([key]);
  });

  test('without anything that unpacks, it is refused', () => {
    const { problems } = readResponses([{ name: 'a.gz', bytes: gzipSync(text('job-1')) }]);
    expect(problems.map(({ problem }) => problem.message.key)).toEqual(['read.gzip-unreadable']);
  });
});

describe('depth', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const nested = (levels: number) =>
    text('job-1').replace('"AgentEvents":[]', `"AgentEvents":[],"X":${deep(levels)}`);

  test('a response of 62 levels makes a document that can be read', () => {
    const { traces } = read('a.json', nested(60));
    const document = serialise(traces[0] ?? expect.fail());
    expect(parseDocument(document, 'a').ok).toBe(true);
    expect(read('a.calltrace.json', document)).toEqual({ traces, problems: [] });
  });

  test.each(['a.json', 'wrapped'])('a response that is deeper than any is refused: %s', (name) => {
    const file = name === 'wrapped' ? `{"body":${nested(63)}}` : nested(63);
    expect(read(name, file).problems.map(({ problem }) => problem.message.key)).toEqual(['read.too-deep']);
  });
});

describe('scanning', () => {
  test.each(['{}', '[]', '{"a":[1,{"b":"\\\\"}]}', '"x"', '-1.5e+3', 'null', ' [ true , false ] '])(
    '%s ends where it ends',
    (json) => {
      expect(endOfJson(`${json.trim()} rest`, 0, 10)).toBe(json.trim().length);
    },
  );

  test.each(['{', '{"a"}', '[1,]', '{"a":1,}', '"a\\nb"', '{a:1}', '[[[[[[[[[[[1]]]]]]]]]]]', ''])(
    '%s is no value',
    (json) => {
      expect(endOfJson(json.replace('\\n', '\n'), 0, 10)).toBeUndefined();
    },
  );

  test('members have their keys and places', () => {
    const json = '{ "a" : 1, "b\\u0041": [2] }';
    expect(membersOf(json, 0, 10).map(({ key, from, to }) => [key, json.slice(from, to)])).toEqual([
      ['a', '1'],
      ['bA', '[2]'],
    ]);
  });

  test('text of every kind is looked through in reasonable time', () => {
    const size = 100_000;
    for (const piece of ['{"a":', '{"', '[{"a":1,', '{"a":[', '{ ', '"', '\\\\"', '{"a":1}', '{"a":"']) {
      const hostile = piece.repeat(size / piece.length);
      embeddedIn(hostile);
      sequenceIn(hostile);
    }
  }, 20_000);
});

test('payloads of the providers are whole files still', () => {
  const { parts } = partsOf(
    'listivrtrackingdetails',
    payload('alibaba-2020-listivrtrackingdetails-2024doc.json'),
  );
  expect(parts.map(({ place, mended }) => [place, mended])).toEqual([[undefined, undefined]]);
});
