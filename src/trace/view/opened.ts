import { exitMeanings, lanes } from '../model.ts';
import { iconNames, segmentKinds, severities } from './names.ts';
import type { PackedGraph, PackedRows, PackedTimelineRow, PackedView, Span } from './packed.ts';
import { sequence, type Items } from './sequence.ts';
import type {
  DrawnTimeline,
  DrawnView,
  MarkView,
  Marks,
  RowView,
  Rows,
  SegmentView,
  Segments,
} from './types.ts';
import type { GraphView, VisitView } from './graph-types.ts';

/** The view that was packed. Rows, bars and visits are made when they are asked for, and not kept. */
export function openView({ texts, items, graph, timeline, rows, ...rest }: PackedView): DrawnView {
  return {
    ...rest,
    graph: openGraph(graph, texts, items),
    timeline: openTimeline({ texts, items, timeline, rows }),
    rows: openRows({ texts, items, rows }),
  };
}

function at<T>(words: readonly T[], place: number | undefined): T {
  const word = words[place ?? -1];
  if (word === undefined) throw new RangeError('A packed view names a word that it does not have.');
  return word;
}

function openRows({ texts, items, rows }: Pick<PackedView, 'texts' | 'items' | 'rows'>): Rows {
  let places: ReadonlyMap<string, number> | undefined;
  const placesOf = () =>
    (places ??= new Map(Array.from({ length: rows.count }, (_, place) => [items[place] ?? '', place])));
  return Object.assign(
    sequence(rows.count, (index) => openRow(rows, index, texts, items)),
    { placeOf: (item: string) => placesOf().get(item) ?? -1 },
  );
}

function openRow(
  rows: PackedRows,
  index: number,
  texts: readonly string[],
  items: readonly string[],
): RowView {
  const order = rows.order[index] ?? 0;
  const durationMs = rows.duration[index] ?? NaN;
  return {
    item: at(items, index),
    kind: rows.event[index] === 1 ? 'event' : 'step',
    lane: at(lanes, rows.lane[index]),
    icon: at(iconNames, rows.icon[index]),
    ...(order === 0 ? {} : { order }),
    at: rows.at[index] ?? 0,
    ...(Number.isNaN(durationMs) ? {} : { durationMs }),
    name: at(texts, rows.name[index]),
    detail: at(texts, rows.detail[index]),
    exit: at(texts, rows.exit[index]),
    severity: at(severities, rows.severity[index]),
    depth: rows.depth[index] ?? 0,
  };
}

function openGraph(
  { nodes, boxes, items: column, visits, ...rest }: PackedGraph,
  texts: readonly string[],
  items: readonly string[],
): GraphView {
  const itemsOf = ({ first, count }: Span): Items => {
    const places = column.subarray(first, first + count);
    return Object.assign(
      sequence(count, (index) => at(items, places[index])),
      {
        includes: (item: string) => places.some((place) => items[place] === item),
        indexOf: (item: string) => places.findIndex((place) => items[place] === item),
      },
    );
  };
  const visitsOf = ({ first, count }: Span) =>
    sequence(count, (index): VisitView => {
      const exit = visits.exit[first + index] ?? 0;
      return {
        item: at(items, visits.item[first + index]),
        ...(exit === 0 ? {} : { exit: at(exitMeanings, exit - 1) }),
        severity: at(severities, visits.severity[first + index]),
        order: visits.order[first + index] ?? 0,
        durationMs: visits.duration[first + index] ?? 0,
        time: at(texts, visits.time[first + index]),
        detail: at(texts, visits.detail[first + index]),
      };
    });
  return {
    ...rest,
    nodes: nodes.map((node) => ({ ...node, items: itemsOf(node.items), visits: visitsOf(node.visits) })),
    boxes: boxes.map((box) => ({ ...box, items: itemsOf(box.items) })),
  };
}

type Parts = Pick<PackedView, 'texts' | 'items' | 'timeline' | 'rows'>;

function openTimeline(parts: Parts): DrawnTimeline {
  const { from, to, rows } = parts.timeline;
  return {
    from,
    to,
    rows: rows.map((row) => ({ ...row, segments: segmentsOf(parts, row), marks: marksOf(parts, row) })),
  };
}

/** Places among the items are places among the rows, as far as there are rows. */
const rowPlaces = (items: Int32Array, { first, count }: Span): Int32Array =>
  items.subarray(first, first + count);

function segmentsOf({ texts, items, timeline: { segments } }: Parts, row: PackedTimelineRow): Segments {
  const { first, count } = row.segments;
  const bars = sequence(count, (index): SegmentView => {
    const place = first + index;
    const to = segments.to[place] ?? NaN;
    const icon = segments.icon[place] ?? 0;
    const item = segments.item[place] ?? -1;
    return {
      id: `${row.id}/${index}`,
      kind: at(segmentKinds, segments.kind[place]),
      from: segments.from[place] ?? 0,
      ...(Number.isNaN(to) ? {} : { to }),
      name: at(texts, segments.name[place]),
      duration: at(texts, segments.duration[place]),
      severity: at(severities, segments.severity[place]),
      ...(icon === 0 ? {} : { icon: at(iconNames, icon - 1) }),
      item: item < 0 ? '' : at(items, item),
    };
  });
  return Object.assign(bars, {
    from: segments.from.subarray(first, first + count),
    to: segments.to.subarray(first, first + count),
    severity: segments.severity.subarray(first, first + count),
    kind: segments.kind.subarray(first, first + count),
    row: rowPlaces(segments.item, row.segments),
  });
}

function marksOf({ texts, items, timeline: { marks } }: Parts, row: PackedTimelineRow): Marks {
  const { first, count } = row.marks;
  const moments = sequence(count, (index): MarkView => ({
    item: at(items, marks.item[first + index]),
    at: marks.at[first + index] ?? 0,
    name: at(texts, marks.name[first + index]),
    severity: at(severities, marks.severity[first + index]),
  }));
  return Object.assign(moments, {
    moment: marks.at.subarray(first, first + count),
    severity: marks.severity.subarray(first, first + count),
    row: rowPlaces(marks.item, row.marks),
  });
}
