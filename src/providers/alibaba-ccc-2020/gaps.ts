import type { Gap } from '../../trace/model.ts';
import type { ProviderReader } from '../provider.ts';

type Call = Parameters<ProviderReader['gaps']>[0];

const missing = (message: string, operation: string, lane?: 'ivr'): Gap => ({
  kind: 'not-given',
  ...(lane === undefined ? {} : { lane }),
  message,
  args: { operation },
});

/** What the operations that were read do not hold of the call. */
export function gapsOf({ operations, steps, events, summary }: Call): readonly Gap[] {
  const gaps: Gap[] = [];
  const detail = operations.has('GetCallDetailRecord');
  const pushed = operations.has('EventNotification');
  if (!detail && !pushed) gaps.push(missing('alibaba.gap.events-not-given', 'GetCallDetailRecord'));
  // An outbound call whose record names no flow never was in one.
  const noFlow = detail && summary.direction !== 'inbound' && events.every((event) => event.lane !== 'ivr');
  const tracked = operations.has('ListIvrTrackingDetails') || (pushed && steps.length > 0);
  if (!tracked && !noFlow) {
    gaps.push(missing('alibaba.gap.steps-not-given', 'ListIvrTrackingDetails', 'ivr'));
  }
  const designed = operations.has('GetContactFlow') || operations.has('ListContactFlows');
  if (steps.length > 0 && !designed) {
    gaps.push(missing('alibaba.gap.flow-not-given', 'GetContactFlow', 'ivr'));
  }
  return gaps;
}
