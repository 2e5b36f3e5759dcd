import { durationText } from '../src/trace/format.ts';
import type { DrawnView } from '../src/trace/view/types.ts';
import { TimelinePart } from './parts/timeline.ts';
import type { ViewerPart } from './parts/viewer.ts';
import { rowOf, type State } from './state.ts';
import { timeWords } from './times.ts';

/** What VS Code's context menu is told of the place that it is opened at; its `when` clauses and commands read it. */
interface MenuContext {
  /** `item`: a step or event. `value`: a field of the inspector. `call`: anything else. */
  readonly webviewSection: 'item' | 'value' | 'call';
  /** The part of the viewer. */
  readonly webviewPane: 'flow' | 'timeline' | 'other';
  readonly item?: string;
  /** What "Copy Value" copies. */
  readonly value?: string;
  /** Without a selection of text there is nothing to cut, copy or paste. */
  readonly preventDefaultContextMenuItems: boolean;
}

/**
 * Tells VS Code what is under the pointer, or selected where the menu is opened by a key, just before its menu opens: so
 * that parts which are drawn on a canvas need no elements for it.
 */
export function watchContextMenu(viewer: ViewerPart): void {
  window.addEventListener(
    'contextmenu',
    (event) => {
      const context: MenuContext = {
        ...contextAt(viewer, event),
        webviewPane: paneOf(event.target),
        preventDefaultContextMenuItems: (document.getSelection()?.toString() ?? '') === '',
      };
      document.body.dataset['vscodeContext'] = JSON.stringify(context);
    },
    { capture: true },
  );
}

function paneOf(target: EventTarget | null): MenuContext['webviewPane'] {
  if (!(target instanceof Element)) return 'other';
  if (target.closest('.flow-pane, call-trace-flow') !== null) return 'flow';
  return target.closest('call-trace-timeline') === null ? 'other' : 'timeline';
}

function contextAt(
  viewer: ViewerPart,
  event: MouseEvent,
): Pick<MenuContext, 'webviewSection' | 'item' | 'value'> {
  const { state } = viewer;
  const { content, selection } = state;
  const target = event.target instanceof Element ? event.target : undefined;
  if (content.kind !== 'shown' || target === undefined) return { webviewSection: 'call' };
  const field = target.closest('.fields > div')?.querySelector('.value')?.textContent;
  if (field !== undefined) {
    return { webviewSection: 'value', value: field, ...(selection === undefined ? {} : { item: selection }) };
  }
  const item = itemAt(viewer, target, event);
  if (item === undefined) return { webviewSection: 'call' };
  return { webviewSection: 'item', item, value: wordsOf(content.view, item, viewer) };
}

/** The step or event of a place: of a row, a node, a segment; of a view that has the focus, what is selected in it. */
function itemAt(viewer: ViewerPart, target: Element, event: MouseEvent): string | undefined {
  const row = target.closest('[data-item]')?.getAttribute('data-item');
  if (row !== null && row !== undefined) return row;
  const id = target.closest('[data-node]')?.getAttribute('data-node');
  if (id !== null && id !== undefined) return viewer.flowPart?.itemOfNode(id);
  // Opened by a key, the menu stands at the element that has the focus.
  if (event.button !== 2) return viewer.state.selection;
  const timeline = target.closest('call-trace-timeline');
  return timeline instanceof TimelinePart ? timeline.itemUnder(event) : undefined;
}

/** A step or event in a line: when, what, how it ended, how long it took. */
function wordsOf(view: DrawnView, item: string, { state, strings }: ViewerPart): string {
  const row = rowOf(view, item);
  if (row === undefined) return item;
  const times = timesOf(state);
  return [
    timeWords(view, times, strings).text(row.at, times === 'elapsed' ? 1 : 3),
    row.name,
    row.detail,
    row.exit,
    row.durationMs === undefined ? '' : durationText(row.durationMs, strings.render),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const timesOf = ({ viewState, settings }: State) => viewState.times ?? settings.times;
