import { arrangedGraph } from '../../src/trace/graph/arranged.ts';
import type { FlowArrangement } from '../../src/trace/graph/arrangement.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import type { Strings } from '../strings.ts';

/** Whether two states draw the same graph. */
export function sameArrangement(a: FlowArrangement, b: FlowArrangement): boolean {
  return a.folded === b.folded && a.expanded === b.expanded && a.design === b.design;
}

/** The graph as a person arranged it, in the words of the page. */
export function graphInWords(graph: GraphView, state: FlowArrangement, strings: Strings): GraphView {
  return arrangedGraph(graph, state, {
    notInDesign: strings('flow.not-in-design'),
    steps: (count) => strings('flow.steps', { count }),
    exitTimes: (exit, count) => strings('flow.exit-times', { exit, count }),
  });
}

/** Adds an id to a list of them, or takes it away; undefined: none is left. */
export function toggled(ids: readonly string[] | undefined, id: string): readonly string[] | undefined {
  const known = ids ?? [];
  const next = known.includes(id) ? known.filter((one) => one !== id) : [...known, id];
  return next.length === 0 ? undefined : next;
}
