import { describe, expect, it } from 'vitest';
import { huaweiAiccReader } from '../../src/providers/huawei-aicc/reader.ts';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import type { JsonValue } from '../../src/trace/model.ts';
import { parseJson } from '../../src/trace/source/json.ts';
import { defaultReadLimits } from '../../src/trace/source/response.ts';
import { detail, none, payload, row, traceOf } from './support/huawei.ts';

const parsed = (text: string) => parseJson(text, 'text', defaultReadLimits);

const read = (text: string, operation?: string) =>
  readResponses([
    {
      name: 'answer.json',
      bytes: new TextEncoder().encode(text),
      ...(operation === undefined ? {} : { operation }),
    },
  ]);

const detect = (value: JsonValue) =>
  huaweiAiccReader.detect({ id: 'r1', name: 'answer.json', format: 'json', text: '', value });

/** The sentence with which a text is refused, in English. */
function refusal(text: string, operation?: string): string {
  const reading = read(text, operation);
  expect(reading.traces).toEqual([]);
  expect(reading.problems).toHaveLength(1);
  const problem = reading.problems[0]?.problem;
  return problem === undefined ? '' : renderIn('en')(problem.message);
}

describe('whose response it is', () => {
  it.each([
    ['huawei-querycalltracedetail.response.json', 'querycalltracedetail', 'v1'],
    ['huawei-querycalltracedetail.synthetic.json', 'querycalltracedetail', 'v1'],
    ['huawei-querycalls-v2.response.json', 'querycalls', 'v1, v2'],
  ])('%s is an answer of %s', (name, operation, version) => {
    expect(detect(parsed(payload(name)))).toEqual({
      kind: 'response',
      detection: { provider: 'huawei-aicc', operation, version },
    });
  });

  it.each([
    'huawei-querycalls-v2.request.json',
    'huawei-querycalltracedetail.request.json',
    'laaffic-ccRecordQuery.response.json',
    'laaffic-error.json',
    'alibaba-error-gateway.json',
    'alibaba-2020-getcalldetailrecord-2024doc.json',
  ])('%s is not', (name) => {
    expect(detect(parsed(payload(name)))).toEqual({ kind: 'none' });
  });

  it.each<JsonValue>([
    { resultCode: '0100000', resultDesc: [{ agentId: 1 }] },
    { resultCode: '0100000', resultDesc: { total: 3 } },
  ])('%j is of another query', (value) => {
    expect(detect(value)).toMatchObject({ problem: { message: { key: 'huawei.refused.other' } } });
  });

  it.each<JsonValue>([
    null,
    [],
    'text',
    {},
    { resultCode: 'OK', resultDesc: [] },
    { resultCode: 0 },
    { timestamp: 1, status: 404, error: 'Not Found', path: '/api/orders' },
    { timestamp: 1, status: 200, error: 'none', path: '/rest/cmsapp/x' },
  ])('%j is not', (value) => {
    expect(detect(value)).toEqual({ kind: 'none' });
  });

  it('a result code that came as a number counts', () => {
    expect(detect({ resultCode: 100000, resultDesc: [] })).toMatchObject({ kind: 'response' });
    expect(detect({ resultCode: 100002, resultDesc: 'x' })).toMatchObject({
      kind: 'error-answer',
      problem: { message: { key: 'huawei.error.0100002' } },
    });
  });
});

