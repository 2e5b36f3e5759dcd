import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  callTypes,
  failures,
  hangingDirections,
  hangupReasons,
  sipCodes,
} from '../../src/providers/laaffic/codes.ts';
import { laafficReader } from '../../src/providers/laaffic/reader.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { languages } from '../../src/trace/message.ts';
import type { JsonValue } from '../../src/trace/model.ts';
import { call, payload, read } from './support/laaffic.ts';

function refusal(text: string): string {
  const reading = read(text);
  expect(reading.traces).toEqual([]);
  const problem = reading.problems[0]?.problem;
  return problem === undefined ? '' : renderIn('en')(problem.message);
}

describe('whose response it is', () => {
  const detect = (value: JsonValue) =>
    laafficReader.detect({ id: 'r1', name: 'answer.json', format: 'json', text: '', value });
  const data = { records: [call({})], total: 1 };
  const detected = (operation: string) => ({
    kind: 'response',
    detection: { provider: 'laaffic', operation, version: 'v3' },
  });

  it('either envelope', () => {
    expect(detect({ status: '0', reason: 'success', data })).toEqual(detected('ccRecordQuery'));
    expect(detect({ code: 0, msg: 'ok', data })).toEqual(detected('ccRecordQuery'));
  });

  it('the newer query by its own field', () => {
    expect(
      detect({ status: '0', reason: '', data: { records: [call({ encryptCalled: '1***2' })] } }),
    ).toEqual(detected('cc/record/query'));
  });

  it.each<JsonValue>([
    { status: '0', reason: 'success' },
    { status: '0', reason: 'success', data: { voiceId: 1 } },
    { status: '0', reason: 'success', data: { records: [{ voiceId: 1 }] } },
  ])('%j is of another query', (value) => {
    expect(detect(value)).toMatchObject({ problem: { message: { key: 'laaffic.refused.other' } } });
  });

  it.each<JsonValue>([
    null,
    [],
    {},
    { code: 500, msg: 'error' },
    { status: 403, error: 'Forbidden' },
    { status: '-16' },
    { resultCode: '0100000', resultDesc: [] },
  ])('%j is not', (value) => {
    expect(detect(value)).toEqual({ kind: 'none' });
  });
});

describe('answers without a call', () => {
  it('the error sample', () => {
    expect(refusal(payload('laaffic-error.json'))).toMatch(/expired \(-16: timestamp expires\).*clock/);
    expect(read(payload('laaffic-error.json')).problems[0]?.problem.pointer).toBe('/status');
  });

  it.each([
    ['{"status":"-1","reason":"x"}', /Check API key and secret/],
    ['{"status":-2,"reason":"x"}', /does not allow this IP address/],
    ['{"code":"-22","msg":"bad size"}', /parameter.*-22: bad size/],
    ['{"status":"-25","reason":null}', /at most 31 days.*two months/],
    ['{"status":"-77","reason":"?"}', /undocumented status -77/],
    ['{"status":"0","reason":"success","data":{"records":[],"total":0}}', /no call records in this period/],
    [
      '{"status":"0","reason":"success","data":{"records":[{"caller":"1","callStartTime":""}]}}',
      /none of its 1 record can be read/,
    ],
  ])('%s', (text, sentence) => {
    expect(refusal(text)).toMatch(sentence);
  });
});

describe('the code tables', () => {
  it.each(languages)('every code has its words in %s', (language) => {
    const render = renderIn(language);
    const spaces: readonly (readonly [string, readonly string[]])[] = [
      ['contact-type', Object.values(callTypes)],
      ['disposition', Object.values(hangupReasons)],
      ['reason', Object.values(hangupReasons)],
      ['hung-up-by', Object.values(hangingDirections)],
      ['release', Object.values(sipCodes)],
      ['laaffic.error', [...Object.values(failures), 'other']],
      [
        'field',
        ['callId', 'calledInfo', 'ccode', 'ccodeName', 'agentGroupName', 'labels', 'remark', 'voiceUrl'],
      ],
    ];
    for (const [space, meanings] of spaces) {
      for (const meaning of meanings) {
        const key = `${space}.${meaning}`;
        expect(render({ key, args: { name: 'n', status: '-1', said: 's' } })).not.toBe(key);
      }
    }
  });

  it('hold every documented code', () => {
    const sorted = (table: object) =>
      Object.keys(table)
        .map(Number)
        .sort((a, b) => a - b);
    expect(sorted(callTypes)).toEqual([1, 2, 3]);
    expect(sorted(hangupReasons)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sorted(hangingDirections)).toEqual([0, 1, 3]);
    expect(sorted(failures)).toEqual([-26, -25, -22, -21, -20, -18, -16, -10, -2, -1]);
  });

  it('every sentence that the reader names is in the catalogue', () => {
    const used = ['call', 'reader']
      .map((file) => readFileSync(new URL(`../../src/providers/laaffic/${file}.ts`, import.meta.url), 'utf8'))
      .flatMap((code) => [...code.matchAll(/'(laaffic\.[a-z.-]+)'/g)].map(([, key]) => key ?? ''));
    expect(used.length).toBeGreaterThan(5);
    const args = { name: 'n', count: 1, row: 1, field: 'f', value: 'v' };
    for (const key of used) expect(renderIn('en')({ key, args })).not.toBe(key);
  });
});
