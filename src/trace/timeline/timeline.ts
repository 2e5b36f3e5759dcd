import { ivrRows, type TimelineContext } from './ivr.ts';
import { stacked } from './stacked.ts';
import { stayDuration, type Stay, type StayKind } from './stays.ts';
import { partyName, partyTitle, type Track } from './tracks.ts';
import { durationText, wordsOf } from '../format.ts';
import { eventMeaningOf, wordOf } from '../label.ts';
import type { Render } from '../message.ts';
import type { CallEvent, EventMeaning, Lane } from '../model.ts';
import { spanOf } from '../span.ts';
import { cutText, mostDrawn } from '../text/cut.ts';
import type { MarkView, SegmentView, TimelineRowView, TimelineView } from '../view/types.ts';
import type { SegmentKind } from '../view/names.ts';

/**
 * The lanes of a call: customer, IVR (one row for each level of sub-flow), queue, one row for each agent, and the system
 * row with the moments; further rows where bars of a row overlap. Where the provider gives nothing for a lane, its row
 * says so.
 */
export function timelineOf(whole: TimelineContext): TimelineView {
  const { inside, tracks } = whole;
  const { trace } = inside;
  const context = { ...whole, trace };
  const span = spanOf(trace) ?? { from: 0, to: 0 };
  const rows = [
    ...customerRows(context),
    ...ivrRows(context),
    ...queueRows(context),
    ...agentRows(context),
    ...deviceRows(context),
    systemRow(context, tracks),
    outsideRow(context),
  ];
  return { from: span.from, to: span.to, rows: rows.filter(notEmpty).flatMap(stacked).map(drawable) };
}

/** With names for which a drawing has room. */
function drawable(row: TimelineRowView): TimelineRowView {
  const short = <T extends { readonly name: string }>(part: T): T =>
    part.name.length > mostDrawn ? { ...part, name: cutText(part.name) } : part;
  return { ...short(row), segments: row.segments.map(short), marks: row.marks.map(short) };
}

/** The customer and the IVR are part of every picture; queues, agents and moments only where there are some. */
function notEmpty(row: TimelineRowView): boolean {
  return row.segments.length > 0 || row.marks.length > 0 || row.gap !== undefined;
}

function customerRows(context: TimelineContext): readonly TimelineRowView[] {
  const stays = context.tracks.filter(({ lane }) => lane === 'customer').flatMap((track) => track.stays);
  const several = new Set(stays.map(({ opened }) => opened?.party?.id)).size > 1;
  const name = ({ opened }: Stay) => (several ? partyName(opened?.party ?? {}) : '');
  return [
    laneRow(
      context,
      'customer',
      stays.map((stay, index) => segment(context, stay, 'customer', index, name(stay))),
    ),
  ];
}

function queueRows(context: TimelineContext): readonly TimelineRowView[] {
  const waits = context.tracks
    .filter(({ lane }) => lane === 'queue')
    .flatMap((track) => track.stays.map((stay) => ({ stay, name: partyName(track.party) })))
    .sort((a, b) => a.stay.from - b.stay.from);
  const segments = waits.map(({ stay, name }, index) => segment(context, stay, 'queue', index, name));
  return [laneRow(context, 'queue', segments)];
}

function agentRows(context: TimelineContext): readonly TimelineRowView[] {
  const agents = context.tracks.filter(({ lane }) => lane === 'agent');
  if (agents.length === 0) return [laneRow(context, 'agent', [])];
  return agents.map((track) => ({
    id: track.key,
    lane: 'agent',
    name: wordsOf(partyTitle(track), context.render),
    depth: 0,
    segments: track.stays.map((stay, index) => segment(context, stay, track.key, index, '')),
    marks: [],
  }));
}

/** A row for each conference, device and user besides the queues and agents that had the call. */
function deviceRows(context: TimelineContext): readonly TimelineRowView[] {
  return context.tracks
    .filter(({ lane }) => lane === 'system')
    .map((track) => ({
      id: track.key,
      lane: 'system',
      name: wordsOf(partyTitle(track), context.render),
      depth: 0,
      segments: track.stays.map((stay, index) =>
        segment(context, stay, track.key, index, stay.kind === 'unknown' ? partyName(track.party) : ''),
      ),
      marks: [],
    }));
}

