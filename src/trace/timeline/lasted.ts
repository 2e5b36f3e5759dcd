import { stayDuration, type Stay } from './stays.ts';
import type { Track } from './tracks.ts';
import type { CallEvent } from '../model.ts';

/**
 * How long events lasted, ms: the interval that begins with the event, else what the provider says of it. An event that
 * only ends something lasts no time, and of an interval whose end nobody tells no length is known.
 */
export function lastedIn(tracks: readonly Track[]): (event: CallEvent) => number | undefined {
  const begun = new Map<string, Stay>();
  const ends = new Set<string>();
  for (const { stays } of tracks) {
    for (const stay of stays) {
      if (stay.opened !== undefined) begun.set(stay.opened.id, stay);
      if (stay.closed !== undefined) ends.add(stay.closed.id);
    }
  }
  return ({ id, durationMs }) => {
    const stay = begun.get(id);
    if (stay !== undefined) return stayDuration(stay);
    return ends.has(id) ? undefined : durationMs;
  };
}
