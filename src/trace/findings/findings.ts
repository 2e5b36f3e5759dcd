import { callFindings } from './call-rules.ts';
import { dataFindings } from './data-rules.ts';
import type { Finding } from './finding.ts';
import { inputFindings } from './input-rules.ts';
import { limitFindings } from './limit-rules.ts';
import { missingPartFindings } from './missing-part-rules.ts';
import { partyFindings } from './party-rules.ts';
import { silenceFindings } from './silence-rules.ts';
import { compareSeverity } from './status.ts';
import { stepFindings } from './step-rules.ts';
import { insideOf } from '../inside.ts';
import type { CallTrace } from '../model.ts';
import { tracksOf, type Track } from '../timeline/tracks.ts';

export type { Finding } from './finding.ts';

/**
 * The problems of a call, worst first, those of the call before those of its records, then by time: nodes that failed
 * or were slow, input that was repeatedly missing or not accepted, queues that were full or timed out, long waits,
 * callers who gave up, agents and transfers that were not answered, long silence, calls that the IVR ended by an
 * exception, what the carrier said about a number that could not be reached, and records that are missing or
 * contradict each other. An outbound call that nobody answers is no problem.
 */
export function findings(
  given: CallTrace,
  tracks: readonly Track[] = tracksOf(insideOf(given).trace),
): readonly Finding[] {
  const { trace } = insideOf(given);
  const found = promoted(
    trace,
    repeated([
      ...stepFindings(trace),
      ...inputFindings(trace),
      ...partyFindings(trace, tracks),
      ...limitFindings(trace, tracks),
    ]),
  );
  const data = dataFindings(given, tracks);
  const all = [
    ...found,
    ...callFindings(trace, found),
    ...missingPartFindings(given),
    ...data,
    ...silenceFindings(trace, tracks, data),
  ];
  return all.sort(
    (a, b) =>
      compareSeverity(a.severity, b.severity) ||
      Number(a.about === 'data') - Number(b.about === 'data') ||
      a.at - b.at,
  );
}

/** What happened several times in the same words is one problem: the first one, with how often. */
function repeated(found: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of found) {
    const key = JSON.stringify([finding.severity, finding.title]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const args = { title: { phrase: first.title }, times: group.length };
    return [
      {
        ...first,
        title: { key: 'finding.times.title', args },
        text: [...first.text, { key: 'finding.more-times', args: { count: group.length - 1 } }],
        also: group.flatMap(({ item, also = [] }) => [item, ...also]),
      },
    ];
  });
}

/** Where a call failed and nothing worse is known, the queue that did not take it is what failed. */
function promoted(trace: CallTrace, found: readonly Finding[]): readonly Finding[] {
  if (trace.summary.outcome !== 'failed' || found.some(({ severity }) => severity === 'error')) return found;
  const last = found.findLast(({ id }) => id.startsWith('queue:'));
  return found.map((finding) => (finding === last ? { ...finding, severity: 'error' } : finding));
}
