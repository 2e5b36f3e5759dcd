import { exitMeanings, lanes } from '../trace/model.ts';
import { languages } from '../trace/message.ts';
import { iconNames, segmentKinds, severities } from '../trace/view/names.ts';
import type { PackedGraph, PackedRows, PackedTimeline, PackedView, Span } from '../trace/view/packed.ts';
import type { DetailsView, VariableView } from '../trace/view/details-types.ts';
import {
  column,
  flag,
  later,
  list,
  number,
  object,
  oneOf,
  optional,
  shapeOf,
  such,
  text,
  type Shape,
} from './shapes.ts';

/** The shapes of what the viewer draws (`src/trace/view/types.ts`). */

const severity = oneOf(severities);
const lane = oneOf(lanes);
const icon = oneOf(iconNames);

const finding = object({
  id: text,
  severity: oneOf(['error', 'warning']),
  title: text,
  text,
  item: text,
  effect: optional(text),
  at: number,
});
const gap = object({ lane: optional(lane), title: text, text });

const summary = object({
  direction: oneOf(['inbound', 'outbound', 'internal', 'unknown']),
  caller: text,
  callee: text,
  outcome: oneOf([
    'completed',
    'abandoned',
    'not-answered',
    'rejected',
    'failed',
    'transferred',
    'voicemail',
    'in-progress',
    'unknown',
  ]),
  outcomeText: text,
  outcomeSeverity: severity,
  facts: list(
    object({
      id: oneOf(['direction', 'date', 'duration', 'hung-up-by', 'agents', 'queues', 'provider']),
      text,
      tooltip: optional(text),
      at: optional(number),
    }),
  ),
  shares: list(
    object({ id: oneOf(['ivr', 'waiting', 'ringing', 'talking', 'unknown']), text, durationMs: number }),
  ),
});

const bytes = column(Uint8Array<ArrayBufferLike>);
const naturals = column(Uint32Array<ArrayBufferLike>);
const places = column(Int32Array<ArrayBufferLike>);
const numbers = column(Float64Array<ArrayBufferLike>);
const span = object({ first: number, count: number });

/** Whether all columns have one length. */
function sameLength(columns: Readonly<Record<string, unknown>>, count: number): boolean {
  return Object.values(columns).every((one) => !ArrayBuffer.isView(one) || lengthOf(one) === count);
}

function lengthOf(view: ArrayBufferView): number {
  return 'length' in view && typeof view.length === 'number' ? view.length : view.byteLength;
}

function below(column: Uint8Array | Uint32Array | Int32Array, end: number, least = 0): boolean {
  for (const place of column) if (place < least || place >= end) return false;
  return true;
}

const fits = ({ first, count }: Span, length: number): boolean =>
  Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count >= 0 && first + count <= length;

const shape = oneOf(['pill', 'rectangle', 'branch', 'queue', 'party', 'gap']);

const graph: Shape<PackedGraph> = shapeOf<PackedGraph>()(
  object({
    kind: oneOf(['flow', 'legs']),
    nodes: list(
      object({
        id: text,
        shape,
        icon,
        name: text,
        detail: text,
        order: text,
        time: text,
        durationMs: number,
        severity,
        unfinished: flag,
        items: span,
        visits: span,
        box: optional(text),
        designed: optional(oneOf(['untaken', 'outdated'])),
        folded: optional(flag),
        visitOf: optional(text),
      }),
    ),
    edges: list(
      object({
        id: text,
        from: text,
        to: text,
        label: text,
        exit: text,
        severity,
        count: number,
        back: flag,
        untaken: optional(flag),
      }),
    ),
    boxes: list(
      object({
        id: text,
        name: text,
        time: text,
        durationMs: number,
        order: text,
        severity,
        stepCount: number,
        parent: optional(text),
        items: span,
      }),
    ),
    items: places,
    visits: object({
      item: places,
      exit: bytes,
      severity: bytes,
      order: naturals,
      duration: numbers,
      time: naturals,
      detail: naturals,
    }),
    passages: places,
    note: optional(text),
    design: optional(
      object({
        nodes: list(object({ id: text, shape, icon, name: text, detail: text, box: optional(text) })),
        edges: list(object({ id: text, from: text, to: text, label: text })),
        boxes: list(object({ id: text, name: text })),
        moved: list(object({ id: text, box: text })),
        outdated: list(text),
        places: list(object({ id: text, x: number, y: number })),
      }),
    ),
  }),
);

