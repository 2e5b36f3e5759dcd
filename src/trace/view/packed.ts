import { exitMeanings, lanes } from '../model.ts';
import { iconNames, segmentKinds, severities } from './names.ts';
import type { Items } from './sequence.ts';
import type { GraphBoxView, GraphNodeView, GraphView, VisitView } from './graph-types.ts';
import type { TimelineRowView, TraceView, TraceViewLazily } from './types.ts';

/*
 * A view as it crosses to the webview: whatever there may be many of stands in columns of numbers, which cost next to
 * nothing to copy, to check and to keep. Each text stands once in a table and is told by its place in it, as are steps and
 * events. Words of a closed list are told by their place in it (`names.ts`).
 */

/** Where in a column the entries of one node, box or row stand. */
export interface Span {
  readonly first: number;
  readonly count: number;
}

export interface PackedRows {
  /** The first so many of `items` are those of the rows. */
  readonly count: number;
  /** 1: an event. */
  readonly event: Uint8Array;
  readonly lane: Uint8Array;
  readonly icon: Uint8Array;
  /** 0: none. */
  readonly order: Uint32Array;
  /** Epoch ms. */
  readonly at: Float64Array;
  /** ms; NaN: none. */
  readonly duration: Float64Array;
  readonly name: Uint32Array;
  readonly detail: Uint32Array;
  readonly exit: Uint32Array;
  readonly severity: Uint8Array;
  readonly depth: Uint8Array;
}

export interface PackedSegments {
  readonly kind: Uint8Array;
  /** Epoch ms. */
  readonly from: Float64Array;
  /** Epoch ms; NaN: still open. */
  readonly to: Float64Array;
  readonly name: Uint32Array;
  readonly duration: Uint32Array;
  readonly severity: Uint8Array;
  /** One more than the place in `iconNames`; 0: none. */
  readonly icon: Uint8Array;
  /** Place in `items`; -1: the call itself. */
  readonly item: Int32Array;
}

export interface PackedMarks {
  /** Epoch ms. */
  readonly at: Float64Array;
  readonly name: Uint32Array;
  readonly severity: Uint8Array;
  /** Place in `items`. */
  readonly item: Int32Array;
}

export interface PackedVisits {
  /** Place in `items`. */
  readonly item: Int32Array;
  /** One more than the place in `exitMeanings`; 0: none. */
  readonly exit: Uint8Array;
  readonly severity: Uint8Array;
  readonly order: Uint32Array;
  /** ms. */
  readonly duration: Float64Array;
  readonly time: Uint32Array;
  readonly detail: Uint32Array;
}

export interface PackedNode extends Omit<GraphNodeView, 'items' | 'visits'> {
  readonly items: Span;
  readonly visits: Span;
}

export interface PackedBox extends Omit<GraphBoxView, 'items'> {
  readonly items: Span;
}

export interface PackedGraph extends Omit<GraphView, 'nodes' | 'boxes' | 'passages'> {
  readonly nodes: readonly PackedNode[];
  readonly boxes: readonly PackedBox[];
  /** Places in `items`. */
  readonly items: Int32Array;
  readonly visits: PackedVisits;
  /** Places in `edges`. */
  readonly passages: Int32Array;
}

export interface PackedTimelineRow extends Omit<TimelineRowView, 'segments' | 'marks'> {
  readonly segments: Span;
  readonly marks: Span;
}

export interface PackedTimeline {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly PackedTimelineRow[];
  readonly segments: PackedSegments;
  readonly marks: PackedMarks;
}

export interface PackedView extends Omit<TraceView, 'graph' | 'timeline' | 'rows'> {
  readonly texts: readonly string[];
  /** Ids of steps and events, those of the rows first and in their order. */
  readonly items: readonly string[];
  readonly graph: PackedGraph;
  readonly timeline: PackedTimeline;
  readonly rows: PackedRows;
}

/** Places of words as they come, each once. */
interface Table {
  readonly words: string[];
  readonly place: (word: string) => number;
  /** Appends it, whether it is there or not. */
  readonly add: (word: string) => number;
}

function table(): Table {
  const places = new Map<string, number>();
  const words: string[] = [];
  const add = (word: string) => {
    if (!places.has(word)) places.set(word, words.length);
    return words.push(word) - 1;
  };
  return { words, add, place: (word) => places.get(word) ?? add(word) };
}

const places = (words: readonly string[]): ReadonlyMap<string, number> =>
  new Map(words.map((word, place) => [word, place]));
const laneAt = places(lanes);
const iconAt = places(iconNames);
const severityAt = places(severities);
const kindAt = places(segmentKinds);
const exitAt = places(exitMeanings);

export function packView({ graph, timeline, rows, ...rest }: TraceViewLazily): PackedView {
  const texts = table();
  const items = table();
  // Ids of rows come first, in their order, so that the place of a row is the place of its id.
  const packedRows = packRows(rows, texts, items);
  return {
    ...rest,
    rows: packedRows,
    graph: packGraph(graph, texts, items),
    timeline: packTimeline(timeline, texts, items),
    texts: texts.words,
    items: items.words,
  };
}

