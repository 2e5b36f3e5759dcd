import { isObject } from '../../trace/pointer.ts';
import { record } from '../../trace/source/record.ts';
import type { ProviderReader } from '../provider.ts';
import { listEntries, readCalls, readTraceDetail, traceEntries, uniteTraceDetails } from './calls.ts';
import { detectHuawei, frameHuaweiRows, listOperation, traceOperation } from './detect.ts';
import { mendHuawei } from './mend.ts';

/**
 * Reads what CC-CMS of Huawei AICC answers: querycalltracedetail (the way of one call over its devices) and
 * querycalls (lists of calls).
 */
export const huaweiAiccReader: ProviderReader = {
  provider: 'huawei-aicc',
  // All times are epoch ms; documents are written in the zone of most of the installations.
  defaultZone: '+08:00',
  detect: detectHuawei,
  mend: mendHuawei,
  frameRows: frameHuaweiRows,
  read: (response, detection) => {
    const root = record(isObject(response.value) ? response.value : {}, '');
    return detection.operation === listOperation
      ? readCalls(response, listEntries(root) ?? [])
      : readTraceDetail(response, traceEntries(root) ?? []);
  },
  noCalls: (operation) => (operation === listOperation ? 'huawei.no-calls' : 'huawei.no-rows'),
  unite: (answers) => uniteTraceDetails(answers, (operation) => operation === traceOperation),
  parents: () => [],
  gaps: ({ operations }) => [
    { kind: 'not-offered', lane: 'ivr', message: 'huawei.gap.no-steps' },
    ...(operations.has(traceOperation)
      ? []
      : [{ kind: 'not-given' as const, message: 'huawei.gap.no-devices' }]),
  ],
};
