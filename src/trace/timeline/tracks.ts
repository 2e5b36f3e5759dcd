import type { Phrase } from '../format.ts';
import { eventMeaningOf } from '../label.ts';
import type { CallEvent, CallTrace, EventMeaning, Lane, Party } from '../model.ts';
import { shortId } from '../short-id.ts';
import { endOf } from '../span.ts';

export type StayKind =
  'dialing' | 'connected' | 'talking' | 'waiting' | 'ringing' | 'after-call' | 'held' | 'in-ivr';

/** An interval of one party between two events. */
export interface Stay {
  readonly kind: StayKind;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms, never before `from`; absent while it goes on. */
  readonly to?: number;
  /** Whether the end was told by the provider; otherwise it is the end of the call, beyond which nothing can last. */
  readonly endKnown: boolean;
  /** The event that began it; absent where the summary says so. */
  readonly opened?: CallEvent;
  /** The event that ended it. */
  readonly closed?: CallEvent;
}

/** What happened to one party of a lane: one agent, one queue, the customer. */
export interface Track {
  readonly lane: Lane;
  /** Unique among the tracks of a call, and the same for the same party of another reading of the call. */
  readonly key: string;
  readonly party: Party;
  /** By time. */
  readonly events: readonly CallEvent[];
  /** By their beginnings, one after the other; on the customer's side the legs of several parties may overlap. */
  readonly stays: readonly Stay[];
}

type Effect = StayKind | 'close' | 'none';

/** What an event does to the state of a party, by lane. */
const effects: Readonly<Record<Exclude<Lane, 'system'>, Partial<Record<EventMeaning, Effect>>>> = {
  customer: {
    dialing: 'dialing',
    ringing: 'ringing',
    established: 'connected',
    retrieved: 'connected',
    'entered-device': 'connected',
    held: 'held',
    released: 'close',
    'gave-up': 'close',
    'left-device': 'close',
  },
  ivr: {
    'entered-ivr': 'in-ivr',
    'entered-device': 'in-ivr',
    'left-ivr': 'close',
    'abandoned-in-ivr': 'close',
    'left-device': 'close',
    released: 'close',
  },
  queue: {
    enqueued: 'waiting',
    waiting: 'waiting',
    'entered-device': 'waiting',
    'agent-assigned': 'close',
    'left-queue': 'close',
    'abandoned-in-queue': 'close',
    'gave-up-while-ringing': 'close',
    'queue-timeout': 'close',
    'queue-overflow': 'close',
    'queue-failed': 'close',
    'queue-cancelled': 'close',
    'queue-rerouted': 'close',
    'dispatch-failed': 'close',
    // Whether the call goes on waiting is told by what comes next.
    'agent-assign-failed': 'none',
    established: 'close',
    released: 'close',
    'left-device': 'close',
  },
  agent: {
    dialing: 'dialing',
    ringing: 'ringing',
    waiting: 'ringing',
    established: 'talking',
    retrieved: 'talking',
    'help-connected': 'talking',
    monitoring: 'talking',
    coaching: 'talking',
    barging: 'talking',
    intercepting: 'talking',
    'conference-started': 'talking',
    'conference-ended': 'talking',
    held: 'held',
    // While an agent consults another one, the customer is on hold.
    consulting: 'held',
    'consultation-started': 'held',
    'consultation-ended': 'talking',
    'after-call-work': 'after-call',
    'after-call-work-ended': 'close',
    released: 'close',
    'blind-transfer': 'close',
    'gave-up': 'close',
    'ringing-timeout': 'close',
    'attended-transfer': 'close',
    'monitoring-ended': 'close',
    'coaching-ended': 'close',
    'left-device': 'close',
  },
};

/** Events that begin a new interval also where the same one goes on: the caller is queued again, rung again. */
const restarts: ReadonlySet<EventMeaning> = new Set(['enqueued', 'entered-device', 'ringing']);

/** The events of a call in time order; equal times keep the order of the document. */
export function eventsByTime(trace: CallTrace): readonly CallEvent[] {
  const sorted = trace.events.every(
    (event, index) => index === 0 || event.at >= (trace.events[index - 1]?.at ?? 0),
  );
  return sorted ? trace.events : [...trace.events].sort((a, b) => a.at - b.at);
}

/** The tracks of a call by the moment of their first event, with what the summary alone says of the customer. */
export function tracksOf(trace: CallTrace): readonly Track[] {
  const groups = new Map<string, { lane: Lane; party: Party; events: CallEvent[] }>();
  for (const event of eventsByTime(trace)) {
    if (event.lane === 'system') continue;
    const key = trackKey(event);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { lane: event.lane, party: event.party ?? {}, events: [event] });
    else {
      group.events.push(event);
      if (group.party.name === undefined && event.party?.name !== undefined) group.party = event.party;
    }
  }
  const end = endOf(trace);
  const tracks = [...groups].map(([key, { lane, party, events }]) => ({
    lane,
    key,
    party,
    events,
    stays: lane === 'customer' ? customerStays(trace, events, end) : staysOf(lane, events, end),
  }));
  if (tracks.some(({ lane }) => lane === 'customer')) return tracks;
  const stays = customerStays(trace, [], end);
  const customer: Track = { lane: 'customer', key: 'customer', party: {}, events: [], stays };
  return stays.length === 0 ? tracks : [customer, ...tracks];
}