describe('answers without a call', () => {
  it('a refused parameter: the text of the provider and what to do', () => {
    expect(refusal(payload('huawei-error-parameter.json'))).toMatch(
      /^answer\.json: .*0100002: 参数不合法.*Check ccId, vdn, call ID/,
    );
    expect(read(payload('huawei-error-parameter.json')).problems[0]?.problem.pointer).toBe('/resultCode');
  });

  it('a locked address', () => {
    expect(refusal(payload('huawei-error-http-403.json'))).toMatch(
      /locked your IP address.*ask the operator/,
    );
  });

  it.each([
    [
      '{"timestamp":1,"status":401,"error":"Unauthorized","path":"/rest/cmsapp/v1/x"}',
      /signature.*HTTP 401.*lock/,
    ],
    ['{"timestamp":1,"status":502,"error":"Bad\\nGateway","path":"/CCFS/x"}', /HTTP 502 \(Bad Gateway\)/],
    [
      '{"resultCode":"0100001","resultDesc":"Invalid param, must have parameter: \'isCallIn\'"}',
      /0100001: Invalid param, must have parameter: 'isCallIn'/,
    ],
    ['{"resultCode":"0101003","resultDesc":null}', /0101003: —.*permission/],
    ['{"resultCode":"0300028","resultDesc":"x"}', /error 0300028 \(x\)/],
    ['{"resultCode":"0100000","resultDesc":[]}', /no rows for this call in this month/],
    ['{"resultCode":"0100000"}', /no rows for this call in this month/],
    ['{"resultCode":"0100000","resultDesc":""}', /no rows for this call in this month/],
    ['{"resultCode":"0100000","resultDesc":{"data":[],"count":0}}', /no calls in this period/],
    ['{"resultCode":"0100000","resultDesc":[1,"x",null]}', /none of its 3 rows can be read/],
    [
      '{"resultCode":"0100000","resultDesc":{"data":[{"vdn":1,"waitBegin":"1"}],"count":1}}',
      /none of its 1 row can be read/,
    ],
  ])('%s', (text, sentence) => {
    expect(refusal(text)).toMatch(sentence);
  });

  it('an empty list of calls is one where it is known what was asked', () => {
    expect(refusal('{"resultCode":"0100000"}', 'querycalls')).toMatch(/no calls in this period/);
  });

  it('a long text of the provider is cut', () => {
    expect(
      refusal(JSON.stringify({ resultCode: '0100001', resultDesc: 'x'.repeat(9999) })).length,
    ).toBeLessThan(500);
  });
});

describe('lists of calls', () => {
  it('give a summary a row, and say that the devices are not among the responses', () => {
    const { traces, problems } = read(payload('huawei-querycalls-v2.response.json'));
    expect(problems).toEqual([]);
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({
      contactId: '1678978542-92',
      instance: '170',
      summary: {
        direction: 'inbound',
        caller: '80000888',
        callee: '624192',
        mediaType: { code: '5', meaning: 'voice' },
        startedAt: 1678978542000,
        establishedAt: 1678978575000,
        endedAt: 1678978695000,
        outcome: 'completed',
        disposition: { code: '15', meaning: 'user-released' },
        hungUpBy: { code: '15', meaning: 'customer' },
        details: { logDate: '1678978700000' },
      },
      steps: [],
      events: [],
    });
    expect(traces[0]?.gaps).toEqual([
      { kind: 'not-offered', lane: 'ivr', message: 'huawei.gap.no-steps' },
      { kind: 'not-given', message: 'huawei.gap.no-devices' },
    ]);
  });

  it('several calls, one of them without an id', () => {
    const row = { callerNo: '1', calleeNo: '2', waitBegin: '1678978542000', leaveReason: '89', callType: 45 };
    const rows = [
      { ...row, callId: 'a' },
      row,
      { ...row, callId: 'b', callType: '7' },
      { ...row, callId: 'c', callType: 6, leaveReason: 26 },
    ];
    const { traces, problems } = read(
      JSON.stringify({ resultCode: '0100000', resultDesc: { data: rows, count: 4 } }),
    );
    expect(problems).toEqual([]);
    expect(traces.map(({ contactId, summary }) => [contactId, summary.direction, summary.outcome])).toEqual([
      ['a', 'unknown', 'abandoned'],
      ['b', 'outbound', 'not-answered'],
      ['c', 'internal', 'not-answered'],
    ]);
    for (const trace of traces) {
      expect(trace.gaps).toContainEqual(
        expect.objectContaining({ message: 'huawei.gap.row-unreadable', args: { row: 2 } }),
      );
    }
  });

  it('together with the trace of the call, one trace comes out', () => {
    const { traces } = readResponses(
      ['huawei-querycalltracedetail.synthetic.json', 'huawei-querycalls-v2.response.json'].map((name) => ({
        name,
        bytes: new TextEncoder().encode(payload(name)),
      })),
    );
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({
      instance: '170',
      summary: { outcome: 'completed', queues: [{ id: '8' }] },
    });
    expect(traces[0]?.events).toHaveLength(9);
    expect(traces[0]?.gaps.map(({ message }) => message)).toEqual(['huawei.gap.no-steps']);
  });

  it('what the trace of the call says counts before the list, whichever is read first', () => {
    const list = JSON.stringify({
      resultCode: '0100000',
      resultDesc: { data: [{ callId: '1700000000-1', callBegin: '1700000000000', leaveReason: 15 }] },
    });
    const queued = detail(row(1, [0, none, none, 50], { callIdNum: -1, LeaveReason: 15 }));
    for (const texts of [
      [list, queued],
      [queued, list],
    ]) {
      expect(traceOf(...texts).summary.outcome).toBe('abandoned');
    }
  });
});

