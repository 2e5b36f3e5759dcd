import { describe, expect, it } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import type { CallTrace, JsonObject } from '../../src/trace/model.ts';
import { detail, none, payload, read as readHuawei, row, story } from './support/huawei.ts';

interface PageOf {
  readonly number: number;
  readonly rows: readonly JsonObject[];
  readonly total?: number;
  readonly size?: number;
}

const base = Date.UTC(2026, 10, 18);

const step = (node: string, second: number, more: JsonObject = {}): JsonObject => ({
  ...{ ContactId: 'job-1', InstanceId: 'ccc-test', FlowId: 'main', NodeId: node, NodeName: node },
  ...{ NodeType: 'PLAY', EnterTime: base + second * 1000, LeaveTime: base + second * 1000 },
  ...more,
});

const page2020 = ({ number, rows, total = 0, size = 100 }: PageOf) => ({
  ...{ Code: 'OK', HttpStatusCode: 200, RequestId: 'r' },
  Data: { TotalCount: total, PageNumber: number, PageSize: size, List: rows },
});
const page2017 = ({ number, rows, total = 0, size = 100 }: PageOf) => ({
  ...{ requestId: 'r', success: true, code: 'OK', httpStatusCode: 200 },
  ivrTrackingDetails: {
    ...{ totalCount: total, pageNumber: number, pageSize: size },
    list: rows.map(({ ContactId, FlowId, NodeId, NodeType, EnterTime, LeaveTime }) => ({
      ...{ acid: ContactId ?? null, flowName: FlowId ?? null, nodeName: NodeId ?? null },
      ...{ nodeType: NodeType ?? null, startTime: EnterTime ?? null, stopTime: LeaveTime ?? null },
      ...{ callingNumber: '1', calledNumber: '2', status: '_success' },
    })),
  },
});

const read = (answers: readonly unknown[]) =>
  readResponses(
    answers.map((answer, index) => ({
      name: `page-${String(index)}.json`,
      bytes: new TextEncoder().encode(JSON.stringify(answer)),
    })),
  );
function traceOf(answers: readonly unknown[]): CallTrace {
  const { traces, problems } = read(answers);
  expect(problems).toEqual([]);
  const [trace] = traces;
  if (trace === undefined) throw new Error('no trace');
  expect(traces).toHaveLength(1);
  return trace;
}
const nodes = (trace: CallTrace) => trace.steps.map(({ nodeId }) => nodeId ?? '').join(' ');
const missing = (trace: CallTrace) =>
  trace.gaps.filter(({ message }) => ['gap.rows-missing', 'gap.pages-missing'].includes(message));

