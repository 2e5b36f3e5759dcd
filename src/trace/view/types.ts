import type { Language } from '../message.ts';
import type { Direction, ExitMeaning, Lane, Outcome } from '../model.ts';
import type { iconNames, segmentKinds, severities } from './names.ts';
import type { Items, Sequence } from './sequence.ts';

/**
 * What the viewer draws: computed by the core from one trace, in one language, as plain data. Texts are rendered; times
 * are epoch ms, durations ms. The id of a step or event of the trace is the id of everything that shows it, so that one
 * selection means the same in every view. It crosses to the webview packed (`packed.ts`) and is a `DrawnView` there.
 */
export interface TraceView {
  readonly language: Language;
  /** Offset of the provider's zone, `+08:00`. */
  readonly zone: string;
  readonly title: string;
  readonly summary: SummaryView;
  /** Problems of the call, worst first, then by time. */
  readonly findings: readonly FindingView[];
  readonly gaps: readonly GapView[];
  readonly graph: GraphView;
  readonly timeline: TimelineView;
  /** The steps and events in one list, by time. */
  readonly rows: readonly RowView[];
}

/** A view of which the rows are made when they are asked for: who packs it needs each of them once. */
export interface TraceViewLazily extends Omit<TraceView, 'rows'> {
  readonly rows: Sequence<RowView>;
}

/**
 * A view as the webview has it: of what may be many, each one is made when it is asked for. A `TraceView` is one but for
 * the places of rows, which only a view that was opened (`packed.ts`) finds at once.
 */
export interface DrawnView extends Omit<TraceView, 'timeline' | 'rows'> {
  readonly timeline: DrawnTimeline;
  readonly rows: Rows;
}

/** The steps and events by time. */
export interface Rows extends Sequence<RowView> {
  /** Place of a step or event; -1: there is none of this id. */
  readonly placeOf: (item: string) => number;
}

export interface DrawnTimeline extends Omit<TimelineView, 'rows'> {
  readonly rows: readonly DrawnTimelineRow[];
}

export interface DrawnTimelineRow extends Omit<TimelineRowView, 'segments' | 'marks'> {
  readonly segments: Segments;
  readonly marks: Marks;
}

/** The bars of a row, and in columns what every bar of a large call is asked for. */
export interface Segments extends Sequence<SegmentView> {
  /** Epoch ms. */
  readonly from: Float64Array;
  /** Epoch ms; NaN: still open. */
  readonly to: Float64Array;
  /** Places in `severities`. */
  readonly severity: Uint8Array;
  /** Places in `segmentKinds`. */
  readonly kind: Uint8Array;
  /** Places of the rows in the list of steps and events; -1: the call itself. */
  readonly row: Int32Array;
}

/** The moments of a row, and in columns what every moment of a large call is asked for. */
export interface Marks extends Sequence<MarkView> {
  /** Epoch ms. */
  readonly moment: Float64Array;
  /** Places in `severities`. */
  readonly severity: Uint8Array;
  /** Places of the rows in the list of steps and events. */
  readonly row: Int32Array;
}

/** How bad something is. */
export type Severity = (typeof severities)[number];

export interface SummaryView {
  readonly direction: Direction;
  readonly caller: string;
  readonly callee: string;
  readonly outcome: Outcome;
  readonly outcomeText: string;
  readonly outcomeSeverity: Severity;
  /** Dimmed facts in the order in which they are dropped from the right when it gets narrow. */
  readonly facts: readonly FactView[];
  /** Where the time went: IVR, waiting, ringing, talking, in this order; parts of no time are absent. */
  readonly shares: readonly ShareView[];
}

export interface FactView {
  readonly id: 'direction' | 'date' | 'duration' | 'hung-up-by' | 'agents' | 'queues' | 'provider';
  readonly text: string;
  /** The whole fact where `text` is short: names of the agents, the code behind a word. */
  readonly tooltip?: string;
}

export interface ShareView {
  readonly id: 'ivr' | 'waiting' | 'ringing' | 'talking';
  readonly text: string;
  readonly durationMs: number;
}

