import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { languages } from '../../src/trace/message.ts';
import type { CallTrace, Outcome } from '../../src/trace/model.ts';
import { valueAt } from '../../src/trace/pointer.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import { menders } from '../../src/providers/read.ts';

const folder = new URL('../fixtures/payloads/', import.meta.url);

function readFixture(name: string): ReturnType<typeof readResponses> {
  return readResponses([{ name, bytes: readFileSync(new URL(name, folder)) }]);
}

type Call = readonly [contactId: string, steps: number, events: number, outcome: Outcome];

const recentCalls2017: readonly Call[] = [
  '2029786681',
  '2029786674',
  '2029786662',
  '2029787661',
  '2029787657',
  '2029786652',
  '2029691793',
].map((id) => [id, 0, 0, 'completed']);

const calls2017: readonly Call[] = [
  ['2670898993', 0, 0, 'completed'],
  ['2671052337', 0, 0, 'completed'],
  ['2671102211', 0, 0, 'not-answered'],
  ['2671103433', 0, 0, 'completed'],
  ['2671129420', 0, 0, 'completed'],
  ['2671139584', 0, 0, 'completed'],
  ['2671140103', 0, 0, 'completed'],
  ['2671290587', 0, 0, 'not-answered'],
  ['2671290954', 0, 0, 'not-answered'],
  ['2671317344', 0, 0, 'not-answered'],
];

/** Each payload with the calls that it holds, or the sentence (its key) that refuses it. */
const expected: Readonly<Record<string, readonly Call[] | string>> = {
  'alibaba-2017-listcalldetailrecords.json': calls2017,
  'alibaba-2017-listcalldetailrecords.xml': calls2017,
  'alibaba-2017-listrecentcallrecords.json': recentCalls2017,
  'alibaba-2017-listrecentcallrecords.xml': recentCalls2017,
  // These two do not tell the contact ID: the call is named after the file.
  'alibaba-2017-listcalleventdetailbycontactid.json': [
    ['alibaba-2017-listcalleventdetailbycontactid', 0, 3, 'not-answered'],
  ],
  'alibaba-2017-listcalleventdetailbycontactid.xml': [
    ['alibaba-2017-listcalleventdetailbycontactid', 0, 3, 'not-answered'],
  ],
  'alibaba-2017-listivrtrackingdetail.json': [['3433583180', 2, 0, 'unknown']],
  'alibaba-2017-listivrtrackingdetail.xml': [['3433583180', 2, 0, 'unknown']],
  'alibaba-2020-getcalldetailrecord-old.json': [['job-109634426711871319', 0, 3, 'completed']],
  'alibaba-2020-getcalldetailrecord-old.xml': [['job-109634426711871319', 0, 3, 'completed']],
  'alibaba-2020-getcalldetailrecord-2021doc.json': [['job-109634426711871319', 0, 3, 'completed']],
  'alibaba-2020-getcalldetailrecord-2021doc.xml': [['job-109634426711871319', 0, 3, 'completed']],
  'alibaba-2020-getcalldetailrecord-2024doc.json': [['job-10963442671187****', 0, 4, 'completed']],
  'alibaba-2020-getcalldetailrecord-new.json': [['job-10963442671187****', 0, 4, 'completed']],
  'alibaba-2020-listcalldetailrecords-2021doc.json': [['job-125152394144124921', 0, 0, 'completed']],
  'alibaba-2020-listcalldetailrecords-2021doc.xml': [['job-125152394144124921', 0, 0, 'completed']],
  'alibaba-2020-listcalldetailrecords-2024doc.json': [['job-12515239414412****', 0, 0, 'completed']],
  'alibaba-2020-listrecentcalldetailrecords-2021doc.json': [['job-76604722428454704', 0, 0, 'completed']],
  'alibaba-2020-listrecentcalldetailrecords-2021doc.xml': [['job-76604722428454704', 0, 0, 'completed']],
  'alibaba-2020-listrecentcalldetailrecords-2024doc.json': [['job-7660472242845****', 0, 0, 'completed']],
  'alibaba-2020-listivrtrackingdetails-2021doc.json': [['job-109634426711871319', 1, 0, 'unknown']],
  'alibaba-2020-listivrtrackingdetails-2021doc.xml': [['job-109634426711871319', 1, 0, 'unknown']],
  'alibaba-2020-listivrtrackingdetails-2024doc.json': [['job-10963442671187****', 1, 0, 'unknown']],
  'alibaba-2020-getcontactflow-2024doc.json': 'read.only-flows',
  'alibaba-2020-listcontactflows-2021doc.json': 'read.only-flows',
  'alibaba-2020-listcontactflows-2021doc.xml': 'read.only-flows',
  'alibaba-2020-getconversationdetail-2024doc.json': 'alibaba.refused.',
  'alibaba-2020-getmonorecording-2024doc.json': 'alibaba.refused.',
  'alibaba-2020-listinstances-2024doc.json': 'alibaba.refused.instances',
  'alibaba-error-gateway.json': 'alibaba.error.operation',
  'alibaba-error-gateway.xml': 'alibaba.error.operation',
  'alibaba-error-throttling.json': 'alibaba.error.throttled',
  'huawei-querycalltracedetail.response.json': [['1678978542-92', 0, 2, 'failed']],
  'huawei-querycalltracedetail.verbatim.txt': [['1678978542-92', 0, 2, 'failed']],
  'huawei-querycalltracedetail.synthetic.json': [['1678978542-92', 0, 9, 'completed']],
  'huawei-querycalls-v2.response.json': [['1678978542-92', 0, 0, 'completed']],
  'huawei-querycalls-v2.request.json': 'read.unknown-response',
  'huawei-querycalltracedetail.request.json': 'read.unknown-response',
  'huawei-error-http-403.json': 'huawei',
  'huawei-error-parameter.json': 'huawei',
  'laaffic-ccRecordQuery.response.json': [['23112023432602510', 0, 3, 'completed']],
  'laaffic-ccRecordQuery.request.json': 'read.unknown-response',
  'laaffic-error.json': 'laaffic',
};

