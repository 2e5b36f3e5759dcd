import type { SegmentView, TimelineRowView } from '../view/types.ts';

/** More rows than that are not made of one; what begins while all of them are taken goes into the last. */
const mostRows = 20;

/**
 * A row whose segments overlap in time, as several rows one beneath the other in which none do: consult calls, two waits
 * or two legs at once. Each segment is in the first row that is free when it begins. Segments are by time afterwards.
 */
export function stacked(row: TimelineRowView): readonly TimelineRowView[] {
  const levels: { end: number; readonly segments: SegmentView[] }[] = [];
  for (const segment of byTime(row.segments)) {
    let level = levels.find(({ end }) => end <= segment.from);
    if (level === undefined && levels.length < mostRows) {
      level = { end: -Infinity, segments: [] };
      levels.push(level);
    }
    level ??= levels.at(-1);
    if (level === undefined) continue;
    level.end = Math.max(level.end, segment.to ?? Infinity);
    level.segments.push(segment);
  }
  const [first, ...further] = levels.map(({ segments }) => segments);
  if (first === undefined) return [row];
  return [
    { ...row, segments: first },
    ...further.map((segments, index) => ({
      id: `${row.id}/${index + 1}`,
      lane: row.lane,
      name: row.name,
      depth: row.depth + 1,
      segments,
      marks: [],
    })),
  ];
}

/** Providers give most rows in order, and a call may have a hundred thousand. */
function byTime(segments: readonly SegmentView[]): readonly SegmentView[] {
  const sorted = segments.every(({ from }, at) => from >= (segments[at - 1]?.from ?? -Infinity));
  return sorted ? segments : [...segments].sort((a, b) => a.from - b.from);
}
