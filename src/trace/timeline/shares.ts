import { agentDials } from './customer.ts';
import type { Track } from './tracks.ts';
import { exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { durationOf, endOf, isOver, startOf } from '../span.ts';

/** The parts of a call's time; where two go on at once, the later one in this list counts. */
const parts = ['ivr', 'waiting', 'ringing', 'talking'] as const;
type Part = (typeof parts)[number];

/** Where the time of a call went, ms by part; `unknown`: nothing that was read says what happened meanwhile. */
export type Shares = Readonly<Record<Part | 'unknown', number>>;

/** Clocks of machines agree to a second: less than that is not missing, nor is less than a hundredth of the call. */
const leastUnknownMs = 1000;
const leastUnknownPart = 0.01;

/**
 * Where the time of a call went. Every moment within the call counts once: while an agent talks nobody waits, and what
 * the IVR plays to a waiting caller is waiting. What steps and events do not tell is filled with what the call record
 * states. The rest is not known: it is no part of any.
 */
export function sharesOf(
  trace: CallTrace,
  tracks: readonly Track[],
  depths: readonly number[],
  ends: readonly (number | undefined)[],
): Shares {
  const first = startOf(trace) ?? -Infinity;
  const last = endOf(trace) ?? Infinity;
  const borders: Border[] = [];
  const add = (part: Part | undefined, begun: number, ended: number | undefined) => {
    if (part === undefined || ended === undefined) return;
    const [from, to] = [Math.max(begun, first), Math.min(ended, last)];
    if (to > from) borders.push({ at: from, part, step: 1 }, { at: to, part, step: -1 });
  };
  trace.steps.forEach((step, index) => {
    if (depths[index] === 0) add(stepPart(step), step.enteredAt, ends[index]);
  });
  // An agent who dialled talks to whoever answers; what a caller is connected to is another matter.
  const agentUntold = !tracks.some(({ lane, stays }) => lane === 'agent' && stays.length > 0);
  const talksAlone = agentUntold && trace.steps.length === 0 && agentDials(trace.summary);
  // Such a call's duration counts from the answer on.
  const talkedAtMost = trace.summary.durationMs ?? Infinity;
  for (const { lane, stays } of tracks) {
    for (const { kind, from, to } of stays) {
      if (lane === 'customer') {
        if (kind === 'dialing' || kind === 'ringing') add('ringing', from, to);
        else if (kind === 'connected' && talksAlone)
          add('talking', from, to === undefined ? to : Math.min(to, from + talkedAtMost));
        continue;
      }
      const part = partOf(kind);
      if (part !== 'ivr' || trace.steps.length === 0) add(part, from, to);
    }
  }
  return filled(sweep(borders), trace);
}

/** With what the record states, as far as there is time for it, and what is left. */
function filled(told: Readonly<Record<Part, number>>, trace: CallTrace): Shares {
  const shares = { ...told, unknown: 0 };
  const total = isOver(trace) ? durationOf(trace) : undefined;
  let left = (total ?? 0) - parts.reduce((sum, part) => sum + told[part], 0);
  const { durations = {} } = trace.summary;
  const stated: Readonly<Record<Part, number | undefined>> = {
    ivr: durations.ivrMs,
    waiting: durations.waitingMs,
    ringing: durations.ringingMs,
    talking: durations.talkingMs,
  };
  for (const part of parts) {
    if (shares[part] > 0) continue;
    shares[part] = Math.max(0, Math.min(stated[part] ?? 0, left));
    left -= shares[part];
  }
  shares.unknown = left >= Math.max(leastUnknownMs, (total ?? 0) * leastUnknownPart) ? left : 0;
  return shares;
}

/**
 * A transfer waits for an agent. In a transfer to the outside the caller talks to somebody, unless nobody answered; what
 * went on where it failed is not told.
 */
function stepPart(step: IvrStep): Part | undefined {
  const kind = nodeKindOf(step.kind);
  if (kind === 'transfer-to-agent') return 'waiting';
  if (kind !== 'outside-number' && kind !== 'blind-transfer') return 'ivr';
  const exit = exitOf(step);
  if (exit === 'timeout') return 'ringing';
  return exit === 'failure' ? undefined : 'talking';
}

function partOf(kind: Track['stays'][number]['kind']): Part | undefined {
  switch (kind) {
    case 'in-ivr':
      return 'ivr';
    case 'waiting':
      return 'waiting';
    case 'dialing':
    case 'ringing':
      return 'ringing';
    case 'talking':
    case 'held':
      return 'talking';
    case 'connected':
    case 'after-call':
    case 'unknown':
      return undefined;
  }
}

interface Border {
  /** Epoch ms. */
  readonly at: number;
  readonly part: Part;
  readonly step: 1 | -1;
}

function sweep(borders: readonly Border[]): Readonly<Record<Part, number>> {
  const total = { ivr: 0, waiting: 0, ringing: 0, talking: 0 };
  const open = { ivr: 0, waiting: 0, ringing: 0, talking: 0 };
  let since = 0;
  for (const { at, part, step } of [...borders].sort((a, b) => a.at - b.at)) {
    const current = parts.findLast((one) => open[one] > 0);
    if (current !== undefined) total[current] += at - since;
    open[part] += step;
    since = at;
  }
  return total;
}
