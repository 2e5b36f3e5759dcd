import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { serialise } from '../../src/trace/document/serialise.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { valueAt } from '../../src/trace/pointer.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import { eventLines, payload, read, stepLines, traceOf } from './alibaba-reading.ts';

interface Call {
  readonly contactId: string;
  readonly outcome: string;
  readonly direction?: string;
  readonly steps?: readonly string[];
  readonly events?: readonly string[];
}
type Expected =
  | { readonly from: string; readonly calls: readonly Call[] }
  /** Refused with this sentence. */
  | { readonly refused: string };

const outbound = (contactId: string, outcome = 'completed'): Call => ({
  contactId,
  outcome,
  direction: 'outbound',
});
const inbound = (contactId: string): Call => ({ contactId, outcome: 'completed', direction: 'inbound' });

const records2017: Expected = {
  from: 'ListCallDetailRecords 2017-07-05',
  calls: [
    outbound('2670898993'),
    outbound('2671052337'),
    outbound('2671102211', 'not-answered'),
    outbound('2671103433'),
    outbound('2671129420'),
    outbound('2671139584'),
    outbound('2671140103'),
    outbound('2671290587', 'not-answered'),
    outbound('2671290954', 'not-answered'),
    outbound('2671317344', 'not-answered'),
  ],
};
const recent2017: Expected = {
  from: 'ListRecentCallRecords 2017-07-05',
  calls: [
    inbound('2029786681'),
    outbound('2029786674'),
    outbound('2029786662'),
    inbound('2029787661'),
    outbound('2029787657'),
    inbound('2029786652'),
    outbound('2029691793'),
  ],
};
const steps2017: Expected = {
  from: 'ListIvrTrackingDetail 2017-07-05',
  calls: [
    {
      contactId: '3433583180',
      outcome: 'unknown',
      direction: 'unknown',
      steps: ['node2 start → success', 'node2000 wait → success'],
    },
  ],
};
const events2017: Expected = {
  from: 'ListCallEventDetailByContactId 2017-07-05',
  calls: [
    {
      // The answer has no contact id.
      contactId: 'alibaba-2017-listcalleventdetailbycontactid',
      outcome: 'not-answered',
      direction: 'outbound',
      events: ['agent dialing', 'agent released', 'agent after-call-work'],
    },
  ],
};
const detail = (generation: string, contactId: string, customer: readonly string[]): Expected => ({
  from: `GetCallDetailRecord 2020-07-01 ${generation}`,
  calls: [
    {
      ...outbound(contactId),
      events: [...customer, 'ivr entered-ivr', 'queue enqueued', 'agent dialing'],
    },
  ],
});
const steps2020 = (contactId: string): Expected => ({
  from: 'ListIvrTrackingDetails 2020-07-01',
  calls: [{ contactId, outcome: 'unknown', direction: 'unknown', steps: ['e0bc19a3 play → success'] }],
});
const list2020 = (contactId: string): Expected => ({
  from: 'ListCallDetailRecords 2020-07-01',
  calls: [outbound(contactId)],
});
const recent2020 = (contactId: string): Expected => ({
  from: 'ListRecentCallDetailRecords 2020-07-01',
  calls: [outbound(contactId)],
});
const flowsOnly: Expected = { refused: 'read.only-flows' };

