import { describe, expect, it } from 'vitest';
import { languages } from '../../src/trace/message.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { ProblemError, type Problem } from '../../src/trace/problem.ts';
import { parseResponse, sourceBody, sourceValue } from '../../src/trace/source/parse.ts';
import { defaultReadLimits, type ParsedResponse } from '../../src/trace/source/response.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function parse(content: string | Uint8Array, limits = defaultReadLimits): ParsedResponse {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return parseResponse({ name: 'answer', bytes }, 'response1', limits, []);
}

function problemOf(content: string | Uint8Array, limits = defaultReadLimits): Problem {
  try {
    parse(content, limits);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('was read');
}

describe('bytes to text', () => {
  it('reads UTF-8 with and without a byte order mark, and UTF-16 with one', () => {
    expect(parse('{"a":"排队"}').value).toEqual({ a: '排队' });
    expect(parse('\uFEFF{"a":1}').value).toEqual({ a: 1 });
    const utf16 = Uint8Array.from([0xff, 0xfe, ...'{"a":1}'.split('').flatMap((c) => [c.charCodeAt(0), 0])]);
    expect(parse(utf16).value).toEqual({ a: 1 });
  });

  it('reads CRLF line ends', () => {
    expect(parse('{\r\n"a":\r\n1}\r\n').value).toEqual({ a: 1 });
  });

  it.each([
    ['an empty file', '', 'read.empty'],
    ['blanks', ' \r\n\t', 'read.empty'],
    ['a binary file', '{"a":"\0"}', 'read.binary'],
    ['a web page', '<!DOCTYPE html><html><head><title>Log in</title></head></html>', 'read.html-titled'],
    ['a web page without title', '<html><body></body></html>', 'read.html'],
    ['prose', 'Dear colleague, the call failed.', 'read.neither-json-nor-xml'],
  ])('refuses %s', (_, content, key) => {
    expect(problemOf(content).message.key).toBe(key);
  });

  it('names the first byte that is not text', () => {
    const bytes = Uint8Array.from([...bytesOf('{"a":"'), 0xb1, 0xe0, ...bytesOf('"}')]);
    expect(problemOf(bytes).message).toEqual({ key: 'read.not-text', args: { name: 'answer', offset: 6 } });
  });

  it('refuses more bytes than the limit', () => {
    expect(problemOf('{"a":1}', { maxBytes: 5, maxDepth: 10 }).message.key).toBe('read.too-large');
  });
});

describe('JSON', () => {
  it('keeps the digits of numbers that a double cannot hold', () => {
    expect(parse('{"id":109634426711871319,"n":12,"x":1.5,"z":0.30000000000000004}').value).toEqual({
      id: '109634426711871319',
      n: 12,
      x: 1.5,
      z: 0.30000000000000004,
    });
    expect(parse('[9007199254740993, -9007199254740993, 1.0, 2.50, 1E400]').value).toEqual([
      '9007199254740993',
      '-9007199254740993',
      1,
      2.5,
      '1E400',
    ]);
  });

  it('keeps a key named __proto__ as data', () => {
    for (const text of [
      '{"__proto__":{"polluted":1},"id":1}',
      '{"__proto__":{"polluted":1},"id":109634426711871319}',
    ]) {
      const { value } = parse(text);
      expect(Object.keys(value ?? {})).toEqual(['__proto__', 'id']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
    expect({}).not.toHaveProperty('polluted');
  });

  it('names the place of what is wrong', () => {
    expect(problemOf('{\n  "a": 1,\n  "b" 2\n}')).toMatchObject({
      message: { key: 'read.json-invalid', args: { reason: 'ColonExpected' } },
      line: 3,
      column: 7,
    });
    expect(problemOf('{"Data": {"List": [{"ContactId": "job-1"').message.key).toBe('read.json-truncated');
    expect(problemOf('{"Data": {"List": [{"ContactId": "job').message.key).toBe('read.json-truncated');
  });

  it('refuses absurd depth at once, and a mountain of brackets', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(problemOf(deep)).toMatchObject({ message: { key: 'read.too-deep' }, offset: 64 });
    expect(problemOf('[{"a":'.repeat(1_000_000)).message.key).toBe('read.too-deep');
    expect(parse(`{"a":"${'['.repeat(1000)}\\"${'{'.repeat(1000)}"}`).value).toBeTypeOf('object');
  });
});

describe('XML', () => {
  it('reads elements, repeated elements and a document without a root', () => {
    expect(parse('<R><a>1</a><b>x</b><b>y</b><c/></R>').value).toEqual({
      R: { a: '1', b: ['x', 'y'], c: '' },
    });
    expect(parse('<a>1</a>\n<b> 2\t</b>\n<c><d>3</d></c>').value).toEqual({
      a: '1',
      b: ' 2\t',
      c: { d: '3' },
    });
    expect(parse("<?xml version='1.0' encoding='UTF-8'?>\n<R><a><![CDATA[<x>]]></a></R>").value).toEqual({
      R: { a: '<x>' },
    });
  });

  it.each([
    ['a DOCTYPE', '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', 'read.xml-doctype'],
    ['an entity that is not declared', '<r>&a;</r>', 'read.xml-invalid'],
    ['a tag that does not match', '<r><a>1</b></r>', 'read.xml-invalid'],
    ['a document that ends early', '<r><a>1</a><b>2', 'read.xml-truncated'],
    ['absurd depth', '<a>'.repeat(100_000), 'read.too-deep'],
  ])('refuses %s', (_, content, key) => {
    expect(problemOf(content).message.key).toBe(key);
  });

  it('names the place in the text as it was given', () => {
    expect(problemOf('<?xml version="1.0"?>\n<r>\n  <a>1</b>\n</r>')).toMatchObject({ line: 3 });
  });

  it('is not slowed down by tags without an end', () => {
    const started = performance.now();
    problemOf('<a'.repeat(2_000_000));
    problemOf(`<r>${'<![CDATA['.repeat(500_000)}`);
    // Quadratic time would take minutes; the bound is far above what a busy machine needs.
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('keeps an element named __proto__ from the prototype', () => {
    parse('<r><__proto__><polluted>1</polluted></__proto__><constructor><prototype/></constructor></r>');
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('the source that stays in the document', () => {
  it.each(['{"a":1,"b":["x",null,true]}', '{ "a" : 1.5 ,\n "b":"\\n" }', '{"a b":"x  y \\" z"}'])(
    'is JSON where every token survives: %s',
    (text) => {
      const body: unknown = JSON.parse(text);
      expect(sourceBody(parse(text))).toEqual({ format: 'json', body });
    },
  );

  it.each([
    '{"a":109634426711871319}',
    '{"a":1.0}',
    '{"a":1,"a":2}',
    '{"a":"\\u0041"}',
    '{"2":1,"1":2}',
    '{"a":"\\/"}',
  ])('is exact text where JSON would change it: %s', (text) => {
    expect(sourceBody(parse(text))).toEqual({ format: 'json', text });
  });

  it('gives the value tree back, whichever form it has', () => {
    for (const text of ['{"a":[1]}', '{"id":109634426711871319}', '<r><a>1</a></r>']) {
      const response = parse(text);
      const source = { id: 's', operation: 'x', ...sourceBody(response) };
      expect(sourceValue(source, [])).toEqual(response.value);
    }
    expect(sourceValue({ id: 's', operation: 'x', format: 'json', text: '{' }, [])).toBeUndefined();
  });
});

describe('sentences', () => {
  it('say what, where and what to do in both languages', () => {
    const problems = [
      problemOf(''),
      problemOf('{"a":'),
      problemOf('{"a" 1}'),
      problemOf('<r>&a;</r>'),
      problemOf('['.repeat(100)),
      problemOf('{}', { maxBytes: 1, maxDepth: 1 }),
    ];
    for (const language of languages) {
      for (const { message } of problems) {
        const sentence = renderIn(language)(message);
        expect(sentence).toContain('answer');
        expect(sentence).not.toContain('{');
        expect(sentence).not.toBe(message.key);
      }
    }
  });
});
