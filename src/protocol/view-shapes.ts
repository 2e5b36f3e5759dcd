import { exitMeanings, nodeKinds } from '../trace/model.ts';
import { languages } from '../trace/message.ts';
import type { DetailsView, TraceView, VariableView } from '../trace/view/types.ts';
import { flag, later, list, number, object, oneOf, optional, shapeOf, text, type Shape } from './shapes.ts';

/** The shapes of what the viewer draws (`src/trace/view/types.ts`). */

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
  id: text,
  severity: oneOf(['error', 'warning']),
  title: text,
  text,
  item: text,
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
    }),
  ),
  shares: list(object({ id: oneOf(['ivr', 'waiting', 'ringing', 'talking']), text, durationMs: number })),
});

const graph = object({
  kind: oneOf(['flow', 'legs']),
  nodes: list(
    object({
      id: text,
      shape: oneOf(['pill', 'rectangle', 'branch', 'queue', 'party', 'gap']),
      icon,
      name: text,
      detail: text,
      order: text,
      time: text,
      severity,
      unfinished: flag,
      items: list(text),
      visits: list(object({ item: text, exit: optional(oneOf(exitMeanings)), severity })),
      box: optional(text),
    }),
  ),
  edges: list(object({ id: text, from: text, to: text, label: text, severity, count: number, back: flag })),
  boxes: list(
    object({
      id: text,
      name: text,
      time: text,
      order: text,
      severity,
      stepCount: number,
      parent: optional(text),
      items: list(text),
    }),
  ),
});

const timeline = object({
  from: number,
  to: number,
  rows: list(
    object({
      id: text,
      lane,
      name: text,
      depth: number,
      segments: list(
        object({
          id: text,
          kind: oneOf([
            'node',
            'sub-flow',
            'connected',
            'talking',
            'waiting',
            'ringing',
            'after-call',
            'held',
          ]),
          from: number,
          to: optional(number),
          name: text,
          duration: text,
          severity,
          icon: optional(icon),
          item: text,
        }),
      ),
      marks: list(object({ item: text, at: number, name: text, severity })),
      gap: optional(text),
    }),
  ),
});

const rows = list(
  object({
    item: text,
    kind: oneOf(['step', 'event']),
    lane,
    icon,
    order: optional(number),
    at: number,
    durationMs: optional(number),
    name: text,
    detail: text,
    exit: text,
    severity,
    depth: number,
  }),
);

export const traceView: Shape<TraceView> = shapeOf<TraceView>()(
  object({
    language: oneOf(languages),
    zone: text,
    title: text,
    summary,
    findings: list(finding),
    gaps: list(gap),
    graph,
    timeline,
    rows,
  }),
);

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
    groups: list(
      object({
        title: text,
        fields: list(object({ label: text, value: text, code: optional(text), severity })),
      }),
    ),
    variables: list(variable),
    gaps: list(gap),
    source: optional(object({ operation: text, pointer: text, text })),
  }),
);
