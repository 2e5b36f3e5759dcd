import { describe, expect, it } from 'vitest';
import { ownResponses } from '../../src/providers/own-rows.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { menders, readResponses } from '../../src/providers/read.ts';
import type { CallTrace, JsonObject, JsonValue, SourceRef } from '../../src/trace/model.ts';
import { isObject, valueAt } from '../../src/trace/pointer.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import { jsonRowPlaces, xmlRowPlaces } from '../../src/trace/source/row-text.ts';
import { payload, row as huaweiRow } from './support/huawei.ts';

const began = Date.UTC(2026, 10, 18, 6);
const frame = { Code: 'OK', HttpStatusCode: 200, RequestId: 'r' };
const numberOf = (index: number) => `1390000${String(index).padStart(4, '0')}`;
const three = [0, 1, 2] as const;

const record = (index: number): JsonObject => ({
  ...{ ContactId: `job-${String(index)}`, ContactType: 'INBOUND', ContactDisposition: 'Success' },
  ...{ InstanceId: 'ccc-test', CallingNumber: numberOf(index), CalledNumber: '4000000000' },
  ...{ StartTime: began + index, ReleaseTime: began + 60_000 },
});
const step = (index: number, node: string): JsonObject => ({
  ...{
    ContactId: `job-${String(index)}`,
    InstanceId: 'ccc-test',
    FlowId: 'f',
    NodeId: node,
    NodeType: 'PLAY',
  },
  ...{ Caller: numberOf(index), EnterTime: began, LeaveTime: began + 1 },
});
const record2017 = (index: number): JsonObject => ({
  ...{ ContactId: `${String(index)}00`, ContactType: 'Inbound', ContactDisposition: 'Success' },
  ...{ CallingNumber: numberOf(index), StartTime: began, Duration: 5 },
});

interface List {
  readonly name: string;
  readonly text: string;
  /** The text of the own row, or of one of them, of the call in the middle. */
  readonly own: string;
}

const spaced = (value: JsonValue) => JSON.stringify(value, null, 2);
const lists: readonly (readonly [string, List])[] = [
  [
    'a page of Alibaba 2020',
    {
      name: 'ListCallDetailRecordsV2.json',
      text: JSON.stringify({
        ...frame,
        Data: { TotalCount: 3, PageNumber: 1, PageSize: 10, List: three.map(record) },
      }),
      own: JSON.stringify(record(1)),
    },
  ],
  [
    'steps of several calls',
    {
      name: 'ListIvrTrackingDetails.json',
      text: JSON.stringify({
        ...frame,
        Data: { TotalCount: 6, List: ['a', 'b'].flatMap((node) => three.map((index) => step(index, node))) },
      }),
      own: `[${JSON.stringify(step(1, 'a'))},${JSON.stringify(step(1, 'b'))}]`,
    },
  ],
  [
    'a page of Alibaba 2017',
    {
      name: 'ListCallDetailRecords.json',
      text: JSON.stringify({
        ...frame,
        CallDetailRecords: { List: { CallDetailRecord: three.map(record2017) } },
      }),
      own: JSON.stringify(record2017(1)),
    },
  ],
  [
    'a page of Alibaba 2017 in XML',
    {
      name: 'ListCallDetailRecords.xml',
      text: `<?xml version="1.0"?><ListCallDetailRecordsResponse><RequestId>r</RequestId><Code>OK</Code><HttpStatusCode>200</HttpStatusCode><CallDetailRecords><!-- <CallDetailRecord> --><List>${three
        .map((index) => xmlRow(record2017(index)))
        .join('\n')}</List></CallDetailRecords></ListCallDetailRecordsResponse>`,
      own: xmlRow(record2017(1)),
    },
  ],
  [
    'a list of Huawei',
    {
      name: 'querycalls.json',
      text: JSON.stringify({
        resultCode: '0100000',
        resultDesc: { data: three.map(huaweiListed), count: 3 },
      }),
      own: JSON.stringify(huaweiListed(1)),
    },
  ],
  [
    'the way of several Huawei calls',
    {
      name: 'querycalltracedetail.json',
      text: JSON.stringify({ resultCode: '0100000', resultDesc: three.map(huaweiTraced) }),
      own: JSON.stringify(huaweiTraced(1)),
    },
  ],
  [
    'a page of LAAFFIC',
    {
      name: 'ccRecordQuery.json',
      text: JSON.stringify({ status: '0', reason: 'ok', data: { total: 3, records: three.map(laafficRow) } }),
      own: JSON.stringify(laafficRow(1)),
    },
  ],
  ['bare rows', { name: 'rows.json', text: spaced(three.map(record)), own: JSON.stringify(record(1)) }],
  [
    'rows, a line each',
    {
      name: 'rows.jsonl',
      text: three.map((index) => JSON.stringify(record(index))).join('\n'),
      own: JSON.stringify(record(1)),
    },
  ],
];