function packRows(rows: TraceViewLazily['rows'], texts: Table, items: Table): PackedRows {
  const count = rows.length;
  const packed = {
    count,
    event: new Uint8Array(count),
    lane: new Uint8Array(count),
    icon: new Uint8Array(count),
    order: new Uint32Array(count),
    at: new Float64Array(count),
    duration: new Float64Array(count),
    name: new Uint32Array(count),
    detail: new Uint32Array(count),
    exit: new Uint32Array(count),
    severity: new Uint8Array(count),
    depth: new Uint8Array(count),
  };
  for (let index = 0; index < count; index += 1) {
    const row = rows.at(index);
    if (row === undefined) continue;
    items.add(row.item);
    packed.event[index] = row.kind === 'event' ? 1 : 0;
    packed.lane[index] = laneAt.get(row.lane) ?? 0;
    packed.icon[index] = iconAt.get(row.icon) ?? 0;
    packed.order[index] = row.order ?? 0;
    packed.at[index] = row.at;
    packed.duration[index] = row.durationMs ?? NaN;
    packed.name[index] = texts.place(row.name);
    packed.detail[index] = texts.place(row.detail);
    packed.exit[index] = texts.place(row.exit);
    packed.severity[index] = severityAt.get(row.severity) ?? 0;
    packed.depth[index] = Math.min(255, row.depth);
  }
  return packed;
}

function packGraph({ nodes, boxes, passages, ...rest }: GraphView, texts: Table, table: Table): PackedGraph {
  const items: number[] = [];
  const all: VisitView[] = [];
  const spanOf = (of: Items): Span => {
    const first = items.length;
    for (const item of of) items.push(table.place(item));
    return { first, count: of.length };
  };
  const packedNodes = nodes.map((node): PackedNode => {
    const first = all.length;
    for (const visit of node.visits) all.push(visit);
    return { ...node, items: spanOf(node.items), visits: { first, count: node.visits.length } };
  });
  return {
    ...rest,
    nodes: packedNodes,
    boxes: boxes.map((box) => ({ ...box, items: spanOf(box.items) })),
    items: Int32Array.from(items),
    visits: {
      item: Int32Array.from(all, ({ item }) => table.place(item)),
      exit: Uint8Array.from(all, ({ exit }) => (exit === undefined ? 0 : (exitAt.get(exit) ?? -1) + 1)),
      severity: Uint8Array.from(all, ({ severity }) => severityAt.get(severity) ?? 0),
      order: Uint32Array.from(all, ({ order }) => order),
      duration: Float64Array.from(all, ({ durationMs }) => durationMs),
      time: Uint32Array.from(all, ({ time }) => texts.place(time)),
      detail: Uint32Array.from(all, ({ detail }) => texts.place(detail)),
    },
    passages: Int32Array.from(passages),
  };
}

function packTimeline({ from, to, rows }: TraceView['timeline'], texts: Table, items: Table): PackedTimeline {
  const count = rows.reduce((sum, row) => sum + row.segments.length, 0);
  const segments = {
    kind: new Uint8Array(count),
    from: new Float64Array(count),
    to: new Float64Array(count),
    name: new Uint32Array(count),
    duration: new Uint32Array(count),
    severity: new Uint8Array(count),
    icon: new Uint8Array(count),
    item: new Int32Array(count),
  };
  const markCount = rows.reduce((sum, row) => sum + row.marks.length, 0);
  const marks = {
    at: new Float64Array(markCount),
    name: new Uint32Array(markCount),
    severity: new Uint8Array(markCount),
    item: new Int32Array(markCount),
  };
  let segmentPlace = 0;
  let markPlace = 0;
  const packedRows = rows.map((row): PackedTimelineRow => {
    const spans = {
      segments: { first: segmentPlace, count: row.segments.length },
      marks: { first: markPlace, count: row.marks.length },
    };
    for (const segment of row.segments) {
      segments.kind[segmentPlace] = kindAt.get(segment.kind) ?? 0;
      segments.from[segmentPlace] = segment.from;
      segments.to[segmentPlace] = segment.to ?? NaN;
      segments.name[segmentPlace] = texts.place(segment.name);
      segments.duration[segmentPlace] = texts.place(segment.duration);
      segments.severity[segmentPlace] = severityAt.get(segment.severity) ?? 0;
      segments.icon[segmentPlace] = segment.icon === undefined ? 0 : (iconAt.get(segment.icon) ?? -1) + 1;
      segments.item[segmentPlace] = segment.item === '' ? -1 : items.place(segment.item);
      segmentPlace += 1;
    }
    for (const mark of row.marks) {
      marks.at[markPlace] = mark.at;
      marks.name[markPlace] = texts.place(mark.name);
      marks.severity[markPlace] = severityAt.get(mark.severity) ?? 0;
      marks.item[markPlace] = items.place(mark.item);
      markPlace += 1;
    }
    return { ...row, ...spans };
  });
  return { from, to, rows: packedRows, segments, marks };
}
