import { plainWay, type Way } from './builder.ts';
import { eventMeaningOf } from '../label.ts';
import type { CallEvent, CallTrace, EventMeaning } from '../model.ts';
import { stayDuration, type Stay } from '../timeline/stays.ts';
import type { Track } from '../timeline/tracks.ts';

/** One time in which a party had to do with the call: its intervals without a break. */
export interface Leg {
  readonly track: Track;
  readonly stays: readonly Stay[];
  /** Epoch ms. */
  readonly from: number;
  /** When they began to talk; absent: they never did. */
  readonly talkedFrom?: number;
}

/** Between the intervals of one leg there may be this much: the events of both sides come in any order. */
const breakMs = 2000;

/** The legs of a track, by time. Every wait in a queue is a leg of its own: a caller may be queued again. */
export function legsOf(track: Track): readonly Leg[] {
  const runs: Stay[][] = [];
  for (const stay of track.stays) {
    const run = runs.at(-1);
    const end = run?.at(-1)?.to ?? Infinity;
    if (run !== undefined && track.lane !== 'queue' && stay.from <= end + breakMs && !endsUnanswered(run))
      run.push(stay);
    else runs.push([stay]);
  }
  return runs.map((stays) => {
    const talk = stays.find(({ kind }) => kind === 'talking' || kind === 'connected');
    const leg = { track, stays, from: stays[0]?.from ?? 0 };
    return talk === undefined ? leg : { ...leg, talkedFrom: talk.from };
  });
}

/** Whether a ring ended by an event that says that nobody took it; what follows is another try. */
function endsUnanswered(run: readonly Stay[]): boolean {
  const last = run.at(-1);
  const closed = last?.closed;
  return last?.kind === 'ringing' && closed !== undefined && eventMeaningOf(closed) === 'released';
}

/** Total time of the kinds in ms; undefined where no end is known. */
export function timeIn(stays: readonly Stay[], ...kinds: readonly Stay['kind'][]): number | undefined {
  const known = stays.filter(({ kind }) => kinds.includes(kind)).map(stayDuration);
  const told = known.filter((ms) => ms !== undefined);
  return told.length === 0 ? undefined : told.reduce((sum, ms) => sum + ms, 0);
}

const transfers: ReadonlySet<EventMeaning> = new Set([
  'blind-transfer',
  'consulting',
  'transfer-started',
  'help-requested',
  'conference-started',
  'monitoring',
  'coaching',
  'barging',
  'intercepting',
]);

/** The events by which agents hand calls to each other, by time. */
export function transferEvents(events: readonly CallEvent[]): readonly CallEvent[] {
  return events.filter((event) => {
    const meaning = eventMeaningOf(event);
    return event.lane === 'agent' && meaning !== undefined && transfers.has(meaning);
  });
}

/** How the call came from one leg to the next: by the transfer between them, or by how the first one ended. */
export function wayBetween(from: Leg, to: Leg, handovers: readonly CallEvent[]): Way {
  const begin = to.talkedFrom ?? to.from;
  const handover = handovers.findLast(({ at }) => at > from.from && at <= begin + 1000);
  if (handover !== undefined && to.track.lane === 'agent') {
    const label = { key: 'graph.event', args: { event: { space: 'event', coded: handover.name } } };
    return { code: handover.name.code, label, severity: 'none', normal: false };
  }
  return wayOut(from);
}

/** How a leg ended, as far as it tells something; the end of the call tells itself how it came to be. */
export function wayOut(leg: Leg, last = false): Way {
  const { lane } = leg.track;
  if (lane === 'queue') return queueWay(leg.stays.at(-1)?.closed);
  if (lane === 'agent' && leg.talkedFrom === undefined) {
    if (!leg.stays.some(({ kind }) => kind === 'ringing')) return plainWay;
    return last ? { ...plainWay, severity: 'warning' } : noAnswer;
  }
  if (lane === 'customer' && !last && leg.stays.some(({ kind }) => kind === 'ringing')) {
    const answered = leg.talkedFrom !== undefined;
    return {
      code: 'answered',
      label: { key: answered ? 'graph.answered' : 'graph.no-answer' },
      severity: 'none',
      normal: false,
    };
  }
  return plainWay;
}

const noAnswer: Way = {
  code: 'no-answer',
  label: { key: 'graph.no-answer' },
  severity: 'warning',
  normal: false,
};

function queueWay(closed: CallEvent | undefined): Way {
  const meaning = closed === undefined ? undefined : eventMeaningOf(closed);
  switch (meaning) {
    case 'queue-timeout':
      return { code: meaning, label: { key: 'exit.timeout' }, severity: 'warning', normal: false };
    case 'queue-overflow':
      return { code: meaning, label: { key: 'exit.overflow' }, severity: 'warning', normal: false };
    case 'abandoned-in-queue':
    case 'gave-up-while-ringing':
      return { code: meaning, label: { key: 'graph.abandoned' }, severity: 'warning', normal: false };
    default:
      return plainWay;
  }
}

/** Whether the picture has the customer as a leg: only where the centre calls them; an inbound call comes from them. */
export function showsCustomer(trace: CallTrace): boolean {
  return trace.summary.direction === 'outbound';
}
