import { ProblemError } from '../../trace/problem.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { frameOf } from '../alibaba-envelope.ts';
import { alibabaZone, rowsOf } from '../alibaba-fields.ts';
import { nestSteps } from '../alibaba-nest.ts';
import type { Detection, Fragment, ProviderReader, ReadOptions } from '../provider.ts';
import { mendCommandLineError } from '../alibaba-command-line.ts';
import { frameRows } from './bare.ts';
import { detect, generationOf, rowFields } from './detect.ts';
import { readFlows } from './flow-definition.ts';
import { gapsOf } from './gaps.ts';
import { nodeKind } from './labels.ts';
import { readCallDetail, readCallList } from './records.ts';
import { readMessages } from './pushed.ts';
import { readSteps } from './steps.ts';

/** Reads the answers of Alibaba Cloud CCC, version 2020-07-01. Its times are epoch ms. */
export const alibabaCcc2020Reader: ProviderReader = {
  provider: 'alibaba-ccc-2020',
  defaultZone: alibabaZone,
  detect,
  mend: mendCommandLineError,
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
  const data = frameOf(response)?.data;
  if (data === undefined) throw unreadable(response);
  switch (detection.operation) {
    case 'GetCallDetailRecord':
      return readCallDetail(response, data, generationOf(response, data));
    case 'ListIvrTrackingDetails':
      return readSteps(response, data);
    case 'ListCallDetailRecords':
    case 'ListCallDetailRecordsV2':
    case 'ListRecentCallDetailRecords':
      return readCallList(response, data);
    case 'EventNotification':
      return readMessages(response, data);
    case 'GetContactFlow':
      return readFlows(response, [data], [], zone);
    case 'ListContactFlows': {
      const { rows, unreadable: lost } = rowsOf(data, 'List', rowFields);
      return rows.length + lost.length === 0 ? [] : readFlows(response, rows, lost, zone);
    }
    default:
      throw unreadable(response);
  }
}

const unreadable = (response: ParsedResponse) =>
  new ProblemError({ message: { key: 'alibaba.refused.other', args: { name: response.name } } });
