import type { Gap } from '../../trace/model.ts';
import { isArray, isObject, pointerTo } from '../../trace/pointer.ts';
import { ProblemError } from '../../trace/problem.ts';
import { pointerOf, record, recordOf, textOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import type { Zone } from '../../trace/time.ts';
import type { CallFragment, ProviderReader } from '../provider.ts';
import { callOf } from './call.ts';
import { detectLaaffic } from './detect.ts';
import { isRow } from './row.ts';

/** Plain times have no zone and no page names one; times elsewhere on the platform carry this offset. */
const defaultZone: Zone = '+08:00';

/** Reads the call records that LAAFFIC (and its sibling brands) answers to ccRecordQuery and its newer twin. */
export const laafficReader: ProviderReader = {
  provider: 'laaffic',
  defaultZone,
  detect: detectLaaffic,
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
  if (isRow(root)) return [rowOf(root, response, zone)];
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

/** A row that was taken out of its answer. */
function rowOf(root: RawRecord, { id, name }: ParsedResponse, zone: Zone): CallFragment {
  const call = callOf(root, textOf(root, 'callSessionId') ?? '', zone, id);
  const alone: Gap = {
    kind: 'incomplete',
    message: 'laaffic.gap.row-alone',
    args: { name },
    source: { source: id, pointer: '' },
  };
  return { ...call, gaps: [...call.gaps, alone] };
}
