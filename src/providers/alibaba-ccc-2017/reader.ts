import { ProblemError } from '../../trace/problem.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { frameOf } from '../alibaba-envelope.ts';
import { alibabaZone } from '../alibaba-fields.ts';
import { nestSteps } from '../alibaba-nest.ts';
import type { Detection, Fragment, ProviderReader, ReadOptions } from '../provider.ts';
import { frameRows } from './bare.ts';
import { detect } from './detect.ts';
import { readEvents } from './events.ts';
import { gapsOf } from './gaps.ts';
import { nodeKind } from './labels.ts';
import { readRecords } from './records.ts';
import { readSteps } from './steps.ts';

/** Reads the answers of Alibaba Cloud CCC, version 2017-07-05. Its plain times are Beijing time. */
export const alibabaCcc2017Reader: ProviderReader = {
  provider: 'alibaba-ccc-2017',
  defaultZone: alibabaZone,
  detect,
  frameRows,
  read,
  noCalls: () => 'read.no-calls',
  parents: (steps) => nestSteps(steps, (step) => nodeKind(step.kind.code)),
  gaps: gapsOf,
};

function read(
  response: ParsedResponse,
  detection: Detection,
  { zone = alibabaZone }: ReadOptions,
): readonly Fragment[] {
  const frame = frameOf(response);
  if (frame === undefined) throw unreadable(response);
  switch (detection.operation) {
    case 'ListIvrTrackingDetail':
      return readSteps(response, frame.body, zone);
    case 'ListCallEventDetailByContactId':
      return readEvents(response, frame.data, zone);
    case 'ListCallDetailRecords':
    case 'ListRecentCallRecords':
      return readRecords(response, frame.body);
    default:
      throw unreadable(response);
  }
}

const unreadable = (response: ParsedResponse) =>
  new ProblemError({ message: { key: 'alibaba.refused.other', args: { name: response.name } } });
