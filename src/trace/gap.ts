import type { Message } from './message.ts';
import type { CallTrace, Gap, Lane } from './model.ts';

/** The title of a gap: what is missing in which lane, in a few words. A lane of which something is there lacks a part. */
export function gapTitleOf({ steps, events }: CallTrace, { kind, lane }: Gap): Message {
  const some = lane === 'ivr' ? steps.length > 0 : events.some((event) => event.lane === lane);
  const part = some && kind !== 'incomplete' && kind !== 'repaired';
  return { key: part ? `gap.part-${kind}` : `gap.${kind}`, args: { lane: lane ?? '' } };
}

/** The gaps of a trace with those that say the same of several lanes as one, of no lane. */
export function gapsOnce({ gaps }: CallTrace): readonly Gap[] {
  const groups = new Map<string, { readonly gap: Gap; readonly lanes: Set<Lane | undefined> }>();
  for (const gap of gaps) {
    const { lane, ...said } = gap;
    const key = JSON.stringify(said);
    const group = groups.get(key) ?? { gap, lanes: new Set() };
    groups.set(key, group);
    group.lanes.add(lane);
  }
  return [...groups.values()].map(({ gap, lanes }) => {
    if (lanes.size < 2) return gap;
    const { kind, message, args, source } = gap;
    return {
      kind,
      message,
      ...(args === undefined ? {} : { args }),
      ...(source === undefined ? {} : { source }),
    };
  });
}
