import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeSegment,
  encodeSegment,
  fileName,
  rawAddress,
  rawPath,
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

describe('addresses of raw responses', () => {
  const address = {
    provider: 'alibaba-ccc-2020',
    instance: 'ccc-test',
    contactId: 'job-1',
    number: 2,
    operation: 'ListIvrTrackingDetails',
    ending: 'json',
  } as const;

  test('stand in a folder of the call, in their order', () => {
    expect(rawPath(address)).toBe('/alibaba-ccc-2020/ccc-test/job-1/02-ListIvrTrackingDetails.json');
    expect(rawPath({ ...address, number: 123 })).toContain('/123-');
    expect(rawAddress(parts(rawPath(address)))).toEqual(address);
  });

  test('come back whatever the operation and the call are called', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom('json' as const, 'xml' as const, 'txt' as const),
        (contactId, operation, number, ending) => {
          const one = { ...address, contactId, operation, number, ending };
          expect(rawAddress(parts(rawPath(one)))).toEqual(one);
          expect(traceAddress(parts(rawPath(one)))).toBeUndefined();
        },
      ),
    );
  });

  test.each([
    '/alibaba-ccc-2020/ccc-test/job-1.calltrace.json',
    '/alibaba-ccc-2020/ccc-test/job-1',
    '/alibaba-ccc-2020/ccc-test/job-1/2-X.json',
    '/alibaba-ccc-2020/ccc-test/job-1/002-X.json',
    '/alibaba-ccc-2020/ccc-test/job-1/02-.json',
    '/alibaba-ccc-2020/ccc-test/job-1/02-X.html',
    '/alibaba-ccc-2020/ccc-test/job-1/02-X.JSON',
    '/alibaba-ccc-2020/ccc-test/job-1/02-a b.json',
    '/alibaba-ccc-2020/ccc-test/job-1/02-~41.json',
    '/alibaba-ccc-2020/ccc-test/job-1/more/02-X.json',
    '/alibaba-ccc-2020/ccc-test/../02-X.json',
    '/alibaba-ccc-2020//job-1/02-X.json',
    'alibaba-ccc-2020/ccc-test/job-1/02-X.json',
  ])('%s means none', (path) => expect(rawAddress(parts(path))).toBeUndefined());

  test('another scheme, a host or a fragment means none', () => {
    for (const more of [{ scheme: 'file' }, { authority: 'example.com' }, { fragment: 'x' }]) {
      expect(rawAddress(parts(rawPath(address), more))).toBeUndefined();
    }
  });
});
