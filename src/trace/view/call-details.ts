import type { Analysis } from './analysis.ts';
import { FieldList, mapFields } from './fields.ts';
import { durationInWords, outcomeSeverity } from './summary.ts';
import type { DetailsView, FieldView } from './types.ts';
import { clockText, dateText, durationText, timeText } from '../format.ts';
import { nodeKindOf } from '../label.ts';
import { startOf } from '../span.ts';
import { stepDuration } from '../step.ts';
import { partyName, stayDuration } from '../timeline/tracks.ts';

type Group = DetailsView['groups'][number];

/** How many of the longest waits and slowest nodes are named. */
const most = 3;
/** A node is named among the slow ones from this on. */
const slowMs = 1000;

/** What is shown of a call when nothing is selected. */
export function callGroups(analysis: Analysis): readonly Group[] {
  const { trace, render } = analysis;
  const groups: readonly (readonly [string, readonly FieldView[]])[] = [
    ['call', callFields(analysis)],
    ['longest-waits', longestWaits(analysis)],
    ['slowest-nodes', slowestNodes(analysis)],
    ['further', mapFields(render, trace.summary.details)],
  ];
  return groups.flatMap(([name, fields]) =>
    fields.length === 0 ? [] : [{ title: render({ key: `details.${name}` }), fields }],
  );
}

function callFields({ trace, render }: Analysis): readonly FieldView[] {
  const { summary, zone } = trace;
  const list = new FieldList(render);
  list.add(
    'outcome',
    render({ key: `outcome.${summary.outcome}` }),
    undefined,
    outcomeSeverity(summary.outcome),
  );
  list.addCoded('disposition', 'disposition', summary.disposition);
  list.add('direction', render({ key: `direction.${summary.direction}` }));
  list.add('caller', summary.caller ?? '', summary.callerLocation?.trim());
  list.add('callee', summary.callee ?? '', summary.calleeLocation?.trim());
  const start = startOf(trace);
  if (start !== undefined) list.add('started', dateText(start, zone));
  if (summary.establishedAt !== undefined) list.add('answered', timeText(summary.establishedAt, zone));
  if (summary.endedAt !== undefined) list.add('ended', timeText(summary.endedAt, zone));
  list.add('duration', durationInWords({ trace, render }) ?? '');
  list.addCoded('hung-up-by', 'hung-up-by', summary.hungUpBy);
  list.addCoded('release-reason', 'release', summary.releaseReason);
  list.addCoded('early-media', 'early-media', summary.earlyMedia);
  list.add('queues', summary.queues.map(partyName).join(', '));
  list.add('agents', summary.agents.map(partyName).join(', '));
  list.addCoded('contact-type', 'contact-type', summary.contactType);
  list.addCoded('media', 'media', summary.mediaType);
  if (summary.recorded !== undefined) {
    list.add('recording', render({ key: summary.recorded ? 'details.recorded' : 'details.not-recorded' }));
  }
  list.add('contact-id', trace.contactId);
  list.add('provider', render({ key: `provider.${trace.provider}` }), trace.provider);
  list.add('instance', trace.instance ?? '');
  return list.fields;
}

function longestWaits({ tracks, trace, render, severity }: Analysis): readonly FieldView[] {
  return tracks
    .filter(({ lane }) => lane === 'queue' || lane === 'agent')
    .flatMap((track) => track.stays.map((stay) => ({ track, stay, waited: stayDuration(stay) ?? 0 })))
    .filter(({ stay, waited }) => (stay.kind === 'waiting' || stay.kind === 'ringing') && waited >= slowMs)
    .sort((a, b) => b.waited - a.waited)
    .slice(0, most)
    .map(({ track, stay, waited }) => ({
      label: partyName(track.party) || render({ key: `lane.${track.lane}` }),
      value: durationText(waited, render),
      code: `${render({ key: `segment.${stay.kind === 'ringing' ? 'ringing' : 'waiting'}` })} · ${clockText(stay.from, trace.zone)}`,
      severity: stay.opened === undefined ? 'none' : severity(stay.opened.id),
    }));
}

/** Nodes that were slow by themselves: playing, asking and waiting for an agent take as long as they take. */
function slowestNodes({ trace, render, severity, stepName }: Analysis): readonly FieldView[] {
  return trace.steps
    .map((step) => ({ step, kind: nodeKindOf(step.kind), took: stepDuration(step) ?? 0 }))
    .filter(
      ({ kind, took }) =>
        took >= slowMs && kind !== 'transfer-to-agent' && kind !== 'sub-flow' && kind !== 'wait',
    )
    .sort((a, b) => b.took - a.took)
    .slice(0, most)
    .map(({ step, took }) => ({
      label: stepName(step),
      value: durationText(took, render),
      code: clockText(step.enteredAt, trace.zone),
      severity: severity(step.id),
    }));
}