describe.each([
  ['alibaba-ccc-2020', page2020, 'ListIvrTrackingDetails'],
  ['alibaba-ccc-2017', page2017, 'ListIvrTrackingDetail'],
] as const)('pages of one list of %s', (_, page, operation) => {
  /** A loop that passes the same nodes again and again within a second. */
  const loop = (count: number) =>
    Array.from({ length: count }, (_, at) => step(`n${String(at % 10)}`, Math.floor(at / 50)));

  it('hold different rows, also where they are equal', () => {
    const rows = loop(150);
    const trace = traceOf([
      page({ number: 1, rows: rows.slice(0, 100), total: 150 }),
      page({ number: 2, rows: rows.slice(100) }),
    ]);
    expect(trace.steps).toHaveLength(150);
    expect(missing(trace)).toEqual([]);
  });

  it('stand in the order of their numbers, whatever the order of the files', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((node) => step(node, 0));
    const pages = [3, 1, 2].map((number) =>
      page({ number, rows: rows.slice(number * 2 - 2, number * 2), size: 2, total: number === 1 ? 6 : 0 }),
    );
    const trace = traceOf(pages);
    expect(nodes(trace)).toBe('a b c d e f');
    expect(trace.sources.map(({ name }) => name)).toEqual(['page-1.json', 'page-2.json', 'page-0.json']);
    expect(trace.steps[4]?.source.source).toBe('source3');
  });

  it('are counted once where the same page is given twice, and where pages of another size overlap', () => {
    const rows = loop(60);
    const small = [1, 2, 3].map((number) =>
      page({
        number,
        rows: rows.slice(number * 20 - 20, number * 20),
        size: 20,
        total: number === 1 ? 60 : 0,
      }),
    );
    const large = page({ number: 1, rows, total: 60 });
    expect(traceOf([...small, ...small.slice(1)]).steps).toHaveLength(60);
    const trace = traceOf([large, ...small]);
    expect(trace.steps).toHaveLength(60);
    expect(missing(trace)).toEqual([]);
  });

  it('do not grow where the server repeats a page under the next number', () => {
    const rows = loop(20);
    const pages = [1, 2, 3].map((number) => page({ number, rows, size: 20, total: number === 1 ? 20 : 0 }));
    expect(traceOf(pages).steps).toHaveLength(20);
  });

  it('have a gap where one is missing, the first one too', () => {
    const rows = loop(30);
    const pages = [1, 2, 3].map((number) =>
      page({
        number,
        rows: rows.slice(number * 10 - 10, number * 10),
        size: 10,
        total: number === 1 ? 30 : 0,
      }),
    );
    expect(missing(traceOf(pages.slice(1)))).toEqual([
      {
        kind: 'incomplete',
        lane: 'ivr',
        message: 'gap.pages-missing',
        args: { operation, pages: '1' },
      },
    ]);
    expect(missing(traceOf(pages.slice(2)))[0]?.args).toMatchObject({ pages: '1, 2' });
    expect(missing(traceOf([pages[0], pages[2]]))[0]).toMatchObject({
      message: 'gap.rows-missing',
      args: { total: 30, given: 20 },
    });
  });
});

describe('an answer without rows beside a good one', () => {
  it.each([
    [
      'huawei-querycalltracedetail.response.json',
      { resultCode: '0100000', resultDesc: [] },
      'huawei.no-rows',
    ],
    [
      'huawei-querycalls-v2.response.json',
      { resultCode: '0100000', resultDesc: { data: [], count: 0 } },
      'huawei.no-calls',
    ],
    [
      'laaffic-ccRecordQuery.response.json',
      { status: '0', reason: 'success', data: { total: 0, records: [] } },
      'laaffic.no-records',
    ],
  ])('is no problem, and alone says that it holds no call: %s', (name, empty, key) => {
    const good: unknown = JSON.parse(payload(name));
    for (const answers of [
      [good, empty],
      [empty, good],
    ]) {
      const { traces, problems } = read(answers);
      expect(problems).toEqual([]);
      expect(traces.length).toBeGreaterThan(0);
    }
    expect(read([empty]).problems.map(({ problem }) => problem.message.key)).toEqual([key]);
  });
});

describe('a Huawei call that crosses a month', () => {
  const before = [
    row(3, [0, 0, 0, 20], { callIdNum: '1', LeaveReason: '28' }),
    row(1, [20, none, none, 35], { callIdNum: '2', EnterReason: '28' }),
  ];
  const after = [row(2, [35, 35, 40, 100], { callIdNum: '-1', deviceNo: '8', LeaveReason: '88' })];

  it.each([
    ['in order', [detail(...before), detail(...after)]],
    ['the later table first', [detail(...after), detail(...before)]],
  ])('is one call from two answers, as from one: %s', (_, texts) => {
    const together = readHuawei(...texts);
    const [whole] = readHuawei(detail(...before, ...after)).traces;
    expect(together.problems).toEqual([]);
    expect(together.traces).toHaveLength(1);
    const [trace] = together.traces;
    if (trace === undefined || whole === undefined) throw new Error('no trace');
    expect(trace.summary).toEqual(whole.summary);
    expect(story(trace)).toEqual(story(whole));
    expect(trace.gaps).toEqual(whole.gaps);
    expect(trace.sources).toHaveLength(2);
  });

  it('of which the later table is missing says so once', () => {
    const [trace] = readHuawei(detail(before[0] ?? {}), detail(before[1] ?? {})).traces;
    expect(trace?.gaps.filter(({ message }) => message === 'huawei.gap.no-last-row')).toHaveLength(1);
  });
});
