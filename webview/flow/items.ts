import { firstOf } from '../../src/trace/view/sequence.ts';
import type { GraphNodeView } from '../../src/trace/view/graph-types.ts';

/** The step that a click on a node selects: what is selected in it already, else its worst visit, else its first. */
export function itemOf({ items, visits }: GraphNodeView, selection: string | undefined): string | undefined {
  if (selection !== undefined && items.includes(selection)) return selection;
  const worst =
    firstOf(visits, ({ severity }) => severity === 'error') ??
    firstOf(visits, ({ severity }) => severity === 'warning');
  return worst?.item ?? items.at(0);
}