describe('mending', () => {
  const mend = (text: string): JsonValue | undefined => {
    const mended = huaweiAiccReader.mend?.(text);
    return mended === undefined ? undefined : parsed(mended);
  };

  it('the printed sample becomes what it means', () => {
    const meant = parsed(payload('huawei-querycalltracedetail.response.json'));
    expect(mend(payload('huawei-querycalltracedetail.verbatim.txt'))).toEqual(meant);
  });

  it('the printed sample of a list: Chinese comments and a key without quotes', () => {
    expect(
      mend(
        '- 响应参数\n{ "resultCode":"0100000", "resultDesc":{ "data":[ { "callId": "1677-33", // 呼叫标识 "vdn": 170, // vdn编号 "subMediaType":1 // 子媒体类型 } ], count: 5 }}',
      ),
    ).toEqual({
      resultCode: '0100000',
      resultDesc: { data: [{ callId: '1677-33', vdn: 170, subMediaType: 1 }], count: 5 },
    });
  });

  it('with line ends, a comment reaches to its line end, whatever it holds', () => {
    expect(
      mend(
        '{\n"resultCode":"0100000", // the "code": {x}\n"resultDesc":[ /* none\n yet */ {"callId":"http://x//y",}\n],\n}',
      ),
    ).toEqual({ resultCode: '0100000', resultDesc: [{ callId: 'http://x//y' }] });
  });

  it('commas too few', () => {
    expect(mend('{"resultCode":"0100000" "resultDesc":[{"callId":"a" "vdn":-1}{"callId":"b\\"c"}]}')).toEqual(
      {
        resultCode: '0100000',
        resultDesc: [{ callId: 'a', vdn: -1 }, { callId: 'b"c' }],
      },
    );
  });

  it.each([
    ['nothing of it', 'hello'],
    ['another document', '{"a":1,}'],
    ['a truncated answer', '{"resultCode":"0100000","resultDesc":[{"callId":"a"'],
    ['two answers', '{"resultCode":"0100000","resultDesc":[]}\n{"resultCode":"0100000","resultDesc":[]}'],
    ['brackets that do not match', '{"resultCode":"0100000","resultDesc":[}]'],
    ['a value that is none', '{"resultCode":"0100000","resultDesc":undefined}'],
    ['an open comment', '{"resultCode":"0100000", /* "resultDesc":[]}'],
    ['a row in front of the code', '{"resultDesc":[{"callId":"a",}], "resultCode":}'],
  ])('%s is left alone', (_, text) => {
    expect(huaweiAiccReader.mend?.(text)).toBeUndefined();
  });

  it('a truncated answer is refused, not read in part', () => {
    expect(
      refusal('{"resultCode":"0100000","resultDesc":[{"callId":"a","waitBegin":"1700000000000"},'),
    ).toMatch(/ends in the middle/);
  });

  it.each([
    ['quotes', '"'],
    ['comments', '//'],
    ['comments with quotes', '//"a '],
    ['blanks', ' '],
    ['brackets', '['],
    ['open block comments', '/*'],
    ['keys', '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa '],
    ['backslashes', '"\\'],
    ['codes', '"resultCode": '],
  ])('a megabyte of %s is done with quickly', (_, part) => {
    const head = '{"resultCode":"0100000","resultDesc":';
    const text = (head + part.repeat(1024 * 1024)).slice(0, 1024 * 1024);
    const started = performance.now();
    expect(huaweiAiccReader.mend?.(text)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
