import { openView } from '../../../src/trace/view/opened.ts';
import { packView } from '../../../src/trace/view/packed.ts';
import type {
  DrawnView,
  Marks,
  MarkView,
  Segments,
  SegmentView,
  TimelineView,
} from '../../../src/trace/view/types.ts';
import { sampleView } from './viewer.ts';

/** A view of just a timeline, as the webview has it; its list holds whatever the timeline names, in that order. */
export function drawnWith(timeline: TimelineView): DrawnView {
  const named = timeline.rows.flatMap(({ segments, marks }) => [
    ...segments.map(({ item }) => item),
    ...marks.map(({ item }) => item),
  ]);
  const rows = [...new Set(named.filter((item) => item !== ''))].map((item) => ({
    item,
    kind: 'event' as const,
    lane: 'system' as const,
    icon: 'system' as const,
    at: 0,
    name: item,
    detail: '',
    exit: '',
    severity: 'none' as const,
    depth: 0,
  }));
  return openView(packView({ ...sampleView(), timeline, rows }));
}

/** Bars of one row; each names a step of its own place in the list. */
export function segmentsWith(segments: readonly SegmentView[]): Segments {
  const [row] = rowOf(segments, []);
  return row.segments;
}

/** Moments of one row. */
export function marksWith(marks: readonly MarkView[]): Marks {
  const [row] = rowOf([], marks);
  return row.marks;
}

function rowOf(segments: readonly SegmentView[], marks: readonly MarkView[]) {
  const row = { id: 'row', lane: 'ivr' as const, name: 'IVR', depth: 0, segments, marks };
  const [drawn] = drawnWith({ from: 0, to: 1, rows: [row] }).timeline.rows;
  if (drawn === undefined) throw new Error('the row is gone');
  return [drawn] as const;
}
