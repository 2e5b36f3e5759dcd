import { legsOf, showsCustomer, type Leg } from './legs.ts';
import { nodeKindOf } from '../label.ts';
import type { CallEvent, CallTrace, IvrStep } from '../model.ts';
import { partitionPoint } from '../partition-point.ts';
import type { Track } from '../timeline/tracks.ts';

/**
 * Where the call came to, in order: a step; a leg, on the call's way; or a leg beside it, an agent who was rung and
 * did not answer while the call went on elsewhere.
 */
export type Stop =
  | {
      readonly kind: 'step';
      readonly step: IvrStep;
      readonly index: number;
      readonly events: readonly CallEvent[];
    }
  | { readonly kind: 'leg' | 'side'; readonly leg: Leg };

/** The stops of a call. With steps, queues show as the nodes that led into them; without, every party is a stop. */
export function pathOf(
  trace: CallTrace,
  tracks: readonly Track[],
  ends: readonly (number | undefined)[],
): readonly Stop[] {
  const legs = tracks
    .filter(({ lane }) => lane !== 'customer' || showsCustomer(trace))
    // What a routing device does to the call is no stop of it.
    .filter(({ stays }) => stays.some(({ kind }) => kind !== 'unknown'))
    .flatMap((track) => (track.lane === 'customer' ? legsOf(track).slice(0, 1) : legsOf(track)));
  return trace.steps.length === 0 ? legStops(legs) : stepStops(trace, legs, ends);
}

function legStops(legs: readonly Leg[]): readonly Stop[] {
  // Of two that begin together the agent who dials comes before the customer who is dialed.
  const dials = ({ track, stays }: Leg) => (track.lane === 'agent' && stays[0]?.kind === 'dialing' ? 0 : 1);
  return [...legs]
    .sort((a, b) => a.from - b.from || dials(a) - dials(b))
    .map((leg) => ({ kind: 'leg', leg }));
}

function stepStops(
  trace: CallTrace,
  legs: readonly Leg[],
  ends: readonly (number | undefined)[],
): readonly Stop[] {
  const hosted = new Map<number, CallEvent[]>();
  const hosts = transferSteps(trace);
  const rest: { readonly leg: Leg; readonly at: number }[] = [];
  for (const leg of legs) {
    if (leg.track.lane === 'ivr') continue;
    const host = leg.track.lane === 'queue' ? hostOf(trace, hosts, ends, leg.from) : undefined;
    if (host === undefined) {
      rest.push({ leg, at: leg.track.lane === 'customer' ? leg.from : (leg.talkedFrom ?? leg.from) });
      continue;
    }
    const events = leg.stays.flatMap(({ opened, closed }) =>
      [opened, closed].filter((event) => event !== undefined),
    );
    const known = hosted.get(host);
    if (known === undefined) hosted.set(host, events);
    else for (const event of events) known.push(event);
  }
  rest.sort((a, b) => a.at - b.at);
  const lastStep = trace.steps.at(-1)?.enteredAt ?? 0;
  const lastTalk = rest.reduce((last, { leg }) => Math.max(last, leg.talkedFrom ?? last), -Infinity);
  const stops: Stop[] = [];
  let taken = 0;
  const takeUntil = (moment: number) => {
    for (let next = rest[taken]; next !== undefined && next.at < moment; next = rest[taken]) {
      const { leg } = next;
      const beside =
        leg.track.lane === 'agent' &&
        leg.talkedFrom === undefined &&
        (lastStep > leg.from || lastTalk > leg.from || taken < rest.length - 1);
      stops.push({ kind: beside ? 'side' : 'leg', leg });
      taken += 1;
    }
  };
  trace.steps.forEach((step, index) => {
    takeUntil(step.enteredAt);
    stops.push({ kind: 'step', step, index, events: hosted.get(index) ?? [] });
  });
  takeUntil(Infinity);
  return stops;
}

function transferSteps(trace: CallTrace): readonly number[] {
  return trace.steps.flatMap(({ kind }, index) => (nodeKindOf(kind) === 'transfer-to-agent' ? [index] : []));
}

/** The transfer during which a wait began, give or take a second between two clocks of the provider. */
function hostOf(
  trace: CallTrace,
  hosts: readonly number[],
  ends: readonly (number | undefined)[],
  from: number,
): number | undefined {
  const after = partitionPoint(
    hosts.length,
    (place) => (trace.steps[hosts[place] ?? 0]?.enteredAt ?? 0) - 1000 > from,
  );
  // Of two transfers within that second the one that was not over yet is meant.
  for (let at = after - 1; at >= Math.max(0, after - 2); at -= 1) {
    const host = hosts[at];
    if (host === undefined) continue;
    const entered = trace.steps[host]?.enteredAt ?? 0;
    const inside = entered <= from && from <= latestEnd(trace, ends, host);
    if (inside) return host;
  }
  const host = hosts[after - 1];
  return host !== undefined && from <= latestEnd(trace, ends, host) + 1000 ? host : undefined;
}

/** When a step was over at the latest: the last one without an end may have lasted until the call was over. */
function latestEnd({ steps }: CallTrace, ends: readonly (number | undefined)[], index: number): number {
  const untold = index === steps.length - 1 && steps[index]?.leftAt === undefined;
  return untold ? Infinity : (ends[index] ?? Infinity);
}
