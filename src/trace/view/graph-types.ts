import type { ExitMeaning } from '../model.ts';
import type { IconName, Severity } from './names.ts';
import type { Items, Sequence } from './sequence.ts';

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
  /** Ids of the steps that called the sub-flow, and of what marks its begin and end. */
  readonly items: Items;
}
