import type { GraphView } from './graph-types.ts';
import type { IconName, SegmentKind, Severity } from './names.ts';
import type { Sequence } from './sequence.ts';
import type { Language } from '../message.ts';
import type { Direction, Lane, Outcome } from '../model.ts';

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

export interface SummaryView {
  readonly direction: Direction;
  readonly caller: string;
  readonly callee: string;
  readonly outcome: Outcome;
  readonly outcomeText: string;
  readonly outcomeSeverity: Severity;
  /** Dimmed facts in the order in which they are dropped from the right when it gets narrow. */
  readonly facts: readonly FactView[];
  /** Where the time went: IVR, waiting, ringing, talking, not known, in this order; parts of no time are absent. */
  readonly shares: readonly ShareView[];
}

export interface FactView {
  readonly id: 'direction' | 'date' | 'duration' | 'hung-up-by' | 'agents' | 'queues' | 'provider';
  readonly text: string;
  /** The whole fact where `text` is short: names of the agents, the code behind a word. */
  readonly tooltip?: string;
  /** Of a date: epoch ms; `text` tells it in the provider's zone. */
  readonly at?: number;
}

export interface ShareView {
  readonly id: 'ivr' | 'waiting' | 'ringing' | 'talking' | 'unknown';
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
  /** The step or event that it names; empty: the call itself. */
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

/** Width of a text in CSS pixels, for a font size in CSS pixels. What depends on a font is passed in. */
export type MeasureText = (text: string, size: number, weight: 'normal' | 'bold') => number;
