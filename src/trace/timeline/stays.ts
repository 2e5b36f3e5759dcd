import { eventMeaningOf } from '../label.ts';
import type { CallEvent, EventMeaning, Lane } from '../model.ts';
import { shortId } from '../short-id.ts';

/** What goes on; `unknown`: the call was there, and nothing says what happened. */
export type StayKind =
  'dialing' | 'connected' | 'talking' | 'waiting' | 'ringing' | 'after-call' | 'held' | 'in-ivr' | 'unknown';

/** An interval of one party between two events. */
export interface Stay {
  readonly kind: StayKind;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms, never before `from`; absent while it goes on. */
  readonly to?: number;
  /** Whether the end was told by the provider; otherwise it is as far as is known (`open-ends.ts`). */
  readonly endKnown: boolean;
  /** The event that began it; absent where the summary says so. */
  readonly opened?: CallEvent;
  /** The event that ended it. */
  readonly closed?: CallEvent;
}

type Effect = StayKind | 'close' | 'none';

/** What an event does to the state of a party, by lane. */
const effects: Readonly<Record<Lane, Partial<Record<EventMeaning, Effect>>>> = {
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
    'agent-assign-failed': 'waiting',
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
  // Devices other than those of queues, agents and the IVR: a conference, another user, a device that routes the call.
  system: {
    ringing: 'ringing',
    established: 'talking',
    retrieved: 'talking',
    'conference-started': 'talking',
    held: 'held',
    'entered-device': 'unknown',
    'conference-ended': 'close',
    released: 'close',
    'left-device': 'close',
  },
};

/** Events that begin a new interval also where the same one goes on: the caller is queued again, rung again. */
const restarts: ReadonlySet<EventMeaning> = new Set(['enqueued', 'entered-device', 'ringing']);

/** How an interval that no event ends is ended in a call that is over, epoch ms; undefined: the call goes on. */
export type OpenEnd = (kind: StayKind, last: CallEvent) => number | undefined;

export function staysOf(lane: Lane, events: readonly CallEvent[], openEnd: OpenEnd): readonly Stay[] {
  const stays: Stay[] = [];
  let open: { readonly kind: StayKind; readonly event: CallEvent; last: CallEvent } | undefined;
  const close = (event: CallEvent | undefined) => {
    if (open !== undefined) stays.push(closedStay(open.kind, open.event, open.last, event, openEnd));
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

/** Whether an event ends what goes on at a party of a lane. */
export function endsStay(lane: Lane, event: CallEvent): boolean {
  const meaning = eventMeaningOf(event);
  return meaning !== undefined && effects[lane][meaning] === 'close';
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
  openEnd: OpenEnd,
): Stay {
  const from = opened.at;
  const given = last.durationMs === undefined ? undefined : last.at + last.durationMs;
  const next = closed === undefined ? undefined : Math.max(from, closed.at);
  const to = given === undefined || (next !== undefined && given > next - 1000) ? next : given;
  const base = { kind, from, opened, ...(closed === undefined ? {} : { closed }) };
  if (to !== undefined) return { ...base, to, endKnown: true };
  const end = openEnd(kind, last);
  return end === undefined
    ? { ...base, endKnown: false }
    : { ...base, to: Math.max(from, end), endKnown: false };
}

/** An id or name of a party that is longer stands in keys as its short id. */
const longestKey = 100;

/** All events of the customer's side are one track; agents, queues and IVR devices are told apart by id, else by name. */
export function trackKey({ lane, party }: CallEvent): string {
  if (lane === 'customer') return lane;
  const who = party?.id ?? party?.name;
  if (who === undefined) return lane;
  return `${lane}:${who.length > longestKey ? shortId(who) : who}`;
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
