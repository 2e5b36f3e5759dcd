import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeSegment,
  encodeSegment,
  fileName,
  traceAddress,
  tracePath,
} from '../../src/extension/traces/address.ts';

const parts = (path: string, more: Record<string, string> = {}) => ({
  scheme: 'calltrace',
  authority: '',
  path,
  query: '',
  fragment: '',
  ...more,
});

describe('addresses of calls', () => {
  test('plain identifiers are readable in the path', () => {
    expect(
      tracePath({ provider: 'alibaba-ccc-2020', instance: 'ccc-test', contactId: 'job-109634426711902315' }),
    ).toBe('/alibaba-ccc-2020/ccc-test/job-109634426711902315.calltrace.json');
  });

  test('no identifier leaves its folder', () => {
    for (const id of [
      '..',
      '.',
      '../x',
      'a/b',
      'a\\b',
      'a%2Fb',
      'x..y',
      '.hidden',
      'trailing.',
      'ü',
      '通话',
    ]) {
      const segment = encodeSegment(id);
      expect(segment).toMatch(/^(?:[A-Za-z0-9_@.-]|~[0-9A-F]{2})+$/);
      expect(segment).not.toMatch(/^\.|\.$|\.\./);
      expect(decodeSegment(segment)).toBe(id);
    }
  });

  test('every identifier comes back', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (contactId) => {
        const address = { provider: 'sample', instance: 'samples', contactId };
        expect(traceAddress(parts(tracePath(address)))).toEqual({ ...address, query: '' });
      }),
    );
  });

  test.each([
    '/sample/samples/x.json',
    '/sample/x.calltrace.json',
    '/sample/samples/deep/x.calltrace.json',
    '/sample//x.calltrace.json',
    '/sample/samples/.calltrace.json',
    '/sample/samples/~41.calltrace.json',
    '/sample/samples/~2f.calltrace.json',
    '/sample/samples/~FF.calltrace.json',
    '/sample/../x.calltrace.json',
    'sample/samples/x.calltrace.json',
    '/sample/samples/a b.calltrace.json',
  ])('%s means no call', (path) => {
    expect(traceAddress(parts(path))).toBeUndefined();
  });

  test('another scheme, a host or a fragment means no call', () => {
    const path = '/sample/samples/x.calltrace.json';
    expect(traceAddress(parts(path))).toBeDefined();
    expect(traceAddress(parts(path, { scheme: 'file' }))).toBeUndefined();
    expect(traceAddress(parts(path, { authority: 'example.com' }))).toBeUndefined();
    expect(traceAddress(parts(path, { fragment: 'x' }))).toBeUndefined();
  });

  test('a file name has nothing that file systems refuse', () => {
    expect(fileName('a/b:c*?')).toBe('a-b-c.calltrace.json');
    expect(fileName('..')).toBe('call.calltrace.json');
    expect(fileName('job-1@ccc')).toBe('job-1@ccc.calltrace.json');
  });
});
