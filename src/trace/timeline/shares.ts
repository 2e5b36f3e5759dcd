import type { Track } from './tracks.ts';
import { nodeKindOf } from '../label.ts';
import type { CallTrace, NodeKind } from '../model.ts';
import type { ShareView } from '../view/types.ts';

/** The parts of a call's time; where two go on at once, the later one in this list counts. */
const parts = ['ivr', 'waiting', 'ringing', 'talking'] as const satisfies readonly ShareView['id'][];
type Part = (typeof parts)[number];

/**
 * Where the time of a call went, ms by part. Every moment counts once: while an agent talks nobody waits, and what the
 * IVR plays to a waiting caller is waiting.
 */
export function sharesOf(
  trace: CallTrace,
  tracks: readonly Track[],
  depths: readonly number[],
  ends: readonly (number | undefined)[],
): Readonly<Record<Part, number>> {
  const borders: { readonly at: number; readonly part: Part; readonly step: 1 | -1 }[] = [];
  const add = (part: Part, from: number, to: number | undefined) => {
    if (to === undefined || to <= from) return;
    borders.push({ at: from, part, step: 1 }, { at: to, part, step: -1 });
  };
  trace.steps.forEach((step, index) => {
    if (depths[index] === 0) add(stepPart(nodeKindOf(step.kind)), step.enteredAt, ends[index]);
  });
  for (const { lane, stays } of tracks) {
    for (const { kind, from, to } of stays) {
      const part = partOf(kind);
      if (part === 'ivr' && trace.steps.length > 0) continue;
      // The customer's own leg is up all the time; only its ringing is a part of an outbound call.
      if (part !== undefined && (lane !== 'customer' || part === 'ringing')) add(part, from, to);
    }
  }
  const talked = tracks.some(({ lane, stays }) => lane === 'agent' && stays.length > 0);
  if (!talked && trace.steps.length === 0) {
    for (const { lane, stays } of tracks) {
      if (lane === 'customer')
        for (const { kind, from, to } of stays) if (kind === 'connected') add('talking', from, to);
    }
  }
  return sweep(borders);
}

/** A transfer waits for an agent; in a transfer to the outside the caller talks to somebody outside. */
function stepPart(kind: NodeKind | undefined): Part {
  if (kind === 'transfer-to-agent') return 'waiting';
  return kind === 'outside-number' || kind === 'blind-transfer' ? 'talking' : 'ivr';
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
      return undefined;
  }
}

function sweep(
  borders: readonly { readonly at: number; readonly part: Part; readonly step: 1 | -1 }[],
): Readonly<Record<Part, number>> {
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
