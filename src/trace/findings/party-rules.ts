import { longWaitMs, type Finding } from './finding.ts';
import type { PhraseArg } from '../format.ts';
import { eventMeaningOf, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { stepDuration, stepNamePhrase } from '../step.ts';
import { partyName, partyTitle, stayDuration, type Stay, type Track } from '../timeline/tracks.ts';

/** Problems with queues and agents: full, too slow, nobody there, the caller gave up. */
export function partyFindings(trace: CallTrace, tracks: readonly Track[]): readonly Finding[] {
  const queues = tracks.filter(({ lane }) => lane === 'queue');
  const timeouts = trace.steps.filter(
    (step) => nodeKindOf(step.kind) === 'transfer-to-agent' && exitOf(step) === 'timeout',
  );
  const waits = queues.flatMap((track) =>
    waitsOf(track).flatMap(({ stay, since }) => waitFinding(timeouts, track, stay, since)),
  );
  const left = momentsOfLeaving(trace, tracks);
  const rings = tracks
    .filter(({ lane }) => lane === 'agent')
    .flatMap((track) => track.stays.flatMap((stay, index) => ringFinding(track, stay, index, left)));
  return [...waits, ...rings, ...(queues.length === 0 ? transferFindings(trace) : [])];
}

function waitFinding(
  timeouts: readonly IvrStep[],
  track: Track,
  stay: Stay,
  since: number,
): readonly Finding[] {
  const item = stay.opened;
  if (item === undefined || stay.kind !== 'waiting') return [];
  const waited = stayDuration(stay) === undefined ? undefined : (stay.to ?? stay.from) - since;
  const name = partyName(track.party);
  const queue: PhraseArg = name === '' ? { phrase: { key: 'finding.the-queue' } } : name;
  const end = stay.closed === undefined ? undefined : eventMeaningOf(stay.closed);
  // What 2017-07-05 calls overflow is the end of the waiting time where the node says so.
  const late = end === 'queue-overflow' && timeouts.some((step) => endsWith(step, stay));
  const how = waitEnd(late ? 'queue-timeout' : end, waited);
  if (how === undefined) return [];
  const args = { queue, waited: { durationMs: waited ?? 0 } };
  return [
    {
      id: `queue:${item.id}`,
      severity: 'warning',
      title: { key: `finding.${how}.title`, args },
      text: [{ key: `finding.${how}.text`, args }],
      item: item.id,
      at: item.at,
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
 * wait, the caller is queued again.
 */
function waitsOf({ stays }: Track): readonly { readonly stay: Stay; readonly since: number }[] {
  const waits: { readonly stay: Stay; readonly since: number }[] = [];
  for (const stay of stays) {
    const before = waits.at(-1);
    const closed = before?.stay.closed;
    const goesOn =
      closed !== undefined &&
      eventMeaningOf(closed) === 'agent-assigned' &&
      stay.from - closed.at <= mostRingingMs;
    if (goesOn) waits.pop();
    waits.push({ stay, since: goesOn ? (before?.since ?? stay.from) : stay.from });
  }
  return waits;
}

function waitEnd(end: string | undefined, waited: number | undefined): string | undefined {
  if (end === 'abandoned-in-queue') return 'queue-abandoned';
  if (end === 'queue-timeout') return 'queue-timeout';
  // A queue that is full sends the caller on at once; after a long wait the waiting is the problem.
  if (end === 'queue-overflow') {
    return waited !== undefined && waited >= 10_000 ? 'queue-overflow-late' : 'queue-overflow';
  }
  return waited !== undefined && waited >= longWaitMs ? 'long-wait' : undefined;
}

function ringFinding(track: Track, stay: Stay, index: number, left: readonly number[]): readonly Finding[] {
  const item = stay.opened;
  if (item === undefined || stay.kind !== 'ringing') return [];
  if (stay.to === undefined || track.stays[index + 1]?.kind === 'talking') return [];
  const end = stay.to;
  // Within two seconds of the caller's leaving the agent is not to blame.
  const abandoned = left.some((at) => Math.abs(at - end) <= 2000);
  const rang = stayDuration(stay);
  const title = partyTitle(track);
  const agent: PhraseArg = typeof title === 'string' ? title : { phrase: title };
  const rule = abandoned ? 'ring-abandoned' : 'agent-no-answer';
  const form = rang === undefined ? 'text' : 'text-rang';
  const args = { agent, rang: { durationMs: rang ?? 0 } };
  return [
    {
      id: `ring:${item.id}`,
      severity: 'warning',
      title: { key: `finding.${rule}.title`, args },
      text: [{ key: `finding.${rule}.${form}`, args }],
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
  const customer = tracks.find(({ lane }) => lane === 'customer')?.stays.at(-1)?.to;
  return [...told, customer, trace.summary.endedAt].filter((at) => at !== undefined);
}

/** Without queue events the transfer node itself tells how the queue ended. */
function transferFindings(trace: CallTrace): readonly Finding[] {
  return trace.steps.flatMap((step) => {
    if (nodeKindOf(step.kind) !== 'transfer-to-agent') return [];
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
    return [
      {
        id: `queue:${step.id}`,
        severity: 'warning' as const,
        title: { key: `finding.${how}.title`, args },
        text: [{ key: `finding.${how}.text`, args }],
        item: step.id,
        at: step.enteredAt,
      },
    ];
  });
}