/** Every payload, with what its page of the documentation says of it. */
const table: Readonly<Record<string, Expected>> = {
  'alibaba-2017-listcalldetailrecords.json': records2017,
  'alibaba-2017-listcalldetailrecords.xml': records2017,
  'alibaba-2017-listcalleventdetailbycontactid.json': events2017,
  'alibaba-2017-listcalleventdetailbycontactid.xml': events2017,
  'alibaba-2017-listivrtrackingdetail.json': steps2017,
  'alibaba-2017-listivrtrackingdetail.xml': steps2017,
  'alibaba-2017-listrecentcallrecords.json': recent2017,
  'alibaba-2017-listrecentcallrecords.xml': recent2017,
  'alibaba-2020-getcalldetailrecord-2021doc.json': detail('B', 'job-109634426711871319', []),
  'alibaba-2020-getcalldetailrecord-2021doc.xml': detail('B', 'job-109634426711871319', []),
  'alibaba-2020-getcalldetailrecord-2024doc.json': detail('C', 'job-10963442671187****', [
    'customer released',
  ]),
  'alibaba-2020-getcalldetailrecord-new.json': detail('D', 'job-10963442671187****', ['customer released']),
  'alibaba-2020-getcalldetailrecord-old.json': detail('A', 'job-109634426711871319', []),
  'alibaba-2020-getcalldetailrecord-old.xml': detail('A', 'job-109634426711871319', []),
  'alibaba-2020-getcontactflow-2024doc.json': flowsOnly,
  'alibaba-2020-getconversationdetail-2024doc.json': { refused: 'alibaba.refused.transcript' },
  'alibaba-2020-getmonorecording-2024doc.json': { refused: 'alibaba.refused.recording' },
  'alibaba-2020-listcalldetailrecords-2021doc.json': list2020('job-125152394144124921'),
  'alibaba-2020-listcalldetailrecords-2021doc.xml': list2020('job-125152394144124921'),
  'alibaba-2020-listcalldetailrecords-2024doc.json': list2020('job-12515239414412****'),
  'alibaba-2020-listcontactflows-2021doc.json': flowsOnly,
  'alibaba-2020-listcontactflows-2021doc.xml': flowsOnly,
  'alibaba-2020-listinstances-2024doc.json': { refused: 'alibaba.refused.instances' },
  'alibaba-2020-listivrtrackingdetails-2021doc.json': steps2020('job-109634426711871319'),
  'alibaba-2020-listivrtrackingdetails-2021doc.xml': steps2020('job-109634426711871319'),
  'alibaba-2020-listivrtrackingdetails-2024doc.json': steps2020('job-10963442671187****'),
  'alibaba-2020-listrecentcalldetailrecords-2021doc.json': recent2020('job-76604722428454704'),
  'alibaba-2020-listrecentcalldetailrecords-2021doc.xml': recent2020('job-76604722428454704'),
  'alibaba-2020-listrecentcalldetailrecords-2024doc.json': recent2020('job-7660472242845****'),
  'alibaba-error-gateway.json': { refused: 'alibaba.error.operation' },
  'alibaba-error-gateway.xml': { refused: 'alibaba.error.operation' },
  'alibaba-error-throttling.json': { refused: 'alibaba.error.throttled' },
};

describe('the payloads of Alibaba CCC', () => {
  it('are all in the table', () => {
    const folder = new URL('../fixtures/payloads/', import.meta.url);
    expect(Object.keys(table).sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name.startsWith('alibaba-'))
        .sort(),
    );
  });

  it.each(Object.entries(table))('%s', (name, expected) => {
    const reading = read({ [name]: payload(name) });
    const keys = reading.problems.map(({ problem }) => problem.message.key);
    if ('refused' in expected) {
      expect(reading.traces).toEqual([]);
      expect(keys).toEqual([expected.refused]);
      return;
    }
    expect(keys).toEqual([]);
    expect(
      reading.traces.map((trace): Call => ({
        contactId: trace.contactId,
        outcome: trace.summary.outcome,
        direction: trace.summary.direction,
        ...(trace.steps.length === 0 ? {} : { steps: stepLines(trace) }),
        ...(trace.events.length === 0 ? {} : { events: eventLines(trace) }),
      })),
    ).toEqual(expected.calls);
    for (const trace of reading.traces) {
      expect(trace.sources.map(({ operation, version }) => `${operation} ${version ?? ''}`)).toEqual([
        expected.from,
      ]);
    }
  });

  it.each(Object.entries(table).filter(([, expected]) => !('refused' in expected)))(
    '%s: every step and event is found again where it points',
    (name) => {
      for (const trace of read({ [name]: payload(name) }).traces) {
        const [source] = trace.sources;
        const value = source === undefined ? undefined : sourceValue(source, []);
        for (const step of trace.steps) {
          const row = value === undefined ? undefined : valueAt(value, step.source.pointer);
          expect(JSON.stringify(row)).toContain(`"${step.nodeId ?? ''}"`);
        }
        for (const event of trace.events) {
          const row = value === undefined ? undefined : valueAt(value, event.source.pointer);
          expect(row).toMatchObject({ Event: event.name.code });
        }
        const again = parseDocument(serialise(trace), 'again');
        expect(again.ok ? again.trace : again.problem).toEqual(trace);
      }
    },
  );

  it.each([
    ['alibaba-2017-listivrtrackingdetail', 'alibaba-2017-listivrtrackingdetail'],
    ['alibaba-2020-getcalldetailrecord-old', 'alibaba-2020-getcalldetailrecord-old'],
    ['alibaba-2020-listivrtrackingdetails-2021doc', 'alibaba-2020-listivrtrackingdetails-2021doc'],
  ])('%s says the same in JSON and in XML', (json, xml) => {
    const plain = (name: string): unknown =>
      JSON.parse(JSON.stringify(traceOf({ [name]: payload(name) })), (key, value: unknown) =>
        // Places differ, and the response is kept as it came.
        key === 'source' || key === 'sources' ? undefined : value,
      );
    expect(plain(`${xml}.xml`)).toEqual(plain(`${json}.json`));
  });
});