function xmlRow(fields: JsonObject): string {
  const members = Object.entries(fields).map(
    ([name, value]) => `<${name}>${typeof value === 'string' ? value : JSON.stringify(value)}</${name}>`,
  );
  return `<CallDetailRecord>${members.join('')}<Agents/></CallDetailRecord>`;
}
function huaweiListed(index: number): JsonObject {
  return {
    ...{
      callId: `1789000000-${String(index)}`,
      callerNo: numberOf(index),
      calleeNo: '1',
      leaveReason: '88',
      vdn: '1',
    },
    ...{
      waitBegin: String(began),
      callBegin: String(began),
      callEnd: String(began + 9),
      logDate: String(began),
    },
  };
}
function huaweiTraced(index: number): JsonObject {
  return huaweiRow(2, [0, 1, 2, 3], {
    ...{
      callId: `1789000000-${String(index)}`,
      callerNo: numberOf(index),
      callIdNum: '-1',
      LeaveReason: '88',
    },
  });
}
function laafficRow(index: number): JsonObject {
  return {
    ...{ callSessionId: `2026111810000${String(index)}`, caller: numberOf(index), called: '1', callType: 2 },
    ...{ hangupReason: 9, hangingDirection: 0, callDuration: 20, callStartTime: '2026-11-18 10:00:00' },
    ...{ answerTime: '', callEndTime: '2026-11-18 10:00:20', hangupCode: '200' },
  };
}

const read = (...files: readonly { readonly name: string; readonly text: string }[]) =>
  readResponses(files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })));
/** What is written of a trace and read again. */
function written(trace: CallTrace): { readonly text: string; readonly trace: CallTrace } {
  const text = serialise(trace);
  const reading = parseDocument(text, 'a.calltrace.json');
  if (!reading.ok) throw new Error(reading.problem.message.key);
  return { text, trace: reading.trace };
}
/** The value in the sources of a trace to which a pointer leads. */
const homeOf = (trace: CallTrace, { source, pointer }: SourceRef) => {
  const found = trace.sources.find(({ id }) => id === source);
  const value = found === undefined ? undefined : sourceValue(found, menders);
  return value === undefined ? undefined : valueAt(value, pointer);
};

describe('a call made from a list', () => {
  it.each(lists)('holds its own row in its exact text, and nobody else’s: %s', (_, { name, text, own }) => {
    const { traces, problems } = read({ name, text });
    expect(problems).toEqual([]);
    expect(traces.map(({ summary }) => summary.caller)).toEqual(three.map(numberOf));
    const middle = traces[1];
    if (middle === undefined) throw new Error('no trace');
    const { text: document, trace } = written(middle);
    for (const index of three) expect(document.includes(numberOf(index))).toBe(index === 1);
    const [source, ...others] = trace.sources;
    expect(others).toEqual([]);
    expect(source?.text ?? JSON.stringify(source?.body)).toBe(own);
    expect(source?.name).toBe(name);
    expect(trace.contactId).toBe(middle.contactId);
    for (const { source: ref } of [...trace.steps, ...trace.events]) {
      const value = homeOf(trace, ref);
      expect(value).toBeDefined();
      if (isObject(value)) expect(Object.values(value)).toContain(numberOf(1));
    }
  });

  it('says where in the file the row stood', () => {
    const text = spaced({ ...frame, Data: { List: three.map(record) } });
    const [, middle] = read({ name: 'ListCallDetailRecordsV2.json', text }).traces;
    const place = middle?.sources[0]?.place;
    expect(place?.pointer).toBe('/Data/List/1');
    const line = text.split('\n')[(place?.line ?? 0) - 1] ?? '';
    expect(line.slice((place?.column ?? 0) - 1)).toBe('{');
    expect(
      text
        .split('\n')
        .slice(place?.line ?? 0, (place?.line ?? 0) + 1)
        .join(''),
    ).toContain('job-1');
  });

  it('keeps digits that a number cannot hold, and the other answers of the call as they are', () => {
    const digits = '12345678901234567890';
    const rows = three.map((index) => JSON.stringify(record(index)).replace('"ccc-test"', digits));
    const list = {
      name: 'ListCallDetailRecordsV2.json',
      text: `{"Code":"OK","RequestId":"r","Data":{"List":[${rows.join(', ')}]}}`,
    };
    const steps = {
      name: 'ListIvrTrackingDetails.json',
      text: JSON.stringify({ ...frame, Data: { List: [step(1, 'a')] } }),
    };
    const trace = read(list, steps).traces.find(({ contactId }) => contactId === 'job-1');
    expect(trace?.sources.map(({ text, body }) => text ?? JSON.stringify(body))).toEqual([
      rows[1],
      steps.text,
    ]);
  });

  it('is the whole list where the list holds no other', () => {
    const text = payload('laaffic-ccRecordQuery.response.json');
    const [trace] = read({ name: 'ccRecordQuery.json', text }).traces;
    expect(trace?.sources[0]).not.toHaveProperty('place');
    expect(trace?.sources[0]?.body).toHaveProperty('status');
  });

  it('has gaps of entries that nobody can read, without the entry', () => {
    const text = JSON.stringify({
      ...frame,
      Data: { List: [record(0), { CallingNumber: numberOf(9) }, record(1)] },
    });
    for (const trace of read({ name: 'ListCallDetailRecordsV2.json', text }).traces) {
      const document = written(trace);
      expect(document.text).not.toContain(numberOf(9));
      const gap = document.trace.gaps.find(({ message }) => message === 'alibaba.gap.row-contact');
      expect(gap?.args).toMatchObject({ pointer: '/Data/List/1' });
      expect(gap).not.toHaveProperty('source');
    }
  });
});

