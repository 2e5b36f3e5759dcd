import { nameOf, type Item } from './data-finding.ts';
import type { Finding } from './finding.ts';
import { eventMeaningOf, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, EventMeaning, NodeKind } from '../model.ts';
import { partitionPoint } from '../partition-point.ts';
import { endOf, startOf } from '../span.ts';
import type { Track } from '../timeline/tracks.ts';

/** From how long on it is a problem that nothing happens in a call that is up, ms. */
export const longSilenceMs = 15_000;

interface Interval {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

/**
 * Stretches of a call in which no lane tells anything: nobody talks, rings, waits or is on hold, and no node runs.
 * Calls of which a part was not given are not judged: what is missing may have happened there.
 */
export function silenceFindings(
  trace: CallTrace,
  tracks: readonly Track[],
  data: readonly Finding[],
): readonly Finding[] {
  const start = startOf(trace);
  const end = endOf(trace);
  if (start === undefined || end === undefined || end - start < longSilenceMs) return [];
  if (trace.gaps.some(({ kind }) => kind !== 'not-offered' && kind !== 'repaired')) return [];
  // Contradictions and a path that breaks off say the same of that stretch, and say more.
  if (data.length > 0) return [];
  const told = intervals(trace, tracks, end);
  // In most calls nothing is silent, which shows without a look at every moment.
  if (silencesIn(told, end).length === 0) return [];
  const moments = momentsOf(trace);
  const all = [...told, ...handedOn(moments, end)].sort((a, b) => a.from - b.from);
  return silencesIn(all, end).flatMap((silence) => silenceFinding(moments, silence, end));
}

/** What something is told of, by beginning. An IVR lane that only says when the IVR began lasts as long as the steps. */
function intervals(trace: CallTrace, tracks: readonly Track[], end: number): readonly Interval[] {
  const told: Interval[] = [];
  for (const step of trace.steps) {
    if (nodeKindOf(step.kind) === 'sub-flow') continue;
    told.push({ from: step.enteredAt, to: step.leftAt ?? end });
  }
  for (const { lane, stays } of tracks) {
    if (lane === 'ivr' && trace.steps.length > 0) continue;
    for (const stay of stays) {
      // That the customer is connected tells nothing of what happened meanwhile.
      if (stay.kind !== 'connected') told.push({ from: stay.from, to: stay.to ?? end });
    }
  }
  return told.sort((a, b) => a.from - b.from);
}

/** Nodes that hand the call to somebody of whom there need be no events. */
const handOn: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'transfer-to-agent',
  'blind-transfer',
  'outside-number',
  'voicemail',
]);

const underWay: ReadonlySet<EventMeaning> = new Set<EventMeaning>([
  'agent-assigned',
  'left-queue',
  'transfer-started',
  'blind-transfer',
]);

/** From when a call was handed on until the next thing that is told: somebody was rung or talked in the meantime. */
function handedOn(moments: readonly Moment[], end: number): readonly Interval[] {
  const handed: Interval[] = [];
  moments.forEach(({ item, at }, place) => {
    const isHanded =
      'enteredAt' in item
        ? at === item.leftAt && exitOf(item) === 'success' && handOn.has(nodeKindOf(item.kind) ?? 'start')
        : underWay.has(eventMeaningOf(item) ?? 'recorded');
    if (!isHanded) return;
    const next = moments.slice(place + 1, place + 20).find((moment) => moment.at > at);
    handed.push({ from: at, to: next?.at ?? end });
  });
  return handed;
}

/** What was before the first thing that is told is not known; silence begins after it. */
function silencesIn(told: readonly Interval[], end: number): readonly Interval[] {
  const silences: Interval[] = [];
  let quietFrom = Infinity;
  for (const { from, to } of told) {
    if (from - quietFrom >= longSilenceMs && from <= end) silences.push({ from: quietFrom, to: from });
    quietFrom = quietFrom === Infinity ? to : Math.max(quietFrom, to);
  }
  if (end - quietFrom >= longSilenceMs) silences.push({ from: quietFrom, to: end });
  return silences;
}

interface Moment {
  readonly item: Item;
  /** Epoch ms. */
  readonly at: number;
}

/** When steps began and ended and events were, by time. */
function momentsOf(trace: CallTrace): readonly Moment[] {
  const moments: Moment[] = [];
  for (const item of trace.steps) {
    moments.push({ item, at: item.enteredAt });
    if (item.leftAt !== undefined) moments.push({ item, at: item.leftAt });
  }
  for (const item of trace.events) moments.push({ item, at: item.at });
  return moments.sort((a, b) => a.at - b.at);
}

function silenceFinding(moments: readonly Moment[], silence: Interval, end: number): readonly Finding[] {
  const after = firstAfter(moments, silence.from);
  const before = (moments[after - 1] ?? moments[0])?.item;
  const following = moments[after];
  // An event without an interval of its own is a sign of life.
  if (before === undefined || (following !== undefined && following.at < silence.to)) return [];
  const next = following === undefined || following.at >= end ? undefined : following.item;
  const args = { silence: { durationMs: silence.to - silence.from }, before: nameOf(before) };
  return [
    {
      id: `silence:${before.id}`,
      severity: 'warning',
      about: 'call',
      title: { key: 'finding.silence.title', args },
      text: [
        { key: 'finding.silence.text', args },
        next === undefined
          ? { key: 'finding.silence-ended' }
          : { key: 'finding.silence-then', args: { next: nameOf(next) } },
      ],
      item: before.id,
      ...(next === undefined ? {} : { effect: next.id }),
      at: silence.from,
    },
  ];
}

/** Place of the first moment after a time; the number of moments where there is none. */
function firstAfter(moments: readonly Moment[], epochMs: number): number {
  return partitionPoint(moments.length, (place) => (moments[place]?.at ?? 0) > epochMs);
}