const timeline: Shape<PackedTimeline> = shapeOf<PackedTimeline>()(
  object({
    from: number,
    to: number,
    rows: list(
      object({
        id: text,
        lane,
        name: text,
        depth: number,
        segments: span,
        marks: span,
        gap: optional(text),
      }),
    ),
    segments: object({
      kind: bytes,
      from: numbers,
      to: numbers,
      name: naturals,
      duration: naturals,
      severity: bytes,
      icon: bytes,
      item: places,
    }),
    marks: object({ at: numbers, name: naturals, severity: bytes, item: places }),
  }),
);

const rows: Shape<PackedRows> = shapeOf<PackedRows>()(
  object({
    count: number,
    event: bytes,
    lane: bytes,
    icon: bytes,
    order: naturals,
    at: numbers,
    duration: numbers,
    name: naturals,
    detail: naturals,
    exit: naturals,
    severity: bytes,
    depth: bytes,
  }),
);

const packed: Shape<PackedView> = shapeOf<PackedView>()(
  object({
    language: oneOf(languages),
    zone: text,
    title: text,
    summary,
    findings: list(finding),
    gaps: list(gap),
    texts: list(text),
    items: list(text),
    graph,
    timeline,
    rows,
  }),
);

/** A packed view whose columns belong together, so that nothing that it names is missing. */
export const packedView: Shape<PackedView> = such(
  packed,
  (view) => rowsFit(view) && timelineFits(view) && graphFits(view),
);

function rowsFit({ rows: given, texts, items }: PackedView): boolean {
  const { count, ...columns } = given;
  return (
    count <= items.length &&
    sameLength(columns, count) &&
    below(given.lane, lanes.length) &&
    below(given.icon, iconNames.length) &&
    below(given.severity, severities.length) &&
    [given.name, given.detail, given.exit].every((column) => below(column, texts.length))
  );
}

function timelineFits({ timeline: { rows: lines, segments, marks }, texts, items }: PackedView): boolean {
  return (
    lines.every((line) => fits(line.segments, segments.from.length) && fits(line.marks, marks.at.length)) &&
    sameLength({ ...segments }, segments.from.length) &&
    sameLength({ ...marks }, marks.at.length) &&
    below(segments.kind, segmentKinds.length) &&
    below(segments.severity, severities.length) &&
    below(segments.icon, iconNames.length + 1) &&
    below(segments.name, texts.length) &&
    below(segments.duration, texts.length) &&
    below(segments.item, items.length, -1) &&
    below(marks.name, texts.length) &&
    below(marks.severity, severities.length) &&
    below(marks.item, items.length)
  );
}

function graphFits({ graph, texts, items }: PackedView): boolean {
  const { nodes, edges, boxes, items: column, visits, passages } = graph;
  return (
    nodes.every((node) => fits(node.items, column.length) && fits(node.visits, visits.item.length)) &&
    boxes.every((box) => fits(box.items, column.length)) &&
    sameLength({ ...visits }, visits.item.length) &&
    below(column, items.length) &&
    below(visits.item, items.length) &&
    below(visits.exit, exitMeanings.length + 1) &&
    below(visits.severity, severities.length) &&
    below(visits.time, texts.length) &&
    below(visits.detail, texts.length) &&
    below(passages, edges.length)
  );
}

const variable: Shape<VariableView> = shapeOf<VariableView>()(
  object({
    name: text,
    value: text,
    type: oneOf(['string', 'number', 'boolean', 'null', 'object', 'array']),
    change: optional(oneOf(['new', 'changed'])),
    before: optional(text),
    children: list(later(() => variable)),
  }),
);

export const detailsView: Shape<DetailsView> = shapeOf<DetailsView>()(
  object({
    item: optional(text),
    icon,
    name: text,
    detail: text,
    finding: optional(finding),
    otherFindings: optional(list(finding)),
    groups: list(
      object({
        title: text,
        fields: list(
          object({
            label: text,
            value: text,
            code: optional(text),
            severity,
            path: optional(text),
            json: optional(text),
            at: optional(number),
            item: optional(text),
            share: optional(number),
          }),
        ),
      }),
    ),
    variables: list(variable),
    gaps: list(gap),
    source: optional(object({ operation: text, pointer: text, text, telling: optional(list(number)) })),
  }),
);