/** A problem of the call, in words that a call-centre person uses. */
export interface FindingView {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** A few words for a chip. */
  readonly title: string;
  /** One or two sentences: what happened, what it led to. */
  readonly text: string;
  /** The step or event that it names. */
  readonly item: string;
  /** The step or event in which its effect is seen. */
  readonly effect?: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface GapView {
  readonly lane?: Lane;
  readonly title: string;
  readonly text: string;
}

/** The path through the IVR: nodes merged over loops, edges with exits, sub-flow boxes; then the legs after it. */
export interface GraphView {
  /** `flow`: made of IVR steps. `legs`: the provider gives none; devices, queues and agents that the call passed. */
  readonly kind: 'flow' | 'legs';
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
  readonly boxes: readonly GraphBoxView[];
  /** The way of the call: places in `edges`, in the order in which it took them. */
  readonly passages: Sequence<number>;
  /** What a person should know about a drawing that does not show everything. */
  readonly note?: string;
  /** What the designed flows add; absent where the trace carries none. */
  readonly design?: DesignView;
}

/**
 * The designed flows beside the path of a call: what the call did not come to, and where the designer put things. Ids are
 * those of the path, so that both make one graph (`graph/design.ts`).
 */
export interface DesignView {
  /** Nodes that the call did not come to. */
  readonly nodes: readonly DesignedNodeView[];
  /** Ways that it did not take; `from` and `to` are nodes of the path or of the above. */
  readonly edges: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly label: string;
  }[];
  /** Boxes around flows that no step called, such as a survey after the call. */
  readonly boxes: readonly { readonly id: string; readonly name: string }[];
  /** In which of these boxes nodes and boxes of the path stand. */
  readonly moved: readonly { readonly id: string; readonly box: string }[];
  /** Nodes of the path that today's definition of their flow does not have. */
  readonly outdated: readonly string[];
  /** Where the designer put nodes and sub-flows, in the pixels of the provider's editor; each flow has its own origin. */
  readonly places: readonly DesignedPlace[];
}

export interface DesignedNodeView {
  readonly id: string;
  readonly shape: GraphNodeShape;
  readonly icon: IconName;
  readonly name: string;
  readonly detail: string;
  readonly box?: string;
}

export interface DesignedPlace {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export type GraphNodeShape = 'pill' | 'rectangle' | 'branch' | 'queue' | 'party' | 'gap';

export interface GraphNodeView {
  readonly id: string;
  readonly shape: GraphNodeShape;
  readonly icon: IconName;
  readonly name: string;
  /** The kind in words, and what is special: `HTTP request · 502`. */
  readonly detail: string;
  /** Visit order numbers outside at the left: `4–7`, `3, 9`. */
  readonly order: string;
  /** Total time spent, `32.5 s`; empty where it is not known or nothing. */
  readonly time: string;
  /** The same in ms; 0 where it is not known. */
  readonly durationMs: number;
  readonly severity: Severity;
  readonly unfinished: boolean;
  /** Ids of the steps or events it stands for, by time; the first problem among them is selected when it is clicked. */
  readonly items: Items;
  /** One small mark per visit where there are several. */
  readonly visits: Sequence<VisitView>;
  /** The innermost sub-flow box that it stands in. */
  readonly box?: string;
  /** How it stands to the designed flow, where that is drawn too. */
  readonly designed?: 'untaken' | 'outdated';
  /** It stands for the sub-flow box of this id, which is folded. */
  readonly folded?: boolean;
  /** It is one visit of the node of this id, whose visits are drawn one by one. */
  readonly visitOf?: string;
}

/** One of several visits of a node. */
export interface VisitView {
  readonly item: string;
  /** How the call left the node. */
  readonly exit?: ExitMeaning;
  readonly severity: Severity;
  /** Its number among the steps of the call. */
  readonly order: number;
  /** ms; 0 where it is not known. */
  readonly durationMs: number;
  /** The same in words; empty where it tells nothing. */
  readonly time: string;
  /** Kind in words and what is special, as of a node. */
  readonly detail: string;
}

export interface GraphEdgeView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Only where the exit tells something; `Timeout 2×`. */
  readonly label: string;
  /** The exit in words, without how often it was taken. */
  readonly exit: string;
  readonly severity: Severity;
  /** How often the call went this way. */
  readonly count: number;
  /** Leads back to a node that was visited before. */
  readonly back: boolean;
  /** A way of the designed flow that the call did not take. */
  readonly untaken?: boolean;
}

