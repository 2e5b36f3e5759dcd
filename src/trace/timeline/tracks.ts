import { customerStays } from './customer.ts';
import { openEndsOf } from './open-ends.ts';
import { staysOf, trackKey, type Stay } from './stays.ts';
import type { Phrase } from '../format.ts';
import type { CallEvent, CallTrace, Lane, Party } from '../model.ts';

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
    // Moments of the system are no party; a conference and a device are one, which has the call for a time.
    const key = trackKey(event);
    if (key === 'system') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { lane: event.lane, party: event.party ?? {}, events: [event] });
    else {
      group.events.push(event);
      if (group.party.name === undefined && event.party?.name !== undefined) group.party = event.party;
    }
  }
  const openEnds = openEndsOf(trace);
  const all = [...groups].map(([key, { lane, party, events }]) => ({
    lane,
    key,
    party,
    events,
    stays: lane === 'customer' ? customerStays(trace, events) : staysOf(lane, events, openEnds(key)),
  }));
  const tracks = all.filter(({ lane, stays }) => lane !== 'system' || stays.length > 0);
  if (tracks.some(({ lane }) => lane === 'customer')) return tracks;
  const stays = customerStays(trace, []);
  const customer: Track = { lane: 'customer', key: 'customer', party: {}, events: [], stays };
  return stays.length === 0 ? tracks : [customer, ...tracks];
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