describe('the answers of a call that was fetched', () => {
  const fetched = (operation: string, value: unknown, servedAt = began + 5) => ({
    ...{ name: operation, operation, fetchedAt: began, servedAt, requestId: 'r' },
    bytes: new TextEncoder().encode(JSON.stringify(value)),
  });
  const data = (more: JsonObject) => ({ ...frame, Data: more });
  const textOf = (responses: readonly { readonly bytes: Uint8Array }[]) =>
    responses.map(({ bytes }) => new TextDecoder().decode(bytes)).join('');

  it('of a server that does not narrow its lists are kept without the rows of others, and can be read again', () => {
    const responses = [
      fetched('ListIvrTrackingDetails', data({ List: three.map((index) => step(index, 'a')) })),
      fetched('ListCallDetailRecordsV2', data({ List: three.map(record) }), began + 4),
    ];
    const { traces } = readResponses(responses);
    const trace = traces.find(({ contactId }) => contactId === 'job-1');
    if (trace === undefined) throw new Error('no trace');
    const kept = ownResponses(traces, trace, responses);
    expect(kept.map(({ operation, servedAt }) => [operation, servedAt])).toEqual([
      ['ListIvrTrackingDetails', began + 4],
      ['ListCallDetailRecordsV2', began + 4],
    ]);
    for (const index of three) expect(textOf(kept).includes(numberOf(index))).toBe(index === 1);
    const [again, ...others] = readResponses(kept).traces;
    expect(others).toEqual([]);
    expect(again?.contactId).toBe('job-1');
    expect(again?.summary.caller).toBe(numberOf(1));
    expect(again?.steps.map(({ nodeId }) => nodeId)).toEqual(['a']);
  });

  it('stay as they came where they hold no other call', () => {
    const responses = [fetched('ListIvrTrackingDetails', data({ List: [step(1, 'a')] }))];
    const { traces } = readResponses(responses);
    const [trace] = traces;
    if (trace === undefined) throw new Error('no trace');
    expect(ownResponses(traces, trace, responses)).toBe(responses);
  });
});

describe('places of values in a text', () => {
  it('are found in JSON, the last of a repeated key, with escaped names', () => {
    const text = ' {"a/b": [1, {"c": "x"}], "k": 1, "k": [2]} ';
    const at = (pointer: string) => {
      const found = jsonRowPlaces(text)(pointer);
      return found && text.slice(found.from, found.to);
    };
    expect(['', '/a~1b/1', '/a~1b/1/c', '/k', '/k/0', '/k/1', '/x/y'].map(at)).toEqual([
      text.trim(),
      '{"c": "x"}',
      '"x"',
      '[2]',
      '2',
      undefined,
      undefined,
    ]);
  });

  it('are found in XML, with comments, CDATA and empty elements between', () => {
    const text =
      '<?xml version="1.0"?><!-- <a> --><a x="1"><b/><b>1</b><c><![CDATA[</c>]]><d>2</d></c><b><d>3</d></b></a>';
    const at = (pointer: string) => {
      const found = xmlRowPlaces(text)(pointer);
      return found && text.slice(found.from, found.to);
    };
    expect(['/a/b/0', '/a/b/1', '/a/b/2/d', '/a/c/d', '/a/b', '/a/x'].map(at)).toEqual([
      '<b/>',
      '<b>1</b>',
      '<d>3</d>',
      '<d>2</d>',
      undefined,
      undefined,
    ]);
  });
});
