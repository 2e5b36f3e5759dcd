import { agentArg, effectOfLeaving, effectOfRinging, effectOfStep, queueArg, withEffect } from './effects.ts';
import { longWaitMs, type Finding } from './finding.ts';
import type { Phrase } from '../format.ts';
import { eventMeaningOf, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { partitionPoint } from '../partition-point.ts';
import { stepDuration, stepNamePhrase } from '../step.ts';
import { lastStay, stayDuration, type Stay } from '../timeline/stays.ts';
import type { Track } from '../timeline/tracks.ts';

/** Problems with queues and agents: full, too slow, nobody there, the caller gave up. */
export function partyFindings(trace: CallTrace, tracks: readonly Track[]): readonly Finding[] {
  const queues = tracks.filter(({ lane }) => lane === 'queue');
  const agents = tracks.filter(({ lane }) => lane === 'agent');
  const left = momentsOfLeaving(trace, tracks);
  const rings = agents.flatMap((track) =>
    track.stays.flatMap((stay, index) => ringFinding(tracks, track, stay, index, left)),
  );
  const transfers = trace.steps.flatMap((step, index) =>
    nodeKindOf(step.kind) === 'transfer-to-agent' ? [{ step, index }] : [],
  );
  if (queues.length === 0) return [...rings, ...transfers.flatMap((each) => transferFindings(trace, each))];
  const unanswered = agents
    .flatMap(({ stays }) => stays.filter((stay, index) => rangInVain(stays, stay, index)))
    .map(({ from }) => from)
    .sort((a, b) => a - b);
  const talks = agents
    .flatMap(({ stays }) => stays.filter(({ kind }) => kind === 'talking'))
    .map(({ from }) => from)
    .sort((a, b) => a - b);
  const waits = queues.flatMap((track) =>
    waitsOf(track, talks).flatMap(({ stay, since }) =>
      waitFinding(trace, tracks, transfers, unanswered, track, stay, since),
    ),
  );
  return [...waits, ...rings, ...assignFindings(queues)];
}

interface Transfer {
  readonly step: IvrStep;
  /** Place among the steps of the trace. */
  readonly index: number;
}

/**
 * A wait in a queue that ended badly or was long. Where an IVR step ended with it, that step is named: it has the
 * settings of the queue.
 */
function waitFinding(
  trace: CallTrace,
  tracks: readonly Track[],
  transfers: readonly Transfer[],
  unanswered: readonly number[],
  track: Track,
  stay: Stay,
  since: number,
): readonly Finding[] {
  const { opened } = stay;
  if (opened === undefined || stay.kind !== 'waiting') return [];
  const to = stay.to ?? stay.from;
  const waited = stayDuration(stay) === undefined ? undefined : to - since;
  const end = stay.closed === undefined ? undefined : eventMeaningOf(stay.closed);
  const transfer = transfers.findLast(({ step }) => endsWith(step, stay));
  // What 2017-07-05 calls overflow is the end of the waiting time where the node says so.
  const late = end === 'queue-overflow' && transfer !== undefined && exitOf(transfer.step) === 'timeout';
  const how = waitEnd(late ? 'queue-timeout' : end, waited);
  if (how === undefined) return [];
  // Of several queues that a call waits in at once, those that did not get it an agent are cancelled.
  if (how === 'queue-cancelled' && rangWithin(tracks, to)) return [];
  const args = { queue: queueArg(track), waited: { durationMs: waited ?? 0 } };
  const rings = unanswered.filter((at) => at >= since && at <= to).length;
  const happened: Phrase[] = [{ key: `finding.${how}.text`, args }];
  if (rings > 0 && how !== 'queue-overflow') {
    happened.push({ key: 'finding.cause-unanswered-rings', args: { count: rings } });
  }
  const left = how !== 'queue-abandoned' && how !== 'long-wait';
  const effect = !left
    ? { text: [] }
    : transfer === undefined
      ? effectOfLeaving(trace, tracks, to)
      : effectOfStep(trace, transfer.index);
  return [
    {
      id: `queue:${opened.id}`,
      severity: 'warning',
      about: 'call',
      title: { key: `finding.${how}.title`, args },
      ...withEffect(happened, effect),
      item: transfer?.step.id ?? opened.id,
      also: [opened.id],
      at: opened.at,
    },
  ];
}

/** Whether the stay in the queue ended with the step; both are told to the second, and may be told a second apart. */
function endsWith({ enteredAt, leftAt }: IvrStep, { from, to }: Stay): boolean {
  if (to === undefined || leftAt === undefined) return false;
  return enteredAt - 1000 <= from && Math.abs(to - leftAt) <= 1000;
}

/** As long as an agent may ring before the caller is back in the queue. */
const mostRingingMs = 120_000;

/**
 * The waits in a queue, each with when it began (epoch ms): an assigned agent who does not answer does not end the
 * wait, the caller is queued again. Once an agent had talked it is another wait.
 * @param talks when agents began to talk, by time
 */
function waitsOf(
  { stays }: Track,
  talks: readonly number[],
): readonly { readonly stay: Stay; readonly since: number }[] {
  const waits: { readonly stay: Stay; readonly since: number }[] = [];
  for (const stay of stays) {
    const before = waits.at(-1);
    const closed = before?.stay.closed;
    const goesOn =
      closed !== undefined &&
      eventMeaningOf(closed) === 'agent-assigned' &&
      stay.from - closed.at <= mostRingingMs &&
      !(firstFrom(talks, closed.at) < stay.from);
    if (goesOn) waits.pop();
    waits.push({ stay, since: goesOn ? (before?.since ?? stay.from) : stay.from });
  }
  return waits;
}

/** The first of some moments that is not before another; all epoch ms, in order. */
function firstFrom(moments: readonly number[], from: number): number {
  return moments[partitionPoint(moments.length, (place) => (moments[place] ?? Infinity) >= from)] ?? Infinity;
}

/** Whether an agent was rung within the two seconds around a moment. */
function rangWithin(tracks: readonly Track[], at: number): boolean {
  return tracks.some(
    ({ lane, stays }) => lane === 'agent' && stays.some(({ from }) => Math.abs(from - at) <= 2000),
  );
}

/** Agents whom a queue found and could not get. */
function assignFindings(queues: readonly Track[]): readonly Finding[] {
  return queues.flatMap((track) =>
    track.events
      .filter((event) => eventMeaningOf(event) === 'agent-assign-failed')
      .map((event): Finding => {
        const args = { queue: queueArg(track) };
        return {
          id: `assign:${event.id}`,
          severity: 'warning',
          about: 'call',
          title: { key: 'finding.assign-failed.title', args },
          text: [{ key: 'finding.assign-failed.text', args }],
          item: event.id,
          at: event.at,
        };
      }),
  );
}

function waitEnd(end: string | undefined, waited: number | undefined): string | undefined {
  if (end === 'abandoned-in-queue') return 'queue-abandoned';
  if (end === 'queue-timeout' || end === 'queue-failed' || end === 'queue-cancelled') return end;
  if (end === 'dispatch-failed') return 'queue-dispatch-failed';
  // A queue that is full sends the caller on at once; after a long wait the waiting is the problem.
  if (end === 'queue-overflow') {
    return waited !== undefined && waited >= 10_000 ? 'queue-overflow-late' : 'queue-overflow';
  }
  return waited !== undefined && waited >= longWaitMs ? 'long-wait' : undefined;
}

/** Whether an agent's phone rang, and the agent did not talk then. */
function rangInVain(stays: readonly Stay[], stay: Stay, index: number): boolean {
  return stay.kind === 'ringing' && stay.to !== undefined && stays[index + 1]?.kind !== 'talking';
}

function ringFinding(
  tracks: readonly Track[],
  track: Track,
  stay: Stay,
  index: number,
  left: readonly number[],
): readonly Finding[] {
  const item = stay.opened;
  const end = stay.to;
  if (item === undefined || end === undefined || !rangInVain(track.stays, stay, index)) return [];
  // Within two seconds of the caller's leaving the agent is not to blame.
  const abandoned = left.some((at) => Math.abs(at - end) <= 2000);
  const rang = stayDuration(stay);
  const agent = agentArg(track);
  const rule = abandoned ? 'ring-abandoned' : 'agent-no-answer';
  const form = rang === undefined ? 'text' : 'text-rang';
  const happened = [{ key: `finding.${rule}.${form}`, args: { agent, rang: { durationMs: rang ?? 0 } } }];
  return [
    {
      id: `ring:${item.id}`,
      severity: 'warning',
      about: 'call',
      title: { key: `finding.${rule}.title`, args: { agent } },
      ...withEffect(happened, abandoned ? { text: [] } : effectOfRinging(tracks, end)),
      item: item.id,
      at: item.at,
    },
  ];
}

/** When the caller gave up: told by an event, or the end of a call that was abandoned. */
function momentsOfLeaving(trace: CallTrace, tracks: readonly Track[]): readonly number[] {
  const told = trace.events
    .filter((event) => eventMeaningOf(event) === 'gave-up-while-ringing')
    .map(({ at }) => at);
  if (trace.summary.outcome !== 'abandoned') return told;
  const customer = lastStay(tracks.find(({ lane }) => lane === 'customer')?.stays ?? [])?.to;
  return [...told, customer, trace.summary.endedAt].filter((at) => at !== undefined);
}

/** Without queue events the transfer node itself tells how the queue ended. */
function transferFindings(trace: CallTrace, { step, index }: Transfer): readonly Finding[] {
  const exit = exitOf(step);
  const waited = stepDuration(step);
  const how =
    exit === 'timeout'
      ? 'queue-timeout'
      : exit === 'overflow'
        ? 'queue-overflow'
        : exit === 'hang-up' && trace.summary.outcome === 'abandoned'
          ? 'queue-abandoned'
          : undefined;
  if (how === undefined) return [];
  const args = { queue: stepNamePhrase(step), waited: { durationMs: waited ?? 0 } };
  const effect = how === 'queue-abandoned' ? { text: [] } : effectOfStep(trace, index);
  return [
    {
      id: `queue:${step.id}`,
      severity: 'warning',
      about: 'call',
      title: { key: `finding.${how}.title`, args },
      ...withEffect([{ key: `finding.${how}.text`, args }], effect),
      item: step.id,
      at: step.enteredAt,
    },
  ];
}
