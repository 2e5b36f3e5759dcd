import type { Analysis } from './analysis.ts';
import { FieldList, mapFields } from './fields.ts';
import { durationInWords, outcomeSeverity } from './summary.ts';
import type { DetailsView, FieldView } from './details-types.ts';
import { dateText, durationText, listText } from '../format.ts';
import { nodeKindOf } from '../label.ts';
import type { Render } from '../message.ts';
import { startOf } from '../span.ts';
import { stepDuration } from '../step.ts';
import type { Zone } from '../time.ts';
import { stayDuration } from '../timeline/stays.ts';
import { partyName } from '../timeline/tracks.ts';

type Group = DetailsView['groups'][number];

/** How many of the longest waits and slowest nodes are named. */
const most = 5;
/** A node is named among the slow ones from this on. */
const slowMs = 1000;

/** What is shown of a call when nothing is selected. */
export function callGroups(analysis: Analysis): readonly Group[] {
  const { trace, render } = analysis;
  const groups: readonly (readonly [string, readonly FieldView[]])[] = [
    ['call', callFields(analysis)],
    ['longest-waits', longestWaits(analysis)],
    ['slowest-nodes', slowestNodes(analysis)],
    ['further', mapFields(render, trace.summary.details, '/summary/details')],
  ];
  return groups.flatMap(([name, fields]) =>
    fields.length === 0 ? [] : [{ title: render({ key: `details.${name}` }), fields }],
  );
}

function callFields({ trace, render }: Analysis): readonly FieldView[] {
  const { summary, zone } = trace;
  const list = new FieldList(render, '/summary');
  list.add(
    'outcome',
    render({ key: `outcome.${summary.outcome}` }),
    undefined,
    outcomeSeverity(summary.outcome),
    list.from('outcome', summary.outcome),
  );
  list.addCoded('disposition', 'disposition', summary.disposition, 'disposition');
  list.add('direction', render({ key: `direction.${summary.direction}` }));
  list.addText('caller', 'caller', summary.caller);
  list.addText('caller-location', 'callerLocation', summary.callerLocation?.trim());
  list.addText('callee', 'callee', summary.callee);
  list.addText('callee-location', 'calleeLocation', summary.calleeLocation?.trim());
  const start = startOf(trace);
  if (start !== undefined) list.fields.push(startField(render, start, zone));
  if (summary.establishedAt !== undefined)
    list.addTime('answered', 'establishedAt', trace, summary.establishedAt);
  if (summary.endedAt !== undefined) list.addTime('ended', 'endedAt', trace, summary.endedAt);
  list.add('duration', durationInWords({ trace, render }) ?? '');
  list.addCoded('hung-up-by', 'hung-up-by', summary.hungUpBy, 'hungUpBy');
  list.addCoded('release-reason', 'release', summary.releaseReason, 'releaseReason');
  list.addCoded('early-media', 'early-media', summary.earlyMedia, 'earlyMedia');
  list.add('queues', listText(summary.queues.map(partyName), render));
  list.add('agents', listText(summary.agents.map(partyName), render));
  list.addCoded('contact-type', 'contact-type', summary.contactType, 'contactType');
  list.addCoded('media', 'media', summary.mediaType, 'mediaType');
  if (summary.recorded !== undefined) {
    list.add('recording', render({ key: summary.recorded ? 'details.recorded' : 'details.not-recorded' }));
  }
  list.add('contact-id', trace.contactId);
  list.add('provider', render({ key: `provider.${trace.provider}` }), trace.provider);
  list.add('instance', trace.instance ?? '');
  return list.fields;
}

/** The start of the call: a moment with its date; the only one without the time since the call began beside it. */
function startField(render: Render, at: number, zone: Zone): FieldView {
  return { label: render({ key: 'details.started' }), value: dateText(at, zone), severity: 'none', at };
}

/** The longest of what took time, each with its part of the longest one. */
function longest<T extends { readonly took: number }>(
  all: readonly T[],
  field: (one: T) => FieldView,
): readonly FieldView[] {
  const shown = all
    .filter(({ took }) => took >= slowMs)
    .sort((a, b) => b.took - a.took)
    .slice(0, most);
  const top = shown[0]?.took ?? 1;
  return shown.map((one) => ({ ...field(one), share: one.took / top }));
}

function longestWaits({ tracks, render, severity }: Analysis): readonly FieldView[] {
  const waits = tracks
    .filter(({ lane }) => lane === 'queue' || lane === 'agent')
    .flatMap((track) => track.stays.map((stay) => ({ track, stay, took: stayDuration(stay) ?? 0 })))
    .filter(({ stay }) => stay.kind === 'waiting' || stay.kind === 'ringing');
  return longest(waits, ({ track, stay, took }) => ({
    label: partyName(track.party) || render({ key: `lane.${track.lane}` }),
    value: durationText(took, render),
    code: render({ key: `segment.${stay.kind === 'ringing' ? 'ringing' : 'waiting'}` }),
    severity: stay.opened === undefined ? 'none' : severity(stay.opened.id),
    at: stay.from,
    ...(stay.opened === undefined ? {} : { item: stay.opened.id }),
  }));
}

/** Nodes that took long by themselves: waiting for an agent is told above, a sub-flow is the sum of its nodes. */
function slowestNodes({ inside: { trace }, render, severity, stepName }: Analysis): readonly FieldView[] {
  const steps = trace.steps
    .map((step) => ({ step, kind: nodeKindOf(step.kind), took: stepDuration(step) ?? 0 }))
    .filter(({ kind }) => kind !== 'transfer-to-agent' && kind !== 'sub-flow' && kind !== 'wait');
  return longest(steps, ({ step, took }) => ({
    label: stepName(step),
    value: durationText(took, render),
    severity: severity(step.id),
    at: step.enteredAt,
    item: step.id,
  }));
}
