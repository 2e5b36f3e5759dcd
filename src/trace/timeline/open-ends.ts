import { trackKey, type OpenEnd } from './stays.ts';
import { eventMeaningOf } from '../label.ts';
import type { CallEvent, CallTrace, EventMeaning } from '../model.ts';
import { partitionPoint } from '../partition-point.ts';
import { endOf } from '../span.ts';

/** What shows that the call had left a queue or a phone that rang: it was queued, rang or was taken elsewhere. */
const elsewhere: ReadonlySet<EventMeaning> = new Set<EventMeaning>([
  'enqueued',
  'waiting',
  'dialing',
  'ringing',
  'established',
]);

/**
 * How long intervals last that no event ends, in a call that is over: as far as is known, and never the whole rest.
 *
 * - Who talked, or was on hold, talked until the call ended.
 * - A queue or a phone had the call at the longest until another one had it; else until the call ended, if it ended
 *   there: given up, not answered or failed. Else nothing is known after its last event.
 * - The IVR is not left by an event of its own. A call that went elsewhere from there may have left it at any time.
 */
export function openEndsOf(trace: CallTrace): (key: string) => OpenEnd {
  const end = endOf(trace);
  if (end === undefined) return () => () => undefined;
  let arrivals: readonly CallEvent[] | undefined;
  const { outcome } = trace.summary;
  const unanswered =
    outcome === 'abandoned' || outcome === 'not-answered' || outcome === 'rejected' || outcome === 'failed';
  return (key) => (kind, last) => {
    switch (kind) {
      case 'talking':
      case 'held':
      case 'connected':
        return end;
      case 'in-ivr':
        return outcome === 'transferred' ? lastHeard(trace, last.at) : (handedOver(trace) ?? end);
      case 'waiting':
      case 'dialing':
      case 'ringing': {
        arrivals ??= arrivalsOf(trace);
        return nextElsewhere(arrivals, key, last.at) ?? (unanswered ? end : last.at);
      }
      case 'after-call':
      case 'unknown':
        return last.at;
    }
  };
}

function arrivalsOf({ events }: CallTrace): readonly CallEvent[] {
  return events
    .filter(
      (event) =>
        (event.lane === 'queue' || event.lane === 'agent') &&
        elsewhere.has(eventMeaningOf(event) ?? 'recorded'),
    )
    .sort((a, b) => a.at - b.at);
}

/** When the call was next with another party than that of a track. */
function nextElsewhere(arrivals: readonly CallEvent[], key: string, from: number): number | undefined {
  const first = partitionPoint(arrivals.length, (place) => (arrivals[place]?.at ?? Infinity) > from);
  for (let place = first; place < arrivals.length; place += 1) {
    const event = arrivals[place];
    if (event !== undefined && trackKey(event) !== key) return event.at;
  }
  return undefined;
}

/** When an agent last transferred the call: who had it then need not be told, and the IVR had it no more. */
function handedOver({ events }: CallTrace): number | undefined {
  return events.findLast((event) => {
    const meaning = eventMeaningOf(event);
    return meaning === 'blind-transfer' || meaning === 'attended-transfer';
  })?.at;
}

/** The last moment at which the IVR, a queue or an agent is told to have had the call. */
function lastHeard({ events }: CallTrace, from: number): number {
  return events.reduce(
    (latest, { lane, at }) =>
      lane === 'ivr' || lane === 'queue' || lane === 'agent' ? Math.max(latest, at) : latest,
    from,
  );
}
