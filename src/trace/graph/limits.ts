import type { EdgeDraft, GraphDraft } from './builder.ts';
import type { Render } from '../message.ts';

/*
 * A drawing of very many nodes and ways tells nothing and takes long. Beyond these limits sub-flows are drawn as one node
 * each, and of the ways only those are drawn on which the call first came to a node; the list and the timeline have all.
 */

/** More nodes and boxes than that are drawn with each sub-flow as one, and nodes beyond as many as one. */
export const mostNodes = 2000;
/** A design of more nodes or exits, in all the sub-flows together that the call came to, is not drawn. */
export const mostDesigned = 4000;
/** More ways than that are not drawn. */
const mostWays = 3000;

export const tooMany = (draft: GraphDraft): boolean => draft.edges.size > mostWays;

/** Leaves only the ways on which the call first came to a node. @returns how many were left out */
export function leaveWaysOut(draft: GraphDraft): number {
  const before = draft.edges.size;
  const kept: (readonly [string, EdgeDraft])[] = [];
  const reached = new Set<string>();
  for (const entry of draft.edges) {
    const [, edge] = entry;
    if (edge.back || reached.has(edge.to)) continue;
    reached.add(edge.to);
    kept.push(entry);
  }
  draft.edges.clear();
  for (const [key, edge] of kept) draft.edges.set(key, edge);
  return before - kept.length;
}

/** What a person should know about a drawing that does not show everything; empty where it does. */
export function noteOf(
  { render }: { readonly render: Render },
  { coarse, nested, design, rest, left }: LeftOut,
): string {
  if (!coarse && !nested && !design && rest === 0 && left === 0) return '';
  const said = (limit: boolean) => (limit ? 'yes' : 'no');
  const args = { coarse: said(coarse), nested: said(nested), design: said(design), rest, left };
  return render({ key: 'graph.limited', args }).trim();
}

/** What a drawing leaves out. */
export interface LeftOut {
  /** Whether each sub-flow is one node. */
  readonly coarse: boolean;
  /** Whether sub-flows are said to be nested deeper than is drawn. */
  readonly nested: boolean;
  /** Whether the design is too large. */
  readonly design: boolean;
  /** How many nodes are drawn as one. */
  readonly rest: number;
  /** How many ways are not drawn. */
  readonly left: number;
}