/** Moments of all lanes but those that begin a bar of the customer, of an agent or of a device, which show as that bar. */
function systemRow(context: TimelineContext, tracks: readonly Track[]): TimelineRowView {
  const bars = new Set<CallEvent>();
  for (const { lane, stays } of tracks) {
    if (lane === 'ivr' || lane === 'queue') continue;
    // A transfer or a supervisor's joining begins a bar, and is a moment of its own all the same.
    for (const { opened } of stays) if (opened !== undefined && !isNamed(opened)) bars.add(opened);
  }
  const marks = context.events
    .filter((event) => !bars.has(event) && !context.inside.outside.has(event.id))
    .map((event) => mark(context, event));
  return { ...laneRow(context, 'system', []), marks };
}

/** Events that lie outside the call, at that end of the axis beyond which they are. */
function outsideRow(context: TimelineContext): TimelineRowView {
  const { outside, from, to } = context.inside;
  const marks = context.events
    .filter(({ id }) => outside.has(id))
    .map((event) => ({ ...mark(context, event), at: Math.min(to, Math.max(from, event.at)) }));
  const name = context.render({ key: 'timeline.outside' });
  return { id: 'outside', lane: 'system', name, depth: 0, segments: [], marks };
}

function mark({ word, severity }: TimelineContext, event: CallEvent): MarkView {
  return {
    item: event.id,
    at: event.at,
    name: word('event', event.name),
    severity: severity(event.id),
  };
}

/** The row of a whole lane, with the gap that stands in for what the provider does not give. */
export function laneRow(
  context: TimelineContext,
  lane: Lane,
  segments: readonly SegmentView[],
): TimelineRowView {
  const gap = segments.length === 0 ? context.trace.gaps.find((one) => one.lane === lane) : undefined;
  const name = context.render({ key: `lane.${lane}` });
  const row = { id: lane, lane, name, depth: 0, segments, marks: [] };
  return gap === undefined ? row : { ...row, gap: context.gapTitle(gap) };
}

function segment(
  context: TimelineContext,
  stay: Stay,
  row: string,
  index: number,
  name: string,
): SegmentView {
  const { render, severity } = context;
  const duration = stayDuration(stay);
  const item = (stay.opened ?? beginning(context, stay) ?? stay.closed)?.id ?? '';
  const kind = segmentKind(stay.kind);
  return {
    id: `${row}/${index}`,
    kind,
    from: stay.from,
    ...(stay.to === undefined ? {} : { to: stay.to }),
    name: name === '' ? stayName(stay, render) : name,
    duration: duration === undefined ? '' : durationText(duration, render),
    severity: stay.opened === undefined ? 'none' : severity(stay.opened.id),
    item,
  };
}

/**
 * The event at whose moment an interval begins that only the summary tells: the customer's, which the call's entering
 * the IVR begins rather than the hanging up that ends it. What happens to a queue or agent begins something of theirs.
 */
function beginning({ events }: TimelineContext, { from }: Stay): CallEvent | undefined {
  return events.find(({ at, lane }) => at === from && lane !== 'queue' && lane !== 'agent');
}

/** What went on: talking, or the special kind of it that the event names, such as a supervisor who listens in. */
function stayName({ kind, opened }: Stay, render: Render): string {
  if (opened !== undefined && isNamed(opened)) return wordOf(render, 'event', opened.name);
  return render({ key: kind === 'in-ivr' ? 'segment.node' : `segment.${kind}` });
}

function isNamed(event: CallEvent): boolean {
  const meaning = eventMeaningOf(event);
  return meaning !== undefined && named.has(meaning);
}

const named: ReadonlySet<EventMeaning> = new Set([
  'consulting',
  'monitoring',
  'coaching',
  'barging',
  'intercepting',
  'conference-started',
]);

function segmentKind(kind: StayKind): SegmentKind {
  switch (kind) {
    case 'in-ivr':
      return 'node';
    case 'dialing':
      return 'ringing';
    default:
      return kind;
  }
}
