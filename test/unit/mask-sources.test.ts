import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { menders, readResponses } from '../../src/providers/read.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { maskForSharing } from '../../src/trace/mask-sources.ts';
import type { CallTrace } from '../../src/trace/model.ts';

const bytes = (name: string) => readFileSync(new URL(`../fixtures/payloads/${name}`, import.meta.url));

function traceOf(...names: readonly string[]): CallTrace {
  const { traces } = readResponses(names.map((name) => ({ name, bytes: new Uint8Array(bytes(name)) })));
  const [trace] = traces;
  if (trace === undefined) throw new Error(`No trace in ${names.join(', ')}`);
  return trace;
}

const response = (operation: string, Data: unknown) => ({
  name: operation,
  operation,
  bytes: new TextEncoder().encode(JSON.stringify({ Code: 'OK', HttpStatusCode: 200, RequestId: 'r', Data })),
});

const call = () => {
  const { traces } = readResponses([
    response('GetCallDetailRecord', {
      ContactId: 'job-1',
      InstanceId: 'ccc-test',
      ContactType: 'INBOUND',
      CallingNumber: '13912345678',
      CalledNumber: '4001234567',
      CallerLocation: ' 山东省-淄博',
      StartTime: 1794981392000,
      ReleaseTime: 1794981492000,
      AgentIds: '8001',
      AgentNames: '林示例',
      AgentEvents: [
        {
          AgentId: '8001',
          AgentName: '林示例',
          EventSequence: [{ Event: 'Ringing', EventTime: 1794981400000 }],
        },
      ],
      IvrEvents: [],
      QueueEvents: [],
      CustomerEvents: [
        { CustomerId: '13912345678', EventSequence: [{ Event: 'Released', EventTime: 1794981492000 }] },
      ],
    }),
    response('ListIvrTrackingDetails', {
      PageNumber: 1,
      PageSize: 100,
      TotalCount: 1,
      List: [
        {
          ContactId: 'job-1',
          FlowName: '主流程',
          NodeName: '查询',
          NodeId: 'e0bc0001',
          NodeType: 'RUN_FUNCTION',
          EnterTime: 1794981393000,
          LeaveTime: 1794981394000,
          NodeExitCode: 'Success',
          NodeVariables: {
            responseBody: '{"customerName":"王小明","phone":"13887654321","orderId":"20260042"}',
          },
          ChannelVariables: 'lang=zh',
        },
      ],
    }),
  ]);
  const [trace] = traces;
  if (trace === undefined) throw new Error('No trace.');
  return trace;
};

describe('a masked copy', () => {
  test('has no number, name or place of a person anywhere, and stays a valid document', () => {
    const text = serialise(maskForSharing(call(), menders));
    for (const secret of ['13912345678', '13887654321', '林示例', '王小明', '淄博']) {
      expect(text, secret).not.toContain(secret);
    }
    expect(parseDocument(text, 'masked').ok).toBe(true);
  });

  test('keeps ids, times, codes, names of nodes and the rest of variables', () => {
    const before = call();
    const masked = maskForSharing(before, menders);
    const text = serialise(masked);
    for (const kept of ['job-1', '20260042', '主流程', '查询', 'RUN_FUNCTION', 'e0bc0001', '8001', 'lang']) {
      expect(text, kept).toContain(kept);
    }
    expect(masked.steps.map(({ id, enteredAt }) => [id, enteredAt])).toEqual(
      before.steps.map(({ id, enteredAt }) => [id, enteredAt]),
    );
    expect(masked.sources.map(({ id }) => id)).toEqual(before.sources.map(({ id }) => id));
  });

  test.each([
    'alibaba-2017-listivrtrackingdetail.xml',
    'alibaba-2020-getcalldetailrecord-old.json',
    'huawei-querycalltracedetail.synthetic.json',
    'laaffic-ccRecordQuery.response.json',
  ])('of %s hides what its numbers are and is read again as the same call', (name) => {
    const before = traceOf(name);
    const text = serialise(maskForSharing(before, menders));
    const again = parseDocument(text, name);
    expect(again.ok && again.trace.contactId).toBe(before.contactId);
    for (const number of [before.summary.caller, before.summary.callee]) {
      if (number !== undefined && /^\d{8,}$/.test(number) && !/^[48]00/.test(number))
        expect(text).not.toContain(number);
    }
  });
});
