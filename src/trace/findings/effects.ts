import type { Phrase, PhraseArg } from '../format.ts';
import { asksCaller, eventMeaningOf, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, NodeKind } from '../model.ts';
import { partitionPoint } from '../partition-point.ts';
import { endOf } from '../span.ts';
import { stepNamePhrase } from '../step.ts';
import type { Stay } from '../timeline/stays.ts';
import { partyName, partyTitle, type Track } from '../timeline/tracks.ts';

/** What came of a problem: sentences, and the step or event in which it is seen. */
export interface Effect {
  readonly text: readonly Phrase[];
  readonly item?: string;
}

/** The effect as members of a finding. */
export function withEffect(
  happened: readonly Phrase[],
  effect: Effect,
): { readonly text: readonly Phrase[]; readonly effect?: string } {
  const text = [...happened, ...effect.text];
  return effect.item === undefined ? { text } : { text, effect: effect.item };
}

/** How far after a step its effect is looked for: beyond a dozen steps it is another matter. */
const farthest = 12;

/** Nodes that the caller notices, beside those that ask something. */
const noticed: ReadonlySet<NodeKind> = new Set<NodeKind>(['play', 'voicemail', 'voice-navigator', 'survey']);

/** What came of a step: the next node that the caller noticed, or that the call ended there. */
export function effectOfStep(trace: CallTrace, index: number): Effect {
  const text: Phrase[] = [];
  let item: string | undefined;
  for (const next of trace.steps.slice(index + 1, index + 1 + farthest)) {
    const kind = nodeKindOf(next.kind);
    const node = stepNamePhrase(next);
    if (kind === 'branch' && exitOf(next) === 'default') {
      item ??= next.id;
      text.push({ key: 'finding.effect-default', args: { node } });
    } else if (kind === 'transfer-to-agent') {
      return { text: [...text, { key: 'finding.effect-queued', args: { node } }], item: item ?? next.id };
    } else if (kind === 'hang-up') {
      return { text: [...text, { key: 'finding.effect-hung-up' }], item: item ?? next.id };
    } else if (kind === 'outside-number' || kind === 'blind-transfer') {
      return {
        text: [...text, { key: 'finding.effect-put-through', args: { node } }],
        item: item ?? next.id,
      };
    } else if (kind !== undefined && (noticed.has(kind) || asksCaller(kind))) {
      return { text: [...text, { key: 'finding.effect-next', args: { node } }], item: item ?? next.id };
    }
  }
  const step = trace.steps[index];
  if (index === trace.steps.length - 1 && step?.leftAt !== undefined) {
    text.push({ key: 'finding.effect-last' });
  }
  return { text, ...(item === undefined ? {} : { item }) };
}

/** How long after an end the next beginning still follows from it, ms. */
const soon = 2000;

/** What came of leaving a queue where no IVR step tells it: the next queue or agent, or the end of the call. */
export function effectOfLeaving(trace: CallTrace, tracks: readonly Track[], at: number): Effect {
  let next: { readonly track: Track; readonly stay: Stay } | undefined;
  for (const track of tracks) {
    if (track.lane !== 'queue' && track.lane !== 'agent') continue;
    const stay = track.stays[firstFrom(track.stays, at)];
    if (stay !== undefined && stay.from <= at + soon && (next === undefined || stay.from < next.stay.from))
      next = { track, stay };
  }
  const item = next?.stay.opened?.id;
  if (next !== undefined && item !== undefined) {
    return next.track.lane === 'queue'
      ? { text: [{ key: 'finding.effect-queue-next', args: { queue: queueArg(next.track) } }], item }
      : { text: [{ key: 'finding.effect-agent-next', args: { agent: agentArg(next.track) } }], item };
  }
  const end = endOf(trace);
  return end !== undefined && end >= at && end - at <= soon
    ? { text: [{ key: 'finding.effect-call-ended' }] }
    : { text: [] };
}

/** What came of an agent's not answering: another who did, the way back into the queue, or nothing more. */
export function effectOfRinging(tracks: readonly Track[], at: number): Effect {
  for (const { lane, stays } of tracks) {
    if (lane !== 'queue') continue;
    for (let place = firstFrom(stays, at - soon); ; place += 1) {
      const stay = stays[place];
      if (stay === undefined || stay.from > at + soon) break;
      if (stay.opened !== undefined && eventMeaningOf(stay.opened) === 'enqueued')
        return { text: [{ key: 'finding.effect-requeued' }], item: stay.opened.id };
    }
  }
  let taken: { readonly track: Track; readonly stay: Stay } | undefined;
  for (const track of tracks) {
    if (track.lane !== 'agent') continue;
    let place = firstFrom(track.stays, at);
    while (place < track.stays.length && track.stays[place]?.kind !== 'talking') place += 1;
    const stay = track.stays[place];
    if (stay !== undefined && (taken === undefined || stay.from < taken.stay.from)) taken = { track, stay };
  }
  if (taken?.stay.opened === undefined) return { text: [] };
  const args = { agent: agentArg(taken.track), later: { durationMs: taken.stay.from - at } };
  return { text: [{ key: 'finding.effect-answered', args }], item: taken.stay.opened.id };
}

/** The place of the first stay that begins at a moment (epoch ms) or after it; stays are in order of time. */
function firstFrom(stays: readonly Stay[], at: number): number {
  return partitionPoint(stays.length, (place) => (stays[place]?.from ?? Infinity) >= at);
}

/** A queue for a sentence; one without a name is called so. */
export function queueArg({ party }: Track): PhraseArg {
  const name = partyName(party);
  return name === '' ? { phrase: { key: 'finding.the-queue' } } : name;
}

/** An agent for a sentence. */
export function agentArg(track: Track): PhraseArg {
  const title = partyTitle(track);
  return typeof title === 'string' ? title : { phrase: title };
}
