import { isolated } from '../direction.ts';
import { newNode, nodeOf, restNode, type GraphDraft, type NodeDraft } from './builder.ts';
import { timeIn } from './legs.ts';
import { durationText, wordsOf } from '../format.ts';
import type { Render } from '../message.ts';
import type { CallTrace, Gap, Lane } from '../model.ts';
import { cutText } from '../text/cut.ts';
import { partyTitle, type Track } from '../timeline/tracks.ts';
import type { GraphNodeShape } from '../view/graph-types.ts';
import type { IconName } from '../view/names.ts';

interface LegContext {
  readonly trace: CallTrace;
  readonly render: Render;
  readonly gapTitle: (gap: Gap) => string;
}

/** The node of a party: an agent, a queue, the customer who was called, an IVR device. One for all of its legs. */
export function legNode(context: LegContext, draft: GraphDraft, track: Track): NodeDraft {
  const { render } = context;
  const { lane, key } = track;
  const rest = restNode(draft, key, render);
  if (rest !== undefined) {
    for (const { id } of track.events) rest.items.push(id);
    return rest;
  }
  return nodeOf(draft, key, () =>
    newNode({
      id: key,
      shape: shapes[lane],
      icon: icons[lane],
      name: cutText(
        lane === 'customer' ? render({ key: 'lane.customer' }) : wordsOf(partyTitle(track), render),
      ),
      detail: cutText(detailOf(context, track)),
      durationMs: shownTime(track) ?? 0,
      unfinished: track.stays.some(({ to }) => to === undefined),
      items: track.events.map(({ id }) => id),
    }),
  );
}

const shapes: Readonly<Record<Lane, GraphNodeShape>> = {
  customer: 'party',
  agent: 'party',
  queue: 'queue',
  ivr: 'rectangle',
  system: 'rectangle',
};

const icons: Readonly<Record<Lane, IconName>> = {
  customer: 'customer',
  agent: 'agent',
  queue: 'queue',
  ivr: 'ivr',
  system: 'device',
};

/** The time that says most: talking, else ringing or waiting. One rule for both ends of a call. */
function shownTime({ stays }: Track): number | undefined {
  return timeIn(stays, 'talking', 'connected') ?? timeIn(stays, 'waiting', 'ringing', 'dialing', 'in-ivr');
}

function detailOf({ trace, render, gapTitle }: LegContext, track: Track): string {
  const { lane, stays } = track;
  if (lane === 'queue') return render({ key: 'graph.waited' });
  if (lane === 'ivr') {
    const gap = trace.gaps.find((one) => one.lane === 'ivr');
    return gap === undefined ? render({ key: 'lane.ivr' }) : gapTitle(gap);
  }
  const how = ringing(track, render);
  const number = lane === 'customer' ? isolated(trace.summary.callee ?? '') : '';
  return [number, how].filter((part) => part !== '').join(' · ') || (stays.length === 0 ? '' : how);
}

function ringing({ stays }: Track, render: Render): string {
  const rang = timeIn(stays, 'ringing');
  const talked = stays.some(({ kind }) => kind === 'talking' || kind === 'connected');
  const rings = stays.some(({ kind, to }) => kind === 'ringing' && to === undefined);
  if (rings) return render({ key: 'graph.rings' });
  const dialed = timeIn(stays, 'dialing');
  if (rang === undefined && dialed !== undefined) {
    const args = { rang: durationText(dialed, render) };
    return render({ key: talked ? 'graph.dialed-talked' : 'graph.dialed', args });
  }
  if (rang === undefined) return talked ? render({ key: 'graph.talked' }) : '';
  const key = talked ? 'graph.rang-talked' : 'graph.rang-unanswered';
  return render({ key, args: { rang: durationText(rang, render) } });
}
