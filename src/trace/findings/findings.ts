import { callFindings } from './call-rules.ts';
import type { Finding } from './finding.ts';
import { compareSeverity } from './status.ts';
import { partyFindings } from './party-rules.ts';
import { stepFindings } from './step-rules.ts';
import type { CallTrace } from '../model.ts';
import { tracksOf, type Track } from '../timeline/tracks.ts';

export type { Finding } from './finding.ts';

/**
 * The problems of a call, worst first, then by time: nodes that failed, input that was repeatedly missing or not
 * accepted, queues that were full or timed out, long waits, callers who gave up, agents who did not answer, calls that
 * the IVR ended by an exception, and what the carrier said about a number that could not be reached. An outbound call
 * that nobody answers is no problem.
 */
export function findings(trace: CallTrace, tracks: readonly Track[] = tracksOf(trace)): readonly Finding[] {
  const found = promoted(trace, [...stepFindings(trace), ...partyFindings(trace, tracks)]);
  return [...found, ...callFindings(trace, found)].sort(
    (a, b) => compareSeverity(a.severity, b.severity) || a.at - b.at,
  );
}

/** Where a call failed and nothing worse is known, the queue that did not take it is what failed. */
function promoted(trace: CallTrace, found: readonly Finding[]): readonly Finding[] {
  if (trace.summary.outcome !== 'failed' || found.some(({ severity }) => severity === 'error')) return found;
  const last = found.findLast(({ id }) => id.startsWith('queue:'));
  return found.map((finding) => (finding === last ? { ...finding, severity: 'error' } : finding));
}
