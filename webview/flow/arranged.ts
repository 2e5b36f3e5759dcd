import type { ViewState } from '../../src/protocol/messages.ts';
import { expanded } from '../../src/trace/graph/expanded.ts';
import { folded } from '../../src/trace/graph/folded.ts';
import { overDesign } from '../../src/trace/graph/over-design.ts';
import type { Places } from '../../src/trace/layout/by-place.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import type { Strings } from '../strings.ts';

/** What of the view state changes which graph is drawn. */
export type FlowArrangement = Pick<ViewState, 'folded' | 'expanded' | 'design'>;

/** Whether two states draw the same graph. */
export function sameArrangement(a: FlowArrangement, b: FlowArrangement): boolean {
  return a.folded === b.folded && a.expanded === b.expanded && a.design === b.design;
}

/** The graph as a person arranged it: over the designed flow or not, visits one by one, sub-flows folded. */
export function arrangedGraph(graph: GraphView, state: FlowArrangement, strings: Strings): GraphView {
  const whole = state.design === undefined ? graph : overDesign(graph, strings('flow.not-in-design'));
  return folded(expanded(whole, new Set(state.expanded)), new Set(state.folded), {
    steps: (count) => strings('flow.steps', { count }),
    exitTimes: (exit, count) => strings('flow.exit-times', { exit, count }),
  });
}

/** The designer's own positions, where they are wanted. */
export function placesOf(graph: GraphView, { design }: FlowArrangement): Places | undefined {
  if (design !== 'placed' || graph.design === undefined) return undefined;
  return new Map(graph.design.places.map(({ id, x, y }) => [id, { x, y }]));
}

/** Adds an id to a list of them, or takes it away; undefined: none is left. */
export function toggled(ids: readonly string[] | undefined, id: string): readonly string[] | undefined {
  const known = ids ?? [];
  const next = known.includes(id) ? known.filter((one) => one !== id) : [...known, id];
  return next.length === 0 ? undefined : next;
}
