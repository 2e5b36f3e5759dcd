import { exitMeanings, nodeKinds } from '../trace/model.ts';
import { languages } from '../trace/message.ts';
import type {
  DetailsView,
  GraphBoxView,
  GraphEdgeView,
  GraphNodeView,
  MarkView,
  RowView,
  SegmentView,
  TraceView,
  VariableView,
} from '../trace/view/types.ts';
import {
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  shapeOf,
  text,
  trusted,
  unknown,
  type Shape,
} from './shapes.ts';

/**
 * The shapes of what the viewer draws (`src/trace/view/types.ts`). Host and webview are shipped together, so a check
 * guards against a mistake, not against an enemy: of a list that may be as long as the call, at most `mostChecked`
 * elements are looked at, evenly spread, so that the time does not grow with the call.
 */
const mostChecked = 200;

const severity = oneOf(['error', 'warning', 'none']);
const lane = oneOf(['customer', 'ivr', 'queue', 'agent', 'system']);
const icon = oneOf([
  ...nodeKinds,
  'call-inbound',
  'call-outbound',
  'call-internal',
  'customer',
  'ivr',
  'queue',
  'agent',
  'system',
  'device',
  'gap',
  'unknown',
]);

const finding = object({
  id: text(),
  severity: oneOf(['error', 'warning']),
  title: text(),
  text: text(),
  item: text(),
  at: number(),
});
const gap = object({ lane: optional(lane), title: text(), text: text() });

const summary = object({
  direction: oneOf(['inbound', 'outbound', 'internal', 'unknown']),
  caller: text(),
  callee: text(),
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
  outcomeText: text(),
  outcomeSeverity: severity,
  facts: list(
    object({
      id: oneOf(['direction', 'date', 'duration', 'hung-up-by', 'agents', 'queues', 'provider']),
      text: text(),
      tooltip: optional(text()),
    }),
  ),
  shares: list(
    object({ id: oneOf(['ivr', 'waiting', 'ringing', 'talking']), text: text(), durationMs: number() }),
  ),
});

const node = shapeOf<GraphNodeView>()(
  object({
    id: text(),
    shape: oneOf(['pill', 'rectangle', 'branch', 'queue', 'party', 'gap']),
    icon,
    name: text(),
    detail: text(),
    order: text(),
    time: text(),
    severity,
    unfinished: flag(),
    items: list(text()),
    visits: list(object({ item: text(), exit: optional(oneOf([...exitMeanings])), severity })),
    box: optional(text()),
  }),
);
const edge = shapeOf<GraphEdgeView>()(
  object({ id: text(), from: text(), to: text(), label: text(), severity, count: number(), back: flag() }),
);
const box = shapeOf<GraphBoxView>()(
  object({
    id: text(),
    name: text(),
    time: text(),
    order: text(),
    severity,
    stepCount: number(),
    parent: optional(text()),
    items: list(text()),
  }),
);
const segment = shapeOf<SegmentView>()(
  object({
    id: text(),
    kind: oneOf(['node', 'sub-flow', 'connected', 'talking', 'waiting', 'ringing', 'after-call', 'held']),
    from: number(),
    to: optional(number()),
    name: text(),
    duration: text(),
    severity,
    icon: optional(icon),
    item: text(),
  }),
);
const mark = shapeOf<MarkView>()(object({ item: text(), at: number(), name: text(), severity }));
const row = shapeOf<RowView>()(
  object({
    item: text(),
    kind: oneOf(['step', 'event']),
    lane,
    icon,
    order: optional(number()),
    at: number(),
    durationMs: optional(number()),
    name: text(),
    detail: text(),
    exit: text(),
    severity,
    depth: number(),
  }),
);

// The long lists are of unchecked elements here; `traceView` looks into them.
const frame = shapeOf<TraceView>()(
  object({
    language: oneOf([...languages]),
    zone: text(),
    title: text(),
    summary,
    findings: list(finding),
    gaps: list(gap),
    graph: object({
      kind: oneOf(['flow', 'legs']),
      nodes: trusted<GraphNodeView[]>(list(unknown())),
      edges: trusted<GraphEdgeView[]>(list(unknown())),
      boxes: trusted<GraphBoxView[]>(list(unknown())),
    }),
    timeline: object({
      from: number(),
      to: number(),
      rows: list(
        object({
          id: text(),
          lane,
          name: text(),
          depth: number(),
          segments: trusted<SegmentView[]>(list(unknown())),
          marks: trusted<MarkView[]>(list(unknown())),
          gap: optional(text()),
        }),
      ),
    }),
    rows: trusted<RowView[]>(list(unknown())),
  }),
);

function sampled(values: readonly unknown[], shape: Shape<unknown>): boolean {
  const step = Math.max(1, Math.ceil(values.length / mostChecked));
  for (let at = 0; at < values.length; at += step) if (!shape.check(values[at])) return false;
  return true;
}

export const traceView: Shape<TraceView> = {
  check: (value): value is TraceView =>
    frame.check(value) &&
    sampled(value.graph.nodes, node) &&
    sampled(value.graph.edges, edge) &&
    sampled(value.graph.boxes, box) &&
    sampled(value.rows, row) &&
    value.timeline.rows.every((lane) => sampled(lane.segments, segment) && sampled(lane.marks, mark)),
};

const variable = shapeOf<VariableView>()(
  object({
    name: text(),
    value: text(),
    type: oneOf(['string', 'number', 'boolean', 'null', 'object', 'array']),
    change: optional(oneOf(['new', 'changed'])),
    before: optional(text()),
    children: trusted<VariableView[]>(list(unknown())),
  }),
);

const details = shapeOf<DetailsView>()(
  object({
    item: optional(text()),
    icon,
    name: text(),
    detail: text(),
    finding: optional(finding),
    groups: list(
      object({
        title: text(),
        fields: list(object({ label: text(), value: text(), code: optional(text()), severity })),
      }),
    ),
    variables: trusted<VariableView[]>(list(unknown())),
    gaps: list(gap),
    source: optional(object({ operation: text(), pointer: text(), text: text() })),
  }),
);

function allVariables(values: readonly unknown[]): boolean {
  return (
    sampled(values, variable) &&
    values.every((value) => !variable.check(value) || allVariables(value.children))
  );
}

export const detailsView: Shape<DetailsView> = {
  check: (value): value is DetailsView => details.check(value) && allVariables(value.variables),
};