/** An id or name of a party that is longer stands in keys as its short id. */
const longestKey = 100;

/** All events of the customer's side are one track; agents, queues and IVR devices are told apart by id, else by name. */
function trackKey({ lane, party }: CallEvent): string {
  if (lane === 'customer') return lane;
  const who = party?.id ?? party?.name;
  if (who === undefined) return lane;
  return `${lane}:${who.length > longestKey ? shortId(who) : who}`;
}

/** @param end when the call was over, beyond which nothing lasts; undefined while it goes on */
function staysOf(lane: Lane, events: readonly CallEvent[], end: number | undefined): readonly Stay[] {
  if (lane === 'system') return [];
  const stays: Stay[] = [];
  let open: { readonly kind: StayKind; readonly event: CallEvent; last: CallEvent } | undefined;
  const close = (event: CallEvent | undefined) => {
    if (open !== undefined) stays.push(closedStay(open.kind, open.event, open.last, event, end));
    open = undefined;
  };
  for (const event of events) {
    const meaning = eventMeaningOf(event);
    const effect = meaning === undefined ? 'none' : (effects[lane][meaning] ?? 'none');
    if (meaning === undefined || effect === 'none') continue;
    if (effect === 'close') {
      close(event);
    } else if (open?.kind === effect && !(restarts.has(meaning) && eventMeaningOf(open.event) === meaning)) {
      open.last = event;
    } else {
      close(event);
      open = { kind: effect, event, last: event };
    }
  }
  close(undefined);
  return stays;
}

/**
 * Where an interval ends. The provider's own duration of its last state counts where it agrees with the event that
 * follows: given in whole seconds, it may be off by one; where it says less, the state ended before the next began.
 */
function closedStay(
  kind: StayKind,
  opened: CallEvent,
  last: CallEvent,
  closed: CallEvent | undefined,
  end: number | undefined,
): Stay {
  const from = opened.at;
  const given = last.durationMs === undefined ? undefined : last.at + last.durationMs;
  const next = closed === undefined ? undefined : Math.max(from, closed.at);
  const to = given === undefined || (next !== undefined && given > next - 1000) ? next : given;
  const base = { kind, from, opened, ...(closed === undefined ? {} : { closed }) };
  if (to !== undefined) return { ...base, to, endKnown: true };
  return end === undefined
    ? { ...base, endKnown: false }
    : { ...base, to: Math.max(from, end), endKnown: false };
}

/**
 * The customer's leg. An inbound call is up before anything else happens, so no event says so; where the provider
 * gives no customer events at all, the summary's times tell ringing and connected.
 */
function customerStays(
  trace: CallTrace,
  events: readonly CallEvent[],
  over: number | undefined,
): readonly Stay[] {
  const { direction, startedAt, establishedAt, endedAt } = trace.summary;
  const known = legsOf(events)
    .flatMap((leg) => staysOf('customer', leg, over))
    .sort((a, b) => a.from - b.from);
  if (known.length > 0 || startedAt === undefined) return known;
  const released = events.findLast(
    (event) => effects.customer[eventMeaningOf(event) ?? 'waiting'] === 'close',
  );
  const end = released?.at ?? over;
  const endKnown = released !== undefined || (over !== undefined && endedAt !== undefined);
  const stay = (kind: StayKind, from: number, to: number | undefined, closed?: CallEvent): Stay => ({
    kind,
    from,
    ...(to === undefined ? {} : { to: Math.max(from, to) }),
    endKnown: to === end ? endKnown : to !== undefined,
    ...(closed === undefined ? {} : { closed }),
  });
  const byCentre =
    trace.steps.length > 0 || trace.events.some(({ lane }) => lane === 'ivr' || lane === 'queue');
  if (direction !== 'outbound' && byCentre) return [stay('connected', startedAt, end, released)];
  if (establishedAt === undefined)
    return end === undefined ? [] : [stay('ringing', startedAt, end, released)];
  const connected = stay('connected', establishedAt, end, released);
  return establishedAt > startedAt ? [stay('ringing', startedAt, establishedAt), connected] : [connected];
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

/** The interval that ends last; of several the one that began last. */
export function lastStay(stays: readonly Stay[]): Stay | undefined {
  let last: Stay | undefined;
  for (const stay of stays)
    if (last === undefined || (stay.to ?? Infinity) >= (last.to ?? Infinity)) last = stay;
  return last;
}

/** ms; undefined where the end is not known. */
export function stayDuration(stay: Stay): number | undefined {
  return stay.to === undefined || !stay.endKnown ? undefined : stay.to - stay.from;
}

/** An agent, queue or device as people say it: `8012 · Li Na`; an id without its `@instance`. */
export function partyName(party: Party): string {
  const id = party.id?.replace(/@[^@]*$/, '');
  if (party.name === undefined) return id ?? '';
  return id === undefined || id === party.name || /^\D/.test(id) ? party.name : `${id} · ${party.name}`;
}

/** The same for a title: an agent of whom only a number is known is called agent. */
export function partyTitle({ lane, party }: Pick<Track, 'lane' | 'party'>): Phrase | string {
  const name = partyName(party);
  if (name === '') return { key: `lane.${lane}` };
  return lane === 'agent' && /^\d+$/.test(name) ? { key: 'party.agent', args: { id: name } } : name;
}
