import type { Places } from '../layout/by-place.ts';
import type { GraphView } from '../view/graph-types.ts';
import type { FlowArrangement } from './arrangement.ts';
import { expanded } from './expanded.ts';
import { folded, type FoldWords } from './folded.ts';
import { overDesign } from './over-design.ts';

export interface ArrangementWords extends FoldWords {
  /** Of a node that today's design does not have. */
  readonly notInDesign: string;
}

/** The graph as a person arranged it: over the designed flow or not, visits one by one, sub-flows folded. */
export function arrangedGraph(
  graph: GraphView,
  arrangement: FlowArrangement,
  words: ArrangementWords,
): GraphView {
  const whole = arrangement.design === undefined ? graph : overDesign(graph, words.notInDesign);
  return folded(expanded(whole, new Set(arrangement.expanded)), new Set(arrangement.folded), words);
}

/** How the flow is arranged, of something that tells more than that. */
export function arrangementOf({ folded, expanded, design }: FlowArrangement): FlowArrangement {
  return {
    ...(folded === undefined ? {} : { folded }),
    ...(expanded === undefined ? {} : { expanded }),
    ...(design === undefined ? {} : { design }),
  };
}

/** The designer's own positions, where they are wanted. */
export function placesOf(graph: GraphView, { design }: FlowArrangement): Places | undefined {
  if (design !== 'placed' || graph.design === undefined) return undefined;
  return new Map(graph.design.places.map(({ id, x, y }) => [id, { x, y }]));
}