const callOf = (trace: CallTrace): Call => [
  trace.contactId,
  trace.steps.length,
  trace.events.length,
  trace.summary.outcome,
];

describe('the payloads of the providers', () => {
  it('are all in the table', () => {
    expect(Object.keys(expected).sort()).toEqual(readdirSync(folder).sort());
  });

  it.each(Object.entries(expected))('%s', (name, calls) => {
    const reading = readFixture(name);
    if (typeof calls === 'string') {
      expect(reading.traces).toEqual([]);
      const [problem] = reading.problems.map((each) => each.problem.message);
      expect(problem?.key).toContain(calls);
      for (const language of languages) {
        const sentence = problem === undefined ? '' : renderIn(language)(problem);
        expect(sentence).toContain(name);
        expect(sentence).not.toMatch(/[{}]{2}|undefined|\[object/);
      }
      return;
    }
    expect(reading.problems).toEqual([]);
    expect(reading.traces.map(callOf)).toEqual(calls);
  });

  const read = Object.entries(expected).filter(([, calls]) => typeof calls !== 'string');

  it.each(read)('%s: every step and event can be found in its source', (name) => {
    for (const trace of readFixture(name).traces) {
      const values = new Map(trace.sources.map((source) => [source.id, sourceValue(source, menders)]));
      for (const item of [...trace.steps, ...trace.events]) {
        const value = values.get(item.source.source);
        expect(value).toBeDefined();
        if (value !== undefined) expect(valueAt(value, item.source.pointer)).toBeDefined();
      }
    }
  });

  it.each(read)('%s: its documents come back without loss', (name) => {
    for (const trace of readFixture(name).traces) {
      expect(parseDocument(serialise(trace), name)).toEqual({ ok: true, trace });
    }
  });

  it.each(read)('%s: every gap is a sentence in both languages', (name) => {
    for (const gap of readFixture(name).traces.flatMap((trace) => trace.gaps)) {
      for (const language of languages) {
        const message = { key: gap.message, ...(gap.args === undefined ? {} : { args: gap.args }) };
        expect(renderIn(language)(message)).not.toBe(gap.message);
      }
    }
  });
});

describe('responses that are read together', () => {
  const bytesOf = (name: string) => readFileSync(new URL(name, folder));

  it('make one trace of a call over its operations, in whichever order they are given', () => {
    const names = [
      'alibaba-2020-getcalldetailrecord-2024doc.json',
      'alibaba-2020-listivrtrackingdetails-2024doc.json',
    ];
    for (const order of [names, names.toReversed()]) {
      const { traces, problems } = readResponses(order.map((name) => ({ name, bytes: bytesOf(name) })));
      expect(problems).toEqual([]);
      expect(traces.map(callOf)).toEqual([['job-10963442671187****', 1, 4, 'completed']]);
      expect(traces[0]?.sources.map((source) => source.name)).toEqual(order);
    }
  });

  it('still give the good ones when one is bad', () => {
    const { traces, problems } = readResponses([
      { name: 'cut.json', bytes: bytesOf('laaffic-ccRecordQuery.response.json').subarray(0, 200) },
      { name: 'good.json', bytes: bytesOf('laaffic-ccRecordQuery.response.json') },
    ]);
    expect(traces.map(callOf)).toEqual([['23112023432602510', 0, 3, 'completed']]);
    expect(problems.map((each) => [each.name, each.problem.message.key])).toEqual([
      ['cut.json', 'read.json-truncated'],
    ]);
  });

  it('take a canonical document as the trace that it is', () => {
    const [trace] = readFixture('huawei-querycalltracedetail.synthetic.json').traces;
    if (trace === undefined) throw new Error('the payload was not read');
    const bytes = new TextEncoder().encode(serialise(trace));
    expect(readResponses([{ name: 'a.calltrace.json', bytes }]).traces).toEqual([trace]);
  });

  it('say that an answer without calls holds none', () => {
    const bytes = new TextEncoder().encode(
      '{"Code":"OK","HttpStatusCode":200,"RequestId":"1","Data":{"TotalCount":0,"PageNumber":1,"PageSize":10,"List":[]}}',
    );
    const { traces, problems } = readResponses([
      { name: 'empty.json', bytes, operation: 'ListIvrTrackingDetails' },
    ]);
    expect(traces).toEqual([]);
    expect(problems.map((each) => each.problem.message.key)).toEqual(['read.no-calls']);
  });
});

describe('any bytes at all', () => {
  it('are read or refused with a sentence, never with a crash', () => {
    const names = Object.entries(expected).map(([name]) => name);
    for (const name of names) {
      const bytes = readFileSync(new URL(name, folder));
      for (let cut = 0; cut < bytes.length; cut += Math.max(1, Math.floor(bytes.length / 23))) {
        const { traces, problems } = readResponses([{ name, bytes: bytes.subarray(0, cut) }]);
        expect(traces.length + problems.length, `${name} cut at ${String(cut)}`).toBeGreaterThan(0);
      }
    }
  });
});
