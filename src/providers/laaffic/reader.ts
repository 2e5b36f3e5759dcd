import type { Gap } from '../../trace/model.ts';
import { isArray, isObject, pointerTo } from '../../trace/pointer.ts';
import { ProblemError } from '../../trace/problem.ts';
import { pointerOf, record, recordOf, textOf, valueOf } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import type { Zone } from '../../trace/time.ts';
import type { CallFragment, ProviderReader } from '../provider.ts';
import { callOf } from './call.ts';
import { detectLaaffic, frameLaafficRows } from './detect.ts';

/** Plain times have no zone and no page names one; times elsewhere on the platform carry this offset. */
const defaultZone: Zone = '+08:00';

/** Reads the call records that LAAFFIC (and its sibling brands) answers to ccRecordQuery and its newer twin. */
export const laafficReader: ProviderReader = {
  provider: 'laaffic',
  defaultZone,
  detect: detectLaaffic,
  frameRows: frameLaafficRows,
  read: (response, _detection, { zone }) => readRecords(response, zone ?? defaultZone),
  noCalls: () => 'laaffic.no-records',
  parents: () => [],
  gaps: () => [{ kind: 'not-offered', lane: 'ivr', message: 'laaffic.gap.no-steps' }],
};

/** One fragment a record. A record that cannot be read is told as a gap of every call of the response. */
function readRecords(response: ParsedResponse, zone: Zone): readonly CallFragment[] {
  const root = record(isObject(response.value) ? response.value : {}, '');
  const data = recordOf(root, 'data');
  const items = data && valueOf(data, 'records');
  const { name } = response;
  if (data === undefined || !isArray(items)) return [];
  const base = pointerOf(data, 'records');
  const calls: CallFragment[] = [];
  const gaps: Gap[] = [];
  for (const [index, item] of items.entries()) {
    const pointer = pointerTo(base, index);
    const raw = isObject(item) ? record(item, pointer) : undefined;
    const contactId = raw && textOf(raw, 'callSessionId');
    if (raw === undefined || contactId === undefined) {
      gaps.push({
        kind: 'incomplete',
        message: 'laaffic.gap.record-unreadable',
        args: { row: index + 1 },
        source: { source: response.id, pointer },
      });
    } else {
      calls.push(callOf(raw, contactId, zone, response.id));
    }
  }
  if (calls.length === 0 && items.length > 0) {
    const message = { key: 'laaffic.no-readable-record', args: { name, count: items.length } };
    throw new ProblemError({ message, pointer: base });
  }
  return gaps.length === 0 ? calls : calls.map((call) => ({ ...call, gaps: [...call.gaps, ...gaps] }));
}
