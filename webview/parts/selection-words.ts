import { durationText } from '../../src/trace/format.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { rowOf } from '../state.ts';
import type { Strings } from '../strings.ts';

/**
 * What a screen reader says of a selection. Which step it is, how it was left and after how long tell the visits of a node
 * apart: words that stay the same are not spoken again.
 */
export function selectionWords(view: DrawnView, selection: string, strings: Strings): string {
  const row = rowOf(view, selection);
  const finding = view.findings.find(({ item }) => item === selection);
  const name = [row?.name ?? '', finding?.title ?? ''].filter(Boolean).join(': ');
  if (row === undefined) return strings('selection.said', { name });
  const said = [
    name,
    row.order === undefined ? row.detail : strings('flow.order', { order: row.order }),
    row.exit,
    row.durationMs === undefined ? '' : durationText(row.durationMs, strings.render),
  ];
  return strings('selection.said', { name: said.filter((part) => part !== '').join(' · ') });
}
