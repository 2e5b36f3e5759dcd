import { endsStay, staysOf, type Stay, type StayKind } from './stays.ts';
import { eventMeaningOf } from '../label.ts';
import type { CallEvent, CallSummary, CallTrace } from '../model.ts';
import { endOf } from '../span.ts';

/** Kinds of calls that go out and in which a platform, not an agent, calls the number that is called. */
const byPlatform =
  /predictive|back-to-back|privacy|group|ivr|vms|pre-|callback|scheduled|deferred|conference/;

/**
 * Whether an agent called the number that was called: only then who answers has rung until then, and talks to the agent
 * from then on.
 */
export function agentDials({ direction, contactType }: CallSummary): boolean {
  return direction === 'outbound' && !byPlatform.test(contactType?.meaning ?? '');
}

/**
 * The customer's leg. A call that reaches the IVR or a queue is up before anything else happens, so no event says so.
 * Where the provider gives no customer events at all, the summary's times tell ringing and connected of calls that an
 * agent dialled; of others they do not tell what happened until somebody answered.
 */
export function customerStays(trace: CallTrace, events: readonly CallEvent[]): readonly Stay[] {
  const { summary } = trace;
  const { direction, startedAt, establishedAt, endedAt } = summary;
  const over = endOf(trace);
  // That a caller dials does not ring anywhere.
  const told =
    direction === 'outbound' ? events : events.filter((event) => eventMeaningOf(event) !== 'dialing');
  const known = legsOf(told)
    .flatMap((leg) => staysOf('customer', leg, () => over))
    .sort((a, b) => a.from - b.from);
  if (known.length > 0 || startedAt === undefined) return known;
  const released = events.findLast((event) => endsStay('customer', event));
  const end = released?.at ?? over;
  const endKnown = released !== undefined || (over !== undefined && endedAt !== undefined);
  const stay = (kind: StayKind, from: number, to: number | undefined, closed?: CallEvent): Stay => ({
    kind,
    from,
    ...(to === undefined ? {} : { to: Math.max(from, to) }),
    endKnown: to === end ? endKnown : to !== undefined,
    ...(closed === undefined ? {} : { closed }),
  });
  if (direction !== 'outbound' && takenByCentre(trace)) return [stay('connected', startedAt, end, released)];
  const before: StayKind = agentDials(summary) ? 'ringing' : 'unknown';
  if (establishedAt === undefined) return end === undefined ? [] : [stay(before, startedAt, end, released)];
  const connected = stay('connected', establishedAt, end, released);
  return establishedAt > startedAt ? [stay(before, startedAt, establishedAt), connected] : [connected];
}

/** Whether the IVR or a queue had the call. */
function takenByCentre({ steps, events, summary }: CallTrace): boolean {
  const { ivrMs = 0, waitingMs = 0 } = summary.durations ?? {};
  return (
    steps.length > 0 ||
    events.some(({ lane }) => lane === 'ivr' || lane === 'queue') ||
    ivrMs > 0 ||
    waitingMs > 0
  );
}

/**
 * The events of each party of the customer's side, such as somebody outside who was called in: they come and go by
 * themselves. An event that names nobody is of the one before it.
 */
function legsOf(events: readonly CallEvent[]): readonly (readonly CallEvent[])[] {
  const legs = new Map<string | undefined, CallEvent[]>();
  let who = events.find(({ party }) => party?.id !== undefined)?.party?.id;
  for (const event of events) {
    who = event.party?.id ?? who;
    const leg = legs.get(who);
    if (leg === undefined) legs.set(who, [event]);
    else leg.push(event);
  }
  return [...legs.values()];
}
