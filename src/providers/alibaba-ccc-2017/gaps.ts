import type { Gap } from '../../trace/model.ts';
import type { ProviderReader } from '../provider.ts';

type Call = Parameters<ProviderReader['gaps']>[0];

const missing = (message: string, operation: string, lane?: 'ivr'): Gap => ({
  kind: 'not-given',
  ...(lane === undefined ? {} : { lane }),
  message,
  args: { operation },
});

/** What version 2017-07-05 never gives, and what the operations that were read do not hold of the call. */
export function gapsOf({ operations, steps, events, summary }: Call): readonly Gap[] {
  const gaps: Gap[] = [];
  if (steps.length > 0) {
    gaps.push({ kind: 'not-offered', lane: 'ivr', message: 'alibaba.gap.no-designed-flow' });
  }
  const eventsGiven = operations.has('ListCallEventDetailByContactId');
  // An outbound call whose events name no IVR never was in one.
  const noFlow =
    eventsGiven && summary.direction !== 'inbound' && events.every((event) => event.lane !== 'ivr');
  if (!operations.has('ListIvrTrackingDetail') && !noFlow) {
    gaps.push(missing('alibaba.gap.steps-not-given', 'ListIvrTrackingDetail', 'ivr'));
  }
  if (!eventsGiven) gaps.push(missing('alibaba.gap.events-not-given', 'ListCallEventDetailByContactId'));
  if (!operations.has('ListCallDetailRecords') && !operations.has('ListRecentCallRecords')) {
    gaps.push(missing('alibaba.gap.record-not-given', 'ListCallDetailRecords'));
  }
  return gaps;
}
