import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holdsAnswer, longestLookedAt } from '../../src/providers/holds-answer.ts';
import { payload } from './alibaba-reading.ts';

const inRoot = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const reported = readdirSync(new URL('../fixtures/reported/', import.meta.url)).filter((name) =>
  /^(?:01|03|04-log|07|08|09|11|13|15|27)/.test(name),
);

describe('an open text holds an answer', () => {
  test.each(reported)('%s', (name) => {
    expect(holdsAnswer(inRoot(`test/fixtures/reported/${name}`))).toBe(true);
  });

  test.each([
    'alibaba-2020-listivrtrackingdetails-2021doc.xml',
    'alibaba-2017-listivrtrackingdetail.xml',
    'huawei-querycalltracedetail.response.json',
    'laaffic-ccRecordQuery.response.json',
  ])('%s', (name) => {
    expect(holdsAnswer(payload(name))).toBe(true);
  });
});

describe('an open text holds none', () => {
  test.each(['package.json', 'tsconfig.json', 'README.md', 'l10n/en/labels-alibaba.json', 'CONTRIBUTING.md'])(
    '%s',
    (path) => {
      expect(holdsAnswer(inRoot(path))).toBe(false);
    },
  );

  test('an error, a document of a trace, and what is too long to look at', () => {
    expect(holdsAnswer(payload('alibaba-error-gateway.json'))).toBe(false);
    expect(holdsAnswer(inRoot('test/fixtures/reported/hostile-01-huge-duration.calltrace.json'))).toBe(false);
    const answer = payload('laaffic-ccRecordQuery.response.json');
    expect(holdsAnswer(answer.padEnd(longestLookedAt, ' '))).toBe(true);
    expect(holdsAnswer(answer.padEnd(longestLookedAt + 1, ' '))).toBe(false);
  });
});