export interface GraphBoxView {
  readonly id: string;
  readonly name: string;
  readonly time: string;
  /** ms; 0 where it is not known. */
  readonly durationMs: number;
  readonly order: string;
  readonly severity: Severity;
  readonly stepCount: number;
  readonly parent?: string;
  /** Ids of the steps that called the sub-flow. */
  readonly items: Items;
}

export interface TimelineView {
  /** Epoch ms of the first and last moment shown; equal where there is only one. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly TimelineRowView[];
}

/** One lane, one agent of the agent lane, or one level of sub-flow of the IVR lane. */
export interface TimelineRowView {
  readonly id: string;
  readonly lane: Lane;
  readonly name: string;
  /** 0: the lane; 1 and more: nested under it. */
  readonly depth: number;
  readonly segments: readonly SegmentView[];
  readonly marks: readonly MarkView[];
  /** Says in a dotted outline that the provider gives nothing for this lane. */
  readonly gap?: string;
}

export type SegmentKind = (typeof segmentKinds)[number];

export interface SegmentView {
  readonly id: string;
  readonly kind: SegmentKind;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms; absent: still open. */
  readonly to?: number;
  readonly name: string;
  /** The duration in words; empty where it is open. */
  readonly duration: string;
  readonly severity: Severity;
  readonly icon?: IconName;
  /** The step or event that is selected with it; empty: the call itself, of whose summary it was made. */
  readonly item: string;
}

export interface MarkView {
  readonly item: string;
  /** Epoch ms. */
  readonly at: number;
  readonly name: string;
  readonly severity: Severity;
}

export interface RowView {
  readonly item: string;
  readonly kind: 'step' | 'event';
  readonly lane: Lane;
  readonly icon: IconName;
  /** Step number by time, 1 and on; absent for events. */
  readonly order?: number;
  /** Epoch ms. */
  readonly at: number;
  /** ms; absent where it is not known or an event has none. */
  readonly durationMs?: number;
  readonly name: string;
  /** Kind of the node, or agent, queue or customer of the event. */
  readonly detail: string;
  readonly exit: string;
  readonly severity: Severity;
  /** Levels of sub-flow around it. */
  readonly depth: number;
}

/** Everything about one step or event, or (no item) about the call; asked for when it is selected. */
export interface DetailsView {
  readonly item?: string;
  readonly icon: IconName;
  readonly name: string;
  /** Kind and place in the path: `HTTP request · step 10 of 13`. */
  readonly detail: string;
  /** The problem that names it; of the call, the worst one. */
  readonly finding?: FindingView;
  /** Further problems that it has or is part of. */
  readonly otherFindings?: readonly FindingView[];
  readonly groups: readonly { readonly title: string; readonly fields: readonly FieldView[] }[];
  /** Variables as a tree; JSON in text is parsed. */
  readonly variables: readonly VariableView[];
  readonly gaps: readonly GapView[];
  readonly source?: SourceExcerpt;
}

export interface FieldView {
  readonly label: string;
  readonly value: string;
  /** The provider's code or field behind a word. */
  readonly code?: string;
  readonly severity: Severity;
  /** Where it stands in the document: a JSON pointer. */
  readonly path?: string;
  /** What stands there, as JSON. */
  readonly json?: string;
  /** Of a moment: epoch ms. */
  readonly at?: number;
  /** The step or event that it names, to be selected. */
  readonly item?: string;
  /** Of a duration among others: its part of the longest one, 0 to 1. */
  readonly share?: number;
}

export interface VariableView {
  readonly name: string;
  readonly value: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';
  /** Against the step before. */
  readonly change?: 'new' | 'changed';
  /** The value before, where it changed. */
  readonly before?: string;
  readonly children: readonly VariableView[];
}

export interface SourceExcerpt {
  readonly operation: string;
  readonly pointer: string;
  /** The raw record, indented JSON (also of XML, whose element tree it is). */
  readonly text: string;
  /** Lines, from 0, with what its problem speaks of: the exit, the answer of the service. */
  readonly telling?: readonly number[];
}

/** Icons by what they stand for; the webview maps them to drawings. */
export type IconName = (typeof iconNames)[number];

/** Width of a text in CSS pixels, for a font size in CSS pixels. What depends on a font is passed in. */
export type MeasureText = (text: string, size: number, weight: 'normal' | 'bold') => number;
