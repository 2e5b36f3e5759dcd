import { eventMeaningOf } from './label.ts';
import type { CallEvent, CallSummary, CallTrace, IvrStep } from './model.ts';

/** Clocks of a centre's parts differ by so much, and times are told to the second, ms. */
export const clocksDifferMs = 5000;

/**
 * Clocks of machines agree to a second, ms: what differs by less is no contradiction. Times that are told to the second
 * may seem to differ by that much where they do not.
 */
export const clocksAgreeMs = 1000;

/** No call is silent for longer: what lies further from the rest has a wrong time, ms. */
const longestGapMs = 86_400_000;

/** What of a trace lies within the call. */
export interface Inside {
  /**
   * The trace as far as it lies within the call: events outside are left out, steps stand at its nearer end and have
   * none, times of the summary that are far from everything else are absent. Places of steps are those of the whole.
   */
  readonly trace: CallTrace;
  /** Steps and events that lie outside. */
  readonly outside: ReadonlySet<string>;
  /** The time of the call, epoch ms. */
  readonly from: number;
  readonly to: number;
}

const known = new WeakMap<CallTrace, Inside>();

/**
 * What lies within the call: between start and end by the call record, with what may follow an end. One record with a
 * wrong year, or a wrong zone, makes no waits and no axis. Where most of the steps and events lie outside, it is the
 * record that is not believed.
 */
export function insideOf(trace: CallTrace): Inside {
  const before = known.get(trace);
  if (before !== undefined) return before;
  const inside = find(trace);
  known.set(trace, inside);
  if (inside.trace !== trace) known.set(inside.trace, { ...inside, outside: new Set() });
  return inside;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function find(trace: CallTrace): Inside {
  const all = { from: Infinity, to: -Infinity };
  eachMoment(trace, (at) => {
    if (at < all.from) all.from = at;
    if (at > all.to) all.to = at;
  });
  const whole: Inside = { trace, outside: new Set(), ...all };
  if (trace.steps.length + trace.events.length === 0 || all.from > all.to) return whole;
  const together = all.to - all.from > longestGapMs ? largestGroup(trace) : all;
  const summary = summaryWithin(trace.summary, together);
  const { startedAt = together.from, endedAt = together.to } = summary;
  const told: Range = endedAt < startedAt ? together : { from: startedAt, to: endedAt };
  // In most calls nothing lies outside, which shows without a look at every row.
  if (all.from >= told.from - clocksDifferMs && all.to <= told.to + clocksDifferMs)
    return { ...whole, ...told };
  const far = outsideOf(trace, together, together);
  const near = outsideOf(trace, told, together);
  const believed = (near.size - far.size) * 2 <= trace.steps.length + trace.events.length - far.size;
  const [range, outside] = believed ? [told, near] : [together, far];
  if (outside.size === 0 && summary === trace.summary) return { ...whole, ...range };
  const within: CallTrace = {
    ...trace,
    summary,
    steps: trace.steps.map((step) => (outside.has(step.id) ? placedAside(step, range) : step)),
    events: trace.events.filter(({ id }) => !outside.has(id)).map((event) => cutShort(event, range)),
  };
  return { trace: within, outside, ...range };
}

function eachMoment({ summary, steps, events }: CallTrace, see: (at: number) => void): void {
  for (const at of [summary.startedAt, summary.establishedAt, summary.endedAt]) if (at !== undefined) see(at);
  for (const { enteredAt, leftAt } of steps) {
    see(enteredAt);
    if (leftAt !== undefined) see(leftAt);
  }
  for (const { at } of events) see(at);
}

/** @param together what no long gap divides from the call */
function outsideOf({ steps, events }: CallTrace, range: Range, together: Range): ReadonlySet<string> {
  const outside = new Set<string>();
  for (const step of steps) if (isOutside(step, range, together)) outside.add(step.id);
  for (const event of events) if (isOutside(event, range, together)) outside.add(event.id);
  return outside;
}

/** Of the moments that no long gap divides, the most; of as many, the first. */
function largestGroup(trace: CallTrace): Range {
  const moments: number[] = [];
  eachMoment(trace, (at) => moments.push(at));
  const sorted = Float64Array.from(moments).sort();
  let best = { from: 0, to: 0, count: 0 };
  let first = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    const [last, next] = [sorted[at - 1] ?? 0, sorted[at] ?? Infinity];
    if (next - last <= longestGapMs) continue;
    if (at - first > best.count) best = { from: sorted[first] ?? 0, to: last, count: at - first };
    first = at;
  }
  return best;
}

const isIn = (at: number, { from, to }: Range): boolean => at >= from && at <= to;

/** The summary without times that are far from everything else. */
function summaryWithin(summary: CallSummary, together: Range): CallSummary {
  const { startedAt, establishedAt, endedAt, ...rest } = summary;
  const keep = (at: number | undefined): at is number => at !== undefined && isIn(at, together);
  if ([startedAt, establishedAt, endedAt].every((at) => at === undefined || keep(at))) return summary;
  return {
    ...rest,
    ...(keep(startedAt) ? { startedAt } : {}),
    ...(keep(establishedAt) ? { establishedAt } : {}),
    ...(keep(endedAt) ? { endedAt } : {}),
  };
}

function isOutside(item: IvrStep | CallEvent, range: Range, together: Range): boolean {
  const at = 'enteredAt' in item ? item.enteredAt : item.at;
  if (at < range.from - clocksDifferMs || !isIn(at, together)) return true;
  if (at > range.to + clocksDifferMs) return !mayFollow(item);
  return 'enteredAt' in item && item.leftAt !== undefined && !isIn(item.leftAt, together);
}

/** What is told after the end of a call without contradicting it: agents go on working, recordings are written. */
function mayFollow(item: IvrStep | CallEvent): boolean {
  if ('enteredAt' in item) return false;
  if (item.lane === 'system') return true;
  const meaning = eventMeaningOf(item);
  return meaning === 'after-call-work' || meaning === 'after-call-work-ended' || meaning === 'recorded';
}

function placedAside(step: IvrStep, { from, to }: Range): IvrStep {
  const { leftAt, ...entered } = step;
  return {
    ...(leftAt === undefined ? step : entered),
    enteredAt: Math.min(to, Math.max(from, step.enteredAt)),
  };
}

/** A state that is said to last far beyond the call has a duration that is none. */
function cutShort(event: CallEvent, { to }: Range): CallEvent {
  const { durationMs, ...rest } = event;
  return durationMs === undefined || event.at + durationMs <= to + longestGapMs ? event : rest;
}
