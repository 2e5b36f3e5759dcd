import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { traceView } from '../../src/trace/view/view.ts';
import {
  callDetailRecord2020,
  huaweiTrace,
  ivrTracking2017,
  ivrTracking2020,
  laafficRecords,
} from './generate.ts';
import { median, type Measure } from './measure.ts';

const encoder = new TextEncoder();

/** MB/s of reading: bytes in, traces out. */
export function measureReading(): readonly Measure[] {
  const cases = [
    ['Alibaba CCC 2020, ListIvrTrackingDetails, JSON', ivrTracking2020(10_000)],
    ['Alibaba CCC 2020, GetCallDetailRecord, JSON', callDetailRecord2020(30_000)],
    ['Alibaba CCC 2017, ListIvrTrackingDetail, JSON', ivrTracking2017(10_000, 'json')],
    ['Alibaba CCC 2017, ListIvrTrackingDetail, XML', ivrTracking2017(10_000, 'xml')],
    ['Huawei AICC, querycalltracedetail, JSON', huaweiTrace(10_000)],
    ['LAAFFIC, ccRecordQuery, JSON', laafficRecords(1000)],
  ] as const;
  return cases.map(([name, text]) => {
    const bytes = encoder.encode(text);
    const ms = median(5, () => {
      const reading = readResponses([{ name: 'bench', bytes }]);
      if (reading.traces.length === 0) throw new Error(`${name} was not read`);
    });
    return { group: 'reading', name, value: bytes.byteLength / 1e6 / (ms / 1000), unit: 'MB/s' };
  });
}

/** ms from a trace to its view, and from a document's text to a trace, for calls of growing size. */
export function measureView(): readonly Measure[] {
  return [1_000, 10_000, 100_000].flatMap((count): readonly Measure[] => {
    const trace = callOf(count);
    const text = serialise(trace);
    const size = `${count.toLocaleString('en-US')} events`;
    const runs = count > 10_000 ? 3 : 5;
    return [
      {
        group: 'trace to view',
        name: size,
        value: median(runs, () => void traceView(trace, { language: 'en', render: renderIn('en') })),
        unit: 'ms',
      },
      {
        group: 'document to trace',
        name: `${size}, ${(text.length / 1e6).toFixed(1)} MB`,
        value: median(runs, () => {
          if (!parseDocument(text, 'bench').ok) throw new Error('the document was not read');
        }),
        unit: 'ms',
      },
    ];
  });
}

/** One call with nine steps to every event. */
function callOf(count: number): CallTrace {
  const events = Math.round(count / 10);
  const responses = [
    { name: 'record', bytes: encoder.encode(callDetailRecord2020(events)) },
    { name: 'steps', bytes: encoder.encode(ivrTracking2020(count - events)) },
  ];
  const [trace] = readResponses(responses).traces;
  if (trace === undefined) throw new Error('the generated call was not read');
  return trace;
}
