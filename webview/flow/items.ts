import type { GraphNodeView } from '../../src/trace/view/types.ts';

/** The step that a click on a node selects: what is selected in it already, else its worst visit, else its first. */
export function itemOf({ items, visits }: GraphNodeView, selection: string | undefined): string | undefined {
  if (selection !== undefined && items.includes(selection)) return selection;
  const worst = (['error', 'warning'] as const).flatMap((severity) =>
    visits.filter((visit) => visit.severity === severity),
  );
  return worst[0]?.item ?? items[0];
}
